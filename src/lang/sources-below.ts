/** The source files below a folder, as the light project looks for them. */
import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';

/** Endings of source files, in the order in which imports without one try them. */
export const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'] as const;

/** How many files of a folder the light project reads at the most when a question is about the whole project. */
export const MAX_LIGHT_FILES = 2000;
const SKIPPED_NAMES = /^(?:node_modules|dist|build|coverage|\..*)$/;

/** Returns the source files below a folder, or those with other endings; null when they or the folders are too many. */
export function sourcesBelow(folder: string, endings: readonly string[] = EXTENSIONS): readonly string[] | null {
  const files: string[] = [];
  const folders = [folder];
  for (const each of folders) {
    if (files.length > MAX_LIGHT_FILES || folders.length > MAX_LIGHT_FILES) return null;
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(each, { withFileTypes: true });
    } catch {
      // Folders that can't be read hold nothing that could be analysed.
      continue;
    }
    for (const entry of entries) {
      const full = path.join(each, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_NAMES.test(entry.name)) folders.push(full);
      } else if (endings.includes(path.extname(entry.name))) files.push(full);
    }
  }
  return files.length > MAX_LIGHT_FILES ? null : files;
}
