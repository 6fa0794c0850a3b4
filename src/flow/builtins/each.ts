/** Callbacks of list methods, run over all elements. */
import { elementsOf, allOf } from '../elements.js';
import { callValue, plainCall } from '../calls.js';
import { type Facts, NO_FACTS } from '../conditions.js';
import type { Elements } from '../elements.js';
import { refineLabel } from '../labels.js';
import type { Machine } from '../machine.js';
import { asRecord, isKept } from '../kept.js';
import type { Call, Obj } from '../refs.js';
import type { TS } from '../../lang/ts.js';
import { mergeStores } from '../merging.js';
import { Store, factsAbove } from '../store.js';
import { type Value, SOME_NUMBER, NOTHING, join, UNDEFINED, UNKNOWN, constant, withLabels } from '../value.js';

export const MAX_EACH = 12;
/** Positions are only known while one straight path builds the list. */
export function sameLife(m: Machine, longLived: boolean): boolean {
  return longLived ? m.frames.length <= 1 && m.evaluating !== null && m.store.depth <= m.floor.depth + 1 : false;
}
export function ids(value: Value): ReadonlySet<number> {
  return new Set(value.labels.map((label) => label.ids[0] ?? 0));
}
export function only(facts: Facts, keep: (id: number) => boolean): Facts {
  return new Map([...facts].filter(([id]) => keep(id)));
}
/** Runs a callback once for all elements; what holds at its end holds of every element. */
function overAll(
  m: Machine,
  callback: Value,
  element: Value,
  self: Value,
  call: Call,
  index: Value = SOME_NUMBER,
): Value {
  const base = m.store;
  const floor = m.floor;
  m.floor = base;
  let returned: Value = NOTHING;
  let facts: Facts = NO_FACTS;
  let head = base;
  for (let round = 0; round < 2; round++) {
    m.store = new Store(head);
    if (round > 0) m.repeating++;
    returned = join(returned, callValue(m, callback, plainCall(call.node, UNDEFINED, [element, index, self])));
    if (round > 0) m.repeating--;
    m.snapshots++;
    if (m.store.dead) {
      head = base;
      facts = NO_FACTS;
      break;
    }
    const end = m.store;
    facts = factsAbove(end, head) ?? NO_FACTS;
    if (end.writes.size === 0 && end.parent === head) {
      head = mergeStores(base, [head === base ? new Store(base) : head], false);
      break;
    }
    m.countMerge([head, end]);
    head = mergeStores(base, [head === base ? new Store(base) : head, end], false);
  }
  m.floor = floor;
  m.store = head === base ? new Store(base) : head;
  const own = ids(element);
  m.learn(only(facts, (id) => own.has(id)));
  return returned;
}
/** A list that is kept, and of which nobody has been seen to fill it, is filled by somebody out of sight. */
function heldBy(m: Machine, self: Value, elements: Elements, node: TS.Node): Elements {
  const [only] = self.refs;
  const isEmpty = elements.rest === NOTHING && elements.known.length === 0;
  if (!isEmpty || m.evaluating !== null || self.refs.length !== 1 || only?.kind !== 'obj' || !isKept(m, only))
    return elements;
  return { known: [], rest: asRecord(m, only, UNKNOWN, node) };
}
/** Runs a callback for each element: in turn where they are known, once for the rest. */
export function each(m: Machine, self: Value, call: Call): { readonly elements: Elements; readonly results: Elements } {
  const elements = heldBy(m, self, elementsOf(m, self, call.node), call.node);
  const [callback = UNDEFINED] = call.args;
  if (elements.known.length <= MAX_EACH) {
    const known = elements.known.map((element, index) =>
      callValue(m, callback, plainCall(call.node, UNDEFINED, [element, constant(index), self])),
    );
    const rest = elements.rest === NOTHING ? NOTHING : overAll(m, callback, elements.rest, self, call);
    return { elements, results: { known, rest } };
  }
  const all = allOf(elements);
  return { elements: { known: [], rest: all }, results: { known: [], rest: overAll(m, callback, all, self, call) } };
}
/** Returns the value with what is known of its labels made part of them, in the pairs and records that it points to as well. */
export function bakeWith(m: Machine, value: Value, facts: Facts, depth = 0): Value {
  if (facts.size === 0) return value;
  const refs = value.refs.map((ref) => (ref.kind === 'obj' ? bakedCopy(m, ref, facts, depth) : ref));
  const held = refs.some((ref, index) => ref !== value.refs[index]) ? { ...value, refs } : value;
  if (held.labels.length === 0) return held;
  return withBakedLabels(held, facts);
}
function bakedCopy(m: Machine, obj: Obj, facts: Facts, depth: number): Obj {
  if (depth > 2 || (obj.shape !== 'array' && obj.shape !== 'object') || obj.slots.has('backs')) return obj;
  const changed: [string, Value][] = [];
  for (const [name, place] of obj.cells) {
    const before = m.read(place);
    if (before === undefined) continue;
    const after = bakeWith(m, before, facts, depth + 1);
    if (after !== before) changed.push([name, after]);
  }
  if (changed.length === 0) return obj;
  const copy = m.alloc(obj.shape, null, { lazy: obj.lazy, proto: obj.proto });
  for (const [name, place] of obj.cells) {
    const own = m.read(place);
    if (own !== undefined) m.setCell(copy, name, own);
  }
  for (const [name, own] of changed) m.setCell(copy, name, own);
  const rest = m.rest(obj);
  if (rest !== NOTHING) m.setRest(copy, bakeWith(m, rest, facts, depth + 1));
  return copy;
}
function withBakedLabels(value: Value, facts: Facts): Value {
  return withLabels(
    value,
    value.labels.map((label) => {
      const refinement = facts.get(label.ids[0] ?? -1);
      return refinement ? refineLabel(label, refinement) : label;
    }),
  );
}
