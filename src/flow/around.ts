/** What the files of a project say together: worked out for each folder that asks, so that no other question decides about it. */
import path from 'node:path';
import { isTestCode } from '../lang/environment.js';
import { importedBy } from '../lang/imports.js';
import type { TS } from '../lang/ts.js';
import type { Machine } from './machine.js';

function filesAround(m: Machine, near: TS.SourceFile): readonly TS.SourceFile[] {
  const around = m.project.filesAround(near);
  // A project that is too large to be read as a whole, or none at all: what stands near.
  if (around.length <= 1) return m.project.filesFor(near);
  // What an editor has not saved yet is on no disk.
  const folder = `${path.dirname(near.fileName)}/`;
  return [...new Set([...around, ...m.project.files().filter(({ fileName }) => fileName.startsWith(folder))])];
}

interface Answer<T> {
  readonly files: readonly TS.SourceFile[];
  readonly made: T;
}

interface Answers<T> {
  readonly byFolder: Map<string, T>;
  /** Most folders of a project lead to the same files: these are looked through once. */
  readonly byFiles: Answer<T>[];
}

function isSame(one: readonly TS.SourceFile[], other: readonly TS.SourceFile[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

/**
 * Returns what `build` makes of the files of the project that a file belongs to; once for the same files, until one changes.
 * What was read for other folders, or for other projects that a process lints, is none of its files.
 */
export function ofFilesAround<T>(
  m: Machine,
  key: string,
  near: TS.SourceFile,
  build: (files: readonly TS.SourceFile[]) => T,
): T {
  let known = m.notes.get(key) as Answers<T> | undefined;
  if (!known) {
    known = { byFolder: new Map<string, T>(), byFiles: [] };
    m.notes.set(key, known);
    m.forgetters.set(key, () => void m.notes.delete(key));
  }
  const { byFolder, byFiles } = known;
  const folder = path.dirname(near.fileName);
  const before = byFolder.get(folder);
  if (before !== undefined) return before;
  const files = filesAround(m, near);
  let answer = byFiles.find((each) => isSame(each.files, files));
  if (!answer) byFiles.push((answer = { files, made: build(files) }));
  byFolder.set(folder, answer.made);
  return answer.made;
}

/** Returns true when a file of the program, other than a test, imports this one directly. */
export function isImported(m: Machine, file: TS.SourceFile): boolean {
  const imported = ofFilesAround(m, 'files that are imported', file, (files) => {
    const others = files.filter((each) => !isTestCode(each));
    return new Set(others.flatMap((each) => importedBy(m.project, each)));
  });
  return imported.has(file);
}
