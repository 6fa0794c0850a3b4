/** @hapi/jwt: tokens made and checked by hand; its strategy of hapi stands in the model of hapi (https://hapi.dev/module/jwt/api/). */
import { Form } from '../../flow/forms.js';
import { secretAt } from '../shared/credentials.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const keys = secretAt('the key', '1', '1.key');
const checks: MemberSpec = {
  call: { native: 'tokens.verify', sinks: keys, roles: [{ role: 'auth.verified', parts: { token: '0', key: '1' } }] },
};

const token: MemberSpec = {
  members: {
    generate: {
      call: {
        sinks: keys,
        roles: [
          { role: 'auth.issue', parts: { payload: '0', key: '1', exp: '0.exp', expiresIn: '2.ttlSec' } },
          { role: 'auth.unsigned', when: [{ at: '1.algorithm', is: ['none'] }] },
        ],
        source: { kind: 'credential.issued', form: Form.String },
        returns: 'string',
      },
    },
    decode: { call: { native: 'tokens.decode', roles: [{ role: 'auth.decoded', parts: { token: '0' } }] } },
    verify: checks,
    verifySignature: checks,
  },
};

export const hapiJwt = {
  packages: ['@hapi/jwt'],
  exports: { token, default: { members: { token } } },
} as const satisfies LibraryModel;
