/** Which files belong to one application: those that imports connect. */
import path from 'node:path';
import type { Project } from '../lang/project.js';
import { ts, type TS } from '../lang/ts.js';

/** How many files of one application are looked at. */
const MAX_FILES = 400;

const imports = new WeakMap<TS.SourceFile, readonly string[]>();

function specifiersOf(file: TS.SourceFile): readonly string[] {
  let known = imports.get(file);
  if (!known) {
    known = ts.preProcessFile(file.text, true, true).importedFiles.map((each) => each.fileName);
    imports.set(file, known);
  }
  return known;
}

function importedBy(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  return specifiersOf(file).flatMap((specifier) => {
    const target = project.resolve(file, specifier);
    return target.kind === 'source' && !target.file.fileName.includes('/node_modules/') ? [target.file] : [];
  });
}

function isIndex(fileName: string): boolean {
  return /(?:^|[\\/])index\.[cm]?[jt]sx?$/.test(fileName);
}

/** Tests import the application and are no part of it. */
function isTest(fileName: string): boolean {
  return /\.(?:test|spec|e2e-spec)\.[cm]?[jt]sx?$|[\\/]__tests__[\\/]/.test(fileName);
}

/** The word by which imports name a file: its base name, or its folder's when it is an index. */
function importName(fileName: string): string {
  const base = path.basename(fileName).replace(/\.[cm]?[jt]sx?$/, '');
  return base === 'index' ? path.basename(path.dirname(fileName)) : base;
}

/** Returns the files that imports connect with a file, in both directions, the file itself first. */
export function connectedFiles(
  project: Project,
  file: TS.SourceFile,
  candidates: readonly TS.SourceFile[],
): readonly TS.SourceFile[] {
  const found = new Set<TS.SourceFile>([file]);
  const importers = (target: TS.SourceFile): readonly TS.SourceFile[] => {
    const name = importName(target.fileName);
    const mentions = (text: string): boolean =>
      text.includes(name) || (isIndex(target.fileName) && /['"]\.{1,2}\/?['"]/.test(text));
    return candidates.filter(
      (each) =>
        !found.has(each) && !isTest(each.fileName) && mentions(each.text) && importedBy(project, each).includes(target),
    );
  };
  for (const each of found) {
    if (found.size >= MAX_FILES) break;
    for (const other of importedBy(project, each)) found.add(other);
    for (const other of importers(each)) found.add(other);
  }
  return [...found];
}
