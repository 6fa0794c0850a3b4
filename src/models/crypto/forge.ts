/** node-forge (https://github.com/digitalbazaar/forge#api): digests, ciphers, keys and derived keys. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const digest: MemberSpec = { members: { create: { call: { returns: 'MessageDigest' } } } };
const ciphers: CallSpec = {
  returns: 'unknown',
  sinks: [{ at: '1', kind: 'credential', what: 'the key' }],
  roles: [{ role: 'crypto.cipher', parts: { algorithm: '0' } }],
};
/** `generateKeyPair({ bits: 2048 })` and `generateKeyPair(2048)`. */
const keyPair: MemberSpec = {
  call: {
    returns: 'unknown',
    roles: [{ role: 'crypto.key-pair', parts: { bits: '0.bits', size: '0' }, defaults: { type: 'rsa' } }],
  },
};
const bytes: MemberSpec = {
  call: {
    source: { kind: 'random.bytes', form: Form.String, own: true },
    roles: [{ role: 'random.strong', parts: { size: '0' } }],
  },
};
const pbkdf2: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'slow-hash', what: 'the password' },
      { at: '1', kind: 'salt' },
    ],
    source: { kind: 'secret.derived', form: Form.String, own: true },
    roles: [{ role: 'crypto.pbkdf2', parts: { password: '0', salt: '1', iterations: '2', digest: '4' } }],
  },
};
const members: Readonly<Record<string, MemberSpec>> = {
  md: {
    members: Object.fromEntries(['md5', 'sha1', 'sha256', 'sha384', 'sha512'].map((name) => [name, digest])),
  },
  cipher: { members: { createCipher: { call: ciphers }, createDecipher: { call: ciphers } } },
  hmac: { members: { create: { call: { returns: 'KeyedDigest' } } } },
  pki: { members: { rsa: { members: { generateKeyPair: keyPair } } } },
  random: { members: { getBytes: bytes, getBytesSync: bytes } },
  pkcs5: { members: { pbkdf2 } },
};

export const nodeForge = {
  packages: ['node-forge'],
  exports: { '=': { members }, default: { members }, ...members },
  types: {
    MessageDigest: {
      members: {
        update: { call: { native: 'crypto.update', sinks: [{ at: '0', kind: 'fast-hash' }] } },
        digest: { call: { native: 'crypto.digestText' } },
      },
    },
    KeyedDigest: {
      members: {
        start: { call: { sinks: [{ at: '1', kind: 'credential', what: 'the key' }], returns: 'this' } },
        update: { call: { sinks: [{ at: '0', kind: 'fast-hash' }], returns: 'this' } },
        digest: { call: { source: { kind: 'secret.mac', form: Form.String, own: true } } },
      },
    },
  },
} as const satisfies LibraryModel;
