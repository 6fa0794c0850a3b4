/** Functions of Object and its prototype. */
import { getDynamic, setProperty, getProperty, constantKey } from '../access.js';
import { keysOf, elementsOf, allOf } from '../elements.js';
import { ownershipOf, ownProperties } from '../ownership.js';
import { namespace } from '../globals.js';
import { assignedTo } from '../kept.js';
import { spreadInto } from '../literals.js';
import { isShared, writeShared } from '../prototypes.js';
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
import { restList, listOf } from './lists.js';
import { statics, first } from './natives.js';

/** Properties of a known object that are listed one by one. */
const MAX_LISTED = 24;

/** Copies what the later arguments of a call hold into what its first one is, which has fields to protect when it is an instance of a model. */
export function assignInto(machine: Machine, call: Call, name: string): Value {
  const target = first(call);
  for (const [index, source] of call.args.slice(1).entries())
    writeShared(machine, target, source, call.argNodes[index + 1] ?? call.node, name);
  for (const ref of target.refs) {
    if (ref.kind !== 'obj' || isShared(ref)) continue;
    const assigned = ref.entity?.type?.assigned ?? assignedTo(machine, ref);
    for (const [index, source] of call.args.slice(1).entries()) {
      if (assigned) machine.sink(source, call.argNodes[index + 1] ?? call.node, call, assigned, name);
      spreadInto(machine, ref, source, call.node);
    }
  }
  return target;
}

export function objectStatics(): readonly (readonly [string, Value])[] {
  return statics('Object', {
    keys: (machine, call) => namesOf(machine, call),
    getOwnPropertyNames: (machine, call) => namesOf(machine, call),
    values: (machine, call) => restList(machine, getDynamic(machine, first(call), UNKNOWN, call.node), call.node),
    entries: (machine, call) => entriesOf(machine, first(call), call),
    assign: (machine, call) => assignInto(machine, call, 'Object.assign'),
    freeze: (_machine, call) => first(call),
    seal: (_machine, call) => first(call),
    create: (machine, call) => {
      const proto = first(call);
      const made = machine.alloc('object', call.node, { proto: proto.refs.length > 0 ? proto : null });
      if (proto.consts.some((each) => each.value === null)) made.slots.set('bare', true);
      return refValue(made);
    },
    fromEntries: (machine, call) => fromEntries(machine, call),
    hasOwn: (machine, call) => ownershipOf(machine, first(call), call.args[1] ?? UNDEFINED),
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
function namesOf(m: Machine, call: Call): Value {
  const own = ownProperties(m, first(call));
  return own && own.size > 0 && own.size <= MAX_LISTED
    ? listOf(m, { known: [...own.keys()].map((name) => constant(name)), rest: NOTHING }, call.node)
    : restList(m, keysOf(m, first(call)), call.node);
}
function entriesOf(m: Machine, value: Value, call: Call): Value {
  const own = ownProperties(m, value);
  if (own && own.size > 0 && own.size <= MAX_LISTED) {
    const pairs = [...own].map(([name, each]) => m.array([constant(name), each], null));
    return listOf(m, { known: pairs, rest: NOTHING }, call.node);
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
      hasOwnProperty: (machine: Machine, call: Call) => ownershipOf(machine, call.self, first(call)),
    }),
  );
}
