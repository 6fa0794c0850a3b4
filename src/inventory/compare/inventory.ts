/** The comparison of a whole inventory with a document. */
import type { Place } from '../../report/place.js';
import { methodsOf } from '../openapi/document.js';
import { bodyOf, inputsAt } from '../request.js';
import { titleOf, type Inventory, type InventoryEndpoint } from '../types.js';
import { compare, type Comparable } from './compare.js';
import { operationsOf } from './document.js';

interface Compared extends Comparable {
  readonly of: InventoryEndpoint;
}

function asksOf({ access, understood }: InventoryEndpoint): Comparable['asks'] {
  if (access === 'guarded' || access === 'checked in the handler') return 'credentials';
  return access === 'open' && understood ? 'nothing' : 'unknown';
}

/** That no body was seen to be used says little: only declarations and validators say what a request must hold. */
function bodyWord(endpoint: InventoryEndpoint): Comparable['body'] {
  const body = bodyOf(endpoint);
  if (body === null) return 'unknown';
  return body.required ? 'required' : 'read';
}

function comparableOf(endpoint: InventoryEndpoint): Compared {
  const validated = endpoint.validation.find((each) => each.in === 'query');
  return {
    of: endpoint,
    methods: methodsOf(endpoint),
    path: endpoint.path,
    query: inputsAt(endpoint, 'query').map(({ name }) => name),
    queryIsWhole: validated?.schema.properties !== undefined,
    body: bodyWord(endpoint),
    asks: asksOf(endpoint),
  };
}

/** One line of the report. */
export interface Finding {
  readonly kind: 'undocumented' | 'vanished' | 'different';
  /** `GET /users`. */
  readonly endpoint: string;
  readonly what: string;
  /** Null for operations that nothing answers to. */
  readonly place: Place | null;
}

/**
 * Returns what an inventory and a parsed document do not agree on: what is missing in the document first, then what is
 * only there, then what differs.
 * @throws {TypeError} with one clear sentence when it is no OpenAPI document.
 */
export function compareInventory(inventory: Inventory, document: unknown): readonly Finding[] {
  const { endpoints, vanished } = compare(inventory.endpoints.map(comparableOf), operationsOf(document));
  const own = endpoints.flatMap(({ endpoint, differences }) =>
    differences.map(({ kind, what }) => ({ kind, endpoint: titleOf(endpoint.of), what, place: endpoint.of.place })),
  );
  return [
    ...own.filter(({ kind }) => kind === 'undocumented'),
    ...vanished.map(({ method, path }) => ({
      kind: 'vanished' as const,
      endpoint: `${method} ${path}`,
      what: 'is in the document, and nothing answers to it',
      place: null,
    })),
    ...own.filter(({ kind }) => kind === 'different'),
  ];
}
