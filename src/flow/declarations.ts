/** Types that a file of the program declares. */
import { ts, type TS } from '../lang/ts.js';
import { callValue, entryCall } from './calls.js';
import { instanceOf } from './classes.js';
import { readName } from './eval.js';
import { implementationsOf } from './implementations.js';
import { entityInstance } from './library.js';
import type { Machine } from './machine.js';
import { moduleExport } from './imports.js';
import { moduleState, moduleScope } from './modules.js';
import type { Scope } from './scope.js';
import { MAX_DEPTH, concreteInstance, libraryType, claimsType } from './types.js';
import { type Value, join, NOTHING, UNKNOWN, refValue } from './value.js';

/** A type exported by a file of the project, followed through re-exports. */
export function declaredIn(m: Machine, file: TS.SourceFile, name: string, depth: number): Value | null {
  if (depth > MAX_DEPTH) return null;
  const value = moduleExport(m, file, name);
  const [ref] = value?.refs ?? [];
  const state = moduleState(m, file);
  const scope = moduleScope(state);
  if (!scope) return null;
  if (ref?.kind === 'class') return concreteInstance(m, ref, scope);
  if (ref?.kind === 'lib') return entityInstance(m, ref.entity, ref.entity.construct?.returns ?? 'this', file);
  // A value and a type of one name: what a library made to be constructed, and its instances.
  if (ref?.kind === 'obj' && ref.entity?.call?.returns)
    return entityInstance(m, ref.entity, ref.entity.call.returns, file);
  const local = localType(m, file, name, scope, depth);
  if (local) return local;
  for (const statement of file.statements) {
    if (
      !ts.isExportDeclaration(statement) ||
      !statement.moduleSpecifier ||
      !ts.isStringLiteral(statement.moduleSpecifier)
    )
      continue;
    const { exportClause } = statement;
    let wanted = name;
    if (exportClause) {
      if (!ts.isNamedExports(exportClause)) continue;
      const element = exportClause.elements.find((each) => each.name.text === name);
      if (!element) continue;
      wanted = (element.propertyName ?? element.name).text;
    }
    const target = m.project.resolve(file, statement.moduleSpecifier.text);
    if (target.kind === 'source') {
      const found = declaredIn(m, target.file, wanted, depth + 1);
      if (found) return found;
    } else if (target.kind === 'package') {
      const found = libraryType(m, target.specifier, wanted, statement);
      if (found) return found;
    }
  }
  return null;
}
type TypeDeclaration = TS.InterfaceDeclaration | TS.TypeAliasDeclaration;
const typeTables = new WeakMap<TS.SourceFile, Map<string, TypeDeclaration>>();
function typeTable(file: TS.SourceFile): Map<string, TypeDeclaration> {
  let table = typeTables.get(file);
  if (!table) {
    table = new Map();
    for (const statement of file.statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
        table.set(statement.name.text, statement);
    }
    typeTables.set(file, table);
  }
  return table;
}
export function localType(m: Machine, file: TS.SourceFile, name: string, scope: Scope, depth: number): Value | null {
  const declaration = typeTable(file).get(name);
  if (!declaration) return null;
  if (ts.isTypeAliasDeclaration(declaration)) return claimsType(m, declaration.type, scope, depth + 1);
  for (const clause of declaration.heritageClauses ?? []) {
    for (const base of clause.types) {
      if (!ts.isIdentifier(base.expression)) continue;
      const parent = claimsType(
        m,
        ts.factory.createTypeReferenceNode(base.expression.text, base.typeArguments),
        scope,
        depth + 1,
      );
      if (parent && parent.refs.length > 0) return parent;
    }
  }
  const classes = implementationsOf(m, declaration, file);
  const [only] = classes;
  if (classes.length === 1 && only) return instanceOf(m, only);
  if (classes.length > 1 && classes.length <= 4)
    return classes.reduce<Value>((sum, cls) => join(sum, instanceOf(m, cls)), NOTHING);
  return madeIn(m, file, declaration, scope) ?? lazyObject(m, declaration.members, scope, depth);
}
/** What the one function beside an interface makes that says it returns it; it is made once, as the instance of a class is. */
function madeIn(m: Machine, file: TS.SourceFile, declaration: TS.InterfaceDeclaration, scope: Scope): Value | null {
  const name = declaration.name.text;
  const known = m.instances.get(declaration);
  if (known) return known.refs.length > 0 ? known : null;
  const makers = file.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && statement.name && returns(statement.type, name))
      return [statement.name.text];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap((each) => {
      const { initializer } = each;
      return ts.isIdentifier(each.name) &&
        initializer &&
        ts.isArrowFunction(initializer) &&
        returns(initializer.type, name)
        ? [each.name.text]
        : [];
    });
  });
  const [maker] = makers;
  if (maker === undefined || makers.length > 1) return null;
  // The maker may ask for the type itself: for a parameter, or because it says that it returns it.
  m.instances.set(declaration, NOTHING);
  const saved = m.store;
  const made = callValue(m, readName(m, maker, scope, file), entryCall(file, UNKNOWN));
  if (m.store.dead) m.store = saved;
  m.instances.set(declaration, made);
  return made.refs.length > 0 ? made : null;
}
function returns(type: TS.TypeNode | undefined, name: string): boolean {
  return (
    type !== undefined && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === name
  );
}
/** An object whose properties have the declared types once they are read. */
export function lazyObject(
  m: Machine,
  members: TS.NodeArray<TS.TypeElement>,
  scope: Scope,
  depth: number,
): Value | null {
  const made = m.alloc('typed', null, {
    lazy: (machine, name) => {
      const member = members.find(
        (each) =>
          each.name !== undefined &&
          (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) &&
          each.name.text === name,
      );
      if (!member || !ts.isPropertySignature(member) || !member.type) return UNKNOWN;
      return claimsType(machine, member.type, scope, depth + 1) ?? UNKNOWN;
    },
  });
  return refValue(made);
}
