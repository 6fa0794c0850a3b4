import path from 'node:path';

/** A point in a file. Line and column count from 1; the file is relative to the project folder, with forward slashes. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Returns how a message names a file: relative to the project folder (ESLint's `cwd`), with forward slashes. A file on
 * another Windows drive keeps its full path.
 */
export function displayPath(projectFolder: string, file: string): string {
  if (last.folder !== projectFolder || last.file !== file) {
    last = { folder: projectFolder, file, path: path.relative(projectFolder, file).split(path.sep).join('/') };
  }
  return last.path;
}

/** Rules ask one after the other for the same file. */
let last = { folder: '', file: '', path: '' };

/** A file of a place that a sentence names in passing: "(src/auth.ts:8)", "(`update`, src/users.ts:30:5)". */
const NAMED_FILE = /(?<=\((?:[^()]*, )?)[^\s(),`]+?(?=:\d+(?::\d+)?\))/g;

/** Returns a sentence with the file of every place that it names replaced. */
export function mapNamedFiles(text: string, change: (file: string) => string): string {
  return text.replace(NAMED_FILE, change);
}
