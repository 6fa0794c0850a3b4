/** Functions of the language whose argument is a pattern (ECMA-262, 22.2.4). What they return is the engine's own affair. */
import type { TextFact } from '../../lang/regex/language.js';
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

/** Anything but a name of a time zone or an offset is a RangeError (ECMA-402, 11.1.2 CreateDateTimeFormat, and IANA's rules for names). */
const ZONE: TextFact = { pattern: '^[A-Za-z0-9_+:/-]+$', flags: '', matches: true };
/** Anything but a well-formed language tag is a RangeError (ECMA-402, 9.2.1 CanonicalizeLocaleList). */
const LOCALE: TextFact = { pattern: '^[A-Za-z0-9-]+$', flags: '', matches: true };
const localized: CallSpec = { guards: [{ at: '0', when: 'returns', facts: [LOCALE] }] };
const dated: CallSpec = {
  guards: [...(localized.guards ?? []), { at: '1.timeZone', when: 'returns', facts: [ZONE] }],
};
const LOCALIZED = ['Collator', 'NumberFormat', 'PluralRules', 'RelativeTimeFormat', 'ListFormat', 'Segmenter'];

export const language: LibraryModel = {
  packages: ['ecmascript'],
  globals: {
    Intl: {
      members: {
        ...Object.fromEntries(LOCALIZED.map((name) => [name, { call: localized, construct: localized }])),
        DateTimeFormat: { call: dated, construct: dated },
        Locale: { construct: localized },
      },
    },
    RegExp: { call: pattern, construct: pattern },
    Array: { call: list, construct: list },
    ...Object.fromEntries(BYTES.map((name) => [name, bytes])),
  },
};
