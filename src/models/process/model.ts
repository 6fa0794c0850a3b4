/** The process, timers, workers and the operating system. */
import { Form } from '../../flow/forms.js';
import { REPORT_MEMBERS } from '../debugging/model.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const soon: CallSpec = { callbacks: [{ at: '0', args: ['=1', '=2', '=3'] }], returns: 'unknown' };
const listener: MemberSpec = { call: { callbacks: [{ at: '1', args: [null, null], when: 'later' }], returns: 'this' } };

const members: Readonly<Record<string, MemberSpec>> = {
  argv: { source: { kind: 'process.argv', form: Form.Array, child: Form.String } },
  argv0: { type: 'string' },
  execArgv: { type: 'unknown' },
  env: { type: 'Env' },
  exit: { call: { exits: true } },
  abort: { call: { exits: true } },
  nextTick: { call: soon },
  cwd: { call: { returns: 'string' } },
  chdir: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'void' } },
  on: listener,
  once: listener,
  emit: { call: { returns: 'boolean' } },
  emitWarning: { call: { returns: 'void' } },
  kill: { call: { returns: 'boolean' } },
  stdin: { type: 'node:stream:Readable' },
  stdout: { type: 'Output' },
  stderr: { type: 'Output' },
  dlopen: { call: { sinks: [{ at: '1', kind: 'module-name' }], returns: 'void' } },
  report: { members: REPORT_MEMBERS },
  platform: { type: 'string' },
  version: { type: 'string' },
  pid: { type: 'number' },
  uptime: { call: { returns: 'number' } },
  hrtime: { call: { returns: 'unknown' } },
  memoryUsage: { call: { returns: 'unknown' } },
};

export const nodeProcess: LibraryModel = {
  packages: ['node:process', 'process'],
  exports: members,
  globals: { process: { members } },
  types: {
    Env: { declared: ['node#ProcessEnv'], anyMember: { type: 'string|void' } },
    Output: { extends: 'node:stream:Writable', members: { write: { call: { native: 'console.line' } } } },
  },
};

export const nodeTimers: LibraryModel = {
  packages: ['node:timers', 'node:timers/promises'],
  exports: {
    setTimeout: { call: { callbacks: [{ at: '0', args: ['=2', '=3'] }], returns: 'Promise<unknown>' } },
    setImmediate: { call: { callbacks: [{ at: '0', args: ['=1', '=2'] }], returns: 'Promise<unknown>' } },
    setInterval: { call: { callbacks: [{ at: '0', args: ['=2', '=3'] }], returns: 'unknown' } },
    scheduler: { members: { wait: { call: { returns: 'Promise<void>' } } } },
  },
};

export const nodeOs: LibraryModel = {
  packages: ['node:os'],
  exports: {
    ...Object.fromEntries(
      ['tmpdir', 'homedir', 'hostname', 'platform', 'type', 'release', 'arch', 'endianness'].map((name) => [
        name,
        { call: { returns: 'string' } },
      ]),
    ),
    EOL: { value: '\n' },
    cpus: { call: { returns: 'unknown' } },
    totalmem: { call: { returns: 'number' } },
    freemem: { call: { returns: 'number' } },
    uptime: { call: { returns: 'number' } },
    networkInterfaces: { call: { returns: 'unknown' } },
    userInfo: { call: { returns: 'unknown' } },
  },
};

export const nodeWorkers: LibraryModel = {
  packages: ['node:worker_threads', 'node:cluster'],
  exports: {
    Worker: {
      construct: {
        sinks: [
          { at: '0', kind: 'code', when: [{ at: '1.eval', truthy: true }] },
          { at: '0', kind: 'module-name', when: [{ at: '1.eval', absent: true }] },
        ],
        returns: 'Worker',
      },
    },
    isMainThread: { type: 'boolean' },
    parentPort: { type: 'Worker' },
  },
  types: {
    Worker: {
      extends: 'node:events:EventEmitter',
      members: { postMessage: { call: { returns: 'void' } }, terminate: { call: { returns: 'Promise<unknown>' } } },
    },
  },
};
