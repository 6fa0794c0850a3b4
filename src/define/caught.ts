/** Errors that never leave the function that throws them. */
import type { Finding } from '../analysis/analysis.js';
import { ts, type TS } from '../lang/ts.js';
import { functionAround } from './places.js';

function contains(node: TS.Node, test: (each: TS.Node) => boolean): boolean {
  return test(node) || ts.forEachChild(node, (child) => contains(child, test) || undefined) === true;
}

/** The statement that throws what a node is a part of. */
function thrownWith(node: TS.Node): TS.Statement | null {
  for (let each = node; !ts.isSourceFile(each) && !ts.isFunctionLike(each); each = each.parent) {
    if (ts.isThrowStatement(each)) return each;
    if (ts.isStatement(each)) return null;
  }
  return null;
}

/** True when the catch branch looks at the error and goes on: it neither throws nor hands the error to `return`, `next` or `reject`. */
function keepsIt(clause: TS.CatchClause): boolean {
  const name = clause.variableDeclaration?.name.getText();
  const isError = (each: TS.Node): boolean => ts.isIdentifier(each) && each.text === name;
  return !contains(
    clause.block,
    (each) =>
      ts.isThrowStatement(each) ||
      (ts.isReturnStatement(each) && each.expression !== undefined && contains(each.expression, isError)) ||
      (ts.isCallExpression(each) && ts.isIdentifier(each.expression) && each.arguments.some(isError)),
  );
}

/** Returns true when what reaches the sink is thrown there, and the function itself catches it for good. */
export function isCaughtHere({ hit }: Finding): boolean {
  const thrown = thrownWith(hit.node);
  if (!thrown) return false;
  for (let child: TS.Node = thrown; !ts.isSourceFile(child) && !ts.isFunctionLike(child); child = child.parent) {
    const { parent } = child;
    if (ts.isTryStatement(parent) && parent.tryBlock === child && parent.catchClause)
      return keepsIt(parent.catchClause);
  }
  return false;
}

/** Returns true for words of the program's own, or of a library's for whoever sent the data: they say what they were written to say. */
export function isOwnError({ hit }: Finding): boolean {
  return hit.label.source.kind === 'error.own';
}

/** The nodes at which a made thing is used: what it stands in, or what the variable stands in that holds it. */
function usesOf(made: TS.Node): readonly TS.Node[] {
  const { parent } = made;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return [parent];
  const { text } = parent.name;
  const found: TS.Node[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isIdentifier(node) && node.text === text && node.parent !== parent) found.push(node.parent);
    ts.forEachChild(node, visit);
  };
  visit(functionAround(parent));
  return found;
}

/** Returns true for an answer that is only put into something else, such as an error that is made from it: nobody is sent it. */
export function isOnlyWrapped({ hit }: Finding): boolean {
  const made = hit.node.parent;
  if (!ts.isNewExpression(made) || made.expression === hit.node) return false;
  const uses = usesOf(made);
  return uses.length > 0 && uses.every(ts.isNewExpression);
}
