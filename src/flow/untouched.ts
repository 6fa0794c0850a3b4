/**
 * Parts of somebody's data that were read and never written. What a name that is not constant finds among them is what it
 * finds anywhere in the data: one part with no name stands for all of these. Without that a loop over the names of an object
 * gathered a part for each method that it calls on what it finds, and for each of their parts.
 */
import type { Machine } from './machine.js';
import type { Obj } from './refs.js';
import { NOTHING, type Value } from './value.js';

/** True when a value is nothing but a part of the data of this number, of the same kind as `any`, with nothing written into it. */
function isPartOf(m: Machine, value: Value, whole: unknown, any: Value): boolean {
  const [part] = value.labels;
  const [other] = any.labels;
  return (
    part !== undefined &&
    other !== undefined &&
    value.labels.length === 1 &&
    part.ids[1] === whole &&
    part.source.kind === other.source.kind &&
    other.cleared.every((kind) => part.cleared.includes(kind)) &&
    (part.form & ~other.form) === 0 &&
    value.consts.length === 0 &&
    value.refs.every((ref) => ref.kind === 'obj' && ref.slots.get('backs') === part.ids[0] && isUntouched(m, ref))
  );
}

function isUntouched(m: Machine, obj: Obj): boolean {
  return m.rest(obj) === NOTHING && onlyRead(m, obj, null).length === obj.cells.size;
}

/**
 * Returns the names under which the object behind somebody's data holds only what was read from it, as far as `any`, a part
 * of it under a name that is not known, is as much as they are; null for parts like each of them.
 */
export function onlyRead(m: Machine, obj: Obj, any: Value | null): readonly string[] {
  const whole = obj.slots.get('backs');
  if (typeof whole !== 'number') return [];
  const names: string[] = [];
  for (const [name, place] of obj.cells) {
    const value = m.read(place);
    if (value === undefined || isPartOf(m, value, whole, any ?? value)) names.push(name);
  }
  return names;
}
