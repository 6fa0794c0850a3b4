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
import { judged, type Verdicts } from './steps.js';
import type { ChainStep } from './types.js';

/** Returns the step that a middleware makes in the way of a framework. */
export function passing(m: Machine, verdicts: Verdicts, dialect: Dialect, given: Value, node: TS.Node): ChainStep {
  const [cls] = classesIn(given);
  const self = cls ? instanceOf(m, cls) : UNKNOWN;
  const handler = cls ? getProperty(m, self, 'use', node) : given;
  const judgement = verdicts.of(cls ? { ...handler, refs: handler.refs.slice(0, 1) } : handler, (each) => {
    const answer = dialect.answer ? { answer: dialect.answer } : {};
    const args = (next: Value): readonly Value[] => dialect.args(m, node, next);
    return judged(m, () => probeStep(m, { handler: each, node, self, args, ...answer }, dialect.byProblem), judgeStep);
  });
  return { ...nameOfValue(given, node), ...judgement };
}
