/** Small questions about the code of one function. */
import { ts, type TS } from '../../lang/ts.js';

export type OwnFunction = TS.FunctionDeclaration | TS.FunctionExpression | TS.ArrowFunction | TS.MethodDeclaration;

export function isOwnFunction(node: TS.Node): node is OwnFunction {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  );
}

/** Returns the nodes below one that satisfy a test, those of inner functions left out. */
export function within(node: TS.Node, test: (each: TS.Node) => boolean): readonly TS.Node[] {
  const found: TS.Node[] = [];
  const visit = (each: TS.Node): void => {
    if (test(each)) found.push(each);
    ts.forEachChild(each, (child) => {
      if (!ts.isFunctionLike(child)) visit(child);
    });
  };
  visit(node);
  return found;
}

/** Returns the function that a node is in, or null. */
export function functionAround(node: TS.Node): OwnFunction | null {
  for (let each: TS.Node = node.parent; !ts.isSourceFile(each); each = each.parent) {
    if (isOwnFunction(each)) return each;
    if (ts.isFunctionLike(each)) return null;
  }
  return null;
}

export function isAsync(fn: TS.Node): boolean {
  return (
    ts.canHaveModifiers(fn) && (ts.getModifiers(fn) ?? []).some((each) => each.kind === ts.SyntaxKind.AsyncKeyword)
  );
}

/** The names that a function's parameters give, destructured ones included. */
export function parameterNames(fn: OwnFunction): readonly string[] {
  const names: string[] = [];
  const visit = (name: TS.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const each of name.elements) if (ts.isBindingElement(each)) visit(each.name);
  };
  for (const each of fn.parameters) visit(each.name);
  return names;
}

/** True for `next()`: a call of a parameter, of this function or of one around it, that is given nothing. */
export function callsOn(node: TS.Node): node is TS.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.arguments.length > 0) return false;
  const { text } = node.expression;
  for (let fn = functionAround(node); fn !== null; fn = functionAround(fn)) {
    if (parameterNames(fn).includes(text)) return true;
  }
  return false;
}

/** The statement that a node is part of. */
export function statementOf(node: TS.Node): TS.Statement | null {
  for (let each: TS.Node = node; !ts.isSourceFile(each); each = each.parent) if (ts.isStatement(each)) return each;
  return null;
}

function siblingsAfter(statement: TS.Node): readonly TS.Statement[] {
  const { parent } = statement;
  if (!(ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent))) return [];
  const all = parent.statements;
  return all.slice(all.indexOf(statement as TS.Statement) + 1);
}

/**
 * Returns the statements that certainly or possibly run after one, in its function, up to the first that leaves it. A
 * statement of that sort ends the list and is in it.
 */
export function afterwards(statement: TS.Statement): readonly TS.Statement[] {
  const found: TS.Statement[] = [];
  for (let each: TS.Node = statement; !ts.isFunctionLike(each) && !ts.isSourceFile(each); each = each.parent) {
    if (!ts.isStatement(each) && !ts.isCaseOrDefaultClause(each) && !ts.isCatchClause(each)) continue;
    for (const sibling of siblingsAfter(each)) {
      if (ts.isBreakStatement(sibling)) break;
      found.push(sibling);
      if (ts.isReturnStatement(sibling) || ts.isThrowStatement(sibling) || ts.isContinueStatement(sibling))
        return found;
    }
  }
  return found;
}

/** Returns the function of the same file, or method of the same class, that a call calls; null when that is not known. */
export function calledFunction(call: TS.CallExpression): OwnFunction | null {
  const target = call.expression;
  if (ts.isIdentifier(target)) {
    for (const each of call.getSourceFile().statements) {
      if (ts.isFunctionDeclaration(each) && each.name?.text === target.text) return each;
      if (!ts.isVariableStatement(each)) continue;
      for (const { name, initializer } of each.declarationList.declarations)
        if (ts.isIdentifier(name) && name.text === target.text && initializer && isOwnFunction(initializer))
          return initializer;
    }
    return null;
  }
  if (!ts.isPropertyAccessExpression(target) || target.expression.kind !== ts.SyntaxKind.ThisKeyword) return null;
  for (let each: TS.Node = call; !ts.isSourceFile(each); each = each.parent) {
    if (!ts.isClassLike(each)) continue;
    const { text } = target.name;
    return (
      each.members.find(
        (member): member is TS.MethodDeclaration =>
          ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) && member.name.text === text,
      ) ?? null
    );
  }
  return null;
}
