/** jwt-simple (https://github.com/hokaccha/node-jwt-simple#readme): `decode` verifies unless its third argument says no. */
import { Form } from '../../flow/forms.js';
import { soleConst, UNKNOWN } from '../../flow/value.js';
import { argument } from '../kit.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { tokenNatives, verified } from './claims.js';

const members: Readonly<Record<string, MemberSpec>> = {
  encode: {
    call: {
      sinks: [{ at: '1', kind: 'credential', what: 'the key' }],
      source: { kind: 'credential.issued', form: Form.String },
      roles: [
        { role: 'auth.issue', parts: { payload: '0', key: '1', exp: '0.exp' } },
        { role: 'auth.unsigned', when: [{ at: '2', is: ['none'] }] },
      ],
      returns: 'string',
    },
  },
  decode: {
    call: {
      native: 'jwt-simple.decode',
      sinks: [
        { at: '1', kind: 'credential', what: 'the key' },
        { at: '1', kind: 'verification-key' },
        { at: '3', kind: 'verification-algorithm' },
      ],
      roles: [
        { role: 'auth.verified', when: [{ at: '2', absent: true }], parts: { token: '0', key: '1' } },
        { role: 'auth.verified', when: [{ at: '2', is: [false] }], parts: { token: '0', key: '1' } },
      ],
    },
  },
};

export const jwtSimple = {
  packages: ['jwt-simple'],
  exports: { '=': { members }, default: { members }, ...members },
} satisfies LibraryModel;

export const jwtSimpleNatives: Natives = {
  'jwt-simple.decode': (m, call) => {
    if (soleConst(argument(call, 2))?.value === true) return tokenNatives['tokens.decode']?.(m, call) ?? UNKNOWN;
    verified(m, call);
    return UNKNOWN;
  },
};
