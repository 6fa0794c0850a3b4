/** The inventory for a terminal. */
import { columnNamed, coverageText } from '../../inventory/columns.js';
import { summaryOf } from '../../inventory/format/summary.js';
import type { Access, Inventory, InventoryEndpoint } from '../../inventory/types.js';
import { visible } from '../../report/escape.js';
import type { Colors } from '../colors.js';

/** Longer cells are cut. */
const WIDTHS: Readonly<Record<string, number>> = { Path: 48, Guards: 36, Validation: 24, Data: 44, Handler: 36 };

interface Column {
  readonly name: string;
  readonly of: (endpoint: InventoryEndpoint) => string;
}

function joined(parts: readonly string[]): string {
  return parts.filter((each) => each !== '').join('; ');
}

const COLUMNS: readonly Column[] = [
  { name: 'Method', of: ({ method }) => method },
  { name: 'Path', of: ({ path }) => path },
  { name: 'Access', of: ({ access }) => access },
  {
    name: 'Guards',
    of: (endpoint) =>
      joined(['Authentication', 'Authorization', 'Limits'].map((name) => columnNamed(name).of(endpoint))),
  },
  {
    name: 'Validation',
    of: (endpoint) => joined([columnNamed('Validation').of(endpoint), coverageText(endpoint.coverage)]),
  },
  { name: 'Data', of: (endpoint) => joined(['Stores', 'Third parties'].map((name) => columnNamed(name).of(endpoint))) },
  { name: 'Handler', of: ({ handler }) => handler },
  { name: 'File', of: ({ place }) => `${place.file}:${place.line}` },
];

function cut(text: string, width: number | undefined): string {
  return width === undefined || text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function painted(text: string, access: Access, colors: Colors): string {
  if (access === 'open') return colors.red(text);
  if (access === 'unknown') return colors.yellow(text);
  return access === 'guarded' ? colors.green(text) : text;
}

const MAX_GAPS = 10;

/** Returns the table with its summary; the places that were not understood stand below, the first ones by name. */
export function formatTable(inventory: Inventory, colors: Colors): string {
  const { endpoints, gaps } = inventory;
  const rows = endpoints.map((endpoint) => COLUMNS.map(({ name, of }) => cut(visible(of(endpoint)), WIDTHS[name])));
  const widths = COLUMNS.map(({ name }, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const shown = widths.map((width, at) => (rows.some((row) => row[at] !== '') ? width : 0));
  const line = (cells: readonly string[], paint: (text: string, at: number) => string): string =>
    cells
      .flatMap((text, at) => (shown[at] === 0 ? [] : [paint(text.padEnd(shown[at] ?? 0), at)]))
      .join('  ')
      .trimEnd();
  const head = line(
    COLUMNS.map(({ name }) => name),
    (text) => colors.bold(text),
  );
  const body = rows.map((row, index) =>
    line(row, (text, at) => (at === 2 ? painted(text, endpoints[index]?.access ?? 'unknown', colors) : text)),
  );
  const places = gaps
    .slice(0, MAX_GAPS)
    .map(({ place, what }) => `  ${colors.dim(visible(`${place.file}:${place.line}`))}  ${visible(what)}`);
  const more = gaps.length > MAX_GAPS ? [`  and ${gaps.length - MAX_GAPS} more: --format json lists all`] : [];
  const table = endpoints.length === 0 ? [] : [head, ...body, ''];
  return `${[...table, ...summaryOf(inventory), ...places, ...more].join('\n')}\n`;
}
