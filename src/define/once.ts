import type { TS } from '../lang/ts.js';

/**
 * Returns a question to ask of each place that is reported in a file: true unless it is one of another file that was asked
 * about before. What mends that place mends all that comes there, so one report of it in each file is enough.
 */
export function onceElsewhere(file: TS.SourceFile): (node: TS.Node) => boolean {
  const asked = new Set<TS.Node>();
  return (node) => {
    if (node.getSourceFile() === file) return true;
    if (asked.has(node)) return false;
    asked.add(node);
    return true;
  };
}
