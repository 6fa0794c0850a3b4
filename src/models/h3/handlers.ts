/** Event handlers of h3, and the order in which apps and routers call them (https://v1.h3.dev/guide/event-handler). */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { constant, isConst, refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { argument, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { answerData, answerHtml, contentTypeOf } from '../shared/answer.js';
import { isOwnFunction, pass, settle } from '../shared/chain.js';
import { before } from '../shared/order.js';
import { keepRegistration, ownerOf, UNKNOWN_METHOD, type Registration } from '../shared/registration.js';
import { requestNatives } from './request.js';

const HANDLERS = 'h3 handlers';
const REGISTERED = 'h3 handlers of an app';

function nodesIn(m: Machine, key: string): WeakSet<object> {
  let known = m.notes.get(key) as WeakSet<object> | undefined;
  if (!known) {
    known = new WeakSet();
    m.notes.set(key, known);
  }
  return known;
}

/** What stands for a function in a set of them: its text, or the native itself. */
function keyOf(value: Value): object | null {
  const [ref] = value.refs;
  return ref?.kind === 'func' ? ref.node : (ref ?? null);
}

/** True for functions that were made event handlers: an export that is one answers requests. */
export function isEventHandler(m: Machine, value: Value): boolean {
  const key = keyOf(value);
  return key !== null && nodesIn(m, HANDLERS).has(key);
}

/** Returns an event as handlers are given it. */
export function eventFor(m: Machine, node: TS.Node): Value {
  const entity = m.semantics.typeEntity('h3', 'H3Event');
  return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
}

/** A text is answered as HTML unless another type was set (handleHandlerResponse of h3). */
function answered(m: Machine, event: Value, value: Value, node: TS.Node): void {
  const whole = awaited(value);
  answerData(m, whole, node, 'the answer');
  const type = contentTypeOf(m, objectOf(event));
  if (type === null || type === 'html') answerHtml(m, whole, node, 'the answer');
}

/** A handler that returns something has answered: what stands behind it is not called. */
export const endsByAnswer: NonNullable<Call['exit']> = (_, value) => {
  const whole = awaited(value);
  return whole.open || whole.refs.length > 0 || whole.labels.length > 0 || (whole.form & ~Form.Nullish) !== 0
    ? true
    : !whole.consts.some((each) => each.value === undefined);
};

function listOf(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  if (value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) return elementsOf(m, value, node).known;
  return value.refs.length > 0 ? [value] : [];
}

/** `{ onRequest, handler }` as a function of its own: what comes before is called before. */
function composed(m: Machine, options: Value, call: Call): Value {
  const steps = listOf(m, getProperty(m, options, 'onRequest', call.node), call.node);
  const handler = getProperty(m, options, 'handler', call.node);
  if (steps.length === 0) return handler;
  return refValue(
    {
      kind: 'native',
      name: 'handler',
      props: null,
      call: (machine, inner) => {
        const event = argument(inner, 0);
        for (const step of steps) {
          settle(machine, step, [event], call.node);
          if (machine.dead) return UNKNOWN;
        }
        return callValue(machine, handler, inner);
      },
    },
    Form.Function,
  );
}

/** `defineEventHandler(function)`, `defineEventHandler({ onRequest, handler })`. */
const handler: Native = (m, call) => {
  const given = argument(call, 0);
  const made = isOwnFunction(given) ? given : composed(m, given, call);
  const key = keyOf(made);
  if (key === null) return made;
  nodesIn(m, HANDLERS).add(key);
  m.defer(call.node, (machine) => {
    if (nodesIn(machine, REGISTERED).has(key)) return;
    const event = eventFor(machine, call.node);
    run(machine, made, event, call.node);
  });
  return made;
};

function run(m: Machine, made: Value, event: Value, node: TS.Node): void {
  callValue(m, made, {
    ...plainCall(node, UNDEFINED, [event]),
    exit: (machine, value, at) => {
      answered(machine, event, value, at);
      return false;
    },
  });
}

const BASE = '%base';

function isRouter(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'obj' && (ref.entity?.name === 'Router' || ref.entity?.name === 'App'));
}

/** The path below which a router is reached: what `useBase` said, or without the `**` that matches the rest. */
function mountPath(m: Machine, path: string | null, handlers: readonly Value[]): string | null {
  const router = handlers.find(isRouter);
  if (!router) return path;
  const [obj] = router.refs;
  const base = obj?.kind === 'obj' ? m.cell(obj, BASE) : undefined;
  if (base) return soleText(base);
  return path?.replace(/\/\*\*$/, '') ?? null;
}

/** `router.handler` is the router as a handler. */
function itself(value: Value): Value {
  const [ref] = value.refs;
  return ref?.kind === 'lib' && ref.self && isRouter(ref.self) ? ref.self : value;
}

function register(
  m: Machine,
  call: Call,
  kind: 'use' | 'route',
  method: string,
  path: string | null,
  given: Value,
): void {
  const owner = ownerOf(call);
  if (!owner) return;
  const handlers = listOf(m, given, call.node).map(itself);
  for (const each of handlers) {
    const key = keyOf(each);
    if (key !== null) nodesIn(m, REGISTERED).add(key);
  }
  const mounts = handlers.some(isRouter);
  const layer: Registration = {
    framework: 'h3',
    kind: mounts ? 'use' : kind,
    method,
    path: mountPath(m, path, handlers),
    handlers,
    node: call.node,
  };
  keepRegistration(m, owner, layer);
  if (!mounts)
    m.defer(call.node, (machine) => {
      runChain(machine, owner, layer);
    });
}

function runChain(m: Machine, owner: Obj, layer: Registration): void {
  const event = eventFor(m, layer.node);
  const steps = before(m, owner, layer).flatMap((each) => each.handlers.filter((one) => !isRouter(one)));
  for (const step of steps)
    if (!pass(m, { handler: step, node: layer.node, args: () => [event], byReturning: () => endsByAnswer }, false))
      return;
  for (const each of layer.handlers) run(m, each, event, layer.node);
}

function isPath(value: Value): boolean {
  return value.refs.length === 0 && (isConst(value) || (value.form & ~Form.String) === 0);
}

/** `app.use(handler)`, `app.use(path, handler)`, `app.use({ route, handler })`. */
const use: Native = (m, call) => {
  const [first = UNKNOWN, second = UNKNOWN] = call.args;
  const own = objectOf(first);
  if (own?.entity === null && own.shape === 'object') {
    const path = getProperty(m, first, 'route', call.node);
    register(
      m,
      call,
      'use',
      'all',
      path === UNDEFINED ? '/' : soleText(path),
      getProperty(m, first, 'handler', call.node),
    );
  } else if (isPath(first)) register(m, call, 'use', 'all', soleText(first), second);
  else if (own?.shape === 'array' && isOwnFunction(second)) register(m, call, 'use', 'all', null, second);
  else register(m, call, 'use', 'all', '/', first);
  return call.self;
};

/** `router.add(path, handler, method)`, for every method unless one is given. */
const all: Native = (m, call) => {
  const [path = UNKNOWN, given = UNKNOWN, methods] = call.args;
  const names =
    methods === undefined || methods === UNDEFINED
      ? ['all']
      : methods.refs.length > 0
        ? elementsOf(m, methods, call.node).known.map((each) => soleText(each) ?? UNKNOWN_METHOD)
        : [soleText(methods) ?? UNKNOWN_METHOD];
  for (const name of names) register(m, call, 'route', name.toLowerCase(), soleText(path), given);
  return call.self;
};

export const h3Natives: Natives = {
  ...requestNatives,
  'h3.handler': handler,
  'h3.use': use,
  'h3.all': all,
  'h3.route': (m, call) => {
    const method = call.entity?.name.split('.').at(-1) ?? UNKNOWN_METHOD;
    register(m, call, 'route', method, soleText(argument(call, 0)), argument(call, 1));
    return call.self;
  },
  /** `useBase(base, router.handler)`: the router answers below the base. */
  'h3.useBase': (m, call) => {
    const given = itself(argument(call, 1));
    const router = isRouter(given) ? objectOf(given) : null;
    const base = soleText(argument(call, 0));
    if (router && base !== null) m.setCell(router, BASE, constant(base));
    return given;
  },
};
