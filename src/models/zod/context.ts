/** What zod hands to refinements: a way to refuse the value. */
import type { Machine } from '../../flow/machine.js';
import { refusal } from '../shared/predicates.js';
import { UNKNOWN, type Value } from '../../flow/value.js';

const REFUSE = refusal('addIssue');

/** The second argument of `superRefine` and `transform`: raising an issue ends the path on which the parse succeeds. */
export function context(m: Machine): Value {
  const issues = m.object('object', null, [['push', REFUSE]]);
  return m.object('object', null, [
    ['addIssue', REFUSE],
    ['issues', issues],
    ['path', UNKNOWN],
  ]);
}

/** The argument of a `check` function in zod 4: the value and the list of issues. */
export function payload(m: Machine, value: Value): Value {
  const issues = m.object('object', null, [['push', REFUSE]]);
  return m.object('object', null, [
    ['value', value],
    ['issues', issues],
  ]);
}
