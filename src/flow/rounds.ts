/** How often a loop runs: which number its condition compares with, and whether a second condition bounds it. */
import { skipWrappers } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { evaluate } from './eval.js';
import { claimed, COUNT, operandSink } from './language-sinks.js';
import { State } from './labels.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import type { Value } from './value.js';

/** The conditions that all must hold. */
function conjuncts(node: TS.Expression): readonly TS.Expression[] {
  const own = skipWrappers(node);
  return ts.isBinaryExpression(own) && own.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    ? [...conjuncts(own.left), ...conjuncts(own.right)]
    : [own];
}

/** What a loop counts down: `n` in `n-- > 0`; an operand that nothing changes is itself. */
function countedDown(node: TS.Expression): TS.Expression {
  const own = skipWrappers(node);
  return (ts.isPostfixUnaryExpression(own) || ts.isPrefixUnaryExpression(own)) &&
    own.operator === ts.SyntaxKind.MinusMinusToken
    ? own.operand
    : node;
}

/** The operand that the other one must stay below; null for conditions of another form. */
function upperSide(node: TS.Expression): { readonly low: TS.Expression; readonly high: TS.Expression } | null {
  // `while (n--)` runs until nothing is left of it.
  if (!ts.isBinaryExpression(node)) {
    const high = countedDown(node);
    return high === node ? null : { low: node, high };
  }
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.LessThanToken:
    case ts.SyntaxKind.LessThanEqualsToken:
      return { low: node.left, high: countedDown(node.right) };
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return { low: node.right, high: countedDown(node.left) };
    default:
      return null;
  }
}

/** True for operands whose evaluation changes nothing. */
function isPlain(node: TS.Expression): boolean {
  const own = skipWrappers(node);
  if (ts.isCallExpression(own)) return ts.isIdentifier(own.expression) && own.arguments.every((each) => isPlain(each));
  if (ts.isPropertyAccessExpression(own)) return isPlain(own.expression);
  return ts.isIdentifier(own) || ts.isLiteralExpression(own) || own.kind === ts.SyntaxKind.ThisKeyword;
}

function isOpen(m: Machine, value: Value): boolean {
  return value.labels.some((label) => (m.store.refined(label).state & State.BoundedAbove) === 0);
}

/** What makes a number smaller by a factor: as many rounds as it has digits, and no more. */
const DIVIDING: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.SlashEqualsToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanEqualsToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
]);

/** True when each round divides what the loop counts down from: `while (size > 1024) size /= 1024`. */
function isDivided(test: TS.Node, high: TS.Node): boolean {
  const name = high.getText();
  const divides = (node: TS.Node): boolean =>
    (ts.isBinaryExpression(node) && DIVIDING.has(node.operatorToken.kind) && node.left.getText().includes(name)) ||
    (ts.forEachChild(node, (child) => divides(child) || undefined) ?? false);
  const visit = (node: TS.Node): boolean =>
    (ts.isBinaryExpression(node) &&
      node.left.getText() === name &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
      divides(node)) ||
    (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return ts.isWhileStatement(test.parent) && visit(test.parent.statement);
}

/** Notes that an untrusted number says how often a loop runs, unless another condition bounds it. */
export function noteBound(m: Machine, test: TS.Expression, scope: Scope): void {
  const sides = conjuncts(test).map((each) => upperSide(each));
  const highs: { readonly node: TS.Expression; readonly value: Value }[] = [];
  const counters = new Set<string>();
  const bounded = new Set<string>();
  for (const side of sides) {
    if (!side || !isPlain(side.high)) continue;
    const node = skipWrappers(side.high);
    const counter = skipWrappers(side.low).getText();
    const value = claimed(m, evaluate(m, node, scope));
    counters.add(counter);
    if (isOpen(m, value)) highs.push({ node, value });
    else bounded.add(counter);
  }
  if (highs.length === 0 || [...counters].some((each) => bounded.has(each))) return;
  for (const { node, value } of highs) if (!isDivided(test, node)) operandSink(m, value, node, COUNT, 'a loop');
}
