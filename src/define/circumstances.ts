/**
 * Under which conditions an expression is evaluated, read from the text: what only runs in development, and what a check
 * of an error has let through. Where values decide, the flow engine does; this is for conditions that it keeps no
 * values of (https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production).
 */
import type { Finding } from '../analysis/analysis.js';
import { endsFunction } from '../lang/places.js';
import { functionAround } from './places.js';
import { ts, type TS } from '../lang/ts.js';

interface Condition {
  readonly node: TS.Expression;
  readonly truth: boolean;
}

/** Conditions that hold at a node: of branches around it, and of earlier statements that left. */
function conditionsAt(node: TS.Node): readonly Condition[] {
  const found: Condition[] = [];
  for (let own = node; !ts.isSourceFile(own.parent); own = own.parent) {
    const { parent } = own;
    if (ts.isIfStatement(parent) && own !== parent.expression)
      found.push({ node: parent.expression, truth: own === parent.thenStatement });
    else if (ts.isConditionalExpression(parent) && own !== parent.condition)
      found.push({ node: parent.condition, truth: own === parent.whenTrue });
    else if (ts.isBinaryExpression(parent) && own === parent.right) {
      const { kind } = parent.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) found.push({ node: parent.left, truth: true });
      if (kind === ts.SyntaxKind.BarBarToken) found.push({ node: parent.left, truth: false });
    } else if (ts.isBlock(parent)) {
      for (const each of parent.statements) {
        if (each === own) break;
        if (ts.isIfStatement(each) && endsFunction(each.thenStatement))
          found.push({ node: each.expression, truth: false });
      }
    }
    if (ts.isFunctionLike(parent)) break;
  }
  return found;
}

/** The expression that a constant of the same file was declared with. */
function declaredAs(name: TS.Identifier): TS.Expression | null {
  let found: TS.Expression | null = null;
  const visit = (node: TS.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name.text)
      found = node.initializer ?? found;
    ts.forEachChild(node, visit);
  };
  visit(name.getSourceFile());
  return found;
}

const DEVELOPMENT = /^(?:dev|development|local|test|testing|debug)$/i;
const PRODUCTION = /^prod(?:uction)?$/i;

/** What a condition says of the environment when it is true: development, production, or nothing (null). */
function environmentOf(condition: TS.Expression, depth = 0): 'development' | 'production' | null {
  if (ts.isParenthesizedExpression(condition)) return environmentOf(condition.expression, depth);
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = environmentOf(condition.operand, depth);
    return inner === null ? null : inner === 'development' ? 'production' : 'development';
  }
  if (ts.isIdentifier(condition)) {
    const declared = depth < 2 ? declaredAs(condition) : null;
    return declared ? environmentOf(declared, depth + 1) : null;
  }
  if (!ts.isBinaryExpression(condition)) return null;
  const { kind } = condition.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken)
    return environmentOf(condition.left, depth) ?? environmentOf(condition.right, depth);
  const same = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  const other = kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  const text = [condition.left, condition.right].find(ts.isStringLiteralLike)?.text;
  if (text === undefined || (!same && !other)) return null;
  if (DEVELOPMENT.test(text)) return same ? 'development' : 'production';
  if (PRODUCTION.test(text)) return same ? 'production' : 'development';
  return null;
}

function inDevelopment(node: TS.Node): boolean {
  return conditionsAt(node).some(({ node: condition, truth }) => {
    const environment = environmentOf(condition);
    return environment !== null && (environment === 'development') === truth;
  });
}

const OWN_WORDS = /^(?:message|stack)$/;

/** A parser of the language tells where the text is wrong that it was given, which is the client's own. */
function isSyntaxCheck(node: TS.Node): node is TS.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
    node.right.getText() === 'SyntaxError'
  );
}

/** What the function around a node has taken out of a variable: `const { expose, message: text } = err`, properties by local names. */
function takenOut(node: TS.Node, name: string): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  const visit = (each: TS.Node): void => {
    if (
      ts.isVariableDeclaration(each) &&
      ts.isObjectBindingPattern(each.name) &&
      each.initializer?.getText() === name
    ) {
      for (const { name: local, propertyName, dotDotDotToken } of each.name.elements)
        if (ts.isIdentifier(local) && !dotDotDotToken) taken.set(local.text, (propertyName ?? local).getText());
    }
    ts.forEachChild(each, visit);
  };
  visit(functionAround(node));
  return taken;
}

/** A check of another property of the error, or a call that is given it, says which error it is. */
function tells(condition: TS.Node, name: string): boolean {
  let found = false;
  const taken = takenOut(condition, name);
  const saysMore = (property: string | undefined): boolean => property !== undefined && !OWN_WORDS.test(property);
  const isError = (node: TS.Node): boolean =>
    ts.isIdentifier(node)
      ? node.text === name
      : ts.isAsExpression(node) || ts.isParenthesizedExpression(node)
        ? isError(node.expression)
        : false;
  const visit = (node: TS.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isError(node.expression)) {
      if (saysMore(node.name.text)) found = true;
    } else if (ts.isIdentifier(node) && (saysMore(taken.get(node.text)) || isFoundBy(node, (each) => isError(each))))
      found = true;
    else if (ts.isCallExpression(node) && node.arguments.some(isError)) found = true;
    else if (isSyntaxCheck(node) && isError(node.left)) found = true;
    else ts.forEachChild(node, visit);
  };
  visit(condition);
  return found;
}

