/** What the files of a project say together: worked out once, whoever asks first. */
import path from 'node:path';
import type { TS } from '../lang/ts.js';
import type { Machine } from './machine.js';

/** What was made of a list of files: of the project's own list, or of one that is made for a folder. */
interface Kept<T> {
  readonly ofLists: WeakMap<readonly TS.SourceFile[], { readonly made: T }>;
  readonly ofFolders: Map<string, { readonly made: T }>;
}

function keptFor<T>(m: Machine, key: string): Kept<T> {
  const known = m.notes.get(key) as Kept<T> | undefined;
  if (known) return known;
  const kept: Kept<T> = { ofLists: new WeakMap(), ofFolders: new Map() };
  m.notes.set(key, kept);
  m.forgetters.set(key, () => void m.notes.delete(key));
  return kept;
}

/**
 * Returns what `build` makes of the files of the project that a file belongs to; once, until a file changes.
 * What was read for other projects that a process lints is none of its files.
 */
export function ofFilesAround<T>(
  m: Machine,
  key: string,
  near: TS.SourceFile,
  build: (files: readonly TS.SourceFile[]) => T,
): T {
  const kept = keptFor<T>(m, key);
  const around = m.project.filesAround(near);
  const unsaved = m.project.unsavedBeside(near);
  if (around.length > 1 && unsaved.length === 0) {
    let entry = kept.ofLists.get(around);
    if (!entry) kept.ofLists.set(around, (entry = { made: build(around) }));
    return entry.made;
  }
  const folder = path.dirname(near.fileName);
  let entry = kept.ofFolders.get(folder);
  if (!entry) {
    // A project that is too large to be read as a whole: what stands near, and what was read anyway.
    const files = around.length > 1 ? [...new Set([...around, ...unsaved])] : m.project.filesFor(near);
    kept.ofFolders.set(folder, (entry = { made: build(files) }));
  }
  return entry.made;
}
