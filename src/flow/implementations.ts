/** Which classes of the project implement an interface or extend an abstract class. */
import { isTestFile } from '../lang/environment.js';
import { ts, type TS } from '../lang/ts.js';
import { moduleState } from './modules.js';
import type { Machine } from './machine.js';
import type { ClassRef } from './refs.js';

const MAX_IMPLEMENTATIONS = 4;

interface Candidate {
  readonly file: TS.SourceFile;
  readonly node: TS.ClassDeclaration;
}

const KEY = 'implementations';

/** Lists classes by the names in their heritage clauses; once for each machine. */
function index(m: Machine, near: TS.SourceFile): ReadonlyMap<string, readonly Candidate[]> {
  const known = m.notes.get(KEY) as ReadonlyMap<string, readonly Candidate[]> | undefined;
  if (known) return known;
  const table = new Map<string, Candidate[]>();
  for (const file of m.project.filesFor(near)) {
    if (!/\b(?:implements|extends)\b/.test(file.text)) continue;
    for (const statement of file.statements) {
      if (!ts.isClassDeclaration(statement)) continue;
      for (const clause of statement.heritageClauses ?? []) {
        for (const each of clause.types) {
          const { expression } = each;
          const name = ts.isIdentifier(expression)
            ? expression.text
            : ts.isPropertyAccessExpression(expression)
              ? expression.name.text
              : null;
          if (name === null) continue;
          const list = table.get(name);
          if (list) list.push({ file, node: statement });
          else table.set(name, [{ file, node: statement }]);
        }
      }
    }
  }
  m.notes.set(KEY, table);
  return table;
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
  const all = (index(m, near).get(name) ?? []).filter((each) => leadsTo(m, each.file, name, target));
  const candidates = withoutDoubles(all, target);
  if (candidates.length === 0 || candidates.length > MAX_IMPLEMENTATIONS) return [];
  return candidates.flatMap(({ file, node }) => {
    const state = moduleState(m, file);
    const made = [...state.classes, ...m.classes].find((cls) => cls.node === node);
    return made ? [made] : [];
  });
}
