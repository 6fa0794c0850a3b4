const FORMULA_STARTS = ['=', '+', '-', '@', '\t', '\r'];

/** One cell: quoted, and neutralized where a spreadsheet would read a formula. */
function cell(value: string | number): string {
  const text = String(value);
  const harmless = typeof value === 'string' && FORMULA_STARTS.includes(text.charAt(0)) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows as comma separated values (RFC 4180). */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
