/** Handlers of AWS Lambda in their middleware: what comes before them, and what they are given then. */
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, entryCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import { Form } from '../../flow/forms.js';
import { entityInstance, sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { answeredObject, isGatewayHandler, isTyped } from '../aws-lambda/entries.js';
import { endsByAnswer } from '../h3/handlers.js';
import { argument, instanceOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { isOwnFunction, pass } from '../shared/chain.js';
import { JSON_BODY } from '../shared/client.js';

const BEFORE = 'middy before';
const BASE = '%base';
const PARSES = '%parsesJson';

/** The object of middleware that belongs to a handler. */
function wrapperOf(value: Value): Obj | null {
  for (const ref of value.refs) if (ref.kind === 'obj' && ref.entity?.name === 'Middy') return ref;
  return null;
}

/** Returns what runs before a handler that was wrapped, in its order; null when it was not. */
export function middlewareOf(m: Machine, handler: Value): readonly Value[] | null {
  const wrapper = wrapperOf(handler);
  return wrapper ? (m.kept(wrapper, BEFORE) as readonly Value[]) : null;
}

/** The event of a gateway, with a body that has been parsed where a middleware does that. */
function eventOf(m: Machine, node: TS.Node, parsed: boolean): Value {
  const entity = m.semantics.typeEntity('aws-lambda', 'APIGatewayProxyEvent');
  if (!entity) return UNKNOWN;
  const event = entityInstance(m, entity, 'this', node);
  if (parsed) setProperty(m, event, 'body', sourceValue(m, JSON_BODY, node, 'event.body'), node);
  return event;
}

/** Returns what middleware is given: the event, and what will be answered. */
export function requestOf(m: Machine, node: TS.Node, event: Value = eventOf(m, node, false)): Value {
  return m.object('object', node, [
    ['event', event],
    ['context', UNKNOWN],
    ['response', UNDEFINED],
    ['internal', UNKNOWN],
  ]);
}

function run(m: Machine, wrapper: Obj, base: Value, call: Call): void {
  const [ref] = base.refs;
  if (ref?.kind !== 'func') return;
  const { node } = ref;
  const parsed = m.cell(wrapper, PARSES) !== undefined;
  const typed = isTyped(node.parameters[0]);
  if (!typed && !parsed && !isGatewayHandler(node)) return;
  const event = typed && !parsed ? null : eventOf(m, node.parameters[0] ?? node, parsed);
  if (event) {
    const request = requestOf(m, call.node, event);
    for (const step of m.kept(wrapper, BEFORE) as readonly Value[]) {
      if (!isOwnFunction(step)) continue;
      const passes = pass(
        m,
        { handler: step, node: call.node, args: () => [request], byReturning: () => endsByAnswer },
        false,
      );
      if (!passes) return;
    }
  }
  callValue(m, base, {
    ...entryCall(node, UNKNOWN, event ? [event, UNKNOWN] : []),
    exit: (machine, value, at) => {
      answeredObject(machine, value, at);
      return false;
    },
  });
}

/** The handler as it is exported: it stays callable, and its middleware can be added to. */
function wrapped(m: Machine, call: Call, made: Value, base: Value): Value {
  const wrapper = wrapperOf(made);
  if (!wrapper || !isOwnFunction(base)) return made;
  m.setCell(wrapper, BASE, base);
  m.defer(call.node, (machine) => {
    run(machine, wrapper, base, call);
  });
  return itself(m, made);
}

/** The handler with its middleware, for the next call of a chain. */
function itself(m: Machine, made: Value): Value {
  const wrapper = wrapperOf(made);
  const base = wrapper ? m.cell(wrapper, BASE) : undefined;
  return wrapper && base ? { ...made, form: made.form | Form.Function, refs: [...base.refs, wrapper] } : made;
}

function add(m: Machine, wrapper: Obj | null, value: Value): void {
  if (wrapper) m.keep(wrapper, BEFORE, value);
}

/** `use(middleware)`, or a list of them: objects of which `before` is called with the request. */
const use: Native = (m, call) => {
  const wrapper = wrapperOf(call.self);
  const given = argument(call, 0);
  const isList = given.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array');
  for (const each of isList ? elementsOf(m, given, call.node).known : [given]) {
    const [ref] = each.refs;
    if (ref?.kind === 'obj' && ref.entity?.name === 'JsonBodyParser' && wrapper) m.setCell(wrapper, PARSES, UNDEFINED);
    const isOwn = ref?.kind === 'obj' && ref.entity === null;
    const before = isOwn ? getProperty(m, each, 'before', call.node) : each;
    if (before !== UNDEFINED) add(m, wrapper, before);
  }
  return itself(m, call.self);
};

export const middyNatives: Natives = {
  'middy.wrap': (m, call) => wrapped(m, call, instanceOf(m, call, 'Middy'), argument(call, 0)),
  'middy.handler': (m, call) => wrapped(m, call, call.self, argument(call, 0)),
  'middy.use': use,
  'middy.before': (m, call) => {
    add(m, wrapperOf(call.self), argument(call, 0));
    return itself(m, call.self);
  },
  'middy.after': (m, call) => itself(m, call.self),
};
