/** node:child_process (https://nodejs.org/api/child_process.html): which functions use a shell, and when. */
import type { CallbackSpec, CallSpec, LibraryModel, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const output: readonly CallbackSpec[] = [1, 2, 3].map((index) => ({
  at: String(index),
  args: [FAILURE, 'string', 'string'],
}));

/** A command line for a shell; the other function takes program and arguments apart. */
function shell(callee: string): CallSpec {
  return {
    sinks: [
      { at: '0', kind: 'command', rewrite: { to: 'program', callee } },
      { at: '1.shell', kind: 'program' },
    ],
    roles: [{ role: 'process.shell', parts: { command: '0' } }],
  };
}

/** With a shell the program is part of the command line. */
export const WITHOUT_SHELL = ['1', '2'].map((at) => ({ at: `${at}.shell`, truthy: false, maybe: true }));

/** A program with arguments: a shell only where the options ask for one. */
function program(returns: string): CallSpec {
  const sinks: SinkSpec[] = [{ at: '0', kind: 'program', when: WITHOUT_SHELL }];
  for (const at of ['1', '2']) {
    const when = [{ at: `${at}.shell`, truthy: true }];
    sinks.push({ at: '0', kind: 'command', when }, { at: '1', kind: 'command', deep: true, when });
  }
  return {
    sinks,
    callbacks: output,
    returns,
    native: 'child-process.program',
    roles: [{ role: 'process.program', parts: { program: '0', arguments: '1', options: '2' } }],
  };
}

export const childProcess = {
  packages: ['node:child_process'],
  exports: {
    exec: { call: { ...shell('execFile'), callbacks: output, returns: 'ChildProcess' } },
    execSync: { call: { ...shell('execFileSync'), returns: 'unknown' } },
    execFile: { call: program('ChildProcess') },
    execFileSync: { call: program('unknown') },
    spawn: { call: program('ChildProcess') },
    spawnSync: { call: program('unknown') },
    fork: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'ChildProcess' } },
  },
  types: {
    ChildProcess: {
      extends: 'node:events:EventEmitter',
      members: {
        stdout: { type: 'node:stream:Readable' },
        stderr: { type: 'node:stream:Readable' },
        stdin: { type: 'node:stream:Writable' },
        kill: { call: { returns: 'boolean' } },
      },
    },
  },
} as const satisfies LibraryModel;
