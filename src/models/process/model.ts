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
  env: {
    source: { kind: 'process.env', form: Form.Object, child: Form.String | Form.Nullish, own: true },
    type: 'Env',
  },
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
  version: { source: { kind: 'system.version', form: Form.String } },
  versions: { source: { kind: 'system.version', form: Form.Object, child: Form.String } },
  config: { source: { kind: 'system.configuration', form: Form.Object } },
  execPath: { source: { kind: 'system.path', form: Form.String } },
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
    Env: {
      declared: ['node#ProcessEnv'],
      members: {
        NODE_TLS_REJECT_UNAUTHORIZED: { type: 'string|void', assigned: { roles: [{ role: 'tls.off' }] } },
      },
      anyMember: { source: { kind: 'process.env', form: Form.String | Form.Nullish, own: true } },
    },
    Output: { extends: 'node:stream:Writable', members: { write: { call: { native: 'console.line' } } } },
  },
};

export const nodeTimers: LibraryModel = {
  packages: ['node:timers'],
  exports: {
    setTimeout: {
      call: { sinks: [{ at: '1', kind: 'delay' }], callbacks: [{ at: '0', args: ['=2', '=3'] }], returns: 'unknown' },
    },
    setImmediate: { call: { callbacks: [{ at: '0', args: ['=1', '=2'] }], returns: 'unknown' } },
    setInterval: {
      call: { sinks: [{ at: '1', kind: 'delay' }], callbacks: [{ at: '0', args: ['=2', '=3'] }], returns: 'unknown' },
    },
  },
};

/** https://nodejs.org/api/timers.html#timers-promises-api */
export const nodeTimerPromises: LibraryModel = {
  packages: ['node:timers/promises'],
  exports: {
    setTimeout: {
      call: { sinks: [{ at: '0', kind: 'delay' }], flows: [{ from: '1', to: 'return' }], returns: 'Promise<unknown>' },
    },
    setImmediate: { call: { flows: [{ from: '0', to: 'return' }], returns: 'Promise<unknown>' } },
    setInterval: { call: { sinks: [{ at: '0', kind: 'delay' }], returns: 'unknown' } },
    scheduler: { members: { wait: { call: { sinks: [{ at: '0', kind: 'delay' }], returns: 'Promise<void>' } } } },
  },
};

/** What only operators need to know of the machine and its programs. */
function tells(kind: string, form: number): MemberSpec {
  return { call: { source: { kind, form } } };
}

export const nodeOs: LibraryModel = {
  packages: ['node:os'],
  exports: {
    ...Object.fromEntries(
      ['tmpdir', 'homedir', 'platform', 'type', 'arch', 'endianness'].map((name) => [
        name,
        { call: { returns: 'string' } },
      ]),
    ),
    EOL: { value: '\n' },
    cpus: tells('system.machine', Form.Array),
    hostname: tells('system.machine', Form.String),
    release: tells('system.version', Form.String),
    version: tells('system.version', Form.String),
    totalmem: { call: { returns: 'number' } },
    freemem: { call: { returns: 'number' } },
    uptime: { call: { returns: 'number' } },
    networkInterfaces: tells('system.machine', Form.Object),
    userInfo: tells('system.machine', Form.Object),
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
