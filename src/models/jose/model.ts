/** jose: the verifying functions reject what is not valid; the `decode` functions verify nothing. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const verified: MemberSpec = {
  call: {
    returns: 'Promise<unknown>',
    roles: [{ role: 'auth.verified', parts: { token: '0', key: '1', options: '2' } }],
  },
};
const sign: CallSpec = {
  source: { kind: 'credential.issued', form: Form.String },
  returns: 'Promise<string>',
  roles: [{ role: 'auth.issue', parts: { key: '0', options: '1' } }],
};
const chained: MemberSpec = { call: { returns: 'this' } };
const claims = {
  setSubject: chained,
  setProtectedHeader: chained,
  setExpirationTime: chained,
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
    SignJWT: { construct: { returns: 'SignJWT' } },
    EncryptJWT: { construct: { returns: 'EncryptJWT' } },
    CompactSign: { construct: { returns: 'CompactSign' } },
  },
  types: {
    SignJWT: { members: { ...claims, sign: { call: sign } } },
    EncryptJWT: { members: { ...claims, encrypt: { call: sign } } },
    CompactSign: { members: { setProtectedHeader: chained, sign: { call: sign } } },
  },
} as const satisfies LibraryModel;
