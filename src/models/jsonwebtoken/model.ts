/** jsonwebtoken: `verify` throws, or calls back with an error, when a token is not valid; `decode` verifies nothing. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, SinkSpec } from '../schema.js';
import { checking, verificationAlgorithm, verificationKey } from '../tokens/model.js';
import { FAILURE } from '../shared/errors.js';

const key: readonly SinkSpec[] = [{ at: '1', kind: 'credential', what: 'the key' }];

const verify: CallSpec = {
  sinks: [...key, verificationKey, verificationAlgorithm],
  native: 'jsonwebtoken.verify',
  roles: [
    { role: 'auth.verified', parts: { token: '0', key: '1', options: '2' } },
    checking('2'),
    // Release 4.2.2 was the first to derive the algorithms from the kind of the key (CVE-2015-9235).
    {
      role: 'auth.any-algorithm',
      when: [
        { package: 'jsonwebtoken', versions: '<4.2.2' },
        { at: '2.algorithms', absent: true },
      ],
    },
    // Before 9, no key and no algorithms let tokens pass that are not signed (CVE-2022-23540).
    {
      role: 'auth.unsigned-without-key',
      when: [
        { package: 'jsonwebtoken', versions: '<9' },
        { at: '2.algorithms', absent: true },
      ],
      parts: { key: '1' },
    },
  ],
};
const sign: CallSpec = {
  sinks: key,
  roles: [
    { role: 'auth.issue', parts: { payload: '0', key: '1', options: '2', exp: '0.exp', expiresIn: '2.expiresIn' } },
    { role: 'auth.unsigned', when: [{ at: '2.algorithm', is: ['none'] }] },
  ],
  callbacks: [
    { at: '2', args: [FAILURE, 'source:credential.issued'] },
    { at: '3', args: [FAILURE, 'source:credential.issued'] },
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
