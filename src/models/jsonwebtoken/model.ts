/** jsonwebtoken: `verify` throws, or calls back with an error, when a token is not valid; `decode` verifies nothing. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, SinkSpec } from '../schema.js';

const key: readonly SinkSpec[] = [{ at: '1', kind: 'credential', what: 'the key' }];

const verify: CallSpec = {
  sinks: key,
  native: 'jsonwebtoken.verify',
  roles: [{ role: 'auth.verified', parts: { token: '0', key: '1', options: '2' } }],
};
const sign: CallSpec = {
  sinks: key,
  roles: [{ role: 'auth.issue', parts: { payload: '0', key: '1', options: '2' } }],
  callbacks: [
    { at: '2', args: [null, 'string'] },
    { at: '3', args: [null, 'string'] },
  ],
  source: { kind: 'credential.issued', form: Form.String },
  returns: 'string',
};
const members = {
  verify: { call: verify },
  sign: { call: sign },
  decode: { call: { flows: [{ from: '0', to: 'return', as: 'made' }] } },
} as const;

export const jsonwebtoken = {
  packages: ['jsonwebtoken'],
  exports: { ...members, default: { members } },
} as const satisfies LibraryModel;
