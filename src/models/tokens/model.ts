/** Libraries that only deal in tokens: hono/jwt, fast-jwt, passport-jwt. */
import { ANY_FORM, Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';

/** The options of a verification, wherever a library takes them. */
export function checking(options: string): RoleSpec {
  return {
    role: 'auth.token-options',
    parts: {
      ignoreExpiration: `${options}.ignoreExpiration`,
      algorithms: `${options}.algorithms`,
      algorithm: `${options}.algorithms[]`,
    },
  };
}

/** The key that a token is verified with. */
export const verificationKey: SinkSpec = { at: '1', kind: 'verification-key' };

/** The algorithms that a verification lets tokens be signed with. */
export const verificationAlgorithm: SinkSpec = { at: '2.algorithms', kind: 'verification-algorithm', deep: true };

const credential = (at: string): SinkSpec => ({ at, kind: 'credential', what: 'the key' });
const verify: CallSpec = {
  native: 'tokens.verifyLater',
  sinks: [verificationKey, credential('1')],
  roles: [{ role: 'auth.verified', parts: { token: '0', key: '1' } }],
};
/** What a service signs: who holds it is the caller. */
const ISSUED = { kind: 'credential.issued', form: Form.String } as const;
const sign: CallSpec = {
  sinks: [credential('1')],
  source: ISSUED,
  roles: [{ role: 'auth.issue', parts: { payload: '0', exp: '0.exp' } }],
  returns: 'Promise<string>',
};
const guard: CallSpec = { sinks: [credential('0.secret')], returns: 'Guard', roles: [checking('0')] };

const honoTokens: Readonly<Record<string, MemberSpec>> = {
  verify: { call: verify },
  decode: { call: { native: 'tokens.decode' } },
  sign: { call: sign },
};

export const honoJwt = {
  packages: ['hono/jwt', 'hono/utils/jwt', 'hono/jwk'],
  exports: {
    ...honoTokens,
    Jwt: { members: honoTokens },
    jwt: { call: guard },
    jwk: { call: guard },
  },
  types: { Guard: { call: { roles: [{ role: 'auth.guard' }] } } },
} as const satisfies LibraryModel;

export const fastJwt = {
  packages: ['fast-jwt'],
  exports: {
    createDecoder: { call: { native: 'tokens.decoder' } },
    createVerifier: {
      call: { sinks: [credential('0.key')], roles: [checking('0')], returns: 'Verifier' },
    },
    createSigner: {
      call: {
        sinks: [credential('0.key')],
        roles: [{ role: 'auth.signer', parts: { expiresIn: '0.expiresIn' } }],
        returns: 'Signer',
      },
    },
  },
  types: {
    Signer: { call: { source: ISSUED, returns: 'string' } },
    Verifier: { call: { native: 'tokens.verify', roles: [{ role: 'auth.verified', parts: { token: '0' } }] } },
  },
} as const satisfies LibraryModel;

/** https://github.com/auth0/jwt-decode: it verifies nothing; pages read tokens of their own with it. */
const read: MemberSpec = {
  call: { native: 'tokens.decodeSent', roles: [{ role: 'auth.decoded', parts: { token: '0' } }] },
};

export const jwtDecode = {
  packages: ['jwt-decode'],
  exports: { '=': read, default: read, jwtDecode: read },
} satisfies LibraryModel;

export const passportJwt = {
  packages: ['passport-jwt'],
  exports: {
    Strategy: {
      construct: {
        sinks: [credential('0.secretOrKey')],
        roles: [checking('0')],
        callbacks: [{ at: '1', args: [null, 'passport:Done'], when: 'later' }],
        returns: 'Strategy',
      },
    },
    ExtractJwt: {
      members: Object.fromEntries(
        ['fromAuthHeaderAsBearerToken', 'fromHeader', 'fromBodyField', 'fromUrlQueryParameter', 'fromExtractors'].map(
          (name) => [
            name,
            {
              call: {
                returns: 'unknown',
                ...(name === 'fromUrlQueryParameter' ? { roles: [{ role: 'credential.from-url' }] } : {}),
              },
            },
          ],
        ),
      ),
    },
  },
  types: { Strategy: {} },
} satisfies LibraryModel;

/** https://www.passportjs.org/packages/passport-local/: `verify(username, password, done)`, after the request where that is asked for. */
export const passportLocal = {
  packages: ['passport-local'],
  exports: {
    Strategy: {
      construct: {
        native: 'passport.local',
        returns: 'Strategy',
        roles: [{ role: 'auth.strategy', parts: { first: '0', verify: '1' } }],
      },
    },
  },
  types: { Strategy: {} },
} satisfies LibraryModel;

/** A key that the token itself holds. */
export const KEY_OF_TOKEN = { source: { kind: 'token.header', form: ANY_FORM, own: true } } as const;
