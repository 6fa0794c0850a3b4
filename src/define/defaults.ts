/** Defaults of what is read from the environment, and the edit that takes them away. */
import { ts, type TS } from '../lang/ts.js';
import type { Edit } from './edits.js';

function unwrapped(node: TS.Expression): TS.Expression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) ? unwrapped(node.expression) : node;
}

function isOr(node: TS.Node): node is TS.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}

/** `process.env`, the environment as Node gives it (https://nodejs.org/api/process.html#processenv). */
function isEnvironment(node: TS.Expression | undefined): boolean {
  return (
    node !== undefined &&
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'env' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'process'
  );
}

function isEnvironmentRead(node: TS.Expression): boolean {
  const own = unwrapped(node);
  if (isOr(own)) return isEnvironmentRead(own.left) && isEnvironmentRead(own.right);
  return (
    (ts.isPropertyAccessExpression(own) || ts.isElementAccessExpression(own)) &&
    isEnvironment(unwrapped(own.expression))
  );
}

/** Returns the edit that removes a default, or null when it is none of a plain read of the environment. */
export function withoutDefault(literal: TS.Node): readonly Edit[] | null {
  const { parent } = literal;
  if (isOr(parent) && parent.right === literal)
    return isEnvironmentRead(parent.left) ? [{ start: parent.left.getEnd(), end: literal.getEnd(), text: '' }] : null;
  if (!ts.isBindingElement(parent) || parent.initializer !== literal) return null;
  const declaration = parent.parent.parent;
  return ts.isVariableDeclaration(declaration) && isEnvironment(declaration.initializer)
    ? [{ start: parent.name.getEnd(), end: literal.getEnd(), text: '' }]
    : null;
}
