/** Declared types of collections: the fields of what they say to hold, read from the text of their own file. */
import { ts, type TS } from './ts.js';

function elementType(type: TS.TypeNode): readonly TS.TypeNode[] {
  if (ts.isArrayTypeNode(type)) return [type.elementType];
  if (ts.isTypeOperatorNode(type)) return elementType(type.type);
  const value = valueType(type);
  if (value) return [value];
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return [];
  const last = type.typeArguments?.at(-1);
  return /^(?:Readonly)?(?:Array|Map)$/.test(type.typeName.text) && last ? [last] : [];
}

/** `Record<string, User>`, `{ [id: string]: User }`: objects that are declared as maps. */
function valueType(type: TS.TypeNode): TS.TypeNode | null {
  if (ts.isTypeLiteralNode(type)) {
    const [only, ...others] = type.members;
    return only && ts.isIndexSignatureDeclaration(only) && others.length === 0 ? only.type : null;
  }
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return null;
  const { text } = type.typeName;
  const [key, value] = type.typeArguments ?? [];
  if (/^(?:Partial|Readonly)$/.test(text) && key) return valueType(key);
  return text === 'Record' && key && value && !ts.isUnionTypeNode(key) && !ts.isLiteralTypeNode(key) ? value : null;
}

/** True when a declaration names the type of an object that is used as a map. */
export function isDictionaryType(
  node: TS.VariableDeclaration | TS.PropertyDeclaration | TS.PropertyAssignment,
): boolean {
  return !ts.isPropertyAssignment(node) && node.type !== undefined && valueType(node.type) !== null;
}

/** Returns the types of the elements that a declaration names: `users: User[]`, `new Map<string, User>()`. */
export function elementTypesOf(
  node: TS.VariableDeclaration | TS.PropertyDeclaration | TS.PropertyAssignment,
): readonly TS.TypeNode[] {
  if (!ts.isPropertyAssignment(node) && node.type) return elementType(node.type);
  const { initializer } = node;
  if (!initializer) return [];
  if (ts.isNewExpression(initializer)) return initializer.typeArguments?.slice(-1) ?? [];
  return ts.isAsExpression(initializer) ? elementType(initializer.type) : [];
}

function memberNames(members: readonly (TS.TypeElement | TS.ClassElement)[]): readonly string[] {
  return members.flatMap((each) =>
    (ts.isPropertySignature(each) || ts.isPropertyDeclaration(each)) && ts.isIdentifier(each.name)
      ? [each.name.text]
      : [],
  );
}

/** Returns the names of the fields of an object type that its own file declares. */
export function fieldsDeclared(type: TS.TypeNode): readonly string[] {
  if (ts.isTypeLiteralNode(type)) return memberNames([...type.members]);
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap(fieldsDeclared);
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return [];
  const { text } = type.typeName;
  return type.getSourceFile().statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === text)
      return memberNames([...statement.members]);
    if (ts.isClassDeclaration(statement) && statement.name?.text === text) return memberNames([...statement.members]);
    return ts.isTypeAliasDeclaration(statement) && statement.name.text === text && statement.type !== type
      ? fieldsDeclared(statement.type)
      : [];
  });
}
