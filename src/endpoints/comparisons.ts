/**
 * What comparisons in guards and handlers are about. Two sorts matter for access: one of something that the service knows
 * with a constant or a list (a role, a permission), and one of the owner of a stored thing with something that the service
 * knows (the caller). What the client sent is neither.
 */
import type { Value } from '../flow/value.js';
import { isConst } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { skipWrappers } from '../lang/places.js';
import { isOwnerName } from '../models/stores/owners.js';
import { isFound } from './found.js';

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
  const written = sides(node);
  // What an owner is read from may be a record that the program itself was written with.
  const isFixed = (value: Value, index: number): boolean => {
    const side = written[index];
    return isConst(value) && !(side && readsOwner(side));
  };
  if ([left, right].some((each, index) => isFixed(each, index) || isClients(each))) return false;
  // Where nobody has seen what was looked up, the name of what is read can only make rules quieter.
  return isFound(left) !== isFound(right) || written.some(readsOwner);
}

/** How handlers call what they are given, and who is calling. That a word is known only makes rules quieter. */
const CALLER =
  /^(?:req|request|ctx|context|c|session|auth|event|args|self|this|(?:current|auth|logged)?_?user(?:_?id)?|me|caller(?:_?id)?|claims|payload|decoded|token|viewer|principal|identity|locals|uid|sub)$/i;

/** True for `req.user.id`, `userId`, but not `order.userId`: who is asking is kept with the request, or has a name of her own. */
export function isOfCaller(node: TS.Expression): boolean {
  let at: TS.Expression = node;
  while (
    ts.isPropertyAccessExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isElementAccessExpression(at) ||
    ts.isParenthesizedExpression(at) ||
    ts.isCallExpression(at)
  ) {
    const [argument] = ts.isCallExpression(at) ? at.arguments : [];
    at = argument ?? at.expression;
  }
  return at.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(at) && CALLER.test(at.text));
}

/** How handlers call what a client has sent. */
const SENT = /^(?:input|params|body|query)$/i;

/** True for `ctx.auth.userId` wherever the context is kept: on the way stands who is asking, and nothing that the client has sent. */
export function readsCaller(node: TS.Expression): boolean {
  const names: string[] = [];
  let at: TS.Node = node;
  while (ts.isPropertyAccessExpression(at) || ts.isNonNullExpression(at)) {
    if (ts.isPropertyAccessExpression(at)) names.push(at.name.text);
    at = at.expression;
  }
  if (!ts.isIdentifier(at)) return false;
  names.push(at.text);
  return names.some((name) => CALLER.test(name)) && !names.some((name) => SENT.test(name));
}

/** Names by which a client says which thing it means, where the path does not: more of them only make rules quieter. */
const KEY = /^(?:_?id|uuid|\w+Id|\w+_id)$/;

/**
 * What the client asked for, by an id, is compared with something that the service knows: she may ask for her own only.
 * `order.userId` of an order that she has chosen is whose that is; that she names its owner, too, says nothing of her.
 */
export function comparesKey(left: Value, right: Value): boolean {
  if (isClients(left) === isClients(right)) return false;
  const [sent, known] = isClients(left) ? [left, right] : [right, left];
  return (
    !isConst(known) &&
    !isFound(known) &&
    sent.labels.some(({ source }) => source.kind === 'http.params' || KEY.test(source.path?.at(-1) ?? ''))
  );
}

/** `typeof x === 'string'`, `x.length === 0`, positions: questions about the form of a value. */
function isAboutForm(value: Value): boolean {
  return value.hint !== undefined;
}

function isWord(value: Value): boolean {
  return isConst(value) && value.consts.every((each) => typeof each.value === 'string' && each.value !== '');
}

/** `(user.permissions & Permission.MANAGE) !== 0`: permissions that are bits of a number. */
function asksBits(node: TS.BinaryExpression): boolean {
  return [node.left, node.right]
    .map(skipWrappers)
    .some((each) => ts.isBinaryExpression(each) && each.operatorToken.kind === ts.SyntaxKind.AmpersandToken);
}

/** A comparison of something that the service knows with a word or a list of its own. */
export function comparesRole(node: TS.Node, left: Value, right: Value): boolean {
  if ([left, right].some((each) => isClients(each) || isAboutForm(each))) return false;
  if (comparesSetting(node, left, right)) return true;
  if (ts.isBinaryExpression(node) && asksBits(node)) return !(isConst(left) && isConst(right));
  // Of two that are words, one is read from records that the program was written with.
  if (ts.isBinaryExpression(node))
    return isWord(left) === isWord(right) ? isWord(left) : !(isConst(left) && isConst(right));
  return !(isConst(left) && isConst(right));
}

/** What settings are called, where they are read of an object that holds them: `env.ADMIN_EMAIL`. The case only makes rules quieter. */
const SETTING = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;

function isSetting(node: TS.Expression, value: Value): boolean {
  return (
    value.labels.some(({ source }) => source.kind === 'process.env') ||
    (ts.isPropertyAccessExpression(node) && SETTING.test(node.name.text))
  );
}

/** What the service knows of the caller is held against a setting: `session.user.email !== env.ADMIN_EMAIL`. */
function comparesSetting(node: TS.Node, left: Value, right: Value): boolean {
  const [first, second] = sides(node);
  if (!first || !second) return false;
  return (isSetting(second, right) && isOfCaller(first)) || (isSetting(first, left) && isOfCaller(second));
}

/** A comparison of something that the service knows of the caller with a word: `req.user.role === 'admin'`. */
export function comparesCaller(node: TS.Node, left: Value, right: Value): boolean {
  const [first, second] = sides(node);
  if (!first || !second) return false;
  return (isWord(right) && isOfCaller(first)) || (isWord(left) && isOfCaller(second));
}
