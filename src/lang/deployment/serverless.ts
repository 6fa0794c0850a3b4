/**
 * The functions of a serverless.yml or serverless.ts, and who may call them
 * (https://www.serverless.com/framework/docs/providers/aws/events/apigateway,
 * https://www.serverless.com/framework/docs/providers/aws/events/http-api,
 * https://www.serverless.com/framework/docs/providers/aws/guide/functions#aws-lambda-function-urls).
 */
import path from 'node:path';
import { at, dataOf, listOf, textOf } from './plain.js';
import { handlerParts, OPEN, slashed, UNSAID, verbOf, type Admission, type DeployedRoute } from './types.js';

/** Stands in texts for a part that is not known, and alone for a value of which nothing is. */
export const GAP = '\uFFFC';

/** Returns the data of another document, by its path relative to the first one; null when it cannot be read. */
type Include = (file: string) => unknown;

const VARIABLE = /^\$\{([^${}]+)\}$/;
const STEPS = 8;

interface Document {
  readonly root: unknown;
  readonly include: Include;
}

/** Follows `${file(./x.yml):a.b}` and `${self:custom.x}`; other variables stay as they are written. */
function resolved(document: Document, value: unknown, steps = 0): unknown {
  const written = typeof value === 'string' ? VARIABLE.exec(value.trim())?.[1] : undefined;
  if (written === undefined || steps > STEPS) return value;
  const file = /^file\(\s*([^)]+?)\s*\)(?::([\w.-]+))?$/.exec(written);
  if (file) {
    const root = document.include(file[1] ?? '');
    return root === null ? value : resolved(document, at(root, ...(file[2]?.split('.') ?? [])), steps + 1);
  }
  const self = /^self:([\w.-]+)$/.exec(written);
  if (!self) return value;
  const found = at(document.root, ...(self[1]?.split('.') ?? []));
  return found === undefined ? value : resolved(document, found, steps + 1);
}

function isVariable(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('${') || value.includes(GAP));
}

/** `functions` is an object, a list of objects, or what other documents hold. */
function functionsOf(document: Document): readonly unknown[] {
  const given = resolved(document, at(document.root, 'functions'));
  return listOf(given).flatMap((each) => Object.values(dataOf(resolved(document, each)) ?? {}));
}

function authorizerName(authorizer: unknown): string {
  const name = textOf(authorizer) ?? textOf(at(authorizer, 'name')) ?? textOf(at(authorizer, 'type'));
  return name ?? 'an authorizer';
}

/** An authorizer of an event; a text, or an object of which every form names one. */
function admissionOf(document: Document, given: unknown): Admission {
  const authorizer = resolved(document, given);
  if (authorizer === undefined || authorizer === null || authorizer === '') return OPEN;
  if (isVariable(authorizer)) return UNSAID;
  if (dataOf(authorizer) && /^none$/i.test(textOf(at(authorizer, 'type')) ?? '')) return OPEN;
  return { kind: 'guarded', by: authorizerName(authorizer) };
}

interface Route {
  readonly method: string | null;
  readonly path: string | null;
}

/** `GET /items`, `*`, or an object with `method` and `path`. */
function routeOf(event: unknown): Route {
  const text = textOf(event);
  if (text !== null) {
    const [method = '*', address] = text.trim().split(/\s+/);
    return method === '*' && address === undefined ? { method: '*', path: '*' } : { method, path: address ?? null };
  }
  return { method: textOf(at(event, 'method')), path: textOf(at(event, 'path')) };
}

type Door = Pick<DeployedRoute, 'method' | 'path' | 'admission' | 'event'>;

function doorOf(event: unknown, admission: Admission, form: DeployedRoute['event']): Door {
  const { method, path: address } = routeOf(event);
  return {
    method: verbOf(method),
    path: address === null || isVariable(address) ? null : slashed(address),
    admission,
    event: form,
  };
}

function doorsOf(document: Document, event: unknown): readonly Door[] {
  const http = resolved(document, at(event, 'http'));
  if (http !== undefined && http !== null) {
    const own = admissionOf(document, at(http, 'authorizer'));
    const keyed = at(http, 'private') === true && own.kind === 'open';
    return [doorOf(http, keyed ? { kind: 'guarded', by: 'an API key' } : own, 'first')];
  }
  const httpApi = resolved(document, at(event, 'httpApi'));
  if (httpApi === undefined || httpApi === null) return [];
  const payload = textOf(resolved(document, at(document.root, 'provider', 'httpApi', 'payload')));
  return [doorOf(httpApi, admissionOf(document, at(httpApi, 'authorizer')), payload === '1.0' ? 'first' : 'second')];
}

/** `url: true`, or `url: { authorizer: aws_iam }`. */
function urlDoor(document: Document, url: unknown): readonly Door[] {
  if (url !== true && !dataOf(url)) return [];
  return [{ method: 'ANY', path: null, admission: admissionOf(document, at(url, 'authorizer')), event: 'second' }];
}

/** Returns the routes of a document in a folder; what it does not say plainly is left out. */
export function serverlessRoutes(root: unknown, folder: string, include: Include): readonly DeployedRoute[] {
  const document = { root, include };
  return functionsOf(document).flatMap((given) => {
    const fn = resolved(document, given);
    const handler = handlerParts(textOf(resolved(document, at(fn, 'handler'))) ?? '');
    if (!handler || isVariable(handler.module) || isVariable(handler.name)) return [];
    const module = path.resolve(folder, handler.module);
    const events = listOf(resolved(document, at(fn, 'events'))).map((each) => resolved(document, each));
    const doors = [
      ...events.flatMap((each) => doorsOf(document, each)),
      ...urlDoor(document, resolved(document, at(fn, 'url'))),
    ];
    return doors.map((door) => ({ module, name: handler.name, ...door }));
  });
}
