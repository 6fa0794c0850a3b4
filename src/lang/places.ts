/** Where in a program a node stands. */
import { ts, type TS } from './ts.js';

/** Returns the function around a node; the file when there is none. */
export function functionAround(node: TS.Node): TS.Node {
  for (let each = node.parent; !ts.isSourceFile(each); each = each.parent) if (ts.isFunctionLike(each)) return each;
  return node.getSourceFile();
}

/** Returns the outermost function around a node, or its file: of callbacks the handler that they stand in. */
export function outermostFunction(node: TS.Node): TS.Node {
  let found = functionAround(node);
  for (let each = node.parent; !ts.isSourceFile(each); each = each.parent) if (ts.isFunctionLike(each)) found = each;
  return found;
}

/** Returns the two sides of a comparison: its operands, or what a method is called on and with. */
export function sidesOf(node: TS.Node): readonly TS.Expression[] {
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (!ts.isCallExpression(node)) return [];
  const [first] = node.arguments;
  const self = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : null;
  return self && first ? [self, first] : [];
}

/** Returns the first of some nodes that is a call around a node, such as the registration of the handler that it stands in. */
export function callAround(node: TS.Node, among: readonly TS.Node[]): TS.Node | null {
  return among.find((each) => ts.isCallExpression(each) && each !== node && isWithin(node, each)) ?? null;
}

/** True when a node stands inside another one. */
export function isWithin(node: TS.Node, outer: TS.Node): boolean {
  return node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
}

/** True when a statement certainly ends the function that it stands in, by an answer or an error. */
export function endsFunction(statement: TS.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.some(endsFunction);
  return ts.isReturnStatement(statement) || ts.isThrowStatement(statement);
}

const LOGICAL: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** True for what runs a part of itself only sometimes. */
function isChoice(node: TS.Node): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isConditionalExpression(node) ||
    ts.isSwitchStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isCatchClause(node) ||
    (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind))
  );
}

/** What a choice asks before anything is chosen: a condition, the left side of `&&`. */
function isAskedFirst(node: TS.Node, choice: TS.Node): boolean {
  if (ts.isIfStatement(choice) || ts.isWhileStatement(choice) || ts.isSwitchStatement(choice))
    return node === choice.expression;
  if (ts.isConditionalExpression(choice)) return node === choice.condition;
  return ts.isBinaryExpression(choice) && node === choice.left;
}

/**
 * True when `later` is in the same function as `earlier`, after it, under no condition, and no answer is returned in
 * between: what the function does after all happens only when `later` has gone well. Errors may end it before.
 */
export function isAlwaysReached(earlier: TS.Node, later: TS.Node): boolean {
  const around = functionAround(earlier);
  if (later.pos < earlier.pos || functionAround(later) !== around) return false;
  let inner = later;
  for (let each = later.parent; each !== around && !ts.isSourceFile(each); each = each.parent) {
    if (isChoice(each) && !isAskedFirst(inner, each)) return false;
    inner = each;
  }
  let answers = false;
  const visit = (node: TS.Node): void => {
    if (ts.isReturnStatement(node) && node.pos > earlier.pos && node.end <= later.pos) answers = true;
    if (node === around || !ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(around);
  return !answers;
}

/**
 * True when the statement after the one that a comparison decides leaves if one side is missing, `if (given !== wanted)
 * return; if (!wanted) return`: nothing happens before.
 */
export function isAskedNext(node: TS.Node): boolean {
  const around = ts.findAncestor(node, ts.isIfStatement);
  if (!around || !isWithin(node, around.expression) || !ts.isBlock(around.parent)) return false;
  const next = around.parent.statements[around.parent.statements.indexOf(around) + 1];
  if (!next || !ts.isIfStatement(next) || !endsFunction(next.thenStatement)) return false;
  const asked = next.expression;
  const text =
    ts.isPrefixUnaryExpression(asked) && asked.operator === ts.SyntaxKind.ExclamationToken
      ? asked.operand.getText()
      : null;
  return text !== null && sidesOf(node).some((side) => side.getText() === text);
}

/** Skips parentheses, assertions and `!`. */
export function skipWrappers(node: TS.Expression): TS.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  )
    inner = inner.expression;
  return inner;
}

/** True when nothing is done with what a call gives but waiting for it: the program makes it for what it does. */
export function isDiscarded(call: TS.Node): boolean {
  for (let node = call; ; node = node.parent) {
    const { parent } = node;
    if (ts.isExpressionStatement(parent)) return true;
    const goesOn =
      ts.isAwaitExpression(parent) ||
      ts.isVoidExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAsExpression(parent) ||
      (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
      (ts.isCallExpression(parent) && parent.expression === node);
    if (!goesOn) return false;
  }
}

/** True for an expression whose value nobody takes: it is a statement by itself. */
export function isThrownAway(node: TS.Node): boolean {
  return ts.isExpressionStatement(node.parent);
}
