import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { displayPath } from '../report/place.js';
import { TroubleError, troubleIn, type Trouble } from './trouble.js';

/** The file name extensions that are scanned. */
export const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'] as const;

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'coverage', '.next', '.git']);
const DECLARATION = /\.d\.(?:[^./]+\.)?[cm]?ts$/;
const MINIFIED = /[.-]min\.[cm]?js$/;

function isSourceName(name: string): boolean {
  return EXTENSIONS.some((extension) => name.endsWith(extension)) && !DECLARATION.test(name) && !MINIFIED.test(name);
}

/** Says whether a path below the folder of the scan is scanned: its extension, no build output, no declarations. */
export function isScanned(relativePath: string): boolean {
  const parts = relativePath.split(/[\\/]/);
  const name = parts.pop() ?? '';
  return isSourceName(name) && !parts.some((part) => SKIPPED_FOLDERS.has(part));
}

/** A hook runs with GIT_DIR and its like set; they would make git answer for the wrong folder. */
function environmentWithoutGit(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
}

/** Returns what git does not ignore below a folder, or undefined outside a git work tree or without git. */
function listByGit(folder: string): readonly string[] | undefined {
  try {
    // A repository's own configuration may name a program as file-system monitor: analysed projects execute nothing.
    const list = ['-c', 'core.fsmonitor=false', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const output = execFileSync('git', list, {
      cwd: folder,
      encoding: 'utf8',
      env: environmentWithoutGit(),
      maxBuffer: 1024 ** 3,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.split('\0').filter((file) => file !== '');
  } catch {
    return undefined;
  }
}

function walk(folder: string, prefix: string): readonly string[] {
  return fs.readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const relative = path.join(prefix, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : walk(folder, relative);
    return entry.isFile() ? [relative] : [];
  });
}

function isRegularFile(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function filesBelow(folder: string): readonly string[] {
  const listed = listByGit(folder) ?? walk(folder, '');
  return listed
    .filter(isScanned)
    .map((file) => path.join(folder, file))
    .filter(isRegularFile);
}

type Found = { readonly files: readonly string[] } | { readonly trouble: Trouble };

function find(cwd: string, given: string): Found {
  const target = path.resolve(cwd, given);
  const stats = fs.statSync(target, { throwIfNoEntry: false });
  if (stats === undefined) {
    return {
      trouble: troubleIn('missing-path', given, 'No such file or folder. Name paths relative to the current folder.'),
    };
  }
  if (stats.isFile()) return { files: isScanned(displayPath(cwd, target)) ? [target] : [] };
  const files = filesBelow(target);
  if (files.length > 0) return { files };
  const message = `No TypeScript or JavaScript file to scan here. Name the folder of the sources; build output and what .gitignore lists are left out.`;
  return { trouble: troubleIn('nothing-to-scan', given, message) };
}

/**
 * Returns the files to scan below the given paths, absolute, sorted and without duplicates. Named files are taken unless
 * they are no sources, so that a hook may pass every staged file; in folders, git says what is ignored.
 * @throws {TroubleError} when a path does not exist or a folder holds nothing to scan.
 */
export function filesToScan(cwd: string, paths: readonly string[]): readonly string[] {
  const found = (paths.length === 0 ? ['.'] : paths).map((given) => find(cwd, given));
  const troubles = found.flatMap((each) => ('trouble' in each ? [each.trouble] : []));
  if (troubles.length > 0) throw new TroubleError(troubles);
  const files = found.flatMap((each) => ('files' in each ? each.files : []));
  return [...new Set(files)].sort();
}
