import type { Colors } from './colors.js';
import type { Excerpt, Finding } from './finding.js';

/** Lines shown before the first and after the last marked line. */
const CONTEXT_LINES = 1;
/** A finding over more lines than this is cut. */
const MAX_MARKED_LINES = 5;
/** Longer lines are cut around the finding. */
const MAX_WIDTH = 110;

/** Returns the lines around a finding. */
export function excerptOf(source: string, line: number, endLine: number): Excerpt {
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const firstLine = Math.max(1, line - CONTEXT_LINES);
  const lastMarked = Math.min(endLine, line + MAX_MARKED_LINES - 1);
  return { firstLine, lines: lines.slice(firstLine - 1, lastMarked + CONTEXT_LINES) };
}

/** One cell for each UTF-16 unit, so that columns stay true: tabs become blanks, what a terminal would obey becomes a dot. */
function printable(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '·');
}

/** Returns the first column to show so that the finding's start is visible. */
function windowStart(lines: readonly string[], column: number): number {
  const longest = Math.max(...lines.map((line) => line.length));
  return longest <= MAX_WIDTH || column < MAX_WIDTH - 20 ? 0 : column - 20;
}

/** Returns the lines of source around the finding, numbered, with the marked lines and the marked text pointed at. */
export function codeFrame(finding: Finding, colors: Colors): string {
  const { firstLine, lines } = finding.excerpt;
  const start = windowStart(lines, finding.column - 1);
  const gutter = String(firstLine + lines.length - 1).length;
  return lines
    .flatMap((text, index) => {
      const number = firstLine + index;
      const shown = printable(text.slice(start, start + MAX_WIDTH)).trimEnd();
      const marked = number >= finding.line && number <= finding.endLine;
      const label = `${marked ? '>' : ' '} ${String(number).padStart(gutter)} |`;
      const line = marked ? `${colors.red(label)} ${shown}` : colors.dim(`${label} ${shown}`);
      if (number !== finding.line) return [line.trimEnd()];
      const from = finding.column - 1 - start;
      const to = finding.endLine === finding.line ? finding.endColumn - 1 - start : shown.length;
      const carets = '^'.repeat(Math.max(1, Math.min(to, shown.length) - from));
      return [line.trimEnd(), `  ${' '.repeat(gutter)} | ${' '.repeat(from)}${colors.red(carets)}`];
    })
    .join('\n');
}
