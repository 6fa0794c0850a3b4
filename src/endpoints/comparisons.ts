/**
 * What comparisons in guards and handlers are about. Two sorts matter for access: one of something that the service knows
 * with a constant or a list (a role, a permission), and one of the owner of a stored thing with something that the service
 * knows (the caller). What the client sent is neither.
 */
import type { Value } from '../flow/value.js';
import { isConst } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { isOwnerName } from '../models/stores/owners.js';

/** True when the client chose the value or a part of it. */
export function isClients(value: Value): boolean {
  return value.labels.some(({ source }) => source.kind.startsWith('http.') || source.kind.startsWith('message.'));
}

function sides(node: TS.Node): readonly TS.Expression[] {
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const [argument] = node.arguments;
  return argument ? [node.expression.expression, argument] : [];
}

/** True for expressions that read an owner: `order.customer`, `rows[0]?.owner_id`, `String(card.owner.id)`, `ownerId`. */
function readsOwner(node: TS.Expression): boolean {
  let found = false;
  const visit = (each: TS.Node): void => {
    if (ts.isIdentifier(each) && isOwnerName(each.text)) found = true;
    else ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** A comparison of an owner with something that neither is written down nor comes from the client. */
export function comparesOwner(node: TS.Node, left: Value, right: Value): boolean {
  if ([left, right].some((each) => isConst(each) || isClients(each))) return false;
  return sides(node).some(readsOwner);
}

/** `typeof x === 'string'`, `x.length === 0`, positions: questions about the form of a value. */
function isAboutForm(value: Value): boolean {
  return value.hint !== undefined;
}

function isWord(value: Value): boolean {
  return isConst(value) && value.consts.every((each) => typeof each.value === 'string' && each.value !== '');
}

/** A comparison of something that the service knows with a word or a list of its own. */
export function comparesRole(node: TS.Node, left: Value, right: Value): boolean {
  if ([left, right].some((each) => isClients(each) || isAboutForm(each))) return false;
  if (ts.isBinaryExpression(node)) return isWord(left) !== isWord(right) && !(isConst(left) && isConst(right));
  return !(isConst(left) && isConst(right));
}
