/** What an assignment to a property writes, and to how many things. */
import { ts, type TS } from '../lang/ts.js';
import type { Ref } from './refs.js';

/** Returns true for `req.body as User`: what the client sent, and what the type says of it, are one thing. */
export function isOneThing([first, second, ...more]: readonly Ref[]): boolean {
  if (first?.kind !== 'obj' || second?.kind !== 'obj' || more.length > 0) return false;
  return first.slots.has('backs') && (second.shape === 'typed' || second.cls !== null);
}

/** Returns the expression whose value an assignment writes. */
export function writtenAt(node: TS.Node): TS.Expression | undefined {
  if (ts.isBinaryExpression(node)) return node.right;
  return ts.isBinaryExpression(node.parent) && node.parent.left === node ? node.parent.right : undefined;
}
