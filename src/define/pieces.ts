/** A text that is put together in one expression, as its constant pieces and the expressions between them. */
import { ts, type TS } from '../lang/ts.js';

export type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'hole'; readonly node: TS.Expression };

function operands(node: TS.Expression): readonly TS.Expression[] {
  if (ts.isParenthesizedExpression(node)) return operands(node.expression);
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
    ? [...operands(node.left), node.right]
    : [node];
}

function piecesOfOne(node: TS.Expression): readonly Piece[] {
  if (ts.isStringLiteralLike(node)) return [{ kind: 'text', text: node.text }];
  if (!ts.isTemplateExpression(node)) return [{ kind: 'hole', node }];
  return [
    { kind: 'text', text: node.head.text },
    ...node.templateSpans.flatMap(({ expression, literal }): readonly Piece[] => [
      { kind: 'hole', node: expression },
      { kind: 'text', text: literal.text },
    ]),
  ];
}

/**
 * Returns the pieces of a template or of a concatenation, or null when the expression is neither. The first operand of a
 * concatenation must be a text: `a + b + 'x'` may add numbers first (ECMA-262, ApplyStringOrNumericBinaryOperator).
 */
export function piecesOf(node: TS.Node): readonly Piece[] | null {
  const pieces = joinedPieces(node);
  // A comma would become one between two arguments.
  return pieces?.every((each) => each.kind === 'text' || !isSequence(each.node)) === true ? pieces : null;
}

function isSequence(node: TS.Expression): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}

function joinedPieces(node: TS.Node): readonly Piece[] | null {
  if (ts.isTemplateExpression(node)) return piecesOfOne(node);
  if (!ts.isBinaryExpression(node)) return null;
  const [first, ...rest] = operands(node);
  if (!first || rest.length === 0 || !(ts.isStringLiteralLike(first) || ts.isTemplateExpression(first))) return null;
  const pieces = [first, ...rest].flatMap(piecesOfOne);
  return pieces.some((each) => each.kind === 'hole') ? pieces : null;
}

/** Returns a text as a literal of the code. */
export function literalOf(text: string): string {
  return /[\n']/.test(text)
    ? `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
    : `'${text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r')}'`;
}

const CONVERSIONS = new Set(['String', 'Number', 'parseInt', 'parseFloat']);

/** Returns code for the text of an expression, as a template would make it. */
export function textCode(node: TS.Expression): string {
  const own = node.getText();
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
  const isConverted =
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && CONVERSIONS.has(node.expression.text);
  return isText || isConverted ? own : `String(${own})`;
}

function rootOf(node: TS.Expression): TS.Expression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? rootOf(node.expression) : node;
}

/** Visits every declaration of a name in its file; shadowing is left out, which can only cost a suggestion. */
function someDeclaration(name: TS.Identifier, test: (declaration: TS.Node) => boolean): boolean {
  let found = false;
  const visit = (each: TS.Node): void => {
    found ||= test(each);
    if (!found) ts.forEachChild(each, visit);
  };
  visit(name.getSourceFile());
  return found;
}

function declares(node: TS.Node, name: TS.Identifier): boolean {
  const isDeclaration =
    ts.isVariableDeclaration(node) ||
    ts.isImportClause(node) ||
    ts.isImportSpecifier(node) ||
    ts.isNamespaceImport(node) ||
    ts.isEnumDeclaration(node);
  return isDeclaration && node.name !== undefined && ts.isIdentifier(node.name) && node.name.text === name.text;
}

/**
 * True when an expression may be a piece of a statement that the program wrote, such as `now()` or the name of a column:
 * a choice, a variable that begins with a text, a member of an object, enumeration or module of the program's own.
 */
export function isWrittenText(node: TS.Expression): boolean {
  if (ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) return true;
  const root = rootOf(node);
  if (root.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(root)) return false;
  return someDeclaration(root, (each) => {
    if (!declares(each, root)) return false;
    if (!ts.isVariableDeclaration(each)) return true;
    return each.initializer === undefined || !(root === node ? isRead(each.initializer) : isMade(each.initializer));
  });
}

/** Reads and conversions give values; whatever else a variable begins with may be a piece of a statement. */
function isRead(node: TS.Expression): boolean {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return isRead(node.expression);
  if (ts.isCallExpression(node)) return ts.isIdentifier(node.expression) && CONVERSIONS.has(node.expression.text);
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNumericLiteral(node);
}

/** Objects that come from somewhere; a literal may list pieces of statements. */
function isMade(node: TS.Expression): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return isMade(node.expression);
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}
