/** node:path and its two systems. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const FUNCTIONS = [
  'join',
  'resolve',
  'normalize',
  'basename',
  'dirname',
  'extname',
  'relative',
  'isAbsolute',
  'parse',
  'format',
  'toNamespacedPath',
] as const;

function members(flavour: string, sep: string, delimiter: string): Readonly<Record<string, MemberSpec>> {
  return {
    ...Object.fromEntries(FUNCTIONS.map((name) => [name, { call: { native: `${flavour}.${name}` } }])),
    sep: { value: sep },
    delimiter: { value: delimiter },
  };
}

const posix: MemberSpec = { members: members('path.posix', '/', ':') };
const win32: MemberSpec = { members: members('path.win32', '\\', ';') };

export const nodePath: LibraryModel = {
  packages: ['node:path', 'pathe', 'upath'],
  exports: { ...members('path', '/', ':'), posix, win32 },
};
export const nodePathPosix: LibraryModel = {
  packages: ['node:path/posix'],
  exports: { ...members('path.posix', '/', ':'), posix, win32 },
};
export const nodePathWin32: LibraryModel = {
  packages: ['node:path/win32'],
  exports: { ...members('path.win32', '\\', ';'), posix, win32 },
};
