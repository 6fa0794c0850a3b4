/** Collections and tables that are called by a name: `db.collection('orders')`, `knex('orders')`; what a file asks of them. */
import { ts, type TS } from '../lang/ts.js';

/** Returns the name of the collection that a call opens; null for other calls. */
export function collectionName(made: TS.Node): string | null {
  if (!ts.isCallExpression(made) || made.arguments.length !== 1) return null;
  const [name] = made.arguments;
  return name && ts.isStringLiteralLike(name) && /^\w+$/.test(name.text) ? name.text : null;
}

/**
 * Returns the call that names the collection whose method a call is of: the one that made it, or that of a helper of the
 * program which is given the name, as in `collection('orders').findOne(...)`.
 */
export function namingCall(made: TS.Node | null, call: TS.Node): TS.Node | null {
  if (made && collectionName(made) !== null) return made;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  const { expression } = call.expression;
  return made && expression !== made && collectionName(expression) !== null ? expression : null;
}

function namesIn(argument: TS.Node, found: Set<string>): void {
  if (ts.isObjectLiteralExpression(argument)) {
    for (const each of argument.properties) {
      if (each.name && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name))) found.add(each.name.text);
      if (ts.isPropertyAssignment(each) && ts.isObjectLiteralExpression(each.initializer))
        namesIn(each.initializer, found);
    }
  } else if (ts.isStringLiteralLike(argument)) found.add(argument.text.split('.').at(-1) ?? '');
}

/** What the methods that are called on an expression, one after the other, are given. */
function chainNames(start: TS.Node, found: Set<string>): void {
  let at = start;
  for (;;) {
    const { parent } = at;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === at) at = parent;
    else if (ts.isCallExpression(parent) && parent.expression === at) {
      for (const argument of parent.arguments) namesIn(argument, found);
      at = parent;
    } else return;
  }
}

const known = new WeakMap<TS.SourceFile, Map<string, readonly string[]>>();

function fieldsOf(file: TS.SourceFile, name: string): readonly string[] {
  const found = new Set<string>();
  const variables = new Set<string>();
  const visit = (node: TS.Node): void => {
    if (collectionName(node) === name) {
      chainNames(node, found);
      if (ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name))
        variables.add(node.parent.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const used = (node: TS.Node): void => {
    if (ts.isIdentifier(node) && variables.has(node.text)) chainNames(node, found);
    ts.forEachChild(node, used);
  };
  if (variables.size > 0) used(file);
  return [...found];
}

/** Returns the fields that a file names where it asks a collection for something or puts something into it. */
export function fieldsBeside(made: TS.Node): readonly string[] {
  const name = collectionName(made);
  if (name === null) return [];
  const file = made.getSourceFile();
  let names = known.get(file);
  if (!names) known.set(file, (names = new Map<string, readonly string[]>()));
  let fields = names.get(name);
  if (!fields) names.set(name, (fields = fieldsOf(file, name)));
  return fields;
}
