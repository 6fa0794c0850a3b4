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
