/** Routes of Elysia: hooks in the order of registration, plugins below their prefix, schemas of each part of a request. */
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { endsByAnswer } from '../h3/handlers.js';
import { argument, instanceOf, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { answerData } from '../shared/answer.js';
import { isOwnFunction, pass, settle } from '../shared/chain.js';
import { thrownValue } from '../shared/errors.js';
import { parsedBy } from '../shared/parser.js';
import { before } from '../shared/order.js';
import {
  joinedPath,
  keepMount,
  keepRegistration,
  ownerOf,
  UNKNOWN_METHOD,
  type Registration,
} from '../shared/registration.js';
import { definedNames } from '../shared/rows.js';

const PREFIX = '%prefix';
const SHARED = 'elysia hooks for those who use it';

/** What options of a route may say (https://elysiajs.com/essential/life-cycle); any other name is one of a macro. */
const OPTIONS: ReadonlySet<string> = new Set(
  (
    'body query params headers cookie response type detail tags parse transform beforeHandle afterHandle mapResponse ' +
    'afterResponse error derive resolve config schema as'
  ).split(' '),
);
const PARTS = ['body', 'query', 'params', 'headers', 'cookie'];

/** Returns the context that handlers are given. */
export function contextFor(m: Machine, node: TS.Node): Value {
  const entity = m.semantics.typeEntity('elysia', 'Context');
  return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
}

function listOf(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  if (value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) return elementsOf(m, value, node).known;
  return value.refs.length > 0 ? [value] : [];
}

/** What stands before the handler by its options; an unknown name is a macro, of which nothing is known. */
function stepsOf(m: Machine, options: Value, node: TS.Node): readonly Value[] {
  if (options.refs.length === 0) return [];
  const own = listOf(m, getProperty(m, options, 'beforeHandle', node), node);
  return definedNames(m, options, node).some((name) => !OPTIONS.has(name)) ? [...own, UNKNOWN] : own;
}

/** Holds the parts of a request against their schemas. */
function validate(m: Machine, options: Value, context: Value, node: TS.Node): void {
  if (options.refs.length === 0) return;
  for (const part of PARTS) {
    const schema = getProperty(m, options, part, node);
    if (m.dead || schema.refs.length === 0) continue;
    setProperty(m, context, part, parsedBy(m, schema, getProperty(m, context, part, node), node), node);
  }
}

/** What `derive` and `resolve` return is on the context from then on. */
function derived(m: Machine, handler: Value, context: Value, node: TS.Node): void {
  const value = settle(m, handler, [context], node, (_, given) =>
    given.refs.some((ref) => ref.kind === 'obj' && ref.entity !== null),
  );
  for (const ref of m.dead ? [] : awaited(value).refs)
    if (ref.kind === 'obj' && ref.entity === null)
      for (const name of [...ref.cells.keys()]) setProperty(m, context, name, m.cell(ref, name) ?? UNKNOWN, node);
}

function runChain(m: Machine, owner: Obj, layer: Registration): void {
  const { node } = layer;
  const context = contextFor(m, node);
  for (const each of before(m, owner, layer)) {
    for (const handler of each.handlers) {
      if (each.method === 'derive') derived(m, handler, context, node);
      else {
        if (each.options) validate(m, each.options, context, node);
        const step = { handler, node, args: () => [context], byReturning: () => endsByAnswer };
        if (isOwnFunction(handler) && !pass(m, step, false)) return;
      }
      if (m.dead) return;
    }
    if (each.handlers.length === 0 && each.options) validate(m, each.options, context, node);
  }
  if (layer.options) validate(m, layer.options, context, node);
  for (const handler of layer.handlers.slice(0, -1)) {
    const step = { handler, node, args: () => [context], byReturning: () => endsByAnswer };
    if (isOwnFunction(handler) && !pass(m, step, false)) return;
  }
  const handler = layer.handlers.at(-1);
  if (m.dead || !handler || !isOwnFunction(handler)) return;
  callValue(m, handler, {
    ...plainCall(node, UNDEFINED, [context]),
    exit: (machine, value, at) => {
      answerData(machine, awaited(value), at, 'the answer');
      return false;
    },
  });
}

function register(m: Machine, call: Call, method: string, path: Value, handler: Value, options: Value): void {
  const owner = ownerOf(call);
  if (!owner) return;
  const prefix = m.cell(owner, PREFIX);
  const own = soleText(path);
  const layer: Registration = {
    framework: 'elysia',
    kind: 'route',
    method,
    path: prefix ? joinedPath(soleText(prefix), own) : own,
    handlers: [...stepsOf(m, options, call.node), handler],
    node: call.node,
    options,
  };
  keepRegistration(m, owner, layer);
  m.defer(call.node, (machine) => {
    runChain(machine, owner, layer);
  });
}

function hook(
  m: Machine,
  owner: Obj,
  call: Call,
  method: string,
  handlers: readonly Value[],
  options = UNDEFINED,
): Registration {
  const layer: Registration = {
    framework: 'elysia',
    kind: 'use',
    method,
    path: '/',
    handlers,
    node: call.node,
    ...(options === UNDEFINED ? {} : { options }),
  };
  keepRegistration(m, owner, layer);
  return layer;
}

/** `onBeforeHandle(handler)`, `onBeforeHandle({ as: 'global' }, handler)`: the latter is in force for whoever uses the plugin. */
function hooks(method: string): Native {
  return (m, call) => {
    const owner = ownerOf(call);
    const [first = UNKNOWN, second] = call.args;
    if (!owner) return call.self;
    const layer = hook(m, owner, call, method, listOf(m, second ?? first, call.node));
    if (second) m.keep(owner, SHARED, layer);
    return call.self;
  };
}

/** Its routes answer below the prefix; hooks stay its own unless they say otherwise. */
function mount(m: Machine, call: Call, parent: Obj, child: Obj): void {
  if (parent === child) return;
  for (const each of m.kept(child, SHARED) as readonly Registration[]) {
    keepRegistration(m, parent, { ...each, node: call.node });
    m.keep(parent, SHARED, each);
  }
  const prefix = m.cell(parent, PREFIX);
  const layer: Registration = {
    framework: 'elysia',
    kind: 'mount',
    method: 'all',
    path: prefix ? soleText(prefix) : '/',
    handlers: [],
    node: call.node,
  };
  keepRegistration(m, parent, layer);
  keepMount(m, child, parent, layer);
}

/** An app that hands its own to a function: what that registers stands below the prefix, behind what was there before. */
function inner(m: Machine, call: Call, prefix: Value | null, options: Value, build: Value): void {
  const parent = ownerOf(call);
  const made = instanceOf(m, call, 'elysia:Elysia');
  const child = objectOf(made);
  if (!parent || !child) return;
  if (prefix) m.setCell(child, PREFIX, prefix);
  mount(m, call, parent, child);
  if (options !== UNDEFINED) hook(m, child, call, 'all', stepsOf(m, options, call.node), options);
  if (isOwnFunction(build)) callValue(m, build, plainCall(call.node, UNDEFINED, [made]));
}

export const elysiaNatives: Natives = {
  'elysia.app': (m, call) => {
    const made = instanceOf(m, call, 'Elysia');
    const app = objectOf(made);
    const options = argument(call, 0);
    app?.slots.set('made', call.node);
    const prefix = options.refs.length > 0 ? getProperty(m, options, 'prefix', call.node) : UNDEFINED;
    if (app && prefix !== UNDEFINED) m.setCell(app, PREFIX, prefix);
    return made;
  },
  'elysia.route': (m, call) => {
    const method = call.entity?.name.split('.').at(-1) ?? UNKNOWN_METHOD;
    register(m, call, method, argument(call, 0), argument(call, 1), argument(call, 2));
    return call.self;
  },
  /** `route(method, path, handler, options)`. */
  'elysia.routeOf': (m, call) => {
    const method = soleText(argument(call, 0))?.toLowerCase() ?? UNKNOWN_METHOD;
    register(m, call, method, argument(call, 1), argument(call, 2), argument(call, 3));
    return call.self;
  },
  /** `use(plugin)`: another app, or a function that is given this one. */
  'elysia.use': (m, call) => {
    const parent = ownerOf(call);
    for (const each of listOf(m, argument(call, 0), call.node)) {
      const child = objectOf(each);
      if (parent && child?.entity?.name === 'Elysia') mount(m, call, parent, child);
      else if (isOwnFunction(each)) callValue(m, each, plainCall(call.node, UNDEFINED, [call.self]));
      // A plugin of which nothing is known may put a guard in force.
      else if (parent) hook(m, parent, call, 'all', [UNKNOWN]);
    }
    return call.self;
  },
  /** `group(prefix, run)`, `group(prefix, options, run)`. */
  'elysia.group': (m, call) => {
    const [prefix = UNKNOWN, second = UNKNOWN, third] = call.args;
    const parent = ownerOf(call);
    inner(m, call, parent ? prefix : null, third ? second : UNDEFINED, third ?? second);
    return call.self;
  },
  /** `guard(options)` is in force from then on, `guard(options, run)` for what the function registers. */
  'elysia.guard': (m, call) => {
    const owner = ownerOf(call);
    const [options = UNKNOWN, build] = call.args;
    if (build) inner(m, call, null, options, build);
    else if (owner) {
      const layer = hook(m, owner, call, 'all', stepsOf(m, options, call.node), options);
      const as = soleText(getProperty(m, options, 'as', call.node));
      if (as !== null && as !== 'local') m.keep(owner, SHARED, layer);
    }
    return call.self;
  },
  'elysia.before': hooks('all'),
  'elysia.derive': hooks('derive'),
  'elysia.early': hooks('all'),
  'elysia.onError': (m, call) => {
    const [first = UNKNOWN, second] = call.args;
    const handler = second ?? first;
    m.defer(call.node, (machine) => {
      const context = contextFor(machine, call.node);
      setProperty(machine, context, 'error', thrownValue(handler, call.node), call.node);
      callValue(machine, handler, {
        ...plainCall(call.node, UNDEFINED, [context]),
        exit: (inside, value, at) => {
          answerData(inside, awaited(value), at, 'the answer');
          return false;
        },
      });
    });
    return call.self;
  },
};
