/** Compares what a service answers to with what a document says of it. */
import { anonymous, templateOf, UNKNOWN_PART } from '../openapi/paths.js';
import type { DocumentedOperation } from './document.js';

/** What the comparison asks of an endpoint; what is unknown keeps it silent. */
export interface Comparable {
  /** The HTTP methods that it answers to. */
  readonly methods: readonly string[];
  /** As its router writes it, `…` for parts that are not known. */
  readonly path: string;
  /** Query parameters that it reads. */
  readonly query: readonly string[];
  /** The query is validated as a whole: no other parameter is read. */
  readonly queryIsWhole: boolean;
  readonly body: 'required' | 'read' | 'unknown';
  readonly asks: 'credentials' | 'nothing' | 'unknown';
}

export interface Difference {
  readonly kind: 'undocumented' | 'different';
  /** What the endpoint does: the rest of a sentence that begins with its name. */
  readonly what: string;
}

export interface Match<T extends Comparable> {
  readonly endpoint: T;
  readonly differences: readonly Difference[];
}

export interface Comparison<T extends Comparable> {
  /** Endpoints of which there is something to say. */
  readonly endpoints: readonly Match<T>[];
  /** Operations that nothing answers to. */
  readonly vanished: readonly DocumentedOperation[];
}

const VERSION = /(?<=\/)v\d+(?=\/|$)/i;

function keyOf(path: string): string {
  return anonymous(templateOf(path).path);
}

/** Of a path whose beginning is not known the end is compared; of others with unknown parts, nothing is. */
function answersTo(endpoint: Comparable, operation: DocumentedOperation): boolean {
  const key = keyOf(endpoint.path);
  const at = endpoint.path.indexOf(UNKNOWN_PART);
  if (at < 0) return operation.keys.includes(key);
  if (at > 1 || endpoint.path.lastIndexOf(UNKNOWN_PART) !== at) return true;
  return operation.keys.some((each) => each.endsWith(key === '/' ? '' : key));
}

/** The document has the same path with another version. */
function otherVersion(endpoint: Comparable, documented: readonly DocumentedOperation[]): DocumentedOperation | null {
  const key = keyOf(endpoint.path);
  if (!VERSION.test(key)) return null;
  const bare = key.replace(VERSION, 'v');
  return (
    documented.find(
      ({ method, keys }) =>
        endpoint.methods.includes(method) && keys.some((each) => each !== key && each.replace(VERSION, 'v') === bare),
    ) ?? null
  );
}

function undocumented(endpoint: Comparable, documented: readonly DocumentedOperation[]): Difference {
  const other = otherVersion(endpoint, documented);
  const what = other
    ? `is not in the document, which has \`${other.method} ${other.path}\`: two versions are served`
    : documented.some((each) => answersTo(endpoint, each))
      ? 'is not in the document, which has the path with other methods'
      : 'is not in the document';
  return { kind: 'undocumented', what };
}

function quoted(names: readonly string[]): string {
  return names.map((each) => `\`${each}\``).join(', ');
}

function differencesOf(endpoint: Comparable, operation: DocumentedOperation): readonly Difference[] {
  const found: string[] = [];
  const missing = endpoint.query.filter((each) => !operation.query.includes(each));
  if (missing.length > 0) found.push(`reads query parameters that the document does not name: ${quoted(missing)}`);
  const unread = endpoint.queryIsWhole ? operation.query.filter((each) => !endpoint.query.includes(each)) : [];
  if (unread.length > 0) found.push(`does not read query parameters that the document names: ${quoted(unread)}`);
  if (endpoint.body !== 'unknown' && operation.body === null)
    found.push('reads a body that the document does not name');
  if (endpoint.body === 'required' && operation.body?.required === false)
    found.push('requires a body that the document calls optional');
  if (endpoint.asks === 'credentials' && !operation.secured)
    found.push('asks for credentials, and the document says that it does not');
  if (endpoint.asks === 'nothing' && operation.secured)
    found.push('asks for no credentials, and the document says that it does');
  return found.map((what) => ({ kind: 'different', what }));
}

/** Returns what endpoints and the operations of a document do not agree on. */
export function compare<T extends Comparable>(
  endpoints: readonly T[],
  documented: readonly DocumentedOperation[],
): Comparison<T> {
  const served = new Set<DocumentedOperation>();
  const matches = endpoints.flatMap((endpoint): readonly Match<T>[] => {
    if (endpoint.methods.length === 0) return [];
    const own = documented.filter((each) => endpoint.methods.includes(each.method) && answersTo(endpoint, each));
    for (const each of own) served.add(each);
    const key = keyOf(endpoint.path);
    const [only] = own.length === 1 ? own : own.filter((each) => each.keys.includes(key));
    if (own.length === 0) return [{ endpoint, differences: [undocumented(endpoint, documented)] }];
    // A route for every method may treat each of them in another way.
    const differences = only && endpoint.methods.length === 1 ? differencesOf(endpoint, only) : [];
    return differences.length > 0 ? [{ endpoint, differences }] : [];
  });
  return { endpoints: matches, vanished: documented.filter((each) => !served.has(each)) };
}
