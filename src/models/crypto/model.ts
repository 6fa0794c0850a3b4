/** node:crypto and the Web Crypto global: digests carry no text; keys are credentials. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';

function keyed(returns: string, role: string): CallSpec {
  return {
    sinks: [{ at: '1', kind: 'credential', what: 'the key' }],
    returns,
    roles: [{ role, parts: { algorithm: '0', key: '1' } }],
  };
}

const hash: MemberSpec = { call: { returns: 'Hash', roles: [{ role: 'crypto.hash', parts: { algorithm: '0' } }] } };
const derived: CallSpec = {
  returns: 'unknown',
  callbacks: [3, 4, 5].map((index) => ({ at: String(index), args: [null, null] })),
  roles: [{ role: 'crypto.derive', parts: { password: '0', salt: '1' } }],
};

const LENGTH: readonly SinkSpec[] = [{ at: '2', kind: 'size', what: 'the key length' }];
/** Memory and time grow with each of them (https://nodejs.org/api/crypto.html#cryptoscryptpassword-salt-keylen-options-callback). */
const COSTS: readonly SinkSpec[] = ['N', 'r', 'p', 'cost', 'blockSize', 'parallelization', 'maxmem'].map((name) => ({
  at: `3.${name}`,
  kind: 'size',
  what: 'the cost',
}));

export const nodeCrypto: LibraryModel = {
  packages: ['node:crypto'],
  exports: {
    createHash: hash,
    hash: { call: { returns: 'string', roles: [{ role: 'crypto.hash', parts: { algorithm: '0', data: '1' } }] } },
    createHmac: { call: keyed('Hash', 'crypto.hmac') },
    createCipheriv: { call: keyed('Cipher', 'crypto.cipher') },
    createDecipheriv: { call: keyed('Cipher', 'crypto.decipher') },
    createSign: { call: { returns: 'Hash' } },
    createVerify: { call: { returns: 'Hash' } },
    createSecretKey: { call: { sinks: [{ at: '0', kind: 'credential', what: 'the key' }], returns: 'unknown' } },
    sign: { call: { returns: 'unknown', sinks: [{ at: '2', kind: 'credential', what: 'the key' }] } },
    verify: { call: { returns: 'boolean' } },
    timingSafeEqual: {
      call: { returns: 'boolean', roles: [{ role: 'crypto.timingSafeEqual', parts: { left: '0', right: '1' } }] },
    },
    randomBytes: {
      call: {
        sinks: [{ at: '0', kind: 'size' }],
        returns: 'unknown',
        callbacks: [{ at: '1', args: [null, null] }],
        roles: [{ role: 'random.strong', parts: { size: '0' } }],
      },
    },
    randomFillSync: { call: { returns: 'unknown' } },
    randomUUID: { call: { returns: 'string', roles: [{ role: 'random.strong' }] } },
    randomInt: {
      call: {
        returns: 'number',
        callbacks: [
          { at: '1', args: [null, 'number'] },
          { at: '2', args: [null, 'number'] },
        ],
        roles: [{ role: 'random.strong', parts: { min: '0', max: '1' } }],
      },
    },
    pbkdf2: {
      call: {
        ...derived,
        sinks: [
          { at: '2', kind: 'size', what: 'the number of iterations' },
          { at: '3', kind: 'size', what: 'the key length' },
        ],
        roles: [{ role: 'crypto.pbkdf2', parts: { password: '0', salt: '1', iterations: '2', digest: '4' } }],
      },
    },
    pbkdf2Sync: {
      call: {
        ...derived,
        sinks: [
          { at: '2', kind: 'size', what: 'the number of iterations' },
          { at: '3', kind: 'size', what: 'the key length' },
        ],
        roles: [{ role: 'crypto.pbkdf2', parts: { password: '0', salt: '1', iterations: '2', digest: '4' } }],
      },
    },
    scrypt: { call: { ...derived, sinks: [...LENGTH, ...COSTS] } },
    scryptSync: { call: { ...derived, sinks: [...LENGTH, ...COSTS] } },
    webcrypto: { type: 'Crypto' },
    subtle: { type: 'SubtleCrypto' },
  },
  globals: { crypto: { type: 'Crypto' } },
  types: {
    Hash: {
      declared: ['node#Hash', 'node#Hmac', 'node#Sign', 'node#Verify'],
      members: {
        update: { call: { returns: 'this', roles: [{ role: 'crypto.hash.update', parts: { data: '0' } }] } },
        digest: { call: { returns: 'string', roles: [{ role: 'crypto.hash.digest' }] } },
        copy: { call: { returns: 'this' } },
        sign: { call: { returns: 'string', sinks: [{ at: '0', kind: 'credential', what: 'the key' }] } },
        verify: { call: { returns: 'boolean' } },
        end: { call: { returns: 'this' } },
        write: { call: { returns: 'boolean' } },
      },
    },
    Cipher: {
      members: {
        update: { call: { returns: 'string' } },
        final: { call: { returns: 'string' } },
        setAuthTag: { call: { returns: 'this' } },
        setAAD: { call: { returns: 'this' } },
        getAuthTag: { call: { returns: 'unknown' } },
      },
    },
    Crypto: {
      declared: ['global#Crypto'],
      members: {
        randomUUID: { call: { returns: 'string', roles: [{ role: 'random.strong' }] } },
        getRandomValues: { call: { flows: [{ from: '0', to: 'return' }], roles: [{ role: 'random.strong' }] } },
        subtle: { type: 'SubtleCrypto' },
      },
    },
    SubtleCrypto: {
      members: Object.fromEntries(
        [
          'digest',
          'sign',
          'importKey',
          'encrypt',
          'decrypt',
          'deriveBits',
          'deriveKey',
          'generateKey',
          'exportKey',
          'wrapKey',
        ].map((name) => [name, { call: { returns: 'Promise<unknown>' } }]),
      ),
    },
  },
};
