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

/** True when the name is bound in its file to a text that is written there: a part of the program, no value. */
export function isWrittenText(node: TS.Expression): boolean {
  if (!ts.isIdentifier(node)) return ts.isConditionalExpression(node) || ts.isBinaryExpression(node);
  let found = false;
  const visit = (each: TS.Node): void => {
    if (ts.isVariableDeclaration(each) && ts.isIdentifier(each.name) && each.name.text === node.text) {
      const { initializer } = each;
      if (!initializer || !isRead(initializer)) found = true;
    }
    if (!found) ts.forEachChild(each, visit);
  };
  visit(node.getSourceFile());
  return found;
}

/** Reads and conversions give values; whatever else a variable begins with may be a piece of a statement. */
function isRead(node: TS.Expression): boolean {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return isRead(node.expression);
  if (ts.isCallExpression(node)) return ts.isIdentifier(node.expression) && CONVERSIONS.has(node.expression.text);
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNumericLiteral(node);
}
