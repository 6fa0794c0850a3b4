/** Middleware that is given as a function or as a class with `use`. */
import { getProperty } from '../flow/access.js';
import { instanceOf } from '../flow/classes.js';
import type { Machine } from '../flow/machine.js';
import { UNKNOWN, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import type { Dialect } from './dialects.js';
import { nameOfValue } from './names.js';
import { classesIn } from './nest/modules.js';
import { judgeStep, probeStep } from './probe.js';
import { judged, type Judgement, type Verdicts } from './steps.js';
import type { ChainStep } from './types.js';

/** Returns the step that a middleware makes in the way of a framework. */
export function passing(m: Machine, verdicts: Verdicts, dialect: Dialect, given: Value, node: TS.Node): ChainStep {
  const [cls] = classesIn(given);
  const judgementOf = (handler: Value, self: Value): Judgement =>
    verdicts.of(handler, (each) => {
      const answer = dialect.answer ? { answer: dialect.answer } : {};
      const args = (next: Value): readonly Value[] => dialect.args(m, node, next);
      return judged(
        m,
        () => probeStep(m, { handler: each, node, self, args, ...answer }, dialect.byProblem),
        judgeStep,
      );
    });
  // Each look at an instance gives another bound method: the class is what stays.
  const judgement = cls
    ? verdicts.once(cls, () => {
        const self = instanceOf(m, cls);
        const handler = getProperty(m, self, 'use', node);
        return judgementOf({ ...handler, refs: handler.refs.slice(0, 1) }, self);
      })
    : judgementOf(given, UNKNOWN);
  return { ...nameOfValue(given, node, m), ...judgement };
}