/** A constant that was looked up by a property other than a text: `table.get(error.name)`, `table[error.code]`. */
function isFoundBy(name: TS.Identifier, isError: (node: TS.Node) => boolean): boolean {
  const made = declaredAs(name);
  if (!made) return false;
  const key = ts.isElementAccessExpression(made)
    ? made.argumentExpression
    : ts.isCallExpression(made) && made.arguments.length === 1
      ? made.arguments[0]
      : undefined;
  return (
    key !== undefined && ts.isPropertyAccessExpression(key) && isError(key.expression) && !OWN_WORDS.test(key.name.text)
  );
}

/** A condition that says what something is not, or that nothing is there: when it fails, that is known. */
function isNegative(condition: TS.Expression): boolean {
  if (ts.isParenthesizedExpression(condition)) return isNegative(condition.expression);
  if (ts.isPrefixUnaryExpression(condition)) return condition.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(condition)) return false;
  return condition.operatorToken.getText().startsWith('!') || /^(?:undefined|null)$/.test(condition.right.getText());
}

/** An identifier that stands for its variable: no name of a property, and no declaration. */
function isUse(node: TS.Identifier): boolean {
  const { parent } = node;
  return !ts.isBindingElement(parent) && !(ts.isPropertyAssignment(parent) && parent.name === node);
}

/** Where the source's expression is written in a part of the program. */
function written({ hit }: Finding, root: TS.Node): readonly TS.Node[] {
  const [base = '', ...rest] = hit.label.source.text.split('.');
  const last = rest.at(-1);
  const taken = last === undefined ? null : takenOut(hit.node, base);
  const found: TS.Node[] = [];
  const visit = (node: TS.Node): void => {
    const fits =
      last === undefined
        ? ts.isIdentifier(node) && node.text === base && !ts.isParameter(node.parent)
        : (ts.isPropertyAccessExpression(node) && node.name.text === last) ||
          (ts.isIdentifier(node) && taken?.get(node.text) === last && isUse(node));
    if (fits) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Where the source's expression is written in what reaches the sink, or in the function around it. */
function occurrences(finding: Finding): readonly TS.Node[] {
  const { node } = finding.hit;
  const own = written(finding, node);
  if (own.length > 0) return own;
  const outer = written(finding, functionAround(node));
  return outer.length > 0 ? outer : [node];
}

/** True when the whole function that is given the error reads this of it for developers alone, whoever sends it then. */
function isReadForDevelopers(finding: Finding): boolean {
  const { source } = finding.hit.label;
  if (source.path === undefined) return false;
  const read = written(finding, functionAround(source.node));
  return read.length > 0 && read.every(inDevelopment);
}

/** The parts of a condition that all hold when it does. */
function conjuncts(condition: TS.Expression): readonly TS.Expression[] {
  if (ts.isParenthesizedExpression(condition)) return conjuncts(condition.expression);
  return ts.isBinaryExpression(condition) && condition.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition];
}

/** What a branch replaces: a variable (empty), or a property of a name, which is given back. */
function replaced(branch: TS.Node, name: string): string | null {
  let found: string | null = null;
  const visit = (node: TS.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const { left } = node;
      if (ts.isIdentifier(left) && left.text === name) found = '';
      else if (ts.isPropertyAccessExpression(left) && left.name.text === name && ts.isIdentifier(left.expression))
        found = left.expression.text;
    } else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(branch);
  return found;
}

/**
 * `let { message } = err; if (production && !err.isOperational) message = 'Internal error';`: in production the text is
 * another one, except for errors that a check of the error has let through. So is a property that is overwritten.
 */
function replacedInProduction({ hit }: Finding): boolean {
  const [base = '', ...rest] = hit.label.source.text.split('.');
  const last = rest.at(-1);
  if (last === undefined) return false;
  const covers = (condition: TS.Expression, of: string): boolean => {
    const parts = conjuncts(condition);
    return (
      parts.some((each) => environmentOf(each) === 'production') &&
      parts.every(
        (each) => environmentOf(each) === 'production' || (isNegative(each) && (tells(each, base) || tells(each, of))),
      )
    );
  };
  const owners = new Set<string>();
  const isDirect = (node: TS.Node): boolean =>
    node.pos >= hit.node.pos &&
    ts.isPropertyAccessExpression(node) &&
    node.name.text === last &&
    !owners.has(node.expression.getText());
  const isReplacing = (node: TS.Node): boolean => {
    if (!ts.isIfStatement(node) || node.end > hit.node.pos) return false;
    const of = replaced(node.thenStatement, last);
    if (of === null || !covers(node.expression, of)) return false;
    if (of !== '') owners.add(of);
    return true;
  };
  const some = (root: TS.Node, test: (node: TS.Node) => boolean): boolean =>
    test(root) || ts.forEachChild(root, (child) => some(child, test) || undefined) === true;
  let around: TS.Node = hit.node;
  while (!ts.isSourceFile(around.parent) && !ts.isFunctionLike(around)) around = around.parent;
  return some(around, isReplacing) && !some(around, isDirect);
}

/** True when what reaches the sink does so in development only. */
export function onlyInDevelopment(finding: Finding): boolean {
  return (
    inDevelopment(finding.hit.node) ||
    inDevelopment(finding.at) ||
    occurrences(finding).every(inDevelopment) ||
    isReadForDevelopers(finding) ||
    replacedInProduction(finding)
  );
}

/** True when the error was looked at before its text is used: by a property other than its text, or by a call. */
export function wasLookedAt(finding: Finding): boolean {
  const [name = ''] = finding.hit.label.source.text.split('.');
  const looked = (node: TS.Node): boolean =>
    conditionsAt(node).some((each) => (each.truth || isNegative(each.node)) && tells(each.node, name));
  return looked(finding.hit.node) || occurrences(finding).every(looked) || finding.hit.stack.some(looked);
}
