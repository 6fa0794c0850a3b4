/** Functions of Object and its prototype. */
import { getDynamic, setProperty, getProperty, constantKey } from '../access.js';
import { keysOf, elementsOf, allOf } from '../elements.js';
import { booleanWith, factsFor, NO_FACTS } from '../conditions.js';
import { namespace } from '../globals.js';
import { spreadInto } from '../literals.js';
import type { Machine } from '../machine.js';
import type { Call } from '../refs.js';
import {
  type Value,
  UNKNOWN,
  refValue,
  SOME_BOOLEAN,
  UNDEFINED,
  NOTHING,
  constant,
  isConst,
  join,
  labelled,
} from '../value.js';
import { restList, ONE_OF_OURS, listOf } from './lists.js';
import { statics, first } from './natives.js';

export function objectStatics(): readonly (readonly [string, Value])[] {
  return statics('Object', {
    keys: (machine, call) => restList(machine, keysOf(machine, first(call)), call.node),
    getOwnPropertyNames: (machine, call) => restList(machine, keysOf(machine, first(call)), call.node),
    values: (machine, call) => restList(machine, getDynamic(machine, first(call), UNKNOWN, call.node), call.node),
    entries: (machine, call) => entriesOf(machine, first(call), call),
    assign: (machine, call) => {
      const target = first(call);
      for (const ref of target.refs) {
        if (ref.kind !== 'obj') continue;
        const assigned = ref.entity?.type?.assigned;
        for (const [index, source] of call.args.slice(1).entries()) {
          if (assigned) machine.sink(source, call.argNodes[index + 1] ?? call.node, call, assigned, 'Object.assign');
          spreadInto(machine, ref, source, call.node);
        }
      }
      return target;
    },
    freeze: (_machine, call) => first(call),
    seal: (_machine, call) => first(call),
    create: (machine, call) => {
      const proto = first(call);
      const made = machine.alloc('object', call.node, { proto: proto.refs.length > 0 ? proto : null });
      if (proto.consts.some((each) => each.value === null)) made.slots.set('bare', true);
      return refValue(made);
    },
    fromEntries: (machine, call) => fromEntries(machine, call),
    hasOwn: (machine, call) => {
      const keys = keysOf(machine, first(call));
      return keys.labels.length === 0
        ? booleanWith(factsFor(call.args[1]?.labels ?? [], ONE_OF_OURS), NO_FACTS)
        : SOME_BOOLEAN;
    },
    defineProperty: (machine, call) => {
      const [target = UNDEFINED, key = UNDEFINED, descriptor = UNDEFINED] = call.args;
      const name = constantKey(key);
      const getter = getProperty(machine, descriptor, 'get', call.node);
      const value = getProperty(machine, descriptor, 'value', call.node);
      if (name !== null) {
        if (getter.refs.length > 0) setProperty(machine, target, `get ${name}`, getter, call.node);
        else setProperty(machine, target, name, value, call.node);
      } else setProperty(machine, target, null, value, call.node);
      return target;
    },
    getPrototypeOf: () => UNKNOWN,
    setPrototypeOf: (_machine, call) => first(call),
    is: () => SOME_BOOLEAN,
    groupBy: (machine, call) => {
      const made = machine.alloc('object', call.node);
      machine.setRest(made, restList(machine, allOf(elementsOf(machine, first(call), call.node)), call.node));
      return refValue(made);
    },
  });
}
function entriesOf(m: Machine, value: Value, call: Call): Value {
  const pairs: Value[] = [];
  for (const ref of value.refs) {
    if (
      ref.kind !== 'obj' ||
      value.refs.length > 1 ||
      ref.slots.has('backs') ||
      ref.lazy ||
      ref.many ||
      m.rest(ref) !== NOTHING
    )
      continue;
    for (const name of ref.cells.keys()) {
      const own = m.cell(ref, name);
      if (own !== undefined && !/^(?:%|get |set )/.test(name)) pairs.push(m.array([constant(name), own], null));
    }
    if (pairs.length > 0 && pairs.length <= 24) return listOf(m, { known: pairs, rest: NOTHING }, call.node);
  }
  return restList(m, m.array([keysOf(m, value), getDynamic(m, value, UNKNOWN, call.node)], call.node), call.node);
}
function fromEntries(m: Machine, call: Call): Value {
  const made = m.alloc('object', call.node);
  const pairs = elementsOf(m, first(call), call.node);
  const put = (pair: Value): void => {
    const parts = elementsOf(m, pair, call.node);
    const key = parts.known[0] ?? parts.rest;
    const value = parts.known[1] ?? parts.rest;
    const name = isConst(key) ? constantKey(key) : null;
    if (name !== null) m.setCell(made, name, value);
    else {
      m.addRest(made, value);
      m.setCell(made, '%keys', join(m.cell(made, '%keys') ?? NOTHING, key));
    }
  };
  for (const pair of pairs.known) put(pair);
  for (const ref of pairs.rest.refs) put(refValue(ref));
  for (const label of pairs.rest.labels) put(labelled([label], label.form));
  return refValue(made);
}
/** Object.prototype, for calls such as `Object.prototype.hasOwnProperty.call(table, key)`. */
export function objectPrototype(m: Machine): Value {
  return namespace(
    m,
    statics('Object.prototype', {
      hasOwnProperty: (machine: Machine, call: Call) => {
        const keys = keysOf(machine, call.self);
        return keys.labels.length === 0
          ? booleanWith(factsFor(first(call).labels, ONE_OF_OURS), NO_FACTS)
          : SOME_BOOLEAN;
      },
    }),
  );
}
