/** Which properties an object of the program has of its own. */
import { booleanWith, factsFor, NO_FACTS } from './conditions.js';
import { keysOf } from './elements.js';
import { EVERY_KIND } from './labels.js';
import type { Machine } from './machine.js';
import { FALSE, isConst, NOTHING, SOME_BOOLEAN, type Value } from './value.js';

/**
 * Returns the own properties of a plain object of the program, in order, when this path knows all of them; null otherwise.
 * A property that only some path set is among them.
 */
export function ownProperties(m: Machine, value: Value): ReadonlyMap<string, Value> | null {
  const [ref] = value.refs;
  if (value.refs.length !== 1 || value.open || value.labels.length > 0 || ref?.kind !== 'obj') return null;
  if (ref.shape !== 'object' || ref.entity || ref.cls || ref.lazy || ref.many || m.rest(ref) !== NOTHING) return null;
  if (ref.slots.has('backs') || ref.slots.has('label') || m.cell(ref, '%keys') || m.cell(ref, '%spread')) return null;
  const own = new Map<string, Value>();
  for (const name of ref.cells.keys()) {
    if (/^(?:get|set) /.test(name)) return null;
    const cell = m.cell(ref, name);
    if (cell !== undefined && !name.startsWith('%')) own.set(name, cell);
  }
  return own;
}

/** Answers whether an object has a property of its own: no where that is sure, and what a yes proves of the name. */
export function ownershipOf(m: Machine, value: Value, key: Value): Value {
  const own = ownProperties(m, value);
  if (own && isConst(key) && key.consts.every((each) => !own.has(String(each.value)))) return FALSE;
  return keysOf(m, value).labels.length === 0
    ? booleanWith(factsFor(key.labels, { clears: [EVERY_KIND] }), NO_FACTS)
    : SOME_BOOLEAN;
}
