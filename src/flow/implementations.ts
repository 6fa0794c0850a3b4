/** Which classes of the project implement an interface or extend an abstract class. */
import { isTestFile } from '../lang/environment.js';
import { ts, type TS } from '../lang/ts.js';
import { ofFilesAround } from './around.js';
import { moduleState } from './modules.js';
import type { Machine } from './machine.js';
import type { ClassRef } from './refs.js';

const MAX_IMPLEMENTATIONS = 4;

interface Candidate {
  readonly file: TS.SourceFile;
  readonly node: TS.ClassDeclaration;
}

type Candidates = ReadonlyMap<string, readonly Candidate[]>;

/** The name that a heritage clause ends in: `Store` of `extends base.Store`. */
function nameIn({ expression }: TS.ExpressionWithTypeArguments): string | null {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : null;
}

const inFiles = new WeakMap<TS.SourceFile, Candidates>();

/** Lists the classes of a file by the names in their heritage clauses. */
function classesOf(file: TS.SourceFile): Candidates {
  const known = inFiles.get(file);
  if (known) return known;
  const table = new Map<string, Candidate[]>();
  const statements = /\b(?:implements|extends)\b/.test(file.text) ? file.statements : [];
  for (const node of statements) {
    if (!ts.isClassDeclaration(node)) continue;
    for (const each of (node.heritageClauses ?? []).flatMap(({ types }) => types)) {
      const name = nameIn(each);
      if (name !== null) table.set(name, [...(table.get(name) ?? []), { file, node }]);
    }
  }
  inFiles.set(file, table);
  return table;
}

/** Lists the classes of the project around a file in the same way. */
function classesAround(m: Machine, near: TS.SourceFile): Candidates {
  return ofFilesAround(m, 'implementations', near, (files) => {
    const table = new Map<string, Candidate[]>();
    for (const [name, found] of files.flatMap((each) => [...classesOf(each)])) {
      const list = table.get(name);
      if (list) list.push(...found);
      else table.set(name, [...found]);
    }
    return table;
  });
}

/** True when a name in a file leads to the file that declares the type. */
function leadsTo(m: Machine, from: TS.SourceFile, name: string, target: TS.SourceFile): boolean {
  if (from === target) return true;
  for (const statement of from.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause } = statement;
    const bindings = importClause?.namedBindings;
    const named =
      importClause?.name?.text === name ||
      (bindings !== undefined &&
        ts.isNamedImports(bindings) &&
        bindings.elements.some((each) => each.name.text === name));
    if (!named) continue;
    const resolved = m.project.resolve(from, statement.moduleSpecifier.text);
    if (resolved.kind === 'source')
      return (
        resolved.file === target || resolved.file.text.includes('export *') || resolved.file.text.includes('export {')
      );
  }
  return false;
}

/** Leaves out the classes that only tests put in the place of the real ones. */
function withoutDoubles(candidates: readonly Candidate[], target: TS.SourceFile): readonly Candidate[] {
  if (candidates.length < 2 || isTestFile(target.fileName)) return candidates;
  const real = candidates.filter(({ file }) => !isTestFile(file.fileName));
  return real.length > 0 ? real : candidates;
}

/** Returns the classes of the project that implement or extend a declared type, at most a few; none when there are more. */
export function implementationsOf(
  m: Machine,
  declaration: TS.InterfaceDeclaration | TS.ClassLikeDeclaration,
  near: TS.SourceFile,
): readonly ClassRef[] {
  const name = declaration.name?.text;
  if (name === undefined) return [];
  const target = declaration.getSourceFile();
  const all = (classesAround(m, near).get(name) ?? []).filter((each) => leadsTo(m, each.file, name, target));
  const candidates = withoutDoubles(all, target);
  if (candidates.length === 0 || candidates.length > MAX_IMPLEMENTATIONS) return [];
  return candidates.flatMap(({ file, node }) => {
    const state = moduleState(m, file);
    const made = [...state.classes, ...m.classes].find((cls) => cls.node === node);
    return made ? [made] : [];
  });
}
