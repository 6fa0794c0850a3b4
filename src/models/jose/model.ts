/** jose: the verifying functions reject what is not valid; the `decode` functions verify nothing. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { secretAt } from '../shared/credentials.js';
import { checking, KEY_OF_TOKEN, verificationKey } from '../tokens/model.js';

const verified: MemberSpec = {
  call: {
    native: 'tokens.verifyLater',
    sinks: [verificationKey, ...secretAt('the key', '1')],
    roles: [{ role: 'auth.verified', parts: { token: '0', key: '1', options: '2' } }, checking('2')],
  },
};
const sign: CallSpec = {
  sinks: secretAt('the key', '0'),
  source: { kind: 'credential.issued', form: Form.String },
  returns: 'Promise<string>',
  roles: [{ role: 'auth.issue', parts: { key: '0', options: '1', exp: 'this.%exp' } }],
};
const decode: MemberSpec = {
  call: { native: 'tokens.decode', roles: [{ role: 'auth.decoded', parts: { token: '0' } }] },
};
const chained: MemberSpec = { call: { returns: 'this' } };
const claims = {
  setSubject: chained,
  setExpirationTime: { call: { native: 'jose.expires' } },
  setIssuedAt: chained,
  setIssuer: chained,
  setAudience: chained,
  setJti: chained,
  setNotBefore: chained,
};

export const jose = {
  packages: ['jose'],
  exports: {
    jwtVerify: verified,
    jwtDecrypt: verified,
    compactVerify: verified,
    flattenedVerify: verified,
    generalVerify: verified,
    decodeJwt: decode,
    decodeProtectedHeader: { call: { native: 'tokens.header' } },
    UnsecuredJWT: { construct: { returns: 'UnsecuredJWT' }, members: { decode } },
    EmbeddedJWK: KEY_OF_TOKEN,
    createRemoteJWKSet: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: Form.String }] } },
    SignJWT: { construct: { native: 'jose.token', returns: 'SignJWT' } },
    EncryptJWT: { construct: { returns: 'EncryptJWT' } },
    CompactSign: { construct: { returns: 'CompactSign' } },
  },
  types: {
    SignJWT: { members: { ...claims, setProtectedHeader: chained, sign: { call: sign } } },
    EncryptJWT: { members: { ...claims, setProtectedHeader: chained, encrypt: { call: sign } } },
    CompactSign: { members: { setProtectedHeader: chained, sign: { call: { returns: 'Promise<string>' } } } },
    UnsecuredJWT: { members: claims },
  },
} as const satisfies LibraryModel;
