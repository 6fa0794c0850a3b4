import type { FileAnalysis } from '../analysis/analysis.js';
import { isTestCode } from '../lang/environment.js';
import type { TS } from '../lang/ts.js';

/**
 * Returns a question to ask of each place that is reported in a file: true unless it is one of another file that was asked
 * about before, or that a file tells of which comes first among those that use it. What mends that place mends all that comes
 * there, so one report of it is enough. `told` gives the places that a file tells of.
 */
export function onceElsewhere(
  analysis: FileAnalysis,
  told: (other: FileAnalysis) => readonly TS.Node[],
): (node: TS.Node) => boolean {
  const asked = new Set<TS.Node>();
  return (node) => {
    const other = node.getSourceFile();
    if (other === analysis.file) return true;
    if (asked.has(node)) return false;
    asked.add(node);
    return !analysis.tellersOf(other).some((each) => !isTestCode(each.file) && told(each).includes(node));
  };
}
