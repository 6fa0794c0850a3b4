/** Secrets in objects that are declared to be a library's configuration, wherever they are used. */
import type { ConstantHit } from '../flow/machine.js';
import { ts, type TS } from '../lang/ts.js';
import { CONFIG_TYPES, type SecretField } from '../models/keys/config-types.js';

/** The exports that local names stand for: `default` for default imports, null for namespaces. */
type Names = ReadonlyMap<string, { readonly from: string; readonly name: string | null }>;

function importedNames(file: TS.SourceFile): Names {
  const names = new Map<string, { readonly from: string; readonly name: string | null }>();
  for (const each of file.statements) {
    if (!ts.isImportDeclaration(each) || !ts.isStringLiteral(each.moduleSpecifier)) continue;
    const from = each.moduleSpecifier.text;
    const { importClause: clause } = each;
    if (!Object.hasOwn(CONFIG_TYPES, from) || !clause) continue;
    if (clause.name) names.set(clause.name.text, { from, name: null });
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) names.set(bindings.name.text, { from, name: null });
    if (bindings && ts.isNamedImports(bindings))
      for (const { name, propertyName } of bindings.elements)
        names.set(name.text, { from, name: (propertyName ?? name).text });
  }
  return names;
}

const WRAPPERS: ReadonlySet<string> = new Set(['Promise', 'Partial', 'Readonly', 'Required', 'NonNullable', 'Omit']);
/** Aliases of aliases, and interfaces in interfaces. */
const MAX_DEPTH = 5;

type Declared = TS.TypeAliasDeclaration | TS.InterfaceDeclaration;

/** The type of this name that the file itself declares. */
function declaredHere(name: TS.Identifier): Declared | undefined {
  return name
    .getSourceFile()
    .statements.find(
      (each): each is Declared =>
        (ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each)) && each.name.text === name.text,
    );
}

/** The types that a type of the project is made of: an alias, the parts of an intersection, what an interface extends. */
function partsOf(type: TS.TypeNode): readonly TS.TypeNode[] {
  if (ts.isParenthesizedTypeNode(type)) return [type.type];
  if (ts.isIntersectionTypeNode(type)) return type.types;
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return [];
  const declared = declaredHere(type.typeName);
  if (!declared) return [];
  return ts.isTypeAliasDeclaration(declared)
    ? [declared.type]
    : (declared.heritageClauses ?? []).flatMap((clause) => clause.types);
}

/** The declared type of a property of a type that the file declares. */
function memberType(type: TS.TypeNode | undefined, name: string, depth = 0): TS.TypeNode | undefined {
  if (!type || depth > MAX_DEPTH) return undefined;
  const declared = ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? declaredHere(type.typeName) : null;
  const members = ts.isTypeLiteralNode(type)
    ? type.members
    : declared && ts.isInterfaceDeclaration(declared)
      ? declared.members
      : [];
  for (const each of members)
    if (ts.isPropertySignature(each) && ts.isIdentifier(each.name) && each.name.text === name) return each.type;
  for (const part of partsOf(type)) {
    const found = memberType(part, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The fields of a type that was imported: `Options`, `library.Options`, `Namespace.Options`. */
function fieldsOf(type: TS.TypeNode | undefined, names: Names, depth = 0): readonly SecretField[] {
  if (!type || depth > MAX_DEPTH) return [];
  if (ts.isExpressionWithTypeArguments(type)) {
    const known = ts.isIdentifier(type.expression) ? names.get(type.expression.text) : undefined;
    return known?.name == null ? [] : (CONFIG_TYPES[known.from]?.[known.name] ?? []);
  }
  const parts = partsOf(type);
  if (parts.length > 0) return parts.flatMap((each) => fieldsOf(each, names, depth + 1));
  if (!ts.isTypeReferenceNode(type)) return [];
  const { typeName } = type;
  if (ts.isIdentifier(typeName)) {
    if (WRAPPERS.has(typeName.text)) return fieldsOf(type.typeArguments?.[0], names, depth + 1);
    const known = names.get(typeName.text);
    return known?.name == null ? [] : (CONFIG_TYPES[known.from]?.[known.name] ?? []);
  }
  const [left, right] = [typeName.left, typeName.right.text];
  const known = ts.isIdentifier(left) ? names.get(left.text) : undefined;
  return known ? (CONFIG_TYPES[known.from]?.[right] ?? []) : [];
}

/** The type that an object literal is declared to be of, by what is written around it. */
function declaredType(node: TS.Expression): TS.TypeNode | undefined {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return declaredType(parent);
  if (ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name))
    return memberType(declaredType(parent.parent), parent.name.text);
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.type;
  if (ts.isSatisfiesExpression(parent) || ts.isAsExpression(parent)) return parent.type;
  if (ts.isArrowFunction(parent)) return parent.type;
  if (!ts.isReturnStatement(parent)) return undefined;
  for (let around: TS.Node = parent; !ts.isSourceFile(around); around = around.parent)
    if (ts.isFunctionLike(around)) return around.type;
  return undefined;
}

function propertyNamed(object: TS.Expression, name: string): TS.Expression | null {
  if (!ts.isObjectLiteralExpression(object)) return null;
  for (const each of object.properties)
    if (
      ts.isPropertyAssignment(each) &&
      (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) &&
      each.name.text === name
    )
      return each.initializer;
  return null;
}

interface Written {
  readonly literal: TS.StringLiteralLike;
  readonly fallback: boolean;
}

/** The literal that an expression is, or falls back to. */
function writtenIn(expression: TS.Expression): Written | null {
  if (ts.isStringLiteralLike(expression)) return { literal: expression, fallback: false };
  if (ts.isParenthesizedExpression(expression)) return writtenIn(expression.expression);
  if (
    ts.isBinaryExpression(expression) &&
    (expression.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      expression.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  ) {
    const found = writtenIn(expression.right);
    return found && { ...found, fallback: true };
  }
  return null;
}

function hitOf(object: TS.ObjectLiteralExpression, field: SecretField, type: TS.TypeNode): ConstantHit | null {
  let value: TS.Expression | null = object;
  for (const name of field.path) value = value && propertyNamed(value, name);
  const written = value && writtenIn(value);
  if (!written || written.literal.text === '') return null;
  const { literal, fallback } = written;
  return {
    kind: field.kind,
    text: literal.text,
    origin: literal,
    fallback,
    node: literal,
    call: object,
    what: field.what,
    callee: type.getText(),
    stack: [],
  };
}

/**
 * Returns the constants that stand in fields of secrets, in objects whose declared type is imported from a library that
 * says which fields these are. The import is the evidence; a type or field that has the same name by chance is none.
 */
export function declaredSecrets(file: TS.SourceFile): readonly ConstantHit[] {
  const names = importedNames(file);
  if (names.size === 0) return [];
  const found: ConstantHit[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const type = declaredType(node);
      if (type) for (const field of fieldsOf(type, names)) found.push(...[hitOf(node, field, type) ?? []].flat());
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
