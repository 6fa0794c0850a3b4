/** node:crypto and the Web Crypto global: digests carry no text; keys are credentials. */
import { Form } from '../../flow/forms.js';
import { SUBTLE } from './subtle.js';
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec, SourceSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

function keyed(returns: string, role: string): CallSpec {
  return {
    sinks: [{ at: '1', kind: 'credential', what: 'the key' }],
    returns,
    roles: [{ role, parts: { algorithm: '0', key: '1', iv: '2', ivText: '2.%text', tagLength: '3.authTagLength' } }],
  };
}

const hash: MemberSpec = { call: { returns: 'Hash', roles: [{ role: 'crypto.hash', parts: { algorithm: '0' } }] } };
const random = (kind: string, form: number): SourceSpec => ({ kind, form, own: true });
const slow: readonly SinkSpec[] = [
  { at: '0', kind: 'slow-hash', what: 'the password' },
  { at: '1', kind: 'salt' },
];
/** What a slow hash makes: it is compared with what is stored. */
const DERIVED: SourceSpec = { kind: 'secret.derived', form: Form.String | Form.Object, own: true };
const scrypt: CallSpec = {
  sinks: slow,
  source: DERIVED,
  callbacks: [3, 4].map((index) => ({ at: String(index), args: [FAILURE, 'source:secret.derived'] })),
  roles: [
    {
      role: 'crypto.scrypt',
      parts: {
        password: '0',
        salt: '1',
        n: '3.N',
        cost: '3.cost',
        r: '3.r',
        blockSize: '3.blockSize',
        p: '3.p',
        parallelization: '3.parallelization',
      },
    },
  ],
};
const fed: CallSpec = {
  native: 'crypto.update',
  sinks: [{ at: '0', kind: 'fast-hash' }],
  roles: [{ role: 'crypto.hash.update', parts: { data: '0' } }],
};
const derived: CallSpec = {
  sinks: slow,
  source: DERIVED,
  callbacks: [3, 4, 5].map((index) => ({ at: String(index), args: [FAILURE, 'source:secret.derived'] })),
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
    hash: {
      call: {
        native: 'crypto.hash',
        sinks: [{ at: '1', kind: 'fast-hash' }],
        roles: [{ role: 'crypto.hash', parts: { algorithm: '0', data: '1' } }],
      },
    },
    createHmac: { call: keyed('Hmac', 'crypto.hmac') },
    createCipheriv: { call: keyed('Cipher', 'crypto.cipher') },
    ...Object.fromEntries(
      ['createCipher', 'createDecipher'].map((name) => [
        name,
        { call: { returns: 'Cipher', roles: [{ role: 'crypto.cipher-without-iv' }] } },
      ]),
    ),
    ...Object.fromEntries(
      ['generateKeyPair', 'generateKeyPairSync'].map((name) => [
        name,
        {
          call: {
            returns: 'unknown',
            callbacks: [{ at: '2', args: [null, null, null] }],
            roles: [{ role: 'crypto.key-pair', parts: { type: '0', bits: '1.modulusLength', curve: '1.namedCurve' } }],
          },
        },
      ]),
    ),
    createDecipheriv: { call: keyed('Cipher', 'crypto.decipher') },
    createSign: { call: { returns: 'Hash', roles: [{ role: 'crypto.sign', parts: { algorithm: '0' } }] } },
    createVerify: { call: { returns: 'Hash', roles: [{ role: 'crypto.sign', parts: { algorithm: '0' } }] } },
    ...Object.fromEntries(
      ['publicEncrypt', 'privateDecrypt'].map((name) => [
        name,
        { call: { returns: 'unknown', roles: [{ role: 'crypto.rsa', parts: { padding: '0.padding' } }] } },
      ]),
    ),
    createDiffieHellman: {
      call: { returns: 'unknown', roles: [{ role: 'crypto.diffie-hellman', parts: { bits: '0' } }] },
    },
    ...Object.fromEntries(
      ['getDiffieHellman', 'createDiffieHellmanGroup'].map((name) => [
        name,
        { call: { returns: 'unknown', roles: [{ role: 'crypto.diffie-hellman', parts: { group: '0' } }] } },
      ]),
    ),
    createECDH: { call: { returns: 'unknown', roles: [{ role: 'crypto.key-pair', parts: { curve: '0' } }] } },
    constants: { members: { RSA_PKCS1_PADDING: { value: 1 }, RSA_NO_PADDING: { value: 3 } } },
    createSecretKey: { call: { sinks: [{ at: '0', kind: 'credential', what: 'the key' }], returns: 'unknown' } },
    sign: {
      call: {
        returns: 'unknown',
        sinks: [{ at: '2', kind: 'credential', what: 'the key' }],
        roles: [{ role: 'crypto.sign', parts: { algorithm: '0' } }],
      },
    },
    verify: { call: { returns: 'boolean', roles: [{ role: 'crypto.sign', parts: { algorithm: '0' } }] } },
    timingSafeEqual: {
      call: {
        native: 'crypto.timingSafeEqual',
        roles: [{ role: 'crypto.timingSafeEqual', parts: { left: '0', right: '1' } }],
      },
    },
    randomBytes: {
      call: {
        sinks: [{ at: '0', kind: 'size' }],
        source: random('random.bytes', Form.String),
        callbacks: [{ at: '1', args: [FAILURE, null] }],
        roles: [{ role: 'random.strong', parts: { size: '0' } }],
      },
    },
    randomFillSync: { call: { returns: 'unknown' } },
    randomUUID: { call: { source: random('random.bytes', Form.String), roles: [{ role: 'random.strong' }] } },
    randomInt: {
      call: {
        source: random('random.number', Form.Number),
        callbacks: [
          { at: '1', args: [FAILURE, 'number'] },
          { at: '2', args: [FAILURE, 'number'] },
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
    scrypt: { call: { ...scrypt, sinks: [...slow, ...LENGTH, ...COSTS] } },
    scryptSync: { call: { ...scrypt, sinks: [...slow, ...LENGTH, ...COSTS] } },
    webcrypto: { type: 'Crypto' },
    subtle: { type: 'SubtleCrypto' },
  },
  globals: { crypto: { type: 'Crypto' } },
  types: {
    Hash: {
      declared: ['node#Hash', 'node#Sign', 'node#Verify'],
      members: {
        update: { call: fed },
        digest: { call: { native: 'crypto.digest', roles: [{ role: 'crypto.hash.digest' }] } },
        copy: { call: { returns: 'this' } },
        sign: { call: { returns: 'string', sinks: [{ at: '0', kind: 'credential', what: 'the key' }] } },
        verify: { call: { returns: 'boolean' } },
        end: { call: { returns: 'this' } },
        write: { call: { returns: 'boolean' } },
      },
    },
    Hmac: {
      extends: 'Hash',
      declared: ['node#Hmac'],
      members: { digest: { call: { native: 'crypto.mac', roles: [{ role: 'crypto.hash.digest' }] } } },
    },
    Cipher: {
      declared: ['node#Decipher', 'node#CipherGCM', 'node#DecipherGCM'],
      members: {
        /** What is encrypted can be decrypted: it can do no harm as text, but it is still the same secret. */
        update: {
          call: {
            flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['*', '!stored'] }],
            returns: 'string',
            roles: [{ role: 'crypto.cipher.update' }],
          },
        },
        final: { call: { returns: 'string', roles: [{ role: 'crypto.cipher.final' }] } },
        setAuthTag: { call: { returns: 'this', roles: [{ role: 'crypto.cipher.tag' }] } },
        setAAD: { call: { returns: 'this' } },
        getAuthTag: { call: { returns: 'unknown' } },
      },
    },
    Crypto: {
      declared: ['global#Crypto'],
      members: {
        randomUUID: { call: { source: random('random.bytes', Form.String), roles: [{ role: 'random.strong' }] } },
        getRandomValues: { call: { flows: [{ from: '0', to: 'return' }], roles: [{ role: 'random.strong' }] } },
        subtle: { type: 'SubtleCrypto' },
      },
    },
    SubtleCrypto: SUBTLE,
  },
};
