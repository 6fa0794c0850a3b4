/** Members of declared object types, followed through aliases and imports: what tables of a typed query builder hold. */
import type { Project } from './project.js';
import { ts, type TS } from './ts.js';

const MAX_DEPTH = 6;

type Members = readonly TS.PropertySignature[];

function signatures(members: TS.NodeArray<TS.TypeElement>): Members {
  return members.filter(ts.isPropertySignature);
}

type Declaration = TS.InterfaceDeclaration | TS.TypeAliasDeclaration;

function imported(project: Project, file: TS.SourceFile, name: string, depth: number): Declaration | null {
  for (const each of file.statements) {
    if (!ts.isImportDeclaration(each) || !ts.isStringLiteral(each.moduleSpecifier)) continue;
    const bindings = each.importClause?.namedBindings;
    const element =
      bindings && ts.isNamedImports(bindings) ? bindings.elements.find((one) => one.name.text === name) : undefined;
    if (!element) continue;
    const target = project.resolve(file, each.moduleSpecifier.text);
    return target.kind === 'source'
      ? declarationOf(project, target.file, (element.propertyName ?? element.name).text, depth + 1)
      : null;
  }
  return null;
}

/** The interface or alias of a name, in the file or in one that it is imported from. */
function declarationOf(project: Project, file: TS.SourceFile, name: string, depth: number): Declaration | null {
  if (depth > MAX_DEPTH) return null;
  const own = file.statements.find(
    (each): each is Declaration =>
      (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) && each.name.text === name,
  );
  return own ?? imported(project, file, name, depth);
}

function basesOf({ heritageClauses = [] }: { readonly heritageClauses?: readonly TS.HeritageClause[] }) {
  return heritageClauses.flatMap(({ types }) => types);
}

function named(project: Project, file: TS.SourceFile, name: string, depth: number): Members {
  const found = declarationOf(project, file, name, depth);
  if (!found) return [];
  if (ts.isTypeAliasDeclaration(found)) return membersOf(project, found.type, depth + 1);
  return [
    ...signatures(found.members),
    ...basesOf(found).flatMap(({ expression }) =>
      ts.isIdentifier(expression) ? named(project, found.getSourceFile(), expression.text, depth + 1) : [],
    ),
  ];
}

/** Returns the properties that a type is declared to have; none where its declaration is not found. */
export function membersOf(project: Project, type: TS.TypeNode, depth = 0): Members {
  if (depth > MAX_DEPTH) return [];
  if (ts.isTypeLiteralNode(type)) return signatures(type.members);
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((each) => membersOf(project, each, depth + 1));
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)
    ? named(project, type.getSourceFile(), type.typeName.text, depth)
    : [];
}

function isNoneNamed(members: readonly TS.TypeElement[], name: string): boolean {
  return members.every(
    (each) =>
      (ts.isPropertySignature(each) || ts.isMethodSignature(each)) &&
      !ts.isComputedPropertyName(each.name) &&
      each.name.getText().replace(/['"]/g, '') !== name,
  );
}

/** What `Pick<T, 'a' | 'b'>` names, or null. */
function picked(keys: TS.TypeNode | undefined): readonly string[] | null {
  const all = keys === undefined ? [] : ts.isUnionTypeNode(keys) ? keys.types : [keys];
  const names = all.flatMap((each) =>
    ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal) ? [each.literal.text] : [],
  );
  return all.length > 0 && names.length === all.length ? names : null;
}

/** Types that have no more members than their first argument. */
const NO_MORE: ReadonlySet<string> = new Set(['Omit', 'Partial', 'Readonly', 'Required']);

/** Returns whether all that a type declares is known, and a property of this name is not among it. */
export function isDeclaredWithout(project: Project, type: TS.TypeNode, name: string, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const without = (each: TS.TypeNode): boolean => isDeclaredWithout(project, each, name, depth + 1);
  if (ts.isTypeLiteralNode(type)) return isNoneNamed(type.members, name);
  if (ts.isIntersectionTypeNode(type) || ts.isUnionTypeNode(type)) return type.types.every(without);
  if (ts.isParenthesizedTypeNode(type)) return without(type.type);
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return false;
  const [first, keys] = type.typeArguments ?? [];
  const { text } = type.typeName;
  if (text === 'Pick') return picked(keys)?.includes(name) === false;
  if (first) return NO_MORE.has(text) && without(first);
  return isNamedWithout(project, type.getSourceFile(), text, name, depth);
}

function isNamedWithout(project: Project, file: TS.SourceFile, type: string, name: string, depth: number): boolean {
  const found = declarationOf(project, file, type, depth);
  if (!found || found.typeParameters !== undefined) return false;
  if (ts.isTypeAliasDeclaration(found)) return isDeclaredWithout(project, found.type, name, depth + 1);
  return (
    isNoneNamed(found.members, name) &&
    basesOf(found).every(
      ({ expression, typeArguments }) =>
        typeArguments === undefined &&
        ts.isIdentifier(expression) &&
        isNamedWithout(project, found.getSourceFile(), expression.text, name, depth + 1),
    )
  );
}
