/** Where in a program a node stands. */
import { ts, type TS } from './ts.js';

/** Returns the function around a node; the file when there is none. */
export function functionAround(node: TS.Node): TS.Node {
  for (let each = node.parent; !ts.isSourceFile(each); each = each.parent) if (ts.isFunctionLike(each)) return each;
  return node.getSourceFile();
}

/** Returns the two sides of a comparison: its operands, or what a method is called on and with. */
export function sidesOf(node: TS.Node): readonly TS.Expression[] {
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (!ts.isCallExpression(node)) return [];
  const [first] = node.arguments;
  const self = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : null;
  return self && first ? [self, first] : [];
}

/** True when a node stands inside another one. */
export function isWithin(node: TS.Node, outer: TS.Node): boolean {
  return node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
}
