/** Programs and shells through libraries: execa, cross-spawn, shelljs, zx; quoting by shell-quote. */
import { WITHOUT_SHELL } from '../child-process/model.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const program: CallSpec = {
  sinks: [
    { at: '0', kind: 'program', when: WITHOUT_SHELL },
    { at: '0', kind: 'command', when: [{ at: '2.shell', truthy: true }] },
    { at: '0', kind: 'command', when: [{ at: '1.shell', truthy: true }] },
    { at: '1', kind: 'command', deep: true, when: [{ at: '2.shell', truthy: true }] },
  ],
  native: 'child-process.program',
  returns: 'Promise<unknown>',
  roles: [{ role: 'process.program', parts: { program: '0', arguments: '1', options: '2' } }],
};
const command: CallSpec = {
  sinks: [{ at: '0', kind: 'command' }],
  returns: 'Promise<unknown>',
  callbacks: [1, 2].map((index) => ({ at: String(index), args: [FAILURE, 'string', 'string'] })),
  roles: [{ role: 'process.shell', parts: { command: '0' } }],
};
/** Program and arguments, a template of both, or options for later calls (https://github.com/sindresorhus/execa/blob/main/docs/api.md). */
const scripted: MemberSpec = { call: { ...program, native: 'shell.execa' } };
/** execaCommand splits a text at spaces: no shell unless one is asked for, but options of the client's. */
const split: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'command', when: [{ at: '1.shell', truthy: true }] }],
    native: 'shell.split',
    returns: 'Promise<unknown>',
  },
};

export const execa: LibraryModel = {
  packages: ['execa'],
  exports: {
    default: {
      ...scripted,
      members: { sync: scripted, command: split, commandSync: split, node: { call: program } },
    },
    execa: scripted,
    execaSync: scripted,
    execaNode: { call: program },
    execaCommand: split,
    execaCommandSync: split,
    $: { ...scripted, members: { sync: scripted, s: scripted } },
  },
};

export const crossSpawn: LibraryModel = {
  packages: ['cross-spawn'],
  exports: {
    '=': { call: program },
    default: { call: program, members: { sync: { call: program }, spawn: { call: program } } },
    sync: { call: program },
    spawn: { call: program },
  },
};

/** https://github.com/tinylibs/tinyexec: the program and its arguments apart, under two names. */
export const tinyExec: LibraryModel = {
  packages: ['tinyexec'],
  exports: { x: { call: program }, exec: { call: program } },
};

const file: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'path', deep: true },
      { at: '1', kind: 'path', deep: true },
    ],
    returns: 'unknown',
  },
};
const shellMembers: Readonly<Record<string, MemberSpec>> = {
  exec: { call: { ...command, returns: 'unknown' } },
  cmd: { call: { sinks: [{ at: '0', kind: 'program' }], returns: 'unknown' } },
  ...Object.fromEntries(
    ['rm', 'cp', 'mv', 'cat', 'ls', 'mkdir', 'touch', 'cd', 'ln', 'head', 'tail', 'sed', 'grep', 'find', 'chmod'].map(
      (name) => [name, file],
    ),
  ),
};

export const shelljs: LibraryModel = {
  packages: ['shelljs'],
  exports: { default: { members: shellMembers }, ...shellMembers },
};

/** zx quotes the values of its template: they stay words, unless the template has quotes of its own (https://google.github.io/zx/quotes). */
const line: MemberSpec = { call: { native: 'shell.zx', returns: 'Promise<unknown>' } };
export const zx: LibraryModel = {
  packages: ['zx', 'zx/core', 'zx/globals'],
  exports: {
    $: { ...line, members: { sync: line } },
    quote: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['command'] }] } },
  },
};

const quote: MemberSpec = { call: { native: 'shell.quote' } };

export const shellQuote: LibraryModel = {
  packages: ['shell-quote'],
  exports: { quote },
};

/** https://github.com/ericcornelissen/shescape: `quote` and `quoteAll` make whole words; `escape` is for places without a shell. */
export const shescape: LibraryModel = {
  packages: ['shescape', 'shescape/stateless'],
  exports: {
    Shescape: { construct: { returns: 'Shescape' } },
    quote,
    quoteAll: quote,
  },
  types: { Shescape: { members: { quote, quoteAll: quote, escape: quote, escapeAll: quote } } },
};

/** Functions that quote a list of words, as the module itself. */
export const shellEscapes: LibraryModel = {
  packages: ['shell-escape'],
  exports: { '=': quote, default: quote },
};
