/** Small packages that start programs or hand a line to a shell. */
import { childProcess } from '../child-process/model.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const line: CallSpec = {
  sinks: [{ at: '0', kind: 'command' }],
  returns: 'Promise<unknown>',
  roles: [{ role: 'process.shell', parts: { command: '0' } }],
};
const called = (...slots: readonly string[]): MemberSpec => ({
  call: { ...line, callbacks: slots.map((at) => ({ at, args: [FAILURE, 'string', 'string'] })) },
});

/** https://github.com/RIAEvangelist/node-cmd: a line for the shell, and a callback. */
const nodeCmdMembers: Readonly<Record<string, MemberSpec>> = {
  run: called('1'),
  get: called('1'),
  runSync: { call: line },
};
export const nodeCmd: LibraryModel = {
  packages: ['node-cmd'],
  exports: { default: { members: nodeCmdMembers }, ...nodeCmdMembers },
};

/** The functions of node:child_process, promised (the README of each). */
export const promisedPrograms: LibraryModel = {
  packages: ['child-process-promise', 'promisify-child-process'],
  exports: Object.fromEntries(
    (['exec', 'execFile', 'spawn', 'fork'] as const).map((name): readonly [string, MemberSpec] => [
      name,
      { call: { ...childProcess.exports[name].call, returns: 'Promise<unknown>' } },
    ]),
  ),
};

/** https://github.com/jorangreef/sudo-prompt#usage: the line runs in a shell, with the rights of the administrator. */
export const sudoPrompt: LibraryModel = { packages: ['sudo-prompt'], exports: { exec: called('1', '2') } };

/** https://github.com/microsoft/node-pty: a program with its arguments, in a terminal. */
export const nodePty: LibraryModel = {
  packages: ['node-pty'],
  exports: {
    spawn: {
      call: {
        sinks: [{ at: '0', kind: 'program' }],
        native: 'child-process.program',
        roles: [{ role: 'process.program', parts: { program: '0', arguments: '1', options: '2' } }],
        returns: 'unknown',
      },
    },
  },
};

export const PROCESS_MODELS: readonly LibraryModel[] = [nodeCmd, nodePty, promisedPrograms, sudoPrompt];
