/** What every format says of an endpoint, in words. */
import { percentOf, type Coverage, type InventoryEndpoint } from './types.js';

export interface Column {
  readonly name: string;
  readonly of: (endpoint: InventoryEndpoint) => string;
  /** By what it is ordered, where that is not its text. */
  readonly rank?: (endpoint: InventoryEndpoint) => number;
}

function list(parts: readonly string[]): string {
  return [...new Set(parts)].join(', ');
}

/** Returns a figure in words: `3 of 4 (75 %)`; empty where nothing was to be validated. */
export function coverageText(coverage: Coverage): string {
  const percent = percentOf(coverage);
  return percent === null ? '' : `${coverage.validated} of ${coverage.inputs} (${percent} %)`;
}

export const COLUMNS: readonly Column[] = [
  { name: 'Method', of: ({ method }) => method },
  { name: 'Path', of: ({ path }) => path },
  { name: 'Framework', of: ({ framework }) => framework },
  { name: 'Handler', of: ({ handler }) => handler },
  { name: 'File', of: ({ place }) => `${place.file}:${place.line}` },
  { name: 'Access', of: ({ access }) => access },
  { name: 'Authentication', of: ({ authentication }) => list(authentication.map(({ name }) => name)) },
  { name: 'Authorization', of: ({ authorization }) => list(authorization.map(({ name }) => name)) },
  { name: 'Validation', of: ({ validation }) => list(validation.map((each) => each.in)) },
  {
    name: 'Inputs validated',
    of: ({ coverage }) => coverageText(coverage),
    rank: ({ coverage }) => percentOf(coverage) ?? 101,
  },
  { name: 'Limits', of: ({ limits }) => list(limits.map(({ name }) => name)) },
  {
    name: 'Stores',
    of: ({ stores }) => list(stores.map(({ library, thing, does }) => `${thing ?? library} (${does.join(', ')})`)),
  },
  {
    name: 'Third parties',
    of: ({ services }) => list(services.map(({ library, host, does }) => `${host ?? library} (${does})`)),
  },
  { name: 'Returns', of: ({ fields }) => list(fields) },
];

/** Returns a column by its name. */
export function columnNamed(name: string): Column {
  const found = COLUMNS.find((each) => each.name === name);
  if (!found) throw new TypeError(`There is no column ${name}.`);
  return found;
}
