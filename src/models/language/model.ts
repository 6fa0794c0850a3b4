/** Functions of the language whose argument is a pattern (ECMA-262, 22.2.4). What they return is the engine's own affair. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const pattern: CallSpec = { sinks: [{ at: '0', kind: 'pattern' }] };

/** One argument is a length, several are elements (ECMA-262, 23.1.1.1). */
const list: CallSpec = {
  sinks: [
    {
      at: '0',
      kind: 'size',
      when: [
        { at: '1', absent: true },
        { at: '0', form: 2, maybe: true },
      ],
    },
  ],
};
const bytes: MemberSpec = {
  construct: { sinks: [{ at: '0', kind: 'size', when: [{ at: '0', form: 2, maybe: true }] }] },
};
const BYTES = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

export const language: LibraryModel = {
  packages: ['ecmascript'],
  globals: {
    RegExp: { call: pattern, construct: pattern },
    Array: { call: list, construct: list },
    ...Object.fromEntries(BYTES.map((name) => [name, bytes])),
  },
};
