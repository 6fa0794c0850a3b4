/**
 * What the file of a collection says of it: its name, the fields of what is put into it, and whether its records are
 * found by a key. Handlers put records into it that no run of another one has seen, so the text is asked.
 */
import { elementTypesOf, fieldsDeclared, isDictionaryType } from '../lang/record-types.js';
import { ts, type TS } from '../lang/ts.js';
import type { CallSpec, Entity } from './semantics.js';

type Declaration = TS.VariableDeclaration | TS.PropertyDeclaration | TS.PropertyAssignment;

/** Returns the declaration that a literal or `new Map()` is the initial value of, or null. */
export function declarationOf(node: TS.Node): Declaration | null {
  let at = node.parent;
  while (ts.isAsExpression(at) || ts.isSatisfiesExpression(at) || ts.isParenthesizedExpression(at)) at = at.parent;
  return ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) || ts.isPropertyAssignment(at) ? at : null;
}

/** False for objects that certainly are no maps: those that have members of their own and no type that says otherwise. */
export function mayBeDictionary(node: TS.Node): boolean {
  const declared = declarationOf(node);
  if (!declared || ts.isPropertyAssignment(declared)) return false;
  return (ts.isObjectLiteralExpression(node) ? node.properties.length === 0 : true) || isDictionaryType(declared);
}

export interface CollectionCode {
  readonly fields: readonly string[];
  /** A field of the records is compared with what is looked for, or is the key that they are put under. */
  readonly keyed: boolean;
  /** An object that is used as a map: it is declared as one, or written to under names that are not constant. */
  readonly dictionary: boolean;
}

/** The object literal that an expression is, or that its variable was declared with. */
function literalOf(node: TS.Expression | undefined): TS.ObjectLiteralExpression | null {
  if (!node) return null;
  if (ts.isObjectLiteralExpression(node)) return node;
  if (!ts.isIdentifier(node)) return null;
  for (let at: TS.Node = node; !ts.isSourceFile(at); at = at.parent) {
    for (const statement of ts.isBlock(at) ? at.statements : []) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && name.text === node.text && initializer)
          return ts.isObjectLiteralExpression(initializer) ? initializer : null;
    }
  }
  return null;
}

function fieldsOf(record: TS.ObjectLiteralExpression | null): readonly string[] {
  return (record?.properties ?? []).flatMap((each) =>
    each.name && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) ? [each.name.text] : [],
  );
}

/** `set(user.id, user)`, `set(id, { id, ... })`: what is put in says by itself under which key it is found. */
function namesItself(record: TS.Expression | undefined, key: TS.Expression | undefined): boolean {
  if (!record || !key) return false;
  if (ts.isIdentifier(record) && ts.isPropertyAccessExpression(key) && key.expression.getText() === record.text)
    return true;
  const text = key.getText();
  return (literalOf(record)?.properties ?? []).some((each) =>
    ts.isShorthandPropertyAssignment(each)
      ? each.name.text === text
      : ts.isPropertyAssignment(each) &&
        !ts.isLiteralExpression(each.initializer) &&
        each.initializer.getText() === text,
  );
}

function readsField(node: TS.Expression, record: TS.BindingName): boolean {
  if (ts.isIdentifier(record)) return ts.isPropertyAccessExpression(node) && node.expression.getText() === record.text;
  return (
    ts.isIdentifier(node) &&
    ts.isObjectBindingPattern(record) &&
    record.elements.some(({ name }) => ts.isIdentifier(name) && name.text === node.text)
  );
}

const COMPARES: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** `(user) => user.id === id`: a field of the record is compared with something that is not written down. */
function comparesField(predicate: TS.Expression | undefined): boolean {
  if (!predicate || !(ts.isArrowFunction(predicate) || ts.isFunctionExpression(predicate))) return false;
  const record = predicate.parameters[0]?.name;
  if (!record) return false;
  const visit = (node: TS.Node): boolean =>
    (ts.isBinaryExpression(node) &&
      COMPARES.has(node.operatorToken.kind) &&
      [[node.left, node.right] as const, [node.right, node.left] as const].some(
        ([own, other]) => readsField(own, record) && !ts.isLiteralExpression(other) && !readsField(other, record),
      )) ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(predicate.body);
}

/** The expression at a slot that is an argument by its number. */
function argumentAt(call: TS.CallExpression, at: string | undefined): TS.Expression | undefined {
  return at === undefined ? undefined : call.arguments[Number(at)];
}

const read = new WeakMap<TS.Node, CollectionCode>();

/** Returns what the file of a collection says of it; `model` describes the methods of collections of its shape. */
export function codeOf(node: TS.Node, model: Entity | null): CollectionCode {
  const known = read.get(node);
  if (known) return known;
  const found = readCode(node, model);
  read.set(node, found);
  return found;
}

function readCode(node: TS.Node, model: Entity | null): CollectionCode {
  const declared = declarationOf(node);
  const name = declared && ts.isIdentifier(declared.name) ? declared.name.text : null;
  if (!declared || name === null) return { fields: [], keyed: false, dictionary: false };
  const fields = new Set<string>();
  let keyed = false;
  let dictionary = isDictionaryType(declared);
  const isIt = (expression: TS.Expression): boolean =>
    ts.isIdentifier(expression)
      ? expression.text === name
      : ts.isPropertyAccessExpression(expression) && expression.name.text === name;
  const put = (record: TS.Expression | undefined, key: TS.Expression | undefined): void => {
    for (const field of fieldsOf(literalOf(record))) fields.add(field);
    if (namesItself(record, key)) keyed = true;
  };
  const called = (call: TS.CallExpression, spec: CallSpec): void => {
    if (spec.puts !== undefined) put(argumentAt(call, spec.puts.at), argumentAt(call, spec.puts.under));
    if (spec.chooses !== undefined && comparesField(argumentAt(call, spec.chooses))) keyed = true;
  };
  const visit = (each: TS.Node): void => {
    if (ts.isCallExpression(each) && ts.isPropertyAccessExpression(each.expression)) {
      const spec = isIt(each.expression.expression) ? model?.member(each.expression.name.text)?.call : null;
      if (spec) called(each, spec);
    } else if (
      ts.isBinaryExpression(each) &&
      each.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isElementAccessExpression(each.left) &&
      isIt(each.left.expression)
    ) {
      const { argumentExpression: key } = each.left;
      put(each.right, key);
      if (!ts.isLiteralExpression(key)) dictionary = true;
    }
    ts.forEachChild(each, visit);
  };
  visit(node.getSourceFile());
  for (const type of elementTypesOf(declared)) for (const field of fieldsDeclared(type)) fields.add(field);
  return { fields: [...fields], keyed, dictionary };
}
