/** One-time passwords: otplib, speakeasy, otpauth. What a function is given reads as the rules ask for it. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec } from '../schema.js';
import { secretAt } from '../shared/credentials.js';

const options = (at: string): RoleSpec => ({
  role: 'otp.options',
  parts: { window: `${at}.window`, digits: `${at}.digits`, step: `${at}.step` },
});
const generate: CallSpec = { source: { kind: 'otp.code', form: Form.String, own: true } };

const authenticator: Readonly<Record<string, MemberSpec>> = {
  clone: { call: { roles: [options('0')], returns: 'Authenticator' } },
  create: { call: { roles: [options('0')], returns: 'Authenticator' } },
  options: { type: 'unknown', assigned: { roles: [options('0')] } },
  generate: { call: { ...generate, sinks: secretAt('the shared secret', '0') } },
  check: {
    call: {
      sinks: secretAt('the shared secret', '1'),
      returns: 'boolean',
      roles: [{ role: 'auth.checked' }, { role: 'auth.otp' }],
    },
  },
  checkDelta: { call: { returns: 'unknown' } },
  verify: { call: { returns: 'boolean', roles: [{ role: 'auth.checked' }, { role: 'auth.otp' }] } },
  generateSecret: {
    call: { returns: 'string', roles: [{ role: 'otp.secret', parts: { bytes: '0' } }] },
  },
  keyuri: { call: { returns: 'string' } },
};

export const otplib = {
  packages: ['otplib'],
  exports: {
    ...Object.fromEntries(['authenticator', 'totp', 'hotp'].map((name) => [name, { type: 'Authenticator' }])),
  },
  types: { Authenticator: { members: authenticator } },
} satisfies LibraryModel;

const verify: MemberSpec = {
  call: { returns: 'boolean', roles: [{ role: 'auth.checked' }, { role: 'auth.otp' }, options('0')] },
};
const code: MemberSpec = { call: { ...generate, roles: [options('0')] } };
const speakeasyMembers: Readonly<Record<string, MemberSpec>> = {
  generateSecret: { call: { returns: 'unknown', roles: [{ role: 'otp.secret', parts: { characters: '0.length' } }] } },
  ...Object.fromEntries(
    ['totp', 'hotp'].map((name) => [
      name,
      { ...code, members: { verify, verifyDelta: { call: { returns: 'unknown', roles: [options('0')] } } } },
    ]),
  ),
};

export const speakeasy = {
  packages: ['speakeasy'],
  exports: { ...speakeasyMembers, default: { members: speakeasyMembers } },
} satisfies LibraryModel;

const construct: CallSpec = { returns: 'Otp', roles: [options('0')] };

export const otpauth = {
  packages: ['otpauth'],
  exports: {
    TOTP: { construct },
    HOTP: { construct },
    Secret: { construct: { returns: 'unknown', roles: [{ role: 'otp.secret', parts: { bytes: '0.size' } }] } },
  },
  types: {
    Otp: {
      declared: ['otpauth#TOTP', 'otpauth#HOTP'],
      members: {
        generate: { call: generate },
        validate: { call: { returns: 'number', roles: [options('0')] } },
      },
    },
  },
} as const satisfies LibraryModel;
