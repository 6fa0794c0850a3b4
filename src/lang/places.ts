/** Where in a program a node stands. */
import { ts, type TS } from './ts.js';

/** Returns the function around a node; the file when there is none. */
export function functionAround(node: TS.Node): TS.Node {
  for (let each = node.parent; !ts.isSourceFile(each); each = each.parent)
    if (ts.isFunctionLike(each)) return each;
  return node.getSourceFile();
}

/** True when a node stands inside another one. */
export function isWithin(node: TS.Node, outer: TS.Node): boolean {
  return node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
}
