/** Labels that a model gives to what a call results in: on the instance, in the list, or behind the promise. */
import type { Label } from './labels.js';
import { joinLabels } from './labels.js';
import type { Machine } from './machine.js';
import { NOTHING, labelled, withLabels, type Value } from './value.js';

/** The cell in which an awaitable instance keeps the labels of what it gives. */
export const AWAITED = '%awaited';

/** The cell in which it keeps marks for that: an object whose cells the instances get. */
export const MARKS = '%marks';

/** The cell in which it keeps what its being there or not tells of other values: a value with that outcome. */
export const TELLS = '%tells';

/** Puts the marks that an awaitable instance keeps on the instances that it gives, also behind a promise. */
export function markGiven(m: Machine, query: Value, given: Value): void {
  const marks = query.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.cell(ref, MARKS)?.refs ?? []) : []));
  const instances = given.refs.flatMap((ref) => (ref.kind === 'promise' ? ref.value.refs : [ref]));
  for (const mark of marks)
    for (const ref of instances)
      if (mark.kind === 'obj' && ref.kind === 'obj')
        for (const name of mark.cells.keys()) m.setCell(ref, name, m.cell(mark, name) ?? NOTHING);
}

/** Returns the value with labels on it; of a list its elements, of a promise what it is fulfilled with. */
export function carrying(m: Machine, value: Value, labels: readonly Label[]): Value {
  if (labels.length === 0) return value;
  const only = value.refs.length > 0 && value.refs.every((ref) => ref.kind === 'promise' || isList(ref));
  for (const ref of value.refs) {
    if (ref.kind !== 'obj' || ref.shape !== 'array') continue;
    const rest = m.rest(ref);
    if (rest !== NOTHING) m.setRest(ref, carrying(m, rest, labels));
  }
  const refs = value.refs.map((ref) =>
    ref.kind === 'promise' ? { ...ref, value: carrying(m, ref.value, labels) } : ref,
  );
  const carried = refs.some((ref, index) => ref !== value.refs[index]) ? { ...value, refs } : value;
  if (only) return carried;
  if (value.refs.length === 0) {
    const form = labels.reduce((sum, label) => sum | label.form, 0);
    return labelled(joinLabels(value.labels, labels), form);
  }
  return withLabels(carried, joinLabels(carried.labels, labels));
}

function isList(ref: Value['refs'][number]): boolean {
  return ref.kind === 'obj' && ref.shape === 'array';
}
