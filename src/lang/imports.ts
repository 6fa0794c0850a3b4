/** Which files a file imports, by any form: the edges along which a change of one file concerns others. */
import { isTestCode } from './environment.js';
import type { Project } from './project.js';
import { loadedBy } from './required.js';
import { ts, type TS } from './ts.js';

const specifiers = new WeakMap<TS.SourceFile, readonly string[]>();

/** Imports that may stand anywhere in a file, and augmentations of modules: only a scan of the whole text finds them. */
const SCATTERED = /\b(?:require|import)\s*\(|\bmodule\s+['"]/;

function specifierOf(statement: TS.Statement): string | null {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
    const { moduleSpecifier } = statement;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : null;
  }
  if (!ts.isImportEqualsDeclaration(statement) || !ts.isExternalModuleReference(statement.moduleReference)) return null;
  const { expression } = statement.moduleReference;
  return ts.isStringLiteral(expression) ? expression.text : null;
}

function specifiersIn(file: TS.SourceFile): readonly string[] {
  if (SCATTERED.test(file.text))
    return ts.preProcessFile(file.text, true, true).importedFiles.map((each) => each.fileName);
  return file.statements.flatMap((each) => specifierOf(each) ?? []);
}

function specifiersOf(file: TS.SourceFile): readonly string[] {
  let known = specifiers.get(file);
  if (!known) specifiers.set(file, (known = specifiersIn(file)));
  return known;
}

/** Returns the project's files that a file imports; packages are left out. */
export function importedBy(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  const named = specifiersOf(file).flatMap((specifier) => {
    const target = project.resolve(file, specifier);
    return target.kind === 'source' && !target.file.fileName.includes('/node_modules/') ? [target.file] : [];
  });
  return [...named, ...loadedBy(project, file)];
}

/** What the files of a list import; a project gives the same list until a file of it changes. */
const imports = new WeakMap<readonly TS.SourceFile[], ReadonlySet<TS.SourceFile>>();

/** Returns true when a file of the program, other than a test, imports this one directly. */
export function isImported(project: Project, file: TS.SourceFile): boolean {
  const around = project.filesAround(file);
  let imported = imports.get(around);
  if (!imported) {
    const others = around.filter((each) => !isTestCode(each));
    imports.set(around, (imported = new Set(others.flatMap((each) => importedBy(project, each)))));
  }
  return imported.has(file);
}

/** Yields the local names of an import. */
function* namesOf({ name, namedBindings }: TS.ImportClause): Generator<string> {
  if (name) yield name.text;
  if (namedBindings && ts.isNamespaceImport(namedBindings)) yield namedBindings.name.text;
  if (namedBindings && ts.isNamedImports(namedBindings))
    for (const each of namedBindings.elements) yield each.name.text;
}

/** True when some of these names stands where there is a value at run time. */
function usesAsValue(file: TS.SourceFile, names: ReadonlySet<string>): boolean {
  const visit = (node: TS.Node): boolean => {
    if (ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return false;
    if (ts.isIdentifier(node)) return names.has(node.text);
    if (ts.isExpressionWithTypeArguments(node)) return visit(node.expression);
    return !ts.isTypeNode(node) && (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  };
  return visit(file);
}

const typeSpecifiers = new WeakMap<TS.SourceFile, ReadonlySet<string>>();

/** The specifiers, relative paths apart, of which a file takes types only: nothing of them is there when it runs. */
function takenAsTypes(file: TS.SourceFile): ReadonlySet<string> {
  let known = typeSpecifiers.get(file);
  if (!known) {
    const values = new Set<string>();
    const all = new Set<string>();
    for (const each of file.statements) {
      if (!ts.isImportDeclaration(each) || !ts.isStringLiteral(each.moduleSpecifier)) continue;
      const { importClause: clause, moduleSpecifier } = each;
      if (moduleSpecifier.text.startsWith('.')) continue;
      all.add(moduleSpecifier.text);
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- TypeScript before 5.9 has no phaseModifier
      if (clause?.isTypeOnly !== true && (!clause || usesAsValue(file, new Set(namesOf(clause)))))
        values.add(moduleSpecifier.text);
    }
    known = new Set([...all].filter((each) => !values.has(each)));
    typeSpecifiers.set(file, known);
  }
  return known;
}

/** Returns the project's files of which a file, by a specifier that is no relative path, takes types only. */
export function typesTakenBy(project: Project, file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
  const found = new Set<TS.SourceFile>();
  for (const specifier of takenAsTypes(file)) {
    const target = project.resolve(file, specifier);
    if (target.kind === 'source') found.add(target.file);
  }
  return found;
}

/**
 * Returns the names of those among `files` that import a changed file, directly or through others, and of the changed
 * files themselves.
 */
export function dependentsOf(
  project: Project,
  files: Iterable<TS.SourceFile>,
  changed: readonly string[],
): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const file of files) {
    for (const target of importedBy(project, file)) {
      const list = importers.get(target.fileName);
      if (list) list.push(file.fileName);
      else importers.set(target.fileName, [file.fileName]);
    }
  }
  const found = new Set(changed);
  for (const name of found) for (const each of importers.get(name) ?? []) found.add(each);
  return found;
}

const HERITAGE = /\bclass\s+\w+(?:\s*<[^{}]*>)?\s+(?:extends|implements)\b[^{]*/g;
/**
 * Calls and tokens by which one file sets up all others (https://docs.nestjs.com/faq/global-prefix, custom providers, and
 * https://docs.nestjs.com/techniques/configuration, whose functions often are all that their file has).
 */
const SETS_UP_OTHERS =
  /\buseGlobal\w+|\bAPP_(?:PIPE|GUARD|FILTER|INTERCEPTOR)\b|\bregisterAs\(|\bConfigModule\.for|\bexport default (?:async )?\(\)[^{=]*=> *\(? *\{/;

/** False when two texts of one file differ in what files see that do not import it: implemented types, global settings. */
export function actsAlikeFromAfar(before: string, after: string): boolean {
  if (SETS_UP_OTHERS.test(before) || SETS_UP_OTHERS.test(after)) return false;
  return (before.match(HERITAGE) ?? []).join('\n') === (after.match(HERITAGE) ?? []).join('\n');
}
