/** Web Crypto (https://w3c.github.io/webcrypto/#subtlecrypto-interface): algorithms are objects, keys are imported first. */
import type { CallSpec, MemberSpec, TypeSpec } from '../schema.js';

const returns = 'Promise<unknown>';
const ENCRYPTS: CallSpec = {
  returns,
  roles: [{ role: 'crypto.cipher', parts: { algorithm: '0.name', iv: '0.iv', ivText: '0.iv.%text' } }],
};
/** https://w3c.github.io/webcrypto/#pbkdf2-params */
const DERIVES: CallSpec = {
  returns,
  roles: [{ role: 'crypto.pbkdf2', parts: { iterations: '0.iterations', digest: '0.hash' } }],
};
const plain: MemberSpec = { call: { returns } };

export const SUBTLE: TypeSpec = {
  members: {
    digest: { call: { native: 'crypto.subtleDigest', sinks: [{ at: '1', kind: 'fast-hash' }], returns } },
    encrypt: { call: ENCRYPTS },
    decrypt: plain,
    sign: { call: { returns, roles: [{ role: 'crypto.mac' }] } },
    /** True only for who has the key. */
    verify: { call: { returns: 'Promise<boolean>', roles: [{ role: 'auth.checked' }] } },
    /** In the raw format it is a secret; the others hold public keys as well. */
    importKey: {
      call: { sinks: [{ at: '1', kind: 'credential', what: 'the key', when: [{ at: '0', is: ['raw'] }] }], returns },
    },
    generateKey: {
      call: { returns, roles: [{ role: 'crypto.key-pair', parts: { type: '0.name', bits: '0.modulusLength' } }] },
    },
    deriveBits: { call: DERIVES },
    deriveKey: { call: DERIVES },
    exportKey: plain,
    wrapKey: plain,
    unwrapKey: plain,
  },
};
