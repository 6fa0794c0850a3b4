/** Who can ask for what a finding is about. */
import type { FileAnalysis, Finding } from '../analysis/analysis.js';
import type { Endpoint } from './endpoint-rule.js';
import { guardOf } from './endpoint-rule.js';
import { functionsOf } from './functions.js';
import type { TS } from '../lang/ts.js';

function isHandledIn({ handler }: Endpoint, node: TS.Node): boolean {
  return functionsOf(handler).some(
    (each) => each.getSourceFile() === node.getSourceFile() && each.pos <= node.pos && each.end >= node.end,
  );
}

/** True when a finding stands in handlers, and each of them has a guard in force: only who is known gets there. */
export function isBehindGuards({ at }: Finding, analysis: FileAnalysis): boolean {
  const around = analysis.endpointsThrough(true).filter((each) => isHandledIn(each, at));
  return around.length > 0 && around.every((each) => guardOf(each) !== null || each.handling().own === 'denies');
}
