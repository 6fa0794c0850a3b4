/** Whether bytes that a cipher begins with are the same each time. */
import { enclosingFunction } from '../analysis/branches.js';
import { ts, type TS } from '../lang/ts.js';
export { HOLE } from '../analysis/values.js';

/** True for a call that runs once for the whole process or once for an instance: at the top of a module, or of a class. */
export function drawnOnce(node: TS.Node): boolean {
  return ts.isSourceFile(enclosingFunction(node));
}

/** Calls in which bytes are only read. */
const READS = /(?:^|\.)(?:createCipheriv|createDecipheriv|concat|encrypt|decrypt|toString)$/;

function isOnlyRead(use: TS.Node): boolean {
  const { parent } = use;
  // Another variable of the name is made here; what is written into that one is seen where it is done.
  if ((ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === use) return true;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === use) return parent.name.text === 'toString';
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isArrayLiteralExpression(parent)) return true;
  return ts.isCallExpression(parent) && parent.expression !== use && READS.test(parent.expression.getText());
}

/**
 * True when bytes that are made all alike stay so: they go where they are needed at once, or into a variable or property
 * that nothing writes into. Every use of that name in the file counts, so another variable of the name is on the safe side.
 */
export function isNeverFilled(made: TS.Node): boolean {
  const { parent } = made;
  if (ts.isPropertyAssignment(parent)) return true;
  if (ts.isCallExpression(parent)) return READS.test(parent.expression.getText());
  if (!ts.isVariableDeclaration(parent) && !ts.isPropertyDeclaration(parent)) return false;
  const { name } = parent;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return false;
  const visit = (node: TS.Node): boolean => {
    if (node !== name && (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === name.text) {
      const use = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
      if (!isOnlyRead(use)) return false;
    }
    let safe = true;
    ts.forEachChild(node, (child) => {
      if (!visit(child)) safe = false;
    });
    return safe;
  };
  return visit(made.getSourceFile());
}
