/** Lists of problems: what an empty one proves. */
import { NO_FACTS, type Facts } from '../../flow/conditions.js';
import type { Machine } from '../../flow/machine.js';
import { SOME_NUMBER, UNKNOWN, type Value } from '../../flow/value.js';

/** Returns a list of problems whose length tells, when it is zero, what the absence of problems proves. */
export function problemList(m: Machine, facts: Facts): Value {
  const list = m.array([], null);
  const [ref] = list.refs;
  if (ref?.kind === 'obj') {
    ref.slots.delete('length');
    m.setRest(ref, UNKNOWN);
    m.setCell(ref, 'length', {
      ...SOME_NUMBER,
      outcome: { yes: NO_FACTS, no: facts },
      hint: { kind: 'count', labels: [], found: facts },
    });
  }
  return list;
}
