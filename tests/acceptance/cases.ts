/** The acceptance cases: which there are, and what their marks demand (tests/cases/README.md). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Mark {
  readonly kind: 'report' | 'quiet';
  readonly typedOnly: boolean;
  /** Empty for a `quiet` that means every rule. */
  readonly rules: readonly string[];
}

export interface CaseFile {
  readonly file: string;
  readonly lines: ReadonlyMap<number, Mark>;
}

/** One program: a file, or a folder whose files belong together. */
export interface Case {
  readonly name: string;
  readonly group: string;
  readonly files: readonly CaseFile[];
  /** Every rule that some mark names. */
  readonly rules: ReadonlySet<string>;
}

export const casesFolder = path.resolve(import.meta.dirname, '../cases');
const SOURCE = /\.(?:[cm]?[jt]s|tsx)$/;
const MARK = /\/\/ (report|quiet)(\(typed\))?(?::\s*([a-z][a-z0-9-]*(?:\s*,\s*[a-z][a-z0-9-]*)*))?(?:\s+-\s.*)?\s*$/;

function readMarks(file: string): CaseFile {
  const lines = new Map<number, Mark>();
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((text, index) => {
      const match = MARK.exec(text);
      if (!match) return;
      const rules = (match[3] ?? '')
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '');
      lines.set(index + 1, {
        kind: match[1] === 'report' ? 'report' : 'quiet',
        typedOnly: match[2] !== undefined,
        rules,
      });
    });
  return { file, lines };
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return sourcesBelow(full);
      return SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts') ? [full] : [];
    })
    .sort();
}

/** Returns every case of a group (`flow`, `guards`, `endpoints`), by name. */
export function casesOf(group: string): readonly Case[] {
  const folder = path.join(casesFolder, group);
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const full = path.join(folder, name);
      const sources = statSync(full).isDirectory() ? sourcesBelow(full) : SOURCE.test(name) ? [full] : [];
      if (sources.length === 0) return [];
      const files = sources.map(readMarks);
      const rules = new Set(files.flatMap((file) => [...file.lines.values()].flatMap((mark) => mark.rules)));
      return [{ name, group, files, rules }];
    });
}

export interface Report {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

export interface Verdict {
  readonly expected: number;
  readonly found: number;
  readonly missing: readonly Report[];
  /** Reports where none may stand. */
  readonly unexpected: readonly Report[];
  /** Missing, by reason of types, in an untyped run: welcome when found, no loss when not. */
  readonly quietMarks: number;
}

/** Compares what was reported with the marks of a case; only the rules that `known` names are asked for. */
export function judge(
  test: Case,
  reports: readonly Report[],
  typed: boolean,
  known: ReadonlySet<string>,
  recommended: ReadonlySet<string>,
): Verdict {
  let expected = 0;
  let found = 0;
  let quietMarks = 0;
  const missing: Report[] = [];
  const unexpected: Report[] = [];
  for (const { file, lines } of test.files) {
    const here = reports.filter((report) => report.file === file);
    for (const [line, mark] of lines) {
      if (mark.kind === 'quiet') quietMarks++;
      if (mark.kind !== 'report') continue;
      for (const rule of mark.rules) {
        if (!known.has(rule)) continue;
        const count = here.filter((report) => report.line === line && report.rule === rule).length;
        if (mark.typedOnly && !typed) continue;
        expected++;
        if (count === 1) found++;
        else missing.push({ file, line, rule: count === 0 ? rule : `${rule} x${count}` });
      }
    }
    for (const report of here) {
      const mark = lines.get(report.line);
      const asked = mark?.kind === 'report' && mark.rules.includes(report.rule);
      if (asked) continue;
      const silenced =
        mark?.kind === 'quiet' &&
        (mark.rules.length === 0
          ? recommended.has(report.rule) || test.rules.has(report.rule)
          : mark.rules.includes(report.rule));
      if (silenced || test.rules.has(report.rule)) unexpected.push(report);
    }
  }
  return { expected, found, missing, unexpected, quietMarks };
}
