/** Members of declared object types, followed through aliases and imports: what tables of a typed query builder hold. */
import type { Project } from './project.js';
import { ts, type TS } from './ts.js';

const MAX_DEPTH = 6;

type Members = readonly TS.PropertySignature[];

function signatures(members: TS.NodeArray<TS.TypeElement>): Members {
  return members.filter(ts.isPropertySignature);
}

function imported(project: Project, file: TS.SourceFile, name: string, depth: number): Members {
  for (const each of file.statements) {
    if (!ts.isImportDeclaration(each) || !ts.isStringLiteral(each.moduleSpecifier)) continue;
    const bindings = each.importClause?.namedBindings;
    const element =
      bindings && ts.isNamedImports(bindings) ? bindings.elements.find((one) => one.name.text === name) : undefined;
    if (!element) continue;
    const target = project.resolve(file, each.moduleSpecifier.text);
    return target.kind === 'source'
      ? named(project, target.file, (element.propertyName ?? element.name).text, depth + 1)
      : [];
  }
  return [];
}

function named(project: Project, file: TS.SourceFile, name: string, depth: number): Members {
  if (depth > MAX_DEPTH) return [];
  for (const each of file.statements) {
    if (ts.isInterfaceDeclaration(each) && each.name.text === name) {
      const bases = (each.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression));
      return [
        ...signatures(each.members),
        ...bases.flatMap((base) => (ts.isIdentifier(base) ? named(project, file, base.text, depth + 1) : [])),
      ];
    }
    if (ts.isTypeAliasDeclaration(each) && each.name.text === name) return membersOf(project, each.type, depth + 1);
  }
  return imported(project, file, name, depth);
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
