/** node:fs, node:fs/promises, fs-extra and graceful-fs: every function whose argument names a file. */
import { Form } from '../../flow/forms.js';
import { State } from '../../flow/labels.js';
import type { CallbackSpec, CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

/** Names of functions whose first argument is a path; `true` where the second is one, too. */
const PATHS = {
  access: false,
  appendFile: false,
  chmod: false,
  chown: false,
  copyFile: true,
  cp: true,
  exists: false,
  glob: false,
  lchmod: false,
  lchown: false,
  link: true,
  lstat: false,
  lutimes: false,
  mkdir: false,
  mkdtemp: false,
  open: false,
  openAsBlob: false,
  opendir: false,
  readdir: false,
  readFile: false,
  readlink: false,
  rename: true,
  rm: false,
  rmdir: false,
  stat: false,
  statfs: false,
  symlink: true,
  truncate: false,
  unlink: false,
  unwatchFile: false,
  utimes: false,
  watch: false,
  watchFile: false,
  writeFile: false,
} as const;

const EXTRA = {
  createFile: false,
  createLink: true,
  createSymlink: true,
  emptydir: false,
  copy: true,
  emptyDir: false,
  ensureDir: false,
  ensureFile: false,
  ensureLink: true,
  ensureSymlink: true,
  mkdirp: false,
  mkdirs: false,
  move: true,
  outputFile: false,
  outputJson: false,
  outputJSON: false,
  pathExists: false,
  readJson: false,
  readJSON: false,
  remove: false,
  writeJson: false,
  writeJSON: false,
} as const;

/** A text that is appended to a file named as a log begins or continues a line of it. */
const LOG_LINE: SinkSpec = { at: '1', kind: 'log', when: [{ at: '0', matches: '\\.log$|(?:^|/)logs?/[^/]*$' }] };
const PATH_KIND = 'path';

function sinksOf(name: string, second: boolean): readonly SinkSpec[] {
  const sinks: SinkSpec[] = [{ at: '0', kind: PATH_KIND }];
  if (second) sinks.push({ at: '1', kind: PATH_KIND });
  if (name.startsWith('appendFile') || name.startsWith('writeFile')) sinks.push(LOG_LINE);
  return sinks;
}

const callbacks: readonly CallbackSpec[] = [1, 2, 3, 4].map((index) => ({
  at: String(index),
  args: [FAILURE, null, null],
}));

function withCallback(table: Readonly<Record<string, boolean>>): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(
    Object.entries(table).map(([name, second]): readonly [string, MemberSpec] => [
      name,
      {
        call: {
          sinks: sinksOf(name, second),
          callbacks,
          returns: 'unknown',
          roles: [{ role: `fs.${name}`, parts: { path: '0' } }],
        },
      },
    ]),
  );
}

/** These have no synchronous form. */
const NEVER_SYNCHRONOUS: ReadonlySet<string> = new Set(['openAsBlob', 'unwatchFile', 'watch', 'watchFile']);
/** These stand in `node:fs` only. */
const NEVER_PROMISED: ReadonlySet<string> = new Set(['exists', 'openAsBlob', 'unwatchFile', 'watchFile']);

function without(
  table: Readonly<Record<string, boolean>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.has(name)));
}

function synchronous(table: Readonly<Record<string, boolean>>): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(
    Object.entries(without(table, NEVER_SYNCHRONOUS)).map(([name, second]): readonly [string, MemberSpec] => [
      `${name}Sync`,
      {
        call: {
          sinks: sinksOf(name, second),
          returns: 'unknown',
          roles: [{ role: `fs.${name}`, parts: { path: '0' } }],
        },
      },
    ]),
  );
}

function promised(table: Readonly<Record<string, boolean>>): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(
    Object.entries(table).map(([name, second]): readonly [string, MemberSpec] => [
      name,
      {
        call: {
          sinks: sinksOf(name, second),
          returns: name === 'open' ? 'Promise<FileHandle>' : 'Promise<unknown>',
          roles: [{ role: `fs.${name}`, parts: { path: '0' } }],
        },
      },
    ]),
  );
}

const streams: Readonly<Record<string, MemberSpec>> = {
  createReadStream: { call: { sinks: [{ at: '0', kind: PATH_KIND }], returns: 'node:stream:Readable' } },
  createWriteStream: { call: { sinks: [{ at: '0', kind: PATH_KIND }], native: 'streams.stored' } },
};

/** The same file by its real name: asking for it is how a program finds out where a path leads, and what is known of the name is known of the path. */
const canonical = (to: string): CallSpec => ({
  flows: [{ from: '0', to, as: 'same', form: Form.String, state: State.Resolved }],
  returns: 'unknown',
});
const canonicalCallbacks: readonly CallbackSpec[] = [1, 2].map((index) => ({
  at: String(index),
  args: [FAILURE, '=0'],
}));

const callbackApi: Readonly<Record<string, MemberSpec>> = {
  ...withCallback(PATHS),
  ...synchronous(PATHS),
  ...streams,
  realpath: { call: { callbacks: canonicalCallbacks, returns: 'unknown' } },
  realpathSync: { call: canonical('return') },
};
const promiseApi: Readonly<Record<string, MemberSpec>> = {
  ...promised(without(PATHS, NEVER_PROMISED)),
  realpath: { call: canonical('return<Promise>') },
};

const types: LibraryModel['types'] = {
  FileHandle: {
    declared: ['node#FileHandle'],
    members: {
      readFile: { call: { returns: 'Promise<unknown>' } },
      writeFile: { call: { returns: 'Promise<void>' } },
      appendFile: { call: { returns: 'Promise<void>' } },
      createReadStream: { call: { returns: 'node:stream:Readable' } },
      createWriteStream: { call: { native: 'streams.stored' } },
      close: { call: { returns: 'Promise<void>' } },
    },
  },
};

export const fsModel: LibraryModel = {
  packages: ['node:fs', 'graceful-fs'],
  exports: { ...callbackApi, promises: { members: promiseApi } },
  types,
};
export const fsPromises: LibraryModel = { packages: ['node:fs/promises'], exports: promiseApi, types };

/** With fs-extra every function also returns a promise when no callback is given. */
export const fsExtra: LibraryModel = {
  packages: ['fs-extra'],
  exports: {
    ...callbackApi,
    ...synchronous(EXTRA),
    ...Object.fromEntries(
      Object.entries({ ...promised(PATHS), ...promised(EXTRA) }).map(([name, spec]): readonly [string, MemberSpec] => [
        name,
        { call: { ...spec.call, callbacks } },
      ]),
    ),
    realpath: { call: { ...canonical('return<Promise>'), callbacks: canonicalCallbacks } },
    promises: { members: promiseApi },
  },
  types,
};
