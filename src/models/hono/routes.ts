/** Routing of Hono: middleware and handlers in the order of registration, sub-apps mounted under a path. */
import type { TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { isConst, refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { pass } from '../shared/chain.js';
import { before } from '../shared/order.js';
import {
  keepMount,
  keepRegistration,
  objectOf,
  ownerOf,
  UNKNOWN_METHOD,
  type Registration,
} from '../shared/registration.js';
import { describedValidators } from './described.js';
import { environmentAt, makeApp, noteEnvironment, withVariables } from './variables.js';

function register(
  m: Machine,
  call: Call,
  kind: 'use' | 'route',
  method: string,
  path: string | null,
  handlers: readonly Value[],
  options?: Value,
): void {
  const owner = ownerOf(call);
  if (!owner) return;
  const flat = handlers.flatMap((each) =>
    each.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')
      ? elementsOf(m, each, call.node).known
      : [each],
  );
  const layer: Registration = {
    framework: 'hono',
    kind,
    method,
    path,
    handlers: flat,
    node: call.node,
    ...(options ? { options } : {}),
  };
  keepRegistration(m, owner, layer);
  noteEnvironment(m, owner, call.node);
  m.defer(call.node, (machine) => {
    runChain(machine, owner, layer);
  });
}

function runChain(m: Machine, owner: Obj, layer: Registration): void {
  const context = contextFor(m, owner, layer.node);
  const steps = before(m, owner, layer).flatMap((each) => each.handlers);
  for (const handler of [...steps, ...layer.handlers]) {
    if (!pass(m, { handler, node: layer.node, args: (next) => [context, next], answer: promiseOf(UNDEFINED) }, false))
      return;
  }
}

function contextFor(m: Machine, owner: Obj, node: TS.Node): Value {
  return owner.entity ? withVariables(entityInstance(m, owner.entity, 'hono:Context', node), owner) : UNKNOWN;
}

function isPath(value: Value | undefined): boolean {
  return value?.refs.length === 0 && (isConst(value) || (value.form & ~1) === 0);
}

/** `app.get(path?, ...handlers)`; without a path the one before it stays. */
const route: Native = (m, call) => {
  const method = call.entity?.name.split('.').at(-1) ?? 'all';
  const [first] = call.args;
  const hasPath = isPath(first);
  const owner = ownerOf(call);
  const known = owner ? (m.kept(owner, 'lastPath').at(-1) as string | undefined) : undefined;
  const path = hasPath && first ? soleText(first) : (known ?? '/');
  if (owner && path !== null && hasPath) m.keep(owner, 'lastPath', path);
  register(m, call, 'route', method, path, hasPath ? call.args.slice(1) : call.args);
  return call.self;
};

const use: Native = (m, call) => {
  const [first] = call.args;
  const hasPath = isPath(first);
  register(m, call, 'use', 'all', hasPath && first ? soleText(first) : '*', hasPath ? call.args.slice(1) : call.args);
  return call.self;
};

function textsOf(m: Machine, value: Value | undefined, node: TS.Node): readonly (string | null)[] {
  if (!value) return [null];
  if (value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array'))
    return elementsOf(m, value, node).known.map((each) => soleText(each));
  return [soleText(value)];
}

/** `app.on(methods, paths, ...handlers)`. */
const on: Native = (m, call) => {
  const [methods, paths, ...handlers] = call.args;
  for (const method of textsOf(m, methods, call.node)) {
    for (const path of textsOf(m, paths, call.node))
      register(m, call, 'route', method?.toLowerCase() ?? UNKNOWN_METHOD, path, handlers);
  }
  return call.self;
};

/** `app.doc('/doc', config)` serves the document of the routes (https://github.com/honojs/middleware/tree/main/packages/zod-openapi). */
const doc: Native = (m, call) => {
  const handler = refValue({ kind: 'native', name: 'doc', props: null, call: () => UNKNOWN }, Form.Function);
  register(m, call, 'route', 'get', call.args[0] ? soleText(call.args[0]) : null, [handler]);
  return call.self;
};

function mountOn(m: Machine, call: Call, path: string | null, child: Obj): void {
  const parent = ownerOf(call);
  if (!parent || parent === child) return;
  const layer: Registration = { framework: 'hono', kind: 'mount', method: 'all', path, handlers: [], node: call.node };
  keepRegistration(m, parent, layer);
  keepMount(m, child, parent, layer);
}

const BASE = '%base';

/** `basePath` gives an app that shares its routes with the one it was called on: what mounts one mounts both. */
function baseOf(m: Machine, app: Obj): Obj {
  const base = objectOf(m.cell(app, BASE));
  return base ? baseOf(m, base) : app;
}

/** `app.route(path, subApp)`. */
const mount: Native = (m, call) => {
  const [path, sub] = call.args;
  const child = objectOf(sub);
  if (child) mountOn(m, call, path ? soleText(path) : null, baseOf(m, child));
  return call.self;
};

const basePath: Native = (m, call) => {
  const made = call.entity ? entityInstance(m, call.entity, 'hono:Hono', call.node) : UNKNOWN;
  const child = objectOf(made);
  if (child) {
    mountOn(m, call, call.args[0] ? soleText(call.args[0]) : null, child);
    m.setCell(child, BASE, call.self);
  }
  return made;
};

/**
 * `app.openapi(createRoute({ method, path, request, middleware }), handler)` of @hono/zod-openapi: the middleware of the
 * route, then a validator for each part of the request that it describes, then the handler. `{id}` in a path is `:id`.
 */
const openapi: Native = (m, call) => {
  const [options = UNKNOWN, ...handlers] = call.args;
  const method = soleText(getProperty(m, options, 'method', call.node))?.toLowerCase() ?? UNKNOWN_METHOD;
  const path = soleText(getProperty(m, options, 'path', call.node))?.replaceAll(/\/\{(.+?)\}/g, '/:$1') ?? null;
  const own = getProperty(m, options, 'middleware', call.node);
  const steps = own.refs.length > 0 ? [own] : [];
  register(
    m,
    call,
    'route',
    method,
    path,
    [...steps, ...describedValidators(m, options, call.node), ...handlers],
    options,
  );
  return call.self;
};

export const routeNatives: Natives = {
  'hono.make': makeApp,
  'hono.route': route,
  'hono.use': use,
  'hono.on': on,
  'hono.doc': doc,
  'hono.mount': mount,
  'hono.basePath': basePath,
  'hono.openapi': openapi,
  'hono.middleware': (m, call) => {
    const [handler = UNKNOWN] = call.args;
    const { entity } = call;
    if (entity && handler.refs.length > 0) {
      m.defer(call.node, (machine) => {
        pass(
          machine,
          {
            handler,
            node: call.node,
            args: (next) => [
              withVariables(entityInstance(machine, entity, 'hono:Context', call.node), null, environmentAt(call.node)),
              next,
            ],
            answer: promiseOf(UNDEFINED),
          },
          false,
        );
      });
    }
    return handler;
  },
  'hono.handlers': (m, call) => m.array(call.args, call.node),
};
