/** Which files only pages load: modules that components import, and nothing that servers run. */
import { directImportersOf } from '../endpoints/index.js';
import { isClientFile, runsInBrowser } from '../lang/browser.js';
import type { Project } from '../lang/project.js';
import { ts, type TS } from '../lang/ts.js';

/** The local names under which a file has what another file exports; null when it hands all of that on. */
function namesFrom(project: Project, file: TS.SourceFile, target: TS.SourceFile): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause: clause, moduleSpecifier } = statement;
    if (!clause) continue;
    const found = project.resolve(file, moduleSpecifier.text);
    if (found.kind !== 'source' || found.file !== target) continue;
    if (clause.name) names.add(clause.name.text);
    const { namedBindings } = clause;
    if (namedBindings && ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
    if (namedBindings && ts.isNamedImports(namedBindings))
      for (const each of namedBindings.elements) names.add(each.name.text);
  }
  return names.size > 0 ? names : null;
}

/** True when a file has what another one exports, and all places where it uses that run in a browser. */
function usesInPages(project: Project, file: TS.SourceFile, target: TS.SourceFile): boolean {
  const names = namesFrom(project, file, target);
  if (!names) return false;
  let uses = 0;
  const visit = (node: TS.Node): boolean => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true;
    if (ts.isIdentifier(node) && names.has(node.text)) {
      uses++;
      return runsInBrowser(node);
    }
    return ts.forEachChild(node, (child) => (visit(child) ? undefined : true)) !== true;
  };
  return visit(file) && uses > 0;
}

/**
 * True for a file that runs in pages by itself, or that others import and all of them for code that does: a component with
 * hooks fetches through the helpers that it imports. A file that nobody imports may be loaded by anything.
 */
export function isLoadedByPages(project: Project, file: TS.SourceFile): boolean {
  const known = new Map<TS.SourceFile, boolean>();
  const candidates = project.filesAround(file);
  const ask = (each: TS.SourceFile): boolean => {
    const before = known.get(each);
    if (before !== undefined) return before;
    if (isClientFile(each)) return true;
    // Files that import each other are for pages when all that else imports them is.
    known.set(each, true);
    const importers = directImportersOf(project, each, candidates);
    const answer =
      importers.length > 0 && importers.every((importer) => usesInPages(project, importer, each) || ask(importer));
    known.set(each, answer);
    return answer;
  };
  return ask(file);
}
