/** Functions of frameworks that leave by throwing an error of their own. */
import { presenceOutcome } from '../../flow/conditions.js';
import type { Native } from '../../flow/semantics.js';
import { NOTHING, truthiness, UNDEFINED, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';

const throws: Native = (m) => {
  m.throw(UNKNOWN);
  return NOTHING;
};

/** Throws unless the first argument is truthy, so afterwards holds what its truth tells. */
const asserts: Native = (m, call) => {
  const [condition = UNDEFINED] = call.args;
  const truth = truthiness(condition);
  if (truth === true) return UNDEFINED;
  if (truth === false) return throws(m, call);
  if (m.catcher !== null) {
    m.snapshots++;
    m.catcher.throws.push({ value: UNKNOWN, store: m.store });
  }
  m.learn((condition.outcome ?? presenceOutcome(condition))?.yes);
  return UNDEFINED;
};

export const exitNatives: Natives = { 'shared.throws': throws, 'shared.asserts': asserts };
