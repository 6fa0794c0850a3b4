/** The inventory as comma-separated values (RFC 4180). */
import { COLUMNS } from '../columns.js';
import type { Inventory } from '../types.js';

/** Spreadsheets run cells that begin like a formula (OWASP, CSV Injection): a quote in front makes them texts. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Returns one line for each endpoint behind a line of names, with the line ends of the RFC. */
export function formatCsv({ endpoints }: Inventory): string {
  const lines = [
    COLUMNS.map(({ name }) => name),
    ...endpoints.map((endpoint) => COLUMNS.map((column) => column.of(endpoint))),
  ];
  return lines.map((each) => `${each.map(cell).join(',')}\r\n`).join('');
}
