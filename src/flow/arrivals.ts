/** What arrives at a sink: the labels of a value, and parts of objects by their names. */
import type { TS } from '../lang/ts.js';
import { ANY_FORM } from './forms.js';
import type { Label } from './labels.js';
import type { Machine } from './machine.js';
import { sourceLabel, UNTRACKED } from './sources.js';
import { isConst, type Value } from './value.js';

/** Returns the labels that a sink judges; where anything counts, a value of unknown origin has one of its own. */
export function arrivingLabels(value: Value, node: TS.Node, any: boolean): readonly Label[] {
  return any && value.labels.length === 0 && !isConst(value)
    ? [sourceLabel(UNTRACKED, node, node.getText(), ANY_FORM)]
    : value.labels;
}

/** Returns what objects hold under names that a regular expression matches, case aside. */
export function namedParts(m: Machine, value: Value, pattern: string): readonly Value[] {
  const names = new RegExp(pattern, 'i');
  return value.refs.flatMap((ref) =>
    ref.kind === 'obj'
      ? [...ref.cells].flatMap(([name, place]) => (names.test(name) ? (m.read(place) ?? []) : []))
      : [],
  );
}
