/** jsonwebtoken: `verify` throws, or calls back with an error, when a token is not valid; `decode` verifies nothing. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, SinkSpec } from '../schema.js';
import { checking, verificationKey } from '../tokens/model.js';

const key: readonly SinkSpec[] = [{ at: '1', kind: 'credential', what: 'the key' }];

const verify: CallSpec = {
  sinks: [...key, verificationKey],
  native: 'jsonwebtoken.verify',
  roles: [{ role: 'auth.verified', parts: { token: '0', key: '1', options: '2' } }, checking('2')],
};
const sign: CallSpec = {
  sinks: key,
  roles: [
    { role: 'auth.issue', parts: { payload: '0', key: '1', options: '2', exp: '0.exp', expiresIn: '2.expiresIn' } },
  ],
  callbacks: [
    { at: '2', args: [null, 'source:credential.issued'] },
    { at: '3', args: [null, 'source:credential.issued'] },
  ],
  source: { kind: 'credential.issued', form: Form.String },
  returns: 'string',
};
const members = {
  verify: { call: verify },
  sign: { call: sign },
  decode: { call: { native: 'tokens.decode', roles: [{ role: 'auth.decoded', parts: { token: '0' } }] } },
} as const;

export const jsonwebtoken = {
  packages: ['jsonwebtoken'],
  exports: { ...members, default: { members } },
} as const satisfies LibraryModel;
