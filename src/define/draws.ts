/** How much chance there is in what a program draws. */
import { ts, type TS } from '../lang/ts.js';

/** Where something is drawn. */
export type Draw = TS.Node;

/** Returns how many numbers `Math.random() * 9000` can give, or null when that is not written there. */
export function spread(draw: Draw): number | null {
  const { parent } = draw;
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.AsteriskToken) return null;
  const other = parent.left === draw ? parent.right : parent.left;
  return ts.isNumericLiteral(other) ? Number(other.text) : null;
}

/** `for (...) code += digits[randomInt(10)]`: what is drawn is a character, and as many are drawn as the loop has rounds. */
export function isDrawnAgain(node: TS.Node, digits: number): boolean {
  const around = ts.findAncestor(node, (each) => ts.isFunctionLike(each) || ts.isIterationStatement(each, false));
  if (!around || ts.isFunctionLike(around)) return false;
  const rounds =
    ts.isForStatement(around) && around.condition && ts.isBinaryExpression(around.condition)
      ? around.condition.right
      : null;
  return rounds === null || !ts.isNumericLiteral(rounds) || Number(rounds.text) >= digits;
}
