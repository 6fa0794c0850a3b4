/** Whether what a look-up finds is used for more than to see that it is there. */
import { ts, type TS } from '../lang/ts.js';

/** The declaration that takes what an expression gives, through `await`, assertions and further calls of a chain. */
function declarationOf(node: TS.Node): TS.VariableDeclaration | null {
  for (let child = node, { parent } = node; ; child = parent, { parent } = parent) {
    if (ts.isVariableDeclaration(parent)) return parent.initializer === child ? parent : null;
    const passes =
      ts.isAwaitExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ((ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent)) && parent.expression === child);
    if (!passes) return null;
  }
}

/** The name of a variable, or of the only element of a pattern: `const [user] = ...`. */
function nameOf({ name }: TS.VariableDeclaration): string | null {
  if (ts.isIdentifier(name)) return name.text;
  const [only, ...more] = ts.isArrayBindingPattern(name) ? name.elements : [];
  return only && more.length === 0 && ts.isBindingElement(only) && ts.isIdentifier(only.name) ? only.name.text : null;
}

function isTested(name: TS.Node): boolean {
  for (let child: TS.Node = name, { parent } = name; ; child = parent, { parent } = parent) {
    if (ts.isIfStatement(parent)) return parent.expression === child;
    const joins =
      ts.isBinaryExpression(parent) &&
      (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
        parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken);
    if (!joins && !ts.isPrefixUnaryExpression(parent) && !ts.isParenthesizedExpression(parent)) return false;
  }
}

/**
 * Returns true when the function around a look-up only asks whether something was found: `if (taken) throw ...`. Nothing of
 * the record is given away, and nothing of it is changed.
 */
export function isOnlyAsked(call: TS.Node): boolean {
  const declaration = declarationOf(call);
  const name = declaration && nameOf(declaration);
  if (!declaration || name === null) return false;
  let around: TS.Node = declaration;
  while (!ts.isSourceFile(around) && !ts.isFunctionLike(around)) around = around.parent;
  let uses = 0;
  const visit = (node: TS.Node): boolean => {
    const isUse =
      ts.isIdentifier(node) &&
      node.text === name &&
      node.pos >= declaration.end &&
      !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
      !(ts.isPropertyAssignment(node.parent) && node.parent.name === node);
    if (isUse) uses++;
    return (isUse && !isTested(node)) || ts.forEachChild(node, (each) => visit(each) || undefined) === true;
  };
  return !visit(around) && uses > 0;
}
