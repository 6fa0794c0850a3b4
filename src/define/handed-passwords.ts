/**
 * Passwords in fast hashes of functions that nobody in the program calls, so that no request is seen to bring them: a hash
 * is put back where the password was (`user.password = md5(user.password)`), or a function that its file exports to
 * nobody takes a password and hashes it.
 */
import type { CallRecord } from '../flow/log.js';
import { ts, type TS } from '../lang/ts.js';
import { functionAround } from './fail-open/code.js';
import { isPassword } from './sources.js';

/** The expressions that a call hashes, of which no run knows where they come from. */
function hashed({ call }: CallRecord): readonly TS.Expression[] {
  return (call.spec?.sinks ?? []).flatMap(({ at, kind }) => {
    const index = kind === 'fast-hash' ? Number(at) : NaN;
    const node = call.argNodes[index];
    const value = call.args[index];
    const isUnknown = value?.open === true && value.labels.length === 0;
    return node !== undefined && isUnknown && ts.isExpression(node) ? [node] : [];
  });
}

/** The left side of the assignment that a chain of calls on a value ends in. */
function assignedTo(node: TS.Node): TS.Expression | null {
  let at = node;
  while (!ts.isStatement(at.parent) && !ts.isFunctionLike(at.parent)) {
    const { parent } = at;
    if (ts.isBinaryExpression(parent) && parent.right === at)
      return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken ? parent.left : null;
    at = parent;
  }
  return null;
}

function isPutBack(password: TS.Expression): boolean {
  if (!ts.isPropertyAccessExpression(password) || !isPassword(password.name.text)) return false;
  return assignedTo(password)?.getText() === password.getText();
}

/** True for a parameter of the function around it. */
function isHanded(name: TS.Expression): boolean {
  if (!ts.isIdentifier(name) || !isPassword(name.text)) return false;
  return functionAround(name)?.parameters.some((each) => each.name.getText() === name.text) === true;
}

/** Returns the passwords among what calls hash; those that a function takes only where `isImported` is false. */
export function handedPasswords(records: readonly CallRecord[], isImported: () => boolean): readonly TS.Expression[] {
  return records.flatMap(hashed).filter((each) => isPutBack(each) || (isHanded(each) && !isImported()));
}
