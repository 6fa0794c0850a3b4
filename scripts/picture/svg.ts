/** A terminal as an SVG picture: monospaced text on a dark window, without scripts, fonts or links. */
import type { Colour, Run, Style } from './ansi.js';

const CELL = { width: 8, height: 19 } as const;
const EDGE = { side: 16, top: 44, bottom: 14 } as const;
const BACKGROUND = '#1b1f27';
const FOREGROUND = '#dfe3ea';
/** Each has a contrast of more than 4.5 to 1 to the background (WCAG 2.2, success criterion 1.4.3). */
const COLOURS: Readonly<Record<Colour, string>> = {
  red: '#ff7b72',
  green: '#7ee08a',
  yellow: '#e8c468',
  cyan: '#6fd3e8',
};
const DIM = '#98a2b3';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Returns a text as XML 1.0 may hold it; characters that no XML document may hold become a replacement character. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

function fill({ colour, dim }: Style): string {
  return colour === null ? (dim ? DIM : FOREGROUND) : COLOURS[colour];
}

function span({ text: whole, style, column }: Run): string {
  const text = whole.trim();
  const x = EDGE.side + (column + whole.indexOf(text)) * CELL.width;
  const weight = style.bold ? ' font-weight="bold"' : '';
  const length = `textLength="${String(text.length * CELL.width)}"`;
  return `<tspan x="${String(x)}" ${length} fill="${fill(style)}"${weight}>${escapeXml(text)}</tspan>`;
}

/** Returns the picture of lines of runs; the same lines give the same text. */
export function svgOf(lines: readonly (readonly Run[])[], columns: number, title: string): string {
  const width = 2 * EDGE.side + columns * CELL.width;
  const height = EDGE.top + lines.length * CELL.height + EDGE.bottom;
  const buttons = [COLOURS.red, COLOURS.yellow, COLOURS.green].map(
    (colour, index) => `<circle cx="${String(22 + index * 20)}" cy="20" r="6" fill="${colour}"/>`,
  );
  const rows = lines.flatMap((runs, index) => {
    const shown = runs.filter((run) => run.text.trim() !== '');
    const y = EDGE.top + index * CELL.height + 13;
    return shown.length === 0 ? [] : [`<text y="${String(y)}" xml:space="preserve">${shown.map(span).join('')}</text>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...buttons,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}
