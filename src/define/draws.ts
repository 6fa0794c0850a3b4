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
