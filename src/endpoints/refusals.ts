/**
 * Statements that are reached when a comparison fails, although not on every path: `if (!user || !isAdmin(user)) throw`.
 * What the comparison proves does not hold where both operands of `||` meet, but the text says that it was asked.
 */
import type { Call } from '../flow/refs.js';
import { endsFunction } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { isRoleName } from '../models/sensitive.js';
import { failsWithoutRole } from './proofs.js';

interface Climbed {
  readonly end: TS.Node;
  /** The expression that was climbed to: the operand of `end`. */
  readonly top: TS.Node;
  readonly negated: boolean;
}

function isNegation(node: TS.Node): boolean {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

function isTransparent(node: TS.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
  }
  return ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || isNegation(node);
}

function climb(node: TS.Node, before: boolean): Climbed {
  let top = node;
  let negated = before;
  while (isTransparent(top.parent)) {
    top = top.parent;
    if (isNegation(top)) negated = !negated;
  }
  return { end: top.parent, top, negated };
}

const INEQUALITY: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** `(have & wanted) !== 0`: what differs from nothing is there. */
function asksForMore(node: TS.BinaryExpression): boolean {
  return [node.left, node.right].some((each) => ts.isNumericLiteral(each) && each.text === '0');
}

/**
 * Returns the statement that is reached when a comparison fails, or null. `stack` has the calls that were under way, the
 * outermost first: a function that returns the comparison is asked in its caller's condition.
 */
export function refusalOf(node: TS.Node, stack: readonly TS.Node[]): TS.Statement | null {
  let negated = ts.isBinaryExpression(node) && INEQUALITY.has(node.operatorToken.kind) !== asksForMore(node);
  for (const each of [node, ...stack.toReversed()]) {
    if (each.pos < 0) return null;
    const { end, top, negated: after } = climb(each, negated);
    if (ts.isIfStatement(end)) return end.expression === top && after ? end.thenStatement : null;
    if (!ts.isReturnStatement(end) && !(ts.isArrowFunction(end) && end.body === top)) return null;
    negated = after;
  }
  return null;
}

/** True when a node stands in one of the statements. */
export function standsIn(node: TS.Node, statements: ReadonlySet<TS.Node>): boolean {
  for (let each: TS.Node | undefined = node; each !== undefined; each = each.parent as TS.Node | undefined)
    if (statements.has(each)) return true;
  return false;
}

function firstCall(block: TS.Node): TS.Node | null {
  const visit = (node: TS.Node): TS.Node | undefined => {
    if (ts.isFunctionLike(node)) return undefined;
    return ts.forEachChild(node, visit) ?? (ts.isCallExpression(node) ? node : undefined);
  };
  return visit(block) ?? null;
}

/**
 * True when a node stands in a catch clause for what fails behind one of the calls, by which the request went on: nothing is
 * called in front of it, so nothing else fails.
 */
export function catchesLater(node: TS.Node, passing: ReadonlySet<TS.Node>): boolean {
  for (let each: TS.Node | undefined = node; each !== undefined; each = each.parent as TS.Node | undefined) {
    if (!ts.isCatchClause(each)) continue;
    const first = firstCall(each.parent.tryBlock);
    if (first !== null && passing.has(first)) return true;
  }
  return false;
}

/** The operands of a condition that `||` and `&&` join, as far as all of them have to hold for what stands behind it. */
function operandsOf(test: TS.Expression): readonly TS.Expression[] {
  if (ts.isParenthesizedExpression(test)) return operandsOf(test.expression);
  if (ts.isBinaryExpression(test) && isTransparent(test)) return [...operandsOf(test.left), ...operandsOf(test.right)];
  return [test];
}

/** What a flag is called where it is read: `admin` of `req.user.admin`, `isAdmin` of `c.get('isAdmin')` and `isAdmin(user)`. */
function flagName(test: TS.Expression): string | null {
  if (ts.isAwaitExpression(test) || ts.isParenthesizedExpression(test) || ts.isNonNullExpression(test))
    return flagName(test.expression);
  if (ts.isPropertyAccessExpression(test)) return test.name.text;
  if (ts.isIdentifier(test)) return test.text;
  if (!ts.isCallExpression(test)) return null;
  const [key] = test.arguments;
  return key && ts.isStringLiteralLike(key) ? key.text : flagName(test.expression);
}

/** True for an expression that reads whether somebody has a role: a property, a variable, or what a function of such a name answers. */
function readsRole(test: TS.Expression | undefined): boolean {
  const name = test ? flagName(test) : null;
  return name !== null && isRoleName(name);
}

/** True when what a call is given to test fails for who has not the role: `ctx.assert(ctx.state.user.role === 'admin', 403)`. */
export function testsRole({ args, argNodes }: Call): boolean {
  return (args[0] !== undefined && failsWithoutRole(args[0])) || readsRole(argNodes[0]);
}

/** True for what is truthy only with a role: `user.isAdmin`, `!!user && user.isAdmin`. */
export function isTrueByRole(test: TS.Node): boolean {
  if (ts.isParenthesizedExpression(test)) return isTrueByRole(test.expression);
  if (ts.isPrefixUnaryExpression(test))
    return (
      isNegation(test) && isNegation(test.operand) && isTrueByRole((test.operand as TS.PrefixUnaryExpression).operand)
    );
  if (!ts.isBinaryExpression(test)) return ts.isExpression(test) && readsRole(test);
  const sides = [test.left, test.right];
  if (test.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return sides.some(isTrueByRole);
  return (
    test.operatorToken.kind === ts.SyntaxKind.BarBarToken &&
    sides.every((each) => each.kind === ts.SyntaxKind.FalseKeyword || isTrueByRole(each))
  );
}

/** The statements in front of one in its block. */
function before(statement: TS.Node): readonly TS.Statement[] {
  const { parent } = statement;
  return ts.isBlock(parent) ? parent.statements.filter((each) => each.end <= statement.pos) : [];
}

/**
 * True when a statement is reached only without a role: `if (!user.admin) deny()`, `if (user.admin) return next(); deny()`.
 * `stack` has the calls under way.
 */
export function deniesWithoutRole(node: TS.Node, stack: readonly TS.Node[]): boolean {
  const lacks = (test: TS.Expression): boolean =>
    operandsOf(test).some((each) => ts.isPrefixUnaryExpression(each) && isNegation(each) && readsRole(each.operand));
  const has = (test: TS.Expression): boolean => operandsOf(test).every((each) => readsRole(each));
  const isBehind = (start: TS.Node): boolean => {
    // A file stands behind nothing: a framework runs what its modules export.
    for (let each = start; !ts.isSourceFile(each); each = each.parent) {
      const { parent } = each;
      if (ts.isFunctionLike(parent) || ts.isSourceFile(parent)) return false;
      if (ts.isIfStatement(parent) && parent.thenStatement === each && lacks(parent.expression)) return true;
      if (ts.isIfStatement(parent) && parent.elseStatement === each && has(parent.expression)) return true;
      if (ts.isConditionalExpression(parent) && parent.whenFalse === each && has(parent.condition)) return true;
      if (ts.isConditionalExpression(parent) && parent.whenTrue === each && lacks(parent.condition)) return true;
      if (
        before(each).some(
          (other) =>
            ts.isIfStatement(other) &&
            !other.elseStatement &&
            endsFunction(other.thenStatement) &&
            has(other.expression),
        )
      )
        return true;
    }
    return false;
  };
  return [node, ...stack].some((each) => each.pos >= 0 && isBehind(each));
}
