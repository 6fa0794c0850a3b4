/**
 * What a handler has found in a store by a key that the client chose: no more than the client knew says whose it is. The
 * mark goes with it through variables, helpers and properties, so that a comparison of a part of it is known as one.
 */
import { AWAITED, carrying } from '../flow/carry.js';
import { ANY_FORM } from '../flow/forms.js';
import { joinLabels } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import { awaited } from '../flow/promises.js';
import { sourceLabel } from '../flow/sources.js';
import { labelled, NOTHING, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';

const FOUND = 'store.found';

/** True for what a look into a store has found by a key of the client's, and for parts of it. */
export function isFound(value: Value): boolean {
  return value.labels.some(({ source }) => source.kind === FOUND);
}

/** Returns the looks into a store that have found a value. */
export function looksOf(value: Value): readonly TS.Node[] {
  const told = value.labels.flatMap(({ source }) => (source.kind === FOUND ? [source.node] : []));
  const noted = value.refs.flatMap((ref) =>
    ref.kind === 'obj' ? ((ref.slots.get(FOUND) as TS.Node | undefined) ?? []) : [],
  );
  return [...told, ...noted];
}

/** Returns what a look into a store gives, marked as found there. */
export function foundValue(m: Machine, value: Value, node: TS.Node): Value {
  // An instance of a class of the program is known by itself, and what runs when it is saved asks who has filled it.
  if (m.dead || awaited(value).refs.some((ref) => ref.kind === 'obj' && ref.cls !== null)) return value;
  // What is called on the record itself is given the bare instance.
  for (const ref of awaited(value).refs) if (ref.kind === 'obj') ref.slots.set(FOUND, node);
  const label = sourceLabel(FOUND, node, 'the record', ANY_FORM, { child: ANY_FORM });
  for (const ref of value.refs) {
    if (ref.kind !== 'obj' || ref.entity?.type?.awaits === undefined) continue;
    const kept = m.cell(ref, AWAITED) ?? NOTHING;
    m.setCell(ref, AWAITED, labelled(joinLabels(kept.labels, [label]), ANY_FORM));
  }
  return carrying(m, value, [label]);
}
