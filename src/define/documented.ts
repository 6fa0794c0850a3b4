/** What an OpenAPI document and the endpoints of an application do not agree on, for the editor. */
import path from 'node:path';
import { guardOf, type Application, type Endpoint } from '../analysis/analysis.js';
import { compare, type Comparable, type Difference } from '../inventory/compare/compare.js';
import { operationsOf, type DocumentedOperation } from '../inventory/compare/document.js';
import { documentAt, documentNear } from '../inventory/compare/read.js';
import { methodsOf } from '../inventory/openapi/document.js';

/** A document as a rule uses it. */
export type Documented =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'read'; readonly file: string; readonly operations: readonly DocumentedOperation[] };

const operations = new WeakMap<object, readonly DocumentedOperation[]>();

/** Returns the document that the option names (relative to the working folder), or that stands near the package.json. */
export function documentFor(file: string, cwd: string, named: string | undefined): Documented {
  const found = named === undefined ? documentNear(file) : path.resolve(cwd, named);
  if (found === null) return { kind: 'none' };
  try {
    const document = documentAt(found);
    const key = typeof document === 'object' && document !== null ? document : {};
    const known = operations.get(key) ?? operationsOf(document);
    operations.set(key, known);
    return { kind: 'read', file: found, operations: known };
  } catch (error) {
    // What merely lies beside the package and is no document is none of the rule's business.
    if (named === undefined) return { kind: 'none' };
    const isMissing = error instanceof Error && 'code' in error;
    return {
      kind: 'broken',
      message: isMissing ? 'It cannot be read.' : error instanceof Error ? error.message : String(error),
    };
  }
}

function asksOf(endpoint: Endpoint): Comparable['asks'] {
  if (!endpoint.understood) return 'unknown';
  if (guardOf(endpoint)) return 'credentials';
  const { own } = endpoint.handling();
  if (own === 'denies' || own === 'verifies') return 'credentials';
  return own === 'open' ? 'nothing' : 'unknown';
}

/** The parts of the request that calls of the handler are seen to be given. */
function partsOf(endpoint: Endpoint): { readonly query: readonly string[]; readonly body: boolean } {
  const sources = (endpoint.handling().shown?.calls ?? []).flatMap(({ call }) =>
    call.args.flatMap(({ labels }) => labels.map(({ source }) => source)),
  );
  const query = sources.flatMap(({ kind, path: names }) =>
    kind === 'http.query' && names?.[0] !== undefined ? [names[0]] : [],
  );
  return { query: [...new Set(query)], body: sources.some(({ kind }) => kind === 'http.body') };
}

interface Compared extends Comparable {
  readonly of: Endpoint;
}

function comparableOf(endpoint: Endpoint): Compared {
  const { query, body } = partsOf(endpoint);
  return {
    of: endpoint,
    methods: methodsOf(endpoint),
    path: endpoint.path ?? endpoint.outline ?? '…',
    query,
    queryIsWhole: false,
    body: body ? 'read' : 'unknown',
    asks: asksOf(endpoint),
  };
}

const compared = new WeakMap<
  Application,
  Map<readonly DocumentedOperation[], ReadonlyMap<Endpoint, readonly Difference[]>>
>();

/** Returns what differs, by endpoint; compared once for an application and a document. */
export function differencesIn(
  application: Application,
  documented: readonly DocumentedOperation[],
): ReadonlyMap<Endpoint, readonly Difference[]> {
  const byDocument =
    compared.get(application) ??
    new Map<readonly DocumentedOperation[], ReadonlyMap<Endpoint, readonly Difference[]>>();
  compared.set(application, byDocument);
  let known = byDocument.get(documented);
  if (!known) {
    const { endpoints } = compare(application.endpoints.map(comparableOf), documented);
    known = new Map(endpoints.map(({ endpoint, differences }) => [endpoint.of, differences] as const));
    byDocument.set(documented, known);
  }
  return known;
}
