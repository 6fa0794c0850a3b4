/** What a value holds of data from outside, in itself or in the objects that it is made of. */
import type { Label } from './labels.js';
import type { Machine } from './machine.js';
import type { Ref } from './refs.js';
import type { Value } from './value.js';

/** How deep what an object holds is looked into for labels. */
const MAX_HELD = 4;

/** Collects the labels of a value and, when it is an object, of what it holds: each once, however often it is held. */
export function deepLabels(m: Machine, value: Value): readonly Label[] {
  if (value.refs.length === 0) return value.labels;
  const all = new Set<Label>();
  const seen = new Map<Ref, number>();
  const visit = (each: Value, depth: number): void => {
    for (const label of each.labels) all.add(label);
    if (depth > MAX_HELD) return;
    for (const ref of each.refs) {
      if ((seen.get(ref) ?? Infinity) <= depth) continue;
      seen.set(ref, depth);
      if (ref.kind === 'obj' && ref.shape !== 'instance') visit(m.contents(ref), depth + 1);
      else if (ref.kind === 'promise') visit(ref.value, depth + 1);
    }
  };
  visit(value, 0);
  return [...all];
}
