/**
 * crypto-js (https://cryptojs.gitbook.io/docs), as `@types/crypto-js` declares it: the second argument of ciphers and of
 * keyed hashes is the key; plain hashes are fast; PBKDF2 takes what its options do not say from the library.
 */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { secretAt } from '../shared/credentials.js';

const CIPHERS = ['AES', 'DES', 'TripleDES', 'RC4', 'RC4Drop', 'Rabbit', 'RabbitLegacy', 'Blowfish'];
const HASHES = ['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA3', 'RIPEMD160'];

/** `iv` is a list of words: that of a constant is its text, that of `WordArray.random` random. */
function cipher(name: string): CallSpec {
  return {
    sinks: secretAt('the key', '1'),
    roles: [
      {
        role: 'crypto.named-cipher',
        parts: { mode: '2.mode', iv: '2.iv' },
        defaults: { algorithm: name },
      },
    ],
  };
}

/** Until 4.2 one round of SHA-1, since then 250,000 of SHA-256 (https://github.com/brix/crypto-js/releases/tag/4.2.0). */
const PBKDF2: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'slow-hash', what: 'the password' },
      { at: '1', kind: 'salt' },
    ],
    source: { kind: 'secret.derived', form: Form.String | Form.Object, own: true },
    roles: [
      {
        role: 'crypto.pbkdf2',
        parts: { password: '0', salt: '1', iterations: '2.iterations', digest: '2.hasher' },
        defaults: { iterations: 250_000, digest: 'sha256' },
      },
    ],
  },
};

const hash: MemberSpec = { call: { native: 'crypto-js.hash', sinks: [{ at: '0', kind: 'fast-hash' }] } };
const keyed: MemberSpec = {
  call: { native: 'crypto-js.mac', sinks: [{ at: '0', kind: 'fast-hash' }, ...secretAt('the key', '1')] },
};
const parse: MemberSpec = { call: { flows: [{ from: '0', to: 'return' }] } };

const members: Readonly<Record<string, MemberSpec>> = {
  mode: { members: { ECB: { value: 'ECB' } } },
  algo: { members: Object.fromEntries(HASHES.map((name) => [name, { value: name.toLowerCase() }])) },
  enc: {
    members: Object.fromEntries(
      ['Utf8', 'Hex', 'Base64', 'Base64url', 'Latin1', 'Utf16', 'Utf16LE'].map((name) => [
        name,
        { members: { parse } },
      ]),
    ),
  },
  lib: {
    members: {
      WordArray: {
        members: {
          random: {
            call: {
              source: { kind: 'random.bytes', form: Form.String, own: true },
              roles: [{ role: 'random.strong', parts: { size: '0' } }],
            },
          },
          create: parse,
        },
      },
    },
  },
  PBKDF2,
  ...Object.fromEntries(
    CIPHERS.map((name) => [name, { members: { encrypt: { call: cipher(name) }, decrypt: { call: cipher(name) } } }]),
  ),
  ...Object.fromEntries(HASHES.map((name) => [name, hash])),
  ...Object.fromEntries(HASHES.map((name) => [`Hmac${name}`, keyed])),
};

/** `import sha256 from 'crypto-js/sha256'`: algorithms have modules of their own. */
function alone(name: string, module = name.toLowerCase()): LibraryModel {
  const own = members[name] ?? {};
  return { packages: [`crypto-js/${module}`], exports: { '=': own, default: own } };
}

export const cryptoJs: readonly LibraryModel[] = [
  { packages: ['crypto-js'], exports: { '=': { members }, default: { members }, ...members } },
  ...[...HASHES, 'AES', 'TripleDES', 'RC4', 'Rabbit', 'PBKDF2'].map((name) => alone(name)),
  ...['SHA1', 'SHA256', 'SHA512'].map((name) => alone(`Hmac${name}`, `hmac-${name.toLowerCase()}`)),
];
