/** Errors that are thrown on their way to the caller, and caught by the program before they get there. */
import { ts, type TS } from '../lang/ts.js';

/** The nearest try block around a node whose catch clause gets what is thrown there. */
function tryAround(node: TS.Node): TS.TryStatement | null {
  for (let each = node; !ts.isSourceFile(each); each = each.parent) {
    const { parent } = each;
    if (ts.isTryStatement(parent) && parent.tryBlock === each && parent.catchClause) return parent;
    if (ts.isFunctionLike(parent) && !isArgument(parent)) return null;
  }
  return null;
}

/** A function that is handed to a call where it stands: what it throws comes out of that call, as of a transaction. */
function isArgument(node: TS.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.arguments.some((each) => each === node);
}

/** A method of something else, `console.error(error)`: what leaves by one (`reply.send(error)`) is a sink of its own. */
function isToldOnly(node: TS.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !parent.arguments.some((each) => each === node)) return false;
  const callee = parent.expression;
  return ts.isPropertyAccessExpression(callee) && callee.expression.kind !== ts.SyntaxKind.ThisKeyword;
}

/** True when a catch clause neither throws its error again nor hands it to a function that may. */
function keepsError({ variableDeclaration, block }: TS.CatchClause): boolean {
  if (!variableDeclaration) return true;
  const { name } = variableDeclaration;
  if (!ts.isIdentifier(name)) return false;
  const keeps = (node: TS.Node): boolean => {
    if (ts.isIdentifier(node) && node.text === name.text) {
      const { parent } = node;
      if (ts.isPropertyAccessExpression(parent)) return parent.name === node || parent.expression === node;
      return isToldOnly(node);
    }
    return ts.forEachChild(node, (child) => (keeps(child) ? undefined : true)) !== true;
  };
  return keeps(block);
}

/**
 * True when an error that is made in a `throw` does not leave the program: the nearest catch clause around it, or around
 * a call that is under way, lets it go no further. The clause may tell the text of what it has caught, but that is a
 * matter of its own error.
 */
export function isKeptThrow(node: TS.Node, stack: readonly TS.Node[]): boolean {
  if (!ts.isThrowStatement(node.parent)) return false;
  for (const each of [...stack, node].reverse()) {
    const around = tryAround(each);
    if (around?.catchClause) return keepsError(around.catchClause);
  }
  return false;
}
