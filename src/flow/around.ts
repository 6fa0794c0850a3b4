/** What the files of a project say together: worked out for each folder that asks, so that no other question decides about it. */
import path from 'node:path';
import type { TS } from '../lang/ts.js';
import type { Machine } from './machine.js';

function filesAround(m: Machine, near: TS.SourceFile): readonly TS.SourceFile[] {
  const around = m.project.filesAround(near);
  // A project that is too large to be read as a whole: what stands near, and what was read anyway.
  if (around.length <= 1) return m.project.filesFor(near);
  // What an editor has not saved yet is on no disk.
  const folder = `${path.dirname(near.fileName)}/`;
  return [...new Set([...around, ...m.project.files().filter(({ fileName }) => fileName.startsWith(folder))])];
}

/**
 * Returns what `build` makes of the files of the project that a file belongs to; once for each folder, until a file changes.
 * What was read for other folders, or for other projects that a process lints, is none of its files.
 */
export function ofFilesAround<T>(
  m: Machine,
  key: string,
  near: TS.SourceFile,
  build: (files: readonly TS.SourceFile[]) => T,
): T {
  let known = m.notes.get(key) as Map<string, { readonly made: T }> | undefined;
  if (!known) {
    known = new Map<string, { readonly made: T }>();
    m.notes.set(key, known);
    m.forgetters.set(key, () => void m.notes.delete(key));
  }
  const folder = path.dirname(near.fileName);
  let entry = known.get(folder);
  if (!entry) known.set(folder, (entry = { made: build(filesAround(m, near)) }));
  return entry.made;
}
