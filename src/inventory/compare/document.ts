/** What an OpenAPI document (3.x, or Swagger 2.0) says of its operations, as far as the comparison asks. */
import { anonymous } from '../openapi/paths.js';

export interface DocumentedOperation {
  readonly method: string;
  /** As it stands in the document. */
  readonly path: string;
  /** The paths by which requests may ask for it, without names: below each server of the document. */
  readonly keys: readonly string[];
  readonly query: readonly string[];
  /** Null when it takes none. */
  readonly body: { readonly required: boolean } | null;
  /** The document asks for credentials. */
  readonly secured: boolean;
}

const METHODS: readonly string[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listAt(value: Json, name: string): readonly unknown[] {
  const own = value[name];
  return Array.isArray(own) ? own : [];
}

const MAX_REFERENCES = 8;

/** Follows references inside the document (RFC 6901); others lead nowhere. */
function resolved(document: Json, value: unknown, depth = 0): Json {
  if (!isJson(value)) return {};
  const reference = value['$ref'];
  if (typeof reference !== 'string') return value;
  if (!reference.startsWith('#/') || depth > MAX_REFERENCES) return {};
  let found: unknown = document;
  for (const part of reference.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isJson(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return resolved(document, found, depth + 1);
}

function pathOfServer(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/^\/\/[^/]*/, '');
  return path === '' ? '/' : path;
}

function basesOf(document: Json): readonly string[] {
  const servers = listAt(document, 'servers').flatMap((each) =>
    isJson(each) && typeof each['url'] === 'string' ? [pathOfServer(each['url'])] : [],
  );
  const base = document['basePath'];
  const all = [...servers, ...(typeof base === 'string' ? [base] : [])].map((each) => each.replace(/\/$/, ''));
  // Proxies often take the base away before the service sees the request.
  return [...new Set(['', ...all])];
}

/** Every way to ask must want credentials: `security: [{}, ...]` makes them optional. */
function isSecured(document: Json, operation: Json): boolean {
  const own = Array.isArray(operation['security']) ? operation['security'] : listAt(document, 'security');
  return own.length > 0 && own.every((each) => isJson(each) && Object.keys(each).length > 0);
}

function bodyOf(document: Json, operation: Json, parameters: readonly Json[]): DocumentedOperation['body'] {
  if (isJson(operation['requestBody']))
    return { required: resolved(document, operation['requestBody'])['required'] === true };
  const old = parameters.filter((each) => each['in'] === 'body' || each['in'] === 'formData');
  return old.length === 0 ? null : { required: old.some((each) => each['required'] === true) };
}

/**
 * Returns the operations of a document that was parsed.
 * @throws {TypeError} with one clear sentence when it is no OpenAPI document.
 */
export function operationsOf(document: unknown): readonly DocumentedOperation[] {
  if (!isJson(document) || !(typeof document['openapi'] === 'string' || typeof document['swagger'] === 'string'))
    throw new TypeError('It is no OpenAPI document: it has neither `openapi` nor `swagger` at its top.');
  const { paths } = document;
  if (!isJson(paths)) throw new TypeError('It is an OpenAPI document without `paths`.');
  const bases = basesOf(document);
  return Object.entries(paths).flatMap(([path, item]) => {
    const shared = resolved(document, item);
    return METHODS.flatMap((method) => {
      const operation = shared[method];
      if (!isJson(operation)) return [];
      const parameters = [...listAt(shared, 'parameters'), ...listAt(operation, 'parameters')].map((each) =>
        resolved(document, each),
      );
      return [
        {
          method: method.toUpperCase(),
          path,
          keys: bases.map((base) => anonymous(base + path)),
          query: parameters.flatMap((each) =>
            each['in'] === 'query' && typeof each['name'] === 'string' ? [each['name']] : [],
          ),
          body: bodyOf(document, operation, parameters),
          secured: isSecured(document, operation),
        },
      ];
    });
  });
}
