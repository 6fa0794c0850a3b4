/**
 * What a call was given, kept beyond the path that it was made on: the store is gone when rules look at calls, so the
 * objects that a model names as parts are copied out, a few levels deep.
 */
import { elementsOf } from './elements.js';
import { LIMITS } from './limits.js';
import type { Machine } from './machine.js';
import type { Obj } from './refs.js';
import type { TS } from '../lang/ts.js';
import { isConst, NOTHING, type Value } from './value.js';

/** An argument, or a part of one, as it was when the call was made. */
export interface Given {
  readonly value: Value;
  /** Properties by name, when it is one object; null when it may be anything else. */
  readonly properties: ReadonlyMap<string, Given> | null;
  /** Elements, when it is one list of known elements. */
  readonly items: readonly Given[] | null;
  /** No property or element is missing above. */
  readonly whole: boolean;
}

const DEPTH = 4;

function bare(value: Value): Given {
  return { value, properties: null, items: null, whole: isConst(value) };
}

/** True when nothing was written into the object but its named properties. */
function isPlain(m: Machine, obj: Obj): boolean {
  return (
    obj.entity === null &&
    obj.cls === null &&
    obj.lazy === null &&
    obj.proto === null &&
    m.rest(obj) === NOTHING &&
    !obj.slots.has('partial') &&
    !obj.slots.has('label') &&
    m.cell(obj, '%spread') === undefined &&
    m.cell(obj, '%keys') === undefined
  );
}

/** Returns a copy of a value with what its objects hold on this path. */
export function givenOf(m: Machine, value: Value, node: TS.Node, depth = 0): Given {
  const [ref, ...others] = value.refs;
  if (ref?.kind !== 'obj' || others.length > 0 || value.open || value.labels.length > 0 || value.consts.length > 0)
    return bare(value);
  if (depth >= DEPTH) return bare(value);
  if (ref.shape === 'array') {
    const { known, rest } = elementsOf(m, value, node);
    const items = known.slice(0, LIMITS.elements).map((each) => givenOf(m, each, node, depth + 1));
    return { value, properties: null, items, whole: rest === NOTHING };
  }
  const properties = new Map<string, Given>();
  for (const [name, place] of ref.cells) {
    const own = /^(?:%|get |set )/.test(name) ? undefined : m.store.read(place);
    if (own !== undefined) properties.set(name, givenOf(m, own, node, depth + 1));
  }
  return { value, properties, items: null, whole: ref.shape === 'object' && isPlain(m, ref) };
}
