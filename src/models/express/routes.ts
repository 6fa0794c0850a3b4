/** Routing of Express: what is registered on an app or router, and the chain of handlers that a request passes. */
import type { TextFact } from '../../lang/regex/language.js';
import { analyseRegex } from '../../lang/regex/redos.js';
import { ts, type TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { noteMade, noteUse, type RegexSlot } from '../../flow/builtins/matching.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { factsFor } from '../../flow/conditions.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import { FALSE, isConst, NOTHING, refValue, soleText, TRUE, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { factsAbove, type Store } from '../../flow/store.js';
import type { Natives } from '../schema.js';
import { thrownValue } from '../shared/errors.js';
import { pass as passStep, type ByReturning } from '../shared/chain.js';
import { patternOf } from '../shared/patterns.js';
import { likeOf } from './likes.js';
import { isAnalysedElsewhere, keepsNothing } from '../shared/elsewhere.js';
import { before, rootOf } from '../shared/order.js';
import { addressesByClient, believesClients } from '../shared/proxies.js';
import {
  keepMount,
  keepRegistration,
  ownerOf,
  registrationsOf,
  type Registration,
  type RegistrationKind,
  UNKNOWN_METHOD,
} from '../shared/registration.js';

function isPath(value: Value): boolean {
  if (value.refs.some((ref) => ref.kind !== 'obj' || ref.entity !== null)) return false;
  return (
    isConst(value) ||
    value.form === Form.String ||
    value.refs.some((ref) => ref.kind === 'obj' && (ref.shape === 'regexp' || ref.shape === 'array'))
  );
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
  return (
    value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array') && isConst(allOf(elementsOf(m, value, node)))
  );
}

function readLayer(m: Machine, call: Call, kind: RegistrationKind, method: string): Registration {
  const like = likeOf(ownerOf(call));
  const [first, ...rest] = call.args;
  const pathFirst =
    first !== undefined &&
    ((isPath(first) && !first.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) ||
      isPathList(m, first, call.node));
  const handlers = flatHandlers(m, pathFirst ? rest : call.args, call.node);
  const pattern = pathFirst ? patternOf(first) : null;
  const path = pathFirst ? soleText(first) : kind === 'use' ? '/' : null;
  return {
    framework: like.framework,
    kind,
    method,
    path,
    ...(pattern ? { pattern } : {}),
    ...(kind === 'use' && path === '/' && like.usesFirst(call.node) ? { early: true } : {}),
    handlers,
    node: call.node,
  };
}

/** `app.use(['/v1', '/v2'], router)` is a registration for each of the paths. */
function forEachPath(m: Machine, call: Call, layer: Registration): readonly Registration[] {
  const [first] = call.args;
  if (layer.path !== null || layer.pattern || !first || !isPathList(m, first, call.node)) return [layer];
  const { known, rest } = elementsOf(m, first, call.node);
  const paths = known.map(soleText);
  return rest === NOTHING && paths.length > 0 ? paths.map((path) => ({ ...layer, path })) : [layer];
}

function register(m: Machine, call: Call, layer: Registration): void {
  const router = ownerOf(call);
  if (!router) return;
  for (const each of forEachPath(m, call, layer)) keepRegistration(m, router, each);
  m.defer(call.node, (machine) => {
    runChain(machine, router, layer);
  });
}

interface Exchange {
  readonly request: Value;
  readonly response: Value;
  /** The application says more of the request than its type does. */
  readonly special: boolean;
}

const TRUST = '%setting:trust proxy';

function exchange(m: Machine, router: Obj, layer: Registration): Exchange {
  const entity = router.entity;
  const { specifier } = likeOf(router);
  const request = entity ? entityInstance(m, entity, `${specifier}:Request`, layer.node) : UNKNOWN;
  const response = entity ? entityInstance(m, entity, `${specifier}:Response`, layer.node) : UNKNOWN;
  setProperty(m, request, 'res', response, layer.node);
  setProperty(m, response, 'req', request, layer.node);
  const app = rootOf(m, router);
  if (app.entity?.name === 'Application') {
    setProperty(m, request, 'app', refValue(app), layer.node);
    setProperty(m, response, 'app', refValue(app), layer.node);
  }
  const special = believesClients(m, app, TRUST);
  if (special) addressesByClient(m, request);
  return { request, response, special };
}

/** Where the path of a registration stands: its first argument. */
function pathNode(node: TS.Node): TS.Node {
  return (ts.isCallExpression(node) ? node.arguments[0] : undefined) ?? node;
}

/** `/:id(\\d+)` lets only digits pass (path-to-regexp 0.1 and 1, Express 4). */
function learnPattern(m: Machine, request: Value, layer: Registration): void {
  for (const match of layer.path?.matchAll(/:(\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g) ?? []) {
    const [, name = '', pattern = ''] = match;
    const value = getProperty(m, getProperty(m, request, 'params', layer.node), name, layer.node);
    const fact: TextFact = { pattern: `^(?:${pattern})$`, flags: '', matches: true };
    noteMade(m, { ...fact, node: pathNode(layer.node) }, layer.node);
    m.learn(factsFor(value.labels, { facts: [fact] }));
  }
}

/**
 * Node reads at most 16 KiB of a request's head (`http.maxHeaderSize`), the path among it. That is some tenth of a second
 * of quadratic work, and an hour of cubic.
 */
function isSlowOnPaths({ pattern, flags }: RegexSlot): boolean {
  const result = analyseRegex(pattern, flags);
  return result.kind === 'vulnerable' && (result.degree ?? 0) > 2;
}

/** `router.param('id', ...)` runs before the handlers of every route whose path names the parameter. */
function runParams(m: Machine, router: Obj, layer: Registration, request: Value, response: Value): boolean {
  for (const each of registrationsOf(m, router)) {
    if (each.kind !== 'param' || each.path === null || !new RegExp(`:${each.path}\\b`).test(layer.path ?? '')) continue;
    const value = getProperty(m, getProperty(m, request, 'params', layer.node), each.path, layer.node);
    for (const handler of each.handlers) {
      if (!passStep(m, { handler, node: layer.node, args: (next) => [request, response, next, value] })) return false;
    }
  }
  return true;
}

/** Something has looked at the types of values since then: what follows is given more than its parameters declare. */
function hasChecked(m: Machine, base: Store): boolean {
  const learned = factsAbove(m.store, base);
  return (
    learned !== null &&
    [...learned.values()].some(({ form = 0, state = 0 }) => form !== 0 || (state & State.Checked) !== 0)
  );
}

function runChain(m: Machine, router: Obj, layer: Registration): void {
  if (layer.kind === 'param') return;
  const { request, response, special } = exchange(m, router, layer);
  learnPattern(m, request, layer);
  if (layer.pattern && isSlowOnPaths(layer.pattern))
    noteUse(m, layer.pattern, getProperty(m, request, 'path', layer.node).labels, layer.node, true);
  if (!runParams(m, router, layer, request, response)) return;
  const chain = [...before(m, router, layer), layer].flatMap((each) =>
    each.handlers.flatMap((handler) => (isRouter(handler) || takesError(handler) ? [] : [{ handler, at: each.node }])),
  );
  const handlers = chain.map(({ handler }) => handler);
  // From here on every handler is run by the analysis of its own file, as long as none leaves anything to the next one.
  let elsewhere = handlers.length;
  while (!special && elsewhere > 0 && isAnalysedElsewhere(m, handlers[elsewhere - 1] ?? UNKNOWN)) elsewhere--;
  const { byReturning } = likeOf(router);
  const known = keepsNothing(m);
  const marks = m.keepsakes;
  const base = m.store;
  for (const [index, handler] of handlers.entries()) {
    const spared = index >= elsewhere && m.keepsakes === marks && !hasChecked(m, base);
    if (spared && (index === handlers.length - 1 || known.has(handler.refs[0]))) continue;
    if (!pass(m, handler, [request, response], chain[index]?.at ?? layer.node, byReturning)) break;
    if (spared && m.keepsakes === marks) known.add(handler.refs[0]);
  }
  for (const handler of layer.handlers) {
    if (takesError(handler))
      callValue(
        m,
        handler,
        plainCall(layer.node, UNKNOWN, [thrownValue(handler, layer.node), request, response, UNKNOWN]),
      );
  }
}

/** `app.enable(name)` sets it to true, `app.disable(name)` to false. */
function switched(m: Machine, call: Call, to: Value): Value {
  const app = ownerOf(call);
  const name = call.args[0] ? soleText(call.args[0]) : null;
  if (app && name !== null) m.setCell(app, `%setting:${name}`, to);
  return call.self;
}

function isRouter(value: Value): boolean {
  return (
    value.refs.length > 0 &&
    value.refs.every(
      (ref) =>
        ref.kind === 'obj' &&
        ref.entity !== null &&
        (ref.entity.name === 'Router' || ref.entity.name === 'Application'),
    )
  );
}

function takesError(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'func' && ref.node.parameters.length >= 4);
}

/** Runs one handler with a request and a response; see the shared chain. */
export function pass(
  m: Machine,
  handler: Value,
  exchanged: readonly Value[],
  node: TS.Node,
  byReturning?: ByReturning,
): boolean {
  const args = (next: Value): readonly Value[] => [...exchanged, next];
  return passStep(m, { handler, node, args, ...(byReturning ? { byReturning } : {}) });
}

/** What restify calls methods. */
const SHORT: Readonly<Record<string, string | undefined>> = { del: 'delete', opts: 'options' };

export const routeNatives: Natives = {
  'express.route': (m, call) => {
    const verb = call.entity?.name.split('.').at(-1) ?? 'all';
    const method = SHORT[verb] ?? verb;
    const [path] = m.kept(ownerOf(call) ?? ({ cells: new Map() } as Obj), 'routePath') as readonly string[];
    const layer = readLayer(m, call, 'route', method);
    register(m, call, path === undefined ? layer : { ...layer, path });
    return call.self;
  },
  /** `add(method, pattern, ...handlers)` of polka. */
  'express.add': (m, call) => {
    const method = call.args[0] ? soleText(call.args[0]) : null;
    const rest = { ...call, args: call.args.slice(1) };
    register(m, call, readLayer(m, rest, 'route', method?.toLowerCase() ?? UNKNOWN_METHOD));
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
    const router = ownerOf(call);
    const route = call.entity
      ? entityInstance(m, call.entity, `${likeOf(router).specifier}:Route`, call.node)
      : UNKNOWN;
    const [made] = route.refs;
    const path = call.args[0] ? soleText(call.args[0]) : null;
    if (made?.kind === 'obj' && router) {
      if (path !== null) m.keep(made, 'routePath', path);
      const layer: Registration = {
        framework: likeOf(router).framework,
        kind: 'use',
        method: 'all',
        path: '/',
        handlers: [],
        node: call.node,
      };
      keepRegistration(m, router, layer);
      keepMount(m, made, router, layer);
    }
    return route;
  },
  'express.getOrSetting': (m, call) => {
    if (call.args.length === 1) {
      const router = ownerOf(call);
      const name = call.args[0] ? soleText(call.args[0]) : null;
      return (router && name !== null ? m.cell(router, `%setting:${name}`) : undefined) ?? UNKNOWN;
    }
    register(m, call, readLayer(m, call, 'route', 'get'));
    return call.self;
  },
  'express.setting': (m, call) => {
    const router = ownerOf(call);
    const name = call.args[0] ? soleText(call.args[0]) : null;
    if (router && name !== null && call.args[1]) m.setCell(router, `%setting:${name}`, call.args[1]);
    return call.self;
  },
  'express.enable': (m, call) => switched(m, call, TRUE),
  'express.disable': (m, call) => switched(m, call, FALSE),
  'express.builtinMiddleware': () => UNDEFINED,
};
