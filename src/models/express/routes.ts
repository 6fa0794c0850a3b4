/** Routing of Express: what is registered on an app or router, and the chain of handlers that a request passes. */
import type { TS } from '../../lang/ts.js';
import { allOf, elementsOf, getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { factsFor } from '../../flow/conditions.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import { mergeStores, Store } from '../../flow/store.js';
import { isConst, join, NOTHING, refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';

/** One registration on an app or router. */
export interface Layer {
  readonly kind: 'use' | 'route' | 'param';
  readonly method: string;
  /** Null when the path is not constant. */
  readonly path: string | null;
  readonly handlers: readonly Value[];
  readonly node: TS.Node;
}

export interface Mount {
  readonly parent: Obj;
  readonly layer: Layer;
}

function routerOf(call: Call): Obj | null {
  for (const ref of call.self.refs) if (ref.kind === 'obj') return ref;
  return null;
}

function isPath(value: Value): boolean {
  if (value.refs.some((ref) => ref.kind !== 'obj' || ref.entity !== null)) return false;
  return isConst(value) || value.form === Form.String || value.refs.some((ref) => ref.kind === 'obj' && (ref.shape === 'regexp' || ref.shape === 'array'));
}

function flatHandlers(m: Machine, values: readonly Value[], node: TS.Node): readonly Value[] {
  return values.flatMap((value) => {
    if (value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) {
      const elements = elementsOf(m, value, node);
      return flatHandlers(m, elements.rest === NOTHING ? elements.known : [...elements.known, elements.rest], node);
    }
    return [value];
  });
}

function isPathList(m: Machine, value: Value, node: TS.Node): boolean {
  return value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array') && isConst(allOf(elementsOf(m, value, node)));
}

function readLayer(m: Machine, call: Call, kind: Layer['kind'], method: string): Layer {
  const [first, ...rest] = call.args;
  const pathFirst = first !== undefined && ((isPath(first) && !first.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) || isPathList(m, first, call.node));
  const handlers = flatHandlers(m, pathFirst ? rest : call.args, call.node);
  return { kind, method, path: pathFirst ? soleText(first) : kind === 'use' ? '/' : null, handlers, node: call.node };
}

function register(m: Machine, call: Call, layer: Layer): void {
  const router = routerOf(call);
  if (!router) return;
  m.keep(router, 'layers', layer);
  for (const handler of layer.handlers) {
    for (const ref of handler.refs) if (ref.kind === 'obj' && ref.entity) m.keep(ref, 'mounts', { parent: router, layer } satisfies Mount);
  }
  m.defer(call.node, (machine) => {
    runChain(machine, router, layer);
  });
}

function layersOf(m: Machine, router: Obj): readonly Layer[] {
  return m.kept(router, 'layers') as readonly Layer[];
}

/** True when a layer registered under `prefix` is passed by requests for `path`. */
function covers(layer: Layer, path: string | null, method: string): boolean {
  if (layer.kind === 'use') return layer.path === '/' || layer.path === '' || (path !== null && layer.path !== null && (path === layer.path || path.startsWith(`${layer.path.replace(/\/$/, '')}/`)));
  return layer.kind === 'route' && layer.path !== null && (layer.path === path || layer.path === '*' || layer.path === '/*') && (layer.method === 'all' || layer.method === method);
}

/** The layers that a request for a layer passes before it, its parents' included. */
export function before(m: Machine, router: Obj, layer: Layer, depth = 0): readonly Layer[] {
  if (depth > 8) return [];
  const own = layersOf(m, router);
  const index = own.indexOf(layer);
  const earlier = own.slice(0, index < 0 ? own.length : index).filter((each) => covers(each, layer.path, layer.method));
  const mounts = m.kept(router, 'mounts') as readonly Mount[];
  const [mount] = mounts;
  return mount && mounts.length === 1 ? [...before(m, mount.parent, mount.layer, depth + 1), ...earlier] : earlier;
}

interface Exchange {
  readonly request: Value;
  readonly response: Value;
}

function exchange(m: Machine, router: Obj, layer: Layer): Exchange {
  const entity = router.entity;
  const request = entity ? entityInstance(m, entity, 'express:Request', layer.node) : UNKNOWN;
  const response = entity ? entityInstance(m, entity, 'express:Response', layer.node) : UNKNOWN;
  setProperty(m, request, 'res', response, layer.node);
  setProperty(m, response, 'req', request, layer.node);
  const app = rootOf(m, router);
  if (app) {
    setProperty(m, request, 'app', refValue(app), layer.node);
    setProperty(m, response, 'app', refValue(app), layer.node);
  }
  return { request, response };
}

function rootOf(m: Machine, router: Obj, depth = 0): Obj | null {
  if (router.entity?.name === 'Application') return router;
  const mounts = m.kept(router, 'mounts') as readonly Mount[];
  const [mount] = mounts;
  return mount && depth < 8 ? rootOf(m, mount.parent, depth + 1) : null;
}

/** `/:id(\\d+)` lets only digits pass (path-to-regexp 0.1 and 1, Express 4). */
function learnPattern(m: Machine, request: Value, layer: Layer): void {
  for (const match of layer.path?.matchAll(/:(\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g) ?? []) {
    const [, name = '', pattern = ''] = match;
    const value = getProperty(m, getProperty(m, request, 'params', layer.node), name, layer.node);
    m.learn(factsFor(value.labels, { facts: [{ pattern: `^(?:${pattern})$`, flags: '', matches: true }] }));
  }
}

function runChain(m: Machine, router: Obj, layer: Layer): void {
  if (layer.kind === 'param') return;
  const { request, response } = exchange(m, router, layer);
  learnPattern(m, request, layer);
  const steps = before(m, router, layer).flatMap((each) => each.handlers);
  const errors: Value[] = [];
  for (const handler of [...steps, ...layer.handlers]) {
    if (isRouter(handler)) continue;
    if (takesError(handler)) {
      errors.push(handler);
      continue;
    }
    if (!pass(m, handler, [request, response], layer.node)) break;
  }
  for (const handler of layer.handlers) {
    if (takesError(handler)) callValue(m, handler, plainCall(layer.node, UNKNOWN, [UNKNOWN, request, response, UNKNOWN]));
  }
  void errors;
}

function isRouter(value: Value): boolean {
  return value.refs.length > 0 && value.refs.every((ref) => ref.kind === 'obj' && ref.entity !== null && (ref.entity.name === 'Router' || ref.entity.name === 'Application'));
}

function takesError(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'func' && ref.node.parameters.length >= 4);
}

/**
 * Runs one handler and stands, after it, where it called `next`. Returns whether the next one is reached. A handler of
 * which nothing is known lets requests pass.
 */
export function pass(m: Machine, handler: Value, exchanged: readonly Value[], node: TS.Node): boolean {
  if (m.dead) return false;
  const callable = handler.refs.some((ref) => ref.kind === 'func' || ref.kind === 'bound' || ref.kind === 'native');
  if (!callable) {
    if (handler.refs.length > 0) callValue(m, handler, plainCall(node, UNKNOWN, [...exchanged, UNKNOWN]));
    return !m.dead;
  }
  const base = m.store;
  const reached: Store[] = [];
  let asked = false;
  const next: Value = refValue(
    {
      kind: 'native',
      name: 'next',
      props: null,
      call: (machine, call) => {
        asked = true;
        const [problem] = call.args;
        const passes = problem === undefined || (isConst(problem) && problem.consts.every((each) => each.value === undefined || each.value === null || each.value === 'route'));
        const maybe = problem !== undefined && !passes && problem.consts.some((each) => each.value === undefined || each.value === null);
        if ((passes || maybe) && !machine.dead) {
          machine.snapshots++;
          reached.push(machine.store);
          machine.store = new Store(machine.store);
        }
        return UNDEFINED;
      },
    },
    Form.Function,
  );
  m.store = new Store(base);
  const catcher = m.catcher;
  m.catcher = { throws: [], overwritten: null, outer: null };
  callValue(m, handler, plainCall(node, UNKNOWN, [...exchanged, next]));
  m.catcher = catcher;
  if (!asked || reached.length === 0) return false;
  m.store = mergeStores(base, reached, false);
  return !m.dead;
}

export const routeNatives: Natives = {
  'express.route': (m, call) => {
    const method = call.entity?.name.split('.').at(-1) ?? 'all';
    const [path] = m.kept(routerOf(call) ?? ({ cells: new Map() } as Obj), 'routePath') as readonly string[];
    const layer = readLayer(m, call, 'route', method);
    register(m, call, path === undefined ? layer : { ...layer, path });
    return call.self;
  },
  'express.use': (m, call) => {
    register(m, call, readLayer(m, call, 'use', 'all'));
    return call.self;
  },
  'express.param': (m, call) => {
    register(m, call, readLayer(m, call, 'param', 'all'));
    return call.self;
  },
  'express.routeObject': (m, call) => {
    const router = routerOf(call);
    const route = call.entity ? entityInstance(m, call.entity, 'express:Route', call.node) : UNKNOWN;
    const [made] = route.refs;
    const path = call.args[0] ? soleText(call.args[0]) : null;
    if (made?.kind === 'obj' && router) {
      if (path !== null) m.keep(made, 'routePath', path);
      const layer: Layer = { kind: 'use', method: 'all', path: '/', handlers: [], node: call.node };
      m.keep(router, 'layers', layer);
      m.keep(made, 'mounts', { parent: router, layer } satisfies Mount);
    }
    return route;
  },
  'express.getOrSetting': (m, call) => {
    if (call.args.length === 1) {
      const router = routerOf(call);
      const name = call.args[0] ? soleText(call.args[0]) : null;
      return (router && name !== null ? m.cell(router, `%setting:${name}`) : undefined) ?? UNKNOWN;
    }
    register(m, call, readLayer(m, call, 'route', 'get'));
    return call.self;
  },
  'express.setting': (m, call) => {
    const router = routerOf(call);
    const name = call.args[0] ? soleText(call.args[0]) : null;
    if (router && name !== null && call.args[1]) m.setCell(router, `%setting:${name}`, call.args[1]);
    return call.self;
  },
  'express.builtinMiddleware': () => UNDEFINED,
  'express.requestEvent': (m, call) => {
    const [name, callback] = call.args;
    const event = name ? soleText(name) : null;
    if (callback) {
      const data = event === 'data' && call.entity ? getProperty(m, call.self, 'body', call.node) : UNKNOWN;
      callValue(m, callback, plainCall(call.node, call.self, [join(data, NOTHING)]));
    }
    return call.self;
  },
};
