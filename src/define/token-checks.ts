/** Verifications of tokens beside the decoding of one. */
import { functionAround, isAlwaysReached } from './places.js';
import { ts, type TS } from '../lang/ts.js';
import type { CallRecord } from '../flow/machine.js';

function argumentTexts(node: TS.Node): readonly string[] {
  return ts.isCallExpression(node) ? node.arguments.map((each) => each.getText()) : [];
}

/** True when a call is made in the same function as another, before it or before that answers, and of the same thing. */
function accompanies(check: TS.Node, node: TS.Node): boolean {
  if (functionAround(check) !== functionAround(node)) return false;
  if (check.pos >= node.pos && !isAlwaysReached(node, check)) return false;
  const tokens = argumentTexts(node);
  return argumentTexts(check).some((each) => tokens.includes(each));
}

/**
 * Returns whether a call, or one of those that it was made by, stands in a function that also makes one of the checks, by
 * itself or through functions that it calls, of the same argument.
 */
export function isCheckedBeside(calls: readonly TS.Node[], checks: readonly CallRecord[]): boolean {
  return checks.some(({ call, stack }) =>
    [call.node, ...stack].some((check) => calls.some((each) => accompanies(check, each))),
  );
}
