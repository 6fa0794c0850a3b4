/** Which files a file imports, by any form: the edges along which a change of one file concerns others. */
import type { Project } from './project.js';
import { loadedBy } from './required.js';
import { ts, type TS } from './ts.js';

const specifiers = new WeakMap<TS.SourceFile, readonly string[]>();

function specifiersOf(file: TS.SourceFile): readonly string[] {
  let known = specifiers.get(file);
  if (!known) {
    known = ts.preProcessFile(file.text, true, true).importedFiles.map((each) => each.fileName);
    specifiers.set(file, known);
  }
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
