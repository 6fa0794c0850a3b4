/** The chain of Koa: middleware of the app, then of routers, each around the next one. */
import { reachCors } from '../shared/cors-header.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { isConst, refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { nativeFunction } from '../kit.js';
import type { Natives } from '../schema.js';
import { PARAM_TEXT } from '../shared/client.js';
import { namedSource } from '../shared/sources.js';
import { answerData, answerHtml, beginsWithTag, contentTypeOf, noteHeader, setContentType } from '../shared/answer.js';
import { pass } from '../shared/chain.js';
import { before, rootOf } from '../shared/order.js';
import { koaComposeNatives } from './compose.js';
import { addressesByClient, believesClients } from '../shared/proxies.js';
import { joinedPath, keepRegistration, ownerOf, UNKNOWN_METHOD, type Registration } from '../shared/registration.js';

const PREFIX = '%prefix';

function prefixed(m: Machine, router: Obj, path: string | null): string | null {
  const prefix = m.cell(router, PREFIX);
  return prefix ? joinedPath(soleText(prefix), path) : path;
}

function register(
  m: Machine,
  call: Call,
  kind: 'use' | 'route',
  method: string,
  path: string | null,
  handlers: readonly Value[],
): void {
  const owner = ownerOf(call);
  if (!owner) return;
  const layer: Registration = {
    framework: 'koa',
    kind,
    method,
    path: prefixed(m, owner, path),
    handlers,
    node: call.node,
  };
  keepRegistration(m, owner, layer);
  m.defer(call.node, (machine) => {
    runChain(machine, owner, layer);
  });
}

function isRouter(value: Value): boolean {
  return value.refs.length > 0 && value.refs.every((ref) => ref.kind === 'obj' && ref.entity?.name === 'Router');
}

function runChain(m: Machine, owner: Obj, layer: Registration): void {
  const context = contextFor(m, owner, layer.node);
  const steps = before(m, owner, layer).flatMap((each) => each.handlers);
  for (const handler of [...steps, ...layer.handlers]) {
    if (isRouter(handler)) continue;
    if (!pass(m, { handler, node: layer.node, args: (next) => [context, next], answer: promiseOf(UNDEFINED) }, false))
      return;
  }
}

/** A context whose delegated parts are those of its request. */
function contextFor(m: Machine, owner: Obj, node: TS.Node): Value {
  const { entity } = owner;
  if (!entity) return UNKNOWN;
  const context = entityInstance(m, entity, 'koa:Context', node);
  const request = getProperty(m, context, 'request', node);
  for (const name of ['query', 'headers']) setProperty(m, request, name, getProperty(m, context, name, node), node);
  setProperty(m, request, 'ctx', context, node);
  const app = rootOf(m, owner);
  setProperty(m, context, 'app', refValue(app), node);
  if (believesClients(m, app, 'proxy')) {
    addressesByClient(m, context);
    addressesByClient(m, request);
  }
  return context;
}

function isPath(value: Value | undefined): boolean {
  return (
    value !== undefined &&
    (isConst(value) ||
      value.refs.some((ref) => ref.kind === 'obj' && (ref.shape === 'regexp' || ref.shape === 'array')) ||
      (value.form & ~1) === 0)
  );
}

/** `router.get(name?, path, ...handlers)`. */
const route: Native = (m, call) => {
  const verb = call.entity?.name.split('.').at(-1) ?? 'all';
  const [first, second] = call.args;
  const paths = isPath(second) && isPath(first) ? 2 : isPath(first) ? 1 : 0;
  const path = paths > 0 ? soleText(call.args[paths - 1] ?? UNKNOWN) : null;
  register(m, call, 'route', verb === 'del' ? 'delete' : verb, path, call.args.slice(paths));
  return call.self;
};

const use: Native = (m, call) => {
  const [first] = call.args;
  const hasPath = isPath(first) && call.args.length > 1;
  register(m, call, 'use', 'all', hasPath ? soleText(first ?? UNKNOWN) : '/', hasPath ? call.args.slice(1) : call.args);
  return call.self;
};

/** `router.register(path, methods, middleware)`. */
const registerRoute: Native = (m, call) => {
  const [path, methods, handlers] = call.args;
  const list = handlers?.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')
    ? elementsOf(m, handlers, call.node).known
    : handlers
      ? [handlers]
      : [];
  for (const method of methods ? elementsOf(m, methods, call.node).known : [])
    register(m, call, 'route', soleText(method)?.toLowerCase() ?? UNKNOWN_METHOD, path ? soleText(path) : null, list);
  return call.self;
};

function setPrefix(m: Machine, router: Value, prefix: Value): void {
  for (const ref of router.refs)
    if (ref.kind === 'obj' && prefix.consts.some((each) => each.value !== undefined)) m.setCell(ref, PREFIX, prefix);
}

const newRouter: Native = (m, call) => {
  const router = call.entity ? entityInstance(m, call.entity, 'Router', call.node) : UNKNOWN;
  const [options] = call.args;
  if (options && options.refs.length > 0) setPrefix(m, router, getProperty(m, options, 'prefix', call.node));
  return router;
};

/** A text whose first character is `<` is sent as HTML, any other as plain text, unless the type was set (Koa, response.body). */
const body: Native = (m, call) => {
  const owner = ownerOf(call);
  const [value = UNKNOWN] = call.args;
  const type = contentTypeOf(m, owner);
  answerData(m, value, call.argNodes[0] ?? call.node, 'ctx.body', call);
  const mayBeTag = beginsWithTag(value) || value.labels.some((label) => label.lead === null || label.lead === '');
  if (type === 'html' || (type === null && mayBeTag))
    answerHtml(m, value, call.argNodes[0] ?? call.node, 'ctx.body', call);
  return UNDEFINED;
};

export const koaNatives: Natives = {
  ...koaComposeNatives,
  'koa.route': route,
  'koa.use': use,
  'koa.registerRoute': registerRoute,
  'koa.newRouter': newRouter,
  /** `router.param(name, (value, ctx, next) => ...)`. */
  'koa.param': (m, call) => {
    const owner = ownerOf(call);
    const [, handler] = call.args;
    if (owner && handler)
      m.defer(call.node, (machine) => {
        const value = namedSource(machine, PARAM_TEXT, call.node, 'the parameter');
        const context = contextFor(machine, owner, call.node);
        const next = nativeFunction('next', () => promiseOf(UNDEFINED));
        callValue(machine, handler, plainCall(call.node, UNKNOWN, [value, context, next]));
      });
    return call.self;
  },
  'koa.prefix': (m, call) => {
    if (call.args[0]) setPrefix(m, call.self, call.args[0]);
    return call.self;
  },
  'koa.body': body,
  'koa.type': (m, call) => {
    const owner = ownerOf(call);
    if (owner) setContentType(m, owner, call.args[0] ?? UNKNOWN);
    return UNDEFINED;
  },
  'koa.header': (m, call) => {
    reachCors(m, call);
    const owner = ownerOf(call);
    if (owner) noteHeader(m, owner, call.args[0], call.args[1]);
    return UNDEFINED;
  },
};
