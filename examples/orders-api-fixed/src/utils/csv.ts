/** What may stand between two cells. */
export const DELIMITERS = [',', ';', '\t'] as const;

/** One of them. */
export type Delimiter = (typeof DELIMITERS)[number];

const FORMULA_STARTS = ['=', '+', '-', '@', '\t', '\r'];

/** One cell: quoted, and neutralized where a spreadsheet would read a formula. */
function cell(value: string | number, delimiter: Delimiter): string {
  const text = String(value);
  const harmless = typeof value === 'string' && FORMULA_STARTS.includes(text.charAt(0)) ? `'${text}` : text;
  return harmless.includes(delimiter) || /["\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows as delimited text, quoted as in RFC 4180. */
export function toCsv(rows: readonly (readonly (string | number)[])[], delimiter: Delimiter): string {
  return rows.map((row) => `${row.map((value) => cell(value, delimiter)).join(delimiter)}\r\n`).join('');
}
