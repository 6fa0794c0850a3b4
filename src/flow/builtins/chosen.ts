/** Elements that a predicate has chosen: what it has checked of their parts holds of them, and not of the others. */
import type { TS } from '../../lang/ts.js';
import { clientValue } from '../access.js';
import type { Facts } from '../conditions.js';
import { derivedId, partOf } from '../labels.js';
import type { Machine } from '../machine.js';
import { join, type Value } from '../value.js';
import { bakeWith } from './each.js';

/** Returns an element as it is in the list of those that passed; `facts` is what passing proves, `at` the call that has chosen. */
export function chosen(m: Machine, element: Value, facts: Facts, at: TS.Node): Value {
  let result = bakeWith(m, element, facts);
  if (facts.size === 0) return result;
  for (const ref of result.refs) {
    const id = ref.kind === 'obj' ? ref.slots.get('backs') : undefined;
    const label = result.labels.find((each) => each.ids[0] === id);
    if (ref.kind !== 'obj' || typeof id !== 'number' || !label) continue;
    const made = partOf(label, `chosen:${String(at.pos)}`);
    const checked = [...ref.cells.keys()].flatMap((name) => {
      const known = facts.get(derivedId(id, name));
      return known ? [[derivedId(made.ids[0] ?? 0, name), known] as const] : [];
    });
    if (checked.length === 0) continue;
    m.learn(new Map(checked));
    const rest: Value = {
      ...result,
      labels: result.labels.filter((each) => each !== label),
      refs: result.refs.filter((each) => each !== ref),
    };
    result = join(rest, clientValue(m, made, at));
  }
  return result;
}
