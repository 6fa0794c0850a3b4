/** Small helpers: limiters and wrappers that call what they are given, settings, files by pattern, mails, observables. */
import { mailSinks, NODEMAILER_FIELDS } from '../mail/model.js';
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { members } from '../stores/parts.js';

/** Returns its function: Express calls it as any other handler. */
const wrapper: MemberSpec = { call: { flows: [{ from: '0', to: 'return' }] } };

export const handlerWrappers: LibraryModel = {
  packages: ['express-async-handler', 'p-memoize', 'memoizee', 'once', 'onetime'],
  exports: { '=': wrapper, default: wrapper },
};

const runs: MemberSpec = { call: { native: 'helpers.run' } };

export const limiters: LibraryModel = {
  packages: ['p-limit'],
  exports: { '=': { call: { returns: 'Limit' } }, default: { call: { returns: 'Limit' } }, limitFunction: wrapper },
  types: { Limit: { call: { native: 'helpers.run' }, declared: ['p-limit#LimitFunction'] } },
};

const makesQueue: MemberSpec = { construct: { returns: 'Queue' } };
/** Queues that run what they are given: p-queue, Bottleneck, async-mutex. */
export const queues: LibraryModel = {
  packages: ['p-queue', 'bottleneck', 'async-mutex'],
  exports: { '=': makesQueue, default: makesQueue, Mutex: makesQueue, Semaphore: makesQueue },
  types: {
    Queue: {
      declared: ['p-queue#PQueue', 'bottleneck#Bottleneck', 'async-mutex#Mutex', 'async-mutex#Semaphore'],
      members: { add: runs, schedule: runs, runExclusive: runs, wrap: wrapper },
    },
  },
};

export const retriers: LibraryModel = {
  packages: ['p-retry', 'async-retry', 'p-timeout', 'exponential-backoff', 'promise-retry'],
  exports: { '=': runs, default: runs, backOff: runs },
};

export const dotenv: LibraryModel = {
  packages: ['dotenv', 'dotenv-flow'],
  exports: {
    config: { call: { returns: 'object' } },
    parse: { call: { returns: 'object' } },
    default: { members: { config: { call: { returns: 'object' } }, parse: { call: { returns: 'object' } } } },
  },
};

const files: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'path' },
      { at: '1.cwd', kind: 'path' },
    ],
    callbacks: [
      { at: '1', args: [FAILURE, null] },
      { at: '2', args: [FAILURE, null] },
    ],
    returns: 'unknown',
  },
};

export const globs: LibraryModel = {
  packages: ['glob', 'fast-glob', 'globby', 'tinyglobby', 'rimraf', 'del', 'mkdirp', 'make-dir'],
  exports: {
    '=': { ...files, members: { sync: files } },
    default: { ...files, members: { sync: files } },
    glob: files,
    globSync: files,
    ...members('globStream globStreamSync globIterate globIterateSync globbyStream globbySync', files),
    sync: files,
    globby: files,
    rimraf: files,
    rimrafSync: files,
    mkdirp: files,
    mkdirpSync: files,
    deleteAsync: files,
    deleteSync: files,
    makeDirectory: files,
  },
};

const send: MemberSpec = {
  call: {
    // A path is a file or an address: it is read and sent along (https://nodemailer.com/message/attachments).
    sinks: [
      ...mailSinks('0', NODEMAILER_FIELDS),
      { at: '0.raw', kind: 'raw-head', what: 'the head of the mail' },
      // Texts may be objects like attachments as well (AttachmentLike in the typings of nodemailer).
      ...['attachments[]', 'alternatives[]', 'html', 'text', 'amp'].map((name): SinkSpec => ({
        at: `0.${name}.path`,
        kind: 'path',
      })),
      { at: '0.attachments[].href', kind: 'address' },
    ],
    callbacks: [{ at: '1', args: [FAILURE, null] }],
    returns: 'Promise<unknown>',
    roles: [{ role: 'mail.send', parts: { message: '0', text: '0.text', html: '0.html', to: '0.to' } }],
  },
};

