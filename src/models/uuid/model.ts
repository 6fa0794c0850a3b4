/** Identifiers: uuid, nanoid, cuid2, ulid. Made ones are the program's own; a validated one has the alphabet of its kind. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const UUID = {
  pattern: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
  flags: '',
  matches: true,
} as const;
const generate: MemberSpec = {
  call: { source: { kind: 'random.bytes', form: Form.String, own: true }, roles: [{ role: 'random.strong' }] },
};
/** Version 1 and 6 are the clock and the machine's address (RFC 9562, 5.1 and 5.6). */
const fromTime: MemberSpec = { call: { source: { kind: 'guessable.time', form: Form.String, own: true } } };
const validate: MemberSpec = { call: { guards: [{ at: '0', when: 'true', facts: [UUID] }], returns: 'boolean' } };

export const uuid: LibraryModel = {
  packages: ['uuid'],
  exports: {
    ...Object.fromEntries(['v1', 'v6'].map((name) => [name, fromTime])),
    ...Object.fromEntries(['v3', 'v5'].map((name) => [name, { call: { returns: 'string' } }])),
    ...Object.fromEntries(['v4', 'v7'].map((name) => [name, generate])),
    validate,
    version: { call: { guards: [{ at: '0', when: 'returns', facts: [UUID] }], returns: 'number' } },
    parse: { call: { guards: [{ at: '0', when: 'returns', facts: [UUID] }], returns: 'unknown' } },
    stringify: { call: { returns: 'string' } },
    NIL: { value: '00000000-0000-0000-0000-000000000000' },
    MAX: { value: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  },
};

export const uuidV4: LibraryModel = {
  packages: ['uuid/v4', 'ulid'],
  exports: { '=': generate, default: generate, ulid: generate },
};
export const nanoid: LibraryModel = {
  packages: ['nanoid', '@paralleldrive/cuid2'],
  exports: {
    nanoid: generate,
    createId: generate,
    customAlphabet: { call: { returns: 'Generator' } },
    isCuid: {
      call: {
        guards: [{ at: '0', when: 'true', facts: [{ pattern: '^[a-z0-9]+$', flags: '', matches: true }] }],
        returns: 'boolean',
      },
    },
  },
  types: { Generator: { call: { returns: 'string', roles: [{ role: 'random.strong' }] } } },
};
