/** Changes of shapes as values: actions and checks that are made by a call and applied by another one. */
import type { Machine } from '../../flow/machine.js';
import { refValue, type Value } from '../../flow/value.js';
import type { Shape } from './shape.js';

export type Change = (shape: Shape) => Shape;

const KEY = 'change';

export function keepChange(m: Machine, change: Change): Value {
  const made = m.alloc('object', null);
  m.keep(made, KEY, change);
  return refValue(made);
}

/** Returns the change that a value keeps; null when it keeps none. */
export function changeIn(m: Machine, value: Value): Change | null {
  for (const ref of value.refs) {
    const [change] = ref.kind === 'obj' ? (m.kept(ref, KEY) as readonly Change[]) : [];
    if (change) return change;
  }
  return null;
}
