/** Whether an expression is the second part of a text that was taken apart at its dots, as the text shows it. */
import { variablesAround } from '../../lang/branches.js';
import { ts, type TS } from '../../lang/ts.js';

function splitsAtDots(node: TS.Expression | undefined): boolean {
  if (!node) return false;
  const bare = unwrapped(node);
  if (ts.isIdentifier(bare)) return splitsAtDots(declarationOf(bare)?.initializer);
  if (!ts.isCallExpression(bare) || !ts.isPropertyAccessExpression(bare.expression)) return false;
  const [separator] = bare.arguments;
  return (
    bare.expression.name.text === 'split' &&
    separator !== undefined &&
    ts.isStringLiteralLike(separator) &&
    separator.text === '.'
  );
}

function declarationOf(name: TS.Identifier): TS.VariableDeclaration | undefined {
  return variablesAround(name).find((each) => ts.isIdentifier(each.name) && each.name.text === name.text);
}

/** Without assertions, and without what is done to the text itself: `part!.replace(/-/g, '+')`. */
function unwrapped(node: TS.Expression): TS.Expression {
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return unwrapped(node.expression);
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:replace|replaceAll|toString|padEnd)$/.test(node.expression.name.text)
  )
    return unwrapped(node.expression.expression);
  return node;
}

function isOne(node: TS.Expression | undefined): boolean {
  return node !== undefined && ts.isNumericLiteral(node) && node.text === '1';
}

/** Declared by a pattern: `const [head, payload] = token.split('.')`. */
function isBoundSecond(name: TS.Identifier): boolean {
  return variablesAround(name).some(
    ({ name: pattern, initializer }) =>
      ts.isArrayBindingPattern(pattern) &&
      pattern.elements.some(
        (each, index) => index === 1 && ts.isBindingElement(each) && each.name.getText() === name.text,
      ) &&
      splitsAtDots(initializer),
  );
}

/** Returns true for `token.split('.')[1]`, and for variables that were declared as that. */
export function isSecondPart(node: TS.Expression, depth = 0): boolean {
  const bare = unwrapped(node);
  if (ts.isElementAccessExpression(bare)) return isOne(bare.argumentExpression) && splitsAtDots(bare.expression);
  if (!ts.isIdentifier(bare) || depth > 3) return false;
  const initializer = declarationOf(bare)?.initializer;
  return isBoundSecond(bare) || (initializer !== undefined && isSecondPart(initializer, depth + 1));
}