export const nodemailer: LibraryModel = {
  packages: ['nodemailer'],
  exports: {
    createTransport: {
      call: {
        sinks: [
          { at: '0.auth.pass', kind: 'password', what: 'the password' },
          { at: '0.host', kind: 'address', within: 'smtp://' },
        ],
        returns: 'Transporter',
      },
    },
    default: {
      members: {
        createTransport: {
          call: {
            sinks: [
              { at: '0.auth.pass', kind: 'password', what: 'the password' },
              { at: '0.host', kind: 'address', within: 'smtp://' },
            ],
            returns: 'Transporter',
          },
        },
      },
    },
  },
  types: {
    Transporter: {
      declared: ['nodemailer#Transporter', 'nodemailer#Mail'],
      members: {
        sendMail: send,
        verify: { call: { returns: 'Promise<boolean>' } },
        close: { call: { returns: 'void' } },
      },
    },
  },
};

const values: MemberSpec = { call: { native: 'rxjs.of' } };

export const rxjs: LibraryModel = {
  packages: ['rxjs', 'rxjs/operators'],
  exports: {
    of: values,
    from: { call: { native: 'rxjs.from' } },
    defer: { call: { native: 'rxjs.defer' } },
    firstValueFrom: { call: { native: 'rxjs.value' } },
    lastValueFrom: { call: { native: 'rxjs.value' } },
    map: { call: { native: 'rxjs.map' } },
    tap: { call: { native: 'rxjs.tap' } },
    switchMap: { call: { native: 'rxjs.map' } },
    mergeMap: { call: { native: 'rxjs.map' } },
    concatMap: { call: { native: 'rxjs.map' } },
    filter: { call: { native: 'rxjs.tap' } },
    Subject: { construct: { native: 'rxjs.subject' } },
    BehaviorSubject: { construct: { native: 'rxjs.subject' } },
    ReplaySubject: { construct: { native: 'rxjs.subject' } },
  },
  types: {
    Observable: {
      declared: ['rxjs#Observable', 'rxjs#Subject', 'rxjs#BehaviorSubject'],
      members: {
        pipe: { call: { native: 'rxjs.pipe' } },
        subscribe: { call: { native: 'rxjs.subscribe' } },
        next: { call: { native: 'rxjs.next' } },
        toPromise: { call: { native: 'rxjs.value' } },
        asObservable: { call: { returns: 'this' } },
        complete: { call: { returns: 'void' } },
      },
    },
  },
};

const promiseMembers: Readonly<Record<string, MemberSpec>> = {
  promisify: { call: { native: 'util.promisify' } },
  promisifyAll: { call: { native: 'helpers.promisifyAll' } },
  map: { call: { native: 'helpers.mapAsync' } },
  each: { call: { native: 'helpers.mapAsync' } },
  mapSeries: { call: { native: 'helpers.mapAsync' } },
  ...members('filter', { call: { native: 'helpers.filterAsync' } }),
  reduce: { call: { native: 'helpers.reduceAsync' } },
  props: { call: { native: 'helpers.props' } },
  join: { call: { native: 'helpers.joined' } },
  ...members('all allSettled race any resolve reject', { call: { native: 'helpers.promise' } }),
  try: runs,
  attempt: runs,
  method: wrapper,
  delay: { call: { returns: 'Promise<void>' } },
};

/** `new Promise(...)` of bluebird is as the language's; p-map is a function. */
const promiseClass: MemberSpec = {
  construct: { native: 'helpers.newPromise' },
  call: { native: 'helpers.mapAsync' },
  members: promiseMembers,
};

export const bluebird: LibraryModel = {
  packages: ['bluebird', 'p-map'],
  exports: {
    '=': promiseClass,
    default: promiseClass,
    ...promiseMembers,
  },
};
