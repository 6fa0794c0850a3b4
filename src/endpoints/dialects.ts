/** What differs between frameworks in which requests pass registrations in their order. */
import { setProperty } from '../flow/access.js';
import { entityInstance } from '../flow/library.js';
import type { Machine } from '../flow/machine.js';
import { promiseOf } from '../flow/promises.js';
import { UNDEFINED, UNKNOWN, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { EXPRESS_LIKE, type ExpressLike } from '../models/express/likes.js';
import { contextFor } from '../models/elysia/routes.js';
import { endsByAnswer, eventFor } from '../models/h3/handlers.js';
import { contextAt as honoContext } from '../models/hono/variables.js';
import { requestFor } from '../models/itty/routes.js';
import type { ByReturning } from '../models/shared/chain.js';
import { UNKNOWN_METHOD, type Registration } from '../models/shared/registration.js';
import { beginApart, isBelowPrefix, matchesRoute } from './paths.js';

export interface Dialect {
  /** The types whose instances are applications; all others have to be mounted. */
  readonly roots: readonly string[];
  /** The arguments of a handler around the function that lets the request pass. */
  readonly args: (m: Machine, node: TS.Node, next: Value) => readonly Value[];
  /** `next(problem)` means something. */
  readonly byProblem: boolean;
  readonly answer?: Value;
  /** True when a registration made with `use` is passed by requests for a path. */
  readonly useCovers: (prefix: string, path: string) => boolean;
  readonly takesError: (handler: Value) => boolean;
  readonly byReturning?: ByReturning;
  /** What is registered with `use` and lets nothing pass is an endpoint of any method. */
  readonly usesAnswer?: true;
}

function isPathless(path: string): boolean {
  return path === '' || path === '/' || path === '*' || path === '/*';
}

function instance(m: Machine, specifier: string, type: string, node: TS.Node): Value {
  const entity = m.semantics.typeEntity(specifier, type);
  return entity ? entityInstance(m, entity, `${specifier}:${type}`, node) : UNKNOWN;
}

function expressLike({ specifier, byReturning, usesAnswer }: ExpressLike): Dialect {
  return {
    roots: ['Application'],
    args: (m, node, next) => {
      const request = instance(m, specifier, 'Request', node);
      const response = instance(m, specifier, 'Response', node);
      setProperty(m, request, 'res', response, node);
      setProperty(m, response, 'req', request, node);
      return [request, response, next];
    },
    byProblem: true,
    useCovers: isBelowPrefix,
    takesError: (handler) => handler.refs.some((ref) => ref.kind === 'func' && ref.node.parameters.length >= 4),
    ...(byReturning ? { byReturning } : {}),
    ...(usesAnswer ? { usesAnswer } : {}),
  };
}

const koa: Dialect = {
  roots: ['Application'],
  args: (m, node, next) => [instance(m, 'koa', 'Context', node), next],
  byProblem: false,
  answer: promiseOf(UNDEFINED),
  useCovers: isBelowPrefix,
  takesError: () => false,
};

/** `/api/*` covers `/api` as well (https://hono.dev/docs/api/routing). */
const hono: Dialect = {
  roots: ['Hono', 'OpenAPIHono'],
  args: (m, node, next) => [honoContext(m, node), next],
  byProblem: false,
  answer: promiseOf(UNDEFINED),
  useCovers: (prefix, path) =>
    prefix.endsWith('/*') ? isBelowPrefix(prefix.slice(0, -2), path) : matchesRoute(prefix, path),
  takesError: () => false,
};

/** A handler that returns nothing lets the request pass (https://v1.h3.dev/guide/event-handler). */
const h3: Dialect = {
  roots: ['App'],
  args: (m, node) => [eventFor(m, node)],
  byProblem: false,
  byReturning: () => endsByAnswer,
  useCovers: isBelowPrefix,
  takesError: () => false,
  usesAnswer: true,
};

/** What a handler returns ends the request; `*` and routes of every method are its middleware (https://itty.dev/itty-router/middleware). */
const itty: Dialect = {
  roots: ['Router'],
  args: (m, node) => [requestFor(m, node)],
  byProblem: false,
  byReturning: () => endsByAnswer,
  useCovers: isBelowPrefix,
  takesError: () => false,
};

/** Hooks that return something answer (https://elysiajs.com/essential/life-cycle#before-handle). */
const elysia: Dialect = {
  roots: ['Elysia'],
  args: (m, node) => [contextFor(m, node)],
  byProblem: false,
  byReturning: () => endsByAnswer,
  useCovers: isBelowPrefix,
  takesError: () => false,
};

const DIALECTS: Readonly<Record<string, Dialect>> = {
  koa,
  hono,
  h3,
  elysia,
  'itty-router': itty,
  ...Object.fromEntries(EXPRESS_LIKE.map((each) => [each.framework, expressLike(each)])),
};

export function dialectOf(framework: string): Dialect | null {
  return Object.hasOwn(DIALECTS, framework) ? (DIALECTS[framework] ?? null) : null;
}

export type Covering = 'yes' | 'no' | 'maybe';

/** Says whether a registration is passed by requests for a path and method. */
export function covers(dialect: Dialect, each: Registration, path: string | null, method: string): Covering {
  if (each.kind !== 'use' && each.kind !== 'route') return 'no';
  const unsure = each.kind === 'route' && [each.method, method].includes(UNKNOWN_METHOD);
  if (each.kind === 'route' && each.method !== 'all' && each.method !== method && !unsure) return 'no';
  if (each.kind === 'use' && each.path !== null && isPathless(each.path)) return 'yes';
  if (each.path === null || path === null) return 'maybe';
  if (beginApart(each.path, path)) return 'no';
  const matches = each.kind === 'use' ? dialect.useCovers(each.path, path) : matchesRoute(each.path, path);
  return matches ? (unsure && each.method !== 'all' ? 'maybe' : 'yes') : 'no';
}
