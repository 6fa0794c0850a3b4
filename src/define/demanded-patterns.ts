/** Patterns that a schema demands of a text: every value that it lets through is one that they match. */
import type { FileAnalysis } from '../analysis/analysis.js';
import { isConst, regexOf, truthiness, type Value } from '../analysis/values.js';
import { ts, type TS } from '../lang/ts.js';
import { playing } from './roles.js';

export interface DemandedPattern {
  readonly pattern: string;
  readonly flags: string;
  /** The literal where it stands in this file, or the argument that it comes by. */
  readonly at: TS.Node;
}

/** A step that turns the next one around: `.not().matches(pattern)` (https://express-validator.github.io/docs/api/validation-chain#not). */
function isTurned(call: TS.Node): boolean {
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const before = call.expression.expression;
  return (
    ts.isCallExpression(before) &&
    ts.isPropertyAccessExpression(before.expression) &&
    before.expression.name.text === 'not'
  );
}

/** Nothing says so, or what says it is false. */
function isOff(option: Value | null | undefined): boolean {
  return option === null || option === undefined || (isConst(option) && truthiness(option) === false);
}

/** Returns the constant patterns that the schemas of a file demand. */
export function demandedPatterns(analysis: FileAnalysis): readonly DemandedPattern[] {
  const { file } = analysis;
  const given = playing(analysis.calls, ['text.pattern']).flatMap(({ call, parts }): readonly DemandedPattern[] => {
    const regex = parts['pattern'] ? regexOf(parts['pattern']) : null;
    if (!regex || !isOff(parts['inverted']) || isTurned(call.node)) return [];
    const at = regex.node?.getSourceFile() === file ? regex.node : (call.argNodes[0] ?? call.node);
    return [{ pattern: regex.pattern, flags: regex.flags, at }];
  });
  const written = analysis.regexes.flatMap(({ seen, at }): readonly DemandedPattern[] =>
    seen.demanded === true ? [{ pattern: seen.pattern, flags: seen.flags, at }] : [],
  );
  return [...given, ...written];
}
