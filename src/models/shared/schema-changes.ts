/** What methods of several schema libraries make of a schema: bounds, a choice of properties, the members of a list. */
import { elementsOf } from '../../flow/elements.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { NOTHING, type Value } from '../../flow/value.js';
import { constantsOf } from './schemas.js';
import { narrowed, onObject, withState, type Shape } from './shape.js';

/** Returns the elements of a list, one by one, and what stands for those that are not kept apart. */
export function members(m: Machine, value: Value | undefined, call: Call): readonly Value[] {
  if (!value) return [];
  const { known, rest } = elementsOf(m, value, call.node);
  return rest === NOTHING ? known : [...known, rest];
}

/** Returns the schema with a bound: of a number its value, of a text or a list its length. */
export function bounded(shape: Shape, above: boolean, below: boolean): Shape {
  return narrowed(shape, (inner) => {
    if (inner.kind === 'number')
      return withState(inner, (above ? State.BoundedAbove : 0) | (below ? State.BoundedBelow : 0));
    if (!above) return inner;
    return inner.kind === 'text'
      ? withState(inner, State.BoundedLength)
      : inner.kind === 'array'
        ? { ...inner, bounded: true }
        : inner;
  });
}

/** Returns the schema of an object with the properties of constant names alone (`keep`), or without them. */
export function selected(m: Machine, shape: Shape, keys: Value | undefined, call: Call, keep: boolean): Shape {
  const names = new Set((keys ? constantsOf(m, keys, call.node) : null) ?? []);
  return (
    onObject(shape, (object) => ({
      ...object,
      properties: new Map([...object.properties].filter(([name]) => names.has(name) === keep)),
    })) ?? shape
  );
}
