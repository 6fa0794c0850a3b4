/** Buffer, TextEncoder and TextDecoder, atob and btoa: bytes keep the text that they were made of. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';

const size: readonly SinkSpec[] = [{ at: '0', kind: 'size' }];

const BUFFER: MemberSpec = {
  call: { native: 'buffer.from' },
  construct: { native: 'buffer.from', returns: 'Buffer' },
  members: {
    from: { call: { native: 'buffer.from' } },
    concat: { call: { native: 'buffer.concat' } },
    alloc: { call: { native: 'buffer.alloc', sinks: size, roles: [{ role: 'buffer.alloc', parts: { size: '0' } }] } },
    allocUnsafe: { call: { returns: 'Buffer', sinks: size, roles: [{ role: 'buffer.alloc', parts: { size: '0' } }] } },
    byteLength: { call: { returns: 'number' } },
    // Bytes are no text and no list, and claim no length (https://nodejs.org/api/buffer.html#static-method-bufferisbufferobj).
    isBuffer: {
      call: { returns: 'boolean', guards: [{ at: '0', when: 'true', form: Form.Object, clears: ['text-method'] }] },
    },
    compare: { call: { native: 'buffer.compareBoth' } },
  },
};

const numbers: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  [
    'UInt8',
    'UInt16BE',
    'UInt16LE',
    'UInt32BE',
    'UInt32LE',
    'Int8',
    'Int16BE',
    'Int16LE',
    'Int32BE',
    'Int32LE',
    'FloatBE',
    'FloatLE',
    'DoubleBE',
    'DoubleLE',
    'UintBE',
    'UintLE',
  ].flatMap((name) => [
    [`read${name}`, { call: { returns: 'number' } }],
    [`write${name}`, { call: { returns: 'number' } }],
  ]),
);
const part: MemberSpec = { call: { native: 'buffer.part' } };
const atob: MemberSpec = { call: { native: 'buffer.atob' } };
const btoa: MemberSpec = { call: { native: 'buffer.btoa' } };

export const nodeBuffer: LibraryModel = {
  packages: ['buffer', 'node:buffer', 'safe-buffer'],
  exports: { Buffer: BUFFER, atob, btoa },
  globals: {
    Buffer: BUFFER,
    atob,
    btoa,
    TextEncoder: { construct: { returns: 'TextEncoder' } },
    TextDecoder: { construct: { returns: 'TextDecoder' } },
    Uint8Array: {
      construct: { native: 'buffer.typed', returns: 'Buffer' },
      members: { from: { call: { native: 'buffer.from' } } },
    },
  },
  types: {
    Buffer: {
      declared: ['global#Buffer', 'node#Buffer'],
      members: {
        toString: { call: { native: 'buffer.toString' } },
        slice: part,
        subarray: part,
        buffer: { type: 'unknown' },
        length: { type: 'number' },
        byteLength: { type: 'number' },
        equals: { call: { native: 'buffer.equals' } },
        compare: { call: { native: 'buffer.compare' } },
        indexOf: { call: { returns: 'number' } },
        includes: { call: { returns: 'boolean' } },
        write: { call: { returns: 'number' } },
        ...numbers,
      },
    },
    TextEncoder: {
      declared: ['global#TextEncoder', 'node#TextEncoder', 'typescript#TextEncoder'],
      members: { encode: { call: { native: 'buffer.from' } } },
    },
    TextDecoder: {
      declared: ['global#TextDecoder', 'node#TextDecoder', 'typescript#TextDecoder'],
      members: { decode: { call: { native: 'buffer.decode' } } },
    },
  },
};
export const nodeUtilEncoders: Readonly<Record<string, MemberSpec>> = {
  TextEncoder: { construct: { returns: 'buffer:TextEncoder' } },
  TextDecoder: { construct: { returns: 'buffer:TextDecoder' } },
};
