/**
 * Names that code built by Nitro uses without importing them: those of h3 and of the server itself, and what the files
 * below `utils` export (https://nitro.build/guide/utils, https://nuxt.com/docs/guide/concepts/auto-imports).
 */
import { moduleExport } from '../../flow/imports.js';
import { entityValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { ImpliedReader } from '../../flow/semantics.js';
import { ts, type TS } from '../../lang/ts.js';
import { nitroPlace, scriptsBelow } from './files.js';

/** Where the names come from: the specifier that leads to all that is imported, and the library whose function is a global. */
const SPECIFIERS = ['#imports', 'ofetch'];
const UNKNOWN_NAMES = 'names that nobody knows of';

const exported = new WeakMap<TS.SourceFile, ReadonlySet<string>>();

function isExported(statement: TS.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((each) => each.kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** The names that a file exports, as it is written. */
function exportsOf(file: TS.SourceFile): ReadonlySet<string> {
  const known = exported.get(file);
  if (known) return known;
  const names = new Set<string>();
  for (const each of file.statements) {
    if (ts.isExportDeclaration(each) && each.exportClause && ts.isNamedExports(each.exportClause))
      for (const { name } of each.exportClause.elements) names.add(name.text);
    if (!isExported(each)) continue;
    if (ts.isVariableStatement(each))
      for (const { name } of each.declarationList.declarations) if (ts.isIdentifier(name)) names.add(name.text);
    if ((ts.isFunctionDeclaration(each) || ts.isClassDeclaration(each)) && each.name) names.add(each.name.text);
  }
  exported.set(file, names);
  return names;
}

function unknownIn(m: Machine): WeakSet<TS.SourceFile> {
  let known = m.notes.get(UNKNOWN_NAMES) as WeakSet<TS.SourceFile> | undefined;
  if (!known) {
    known = new WeakSet();
    m.notes.set(UNKNOWN_NAMES, known);
  }
  return known;
}

/** True when code of a file uses a name that nobody declares and no model knows: something else imports it by itself. */
export function usesUnknownNames(m: Machine, file: TS.SourceFile): boolean {
  return unknownIn(m).has(file);
}

export const nitroImplied: ImpliedReader = (m, name, node) => {
  const file = node.getSourceFile();
  const place = nitroPlace(file.fileName);
  if (!place) return null;
  for (const each of scriptsBelow(`${place.base}/utils`)) {
    const source = each === file.fileName ? undefined : m.project.sourceFile(each);
    if (source && exportsOf(source).has(name)) return moduleExport(m, source, name);
  }
  for (const specifier of SPECIFIERS) {
    const entity = m.semantics.moduleEntity(specifier)?.member(name);
    if (entity) return entityValue(m, entity, node);
  }
  unknownIn(m).add(file);
  return null;
};
