/** Texts that are decoded or normalized: another text, of which no check of the first one says anything. */
import { madeFrom, State, type Label } from './labels.js';
import type { Machine } from './machine.js';

/** True when a condition on this path has looked at the text, whatever it was good for. */
function wasChecked(m: Machine, label: Label): boolean {
  return label.ids.some((id) => {
    const known = m.store.known(id);
    return known !== null && ((known.facts ?? []).length > 0 || (known.clears ?? []).length > 0);
  });
}

/** Returns the label of a decoded or normalized text, with a note when a check came too early. */
export function recoded(m: Machine, label: Label, how: string, change: Partial<Label>): Label {
  const made = madeFrom(label, how, change);
  const early = (label.state & State.CheckedBefore) !== 0 || wasChecked(m, label);
  return early ? { ...made, state: made.state | State.CheckedBefore } : made;
}
