/** node:stream, its promises and consumers, node:readline and node:zlib. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const pipe: MemberSpec = { call: { native: 'streams.pipe' } };
const chain: MemberSpec = { call: { returns: 'this' } };

const classes: Readonly<Record<string, MemberSpec>> = {
  Readable: {
    construct: { native: 'streams.construct', returns: 'Readable' },
    members: { from: { call: { native: 'streams.from' } }, fromWeb: { call: { native: 'streams.from' } } },
  },
  Writable: { construct: { native: 'streams.construct', returns: 'Writable' } },
  Duplex: { construct: { native: 'streams.construct', returns: 'Duplex' } },
  Transform: { construct: { native: 'streams.construct', returns: 'Duplex' } },
  PassThrough: { construct: { returns: 'Duplex' } },
  pipeline: { call: { native: 'streams.pipeline' } },
  finished: {
    call: {
      callbacks: [
        { at: '1', args: [FAILURE] },
        { at: '2', args: [FAILURE] },
      ],
      returns: 'unknown',
    },
  },
};

export const nodeStream: LibraryModel = {
  packages: ['node:stream', 'readable-stream'],
  exports: {
    ...classes,
    promises: {
      members: {
        pipeline: { call: { native: 'streams.pipelinePromise' } },
        finished: { call: { returns: 'Promise<void>' } },
      },
    },
  },
  types: {
    Stream: {
      extends: 'node:events:EventEmitter',
      declared: ['node#Stream'],
      members: {
        on: { call: { native: 'streams.on' } },
        once: { call: { native: 'streams.on' } },
        addListener: { call: { native: 'streams.on' } },
      },
    },
    Readable: {
      extends: 'Stream',
      declared: ['node#Readable', 'node#ReadableStream', 'node#ReadStream'],
      members: {
        pipe,
        setEncoding: chain,
        pause: chain,
        resume: chain,
        unpipe: chain,
        destroy: chain,
        read: { call: { native: 'streams.read' } },
        push: { call: { native: 'streams.write' } },
        toArray: { call: { returns: 'Promise<unknown>' } },
      },
    },
    Writable: {
      extends: 'Stream',
      declared: ['node#Writable', 'node#WriteStream'],
      members: {
        write: { call: { native: 'streams.write' } },
        end: { call: { native: 'streams.write' } },
        destroy: chain,
        cork: chain,
        uncork: chain,
      },
    },
    Duplex: { extends: 'Readable, Writable', declared: ['node#Duplex', 'node#Transform', 'node#PassThrough'] },
  },
};

export const nodeStreamPromises: LibraryModel = {
  packages: ['node:stream/promises'],
  exports: {
    pipeline: { call: { native: 'streams.pipelinePromise' } },
    finished: { call: { returns: 'Promise<void>' } },
  },
};

const whole = (kind: string): MemberSpec => ({ call: { native: `streams.consume.${kind}` } });

export const nodeStreamConsumers: LibraryModel = {
  packages: ['node:stream/consumers'],
  exports: {
    text: whole('text'),
    buffer: whole('text'),
    arrayBuffer: whole('text'),
    blob: whole('text'),
    json: whole('json'),
  },
};

/** `raw-body`, `get-stream` and `concat-stream` collect a stream as well. */
export const streamCollectors: LibraryModel = {
  packages: ['raw-body', 'get-stream', 'co-body'],
  exports: {
    '=': { call: { native: 'streams.consume.text' } },
    default: { call: { native: 'streams.consume.text' } },
    json: whole('json'),
    form: whole('json'),
    text: whole('text'),
  },
};

const createInterface: MemberSpec = { call: { native: 'streams.lines' } };

export const nodeReadline: LibraryModel = {
  packages: ['node:readline', 'node:readline/promises'],
  exports: { createInterface, promises: { members: { createInterface } } },
  types: {
    Interface: {
      extends: 'node:stream:Stream',
      declared: ['node#Interface'],
      members: {
        question: {
          call: {
            callbacks: [
              { at: '1', args: [null] },
              { at: '2', args: [null] },
            ],
            returns: 'Promise<unknown>',
          },
        },
        close: { call: { returns: 'void' } },
        prompt: { call: { returns: 'void' } },
      },
    },
  },
};

/** A result without a limit can be a thousand times as large (https://nodejs.org/api/zlib.html#class-options). */
const unlimited: readonly SinkSpec[] = [
  { at: '0', kind: 'compressed', when: [{ at: '1.maxOutputLength', absent: true }] },
];
const EXPANDING = ['gunzip', 'inflate', 'inflateRaw', 'unzip', 'brotliDecompress', 'zstdDecompress'];

const zlib = (name: string): readonly (readonly [string, MemberSpec])[] => {
  const sinks = EXPANDING.includes(name) ? { sinks: unlimited } : {};
  return [
    [name, { call: { ...sinks, native: 'zlib.callback' } }],
    [`${name}Sync`, { call: { ...sinks, flows: [{ from: '0', to: 'return', as: 'made' }] } }],
  ];
};
const stream: MemberSpec = { call: { returns: 'node:stream:Duplex' } };
/** A stream has no option for the length of what it gives: the reader must count. */
const expanding: MemberSpec = { call: { native: 'zlib.expanding' } };

export const nodeZlib: LibraryModel = {
  packages: ['node:zlib'],
  exports: {
    ...Object.fromEntries(
      [
        'gzip',
        'gunzip',
        'deflate',
        'inflate',
        'deflateRaw',
        'inflateRaw',
        'unzip',
        'brotliCompress',
        'brotliDecompress',
        'zstdCompress',
        'zstdDecompress',
      ].flatMap(zlib),
    ),
    createGzip: stream,
    createDeflate: stream,
    createDeflateRaw: stream,
    createBrotliCompress: stream,
    createZstdCompress: stream,
    createGunzip: expanding,
    createInflate: expanding,
    createInflateRaw: expanding,
    createUnzip: expanding,
    createBrotliDecompress: expanding,
    createZstdDecompress: expanding,
  },
};
