/** Assertions: the check holds on the path that goes on. */
import { regexOf, testedBy } from '../../flow/builtins/matching.js';
import { booleanWith, factsFor, NO_FACTS } from '../../flow/conditions.js';
import { EVERY_KIND } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { truthiness, UNDEFINED, UNKNOWN, type Outcome, type Value } from '../../flow/value.js';
import { argument, textArgument } from '../kit.js';
import type { Natives } from '../schema.js';

function hold(m: Machine, value: Value, truth: boolean, throws = true): Value {
  if (truthiness(value) === !truth) {
    if (throws) m.throw(UNKNOWN);
    return UNDEFINED;
  }
  m.learn(truth ? value.outcome?.yes : value.outcome?.no);
  return UNDEFINED;
}

function equality(call: Call): Outcome | null {
  const [left = UNDEFINED, right = UNDEFINED] = call.args;
  const [one, other] = left.labels.length > 0 ? [left, right] : [right, left];
  return one.labels.length === 0 || other.labels.length > 0
    ? null
    : { yes: factsFor(one.labels, { clears: [EVERY_KIND] }), no: NO_FACTS };
}

export const assertNatives: Natives = {
  'assert.ok': (m, call) => hold(m, argument(call, 0), true),
  'assert.equal': (m, call) => {
    const answer = argument(call, 0);
    const [flag] = argument(call, 1).consts;
    if (answer.outcome && typeof flag?.value === 'boolean')
      m.learn(flag.value ? answer.outcome.yes : answer.outcome.no);
    m.learn(equality(call)?.yes);
    return UNDEFINED;
  },
  'assert.notEqual': () => UNDEFINED,
  'assert.match': (m, call) => {
    const regex = regexOf(argument(call, 1));
    if (regex) m.learn(testedBy(m, regex, textArgument(m, call, 0), call).outcome?.yes);
    return UNDEFINED;
  },
  'assert.doesNotMatch': (m, call) => {
    const regex = regexOf(argument(call, 1));
    if (regex) m.learn(testedBy(m, regex, textArgument(m, call, 0), call).outcome?.no);
    return UNDEFINED;
  },
  'assert.fail': (m) => {
    m.throw(UNKNOWN);
    return UNDEFINED;
  },
  'assert.same': (_m, call) => {
    const outcome = equality(call);
    return outcome ? booleanWith(outcome.yes, outcome.no) : booleanWith(NO_FACTS, NO_FACTS);
  },
};
