/** One case of a switch: the stores in which it was taken and in which it was not. */
import { skipWrappers } from '../lang/places.js';
import type { TS } from '../lang/ts.js';
import { ts } from '../lang/ts.js';
import { compare } from './conditions.js';
import { narrow } from './narrowing.js';
import { assume, evaluate } from './eval.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import { Store } from './store.js';
import { isConst, truthiness, type Value } from './value.js';

/** The comparison that a case stands for, at the place of the case. */
function equationOf(subject: TS.Expression, test: TS.Expression): TS.BinaryExpression {
  const left = skipWrappers(subject);
  const equation = ts.setTextRange(ts.factory.createStrictEquality(left, test), test);
  // Whoever reports it asks for its file, which a node that the parser has not made finds through its parent, and for its
  // sides as they are written: the factory puts parentheses around some.
  return Object.assign(equation, { parent: test.parent, left, right: test });
}

/** Compares the subject with a case on the current store. */
export function compareCase(
  m: Machine,
  subjectNode: TS.Expression,
  subject: Value,
  test: TS.Expression,
  scope: Scope,
): { readonly taken: Store; readonly left: Store } {
  const base = m.store;
  const value = evaluate(m, test, scope);
  const equation = equationOf(subjectNode, test);
  const answer =
    truthiness(subject) !== null && isConst(subject) && subject.consts.length === 1 && subject.consts[0]?.value === true
      ? value
      : compare(m, ts.SyntaxKind.EqualsEqualsEqualsToken, subject, value, equation, scope);
  const side = (truth: boolean): Store => {
    m.store = new Store(base);
    if (answer === value) assume(m, test, value, truth, scope);
    else {
      const known = truthiness(answer);
      if (known !== null && known !== truth && answer.outcome === null) m.die();
      else {
        m.learn(truth ? answer.outcome?.yes : answer.outcome?.no);
        narrow(m, equation, truth, scope);
      }
    }
    return m.store;
  };
  const taken = side(true);
  const left = side(false);
  return { taken, left };
}
