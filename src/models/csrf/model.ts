/**
 * Protection against requests that other sites forge: middleware that asks for a token or looks at the origin. Making it
 * protects nothing; it is in force where it is registered.
 */
import type { LibraryModel, MemberSpec } from '../schema.js';

const CHECKS = [{ role: 'csrf.check' }] as const;
const make: MemberSpec = { call: { returns: 'Protection' }, construct: { returns: 'Protection' } };

/** https://github.com/expressjs/csurf, https://github.com/koajs/csrf */
export const csrfMiddleware = {
  packages: ['csurf', '@dr.pogodin/csurf', 'tiny-csrf', 'koa-csrf'],
  exports: { '=': make, default: make },
  types: { Protection: { call: { roles: CHECKS } } },
} as const satisfies LibraryModel;

/** `doubleCsrf(options).doubleCsrfProtection` (https://github.com/Psifi-Solutions/csrf-csrf). */
export const doubleCsrf = {
  packages: ['csrf-csrf'],
  exports: {
    doubleCsrf: {
      call: {
        callbacks: [
          { at: '0.getSecret', args: ['express:Request'], sink: { kind: 'credential', what: 'the signing secret' } },
        ],
        returns: 'Utilities',
      },
    },
  },
  types: {
    Utilities: {
      declared: ['csrf-csrf#DoubleCsrfUtilities'],
      members: {
        doubleCsrfProtection: { call: { roles: CHECKS } },
        validateRequest: { call: { roles: CHECKS, returns: 'boolean' } },
        generateCsrfToken: { call: { returns: 'string' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** `csrfSync().csrfSynchronisedProtection` (https://github.com/Psifi-Solutions/csrf-sync). */
export const csrfSync = {
  packages: ['csrf-sync'],
  exports: { csrfSync: { call: { returns: 'Utilities' } } },
  types: {
    Utilities: {
      members: {
        csrfSynchronisedProtection: { call: { roles: CHECKS } },
        isRequestValid: { call: { roles: CHECKS, returns: 'boolean' } },
        generateToken: { call: { returns: 'string' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** `new Tokens().verify(secret, token)` (https://github.com/pillarjs/csrf). */
export const csrfTokens = {
  packages: ['csrf'],
  exports: {
    '=': { construct: { returns: 'Tokens' }, call: { returns: 'Tokens' } },
    default: { construct: { returns: 'Tokens' }, call: { returns: 'Tokens' } },
  },
  types: {
    Tokens: {
      members: {
        verify: { call: { roles: CHECKS, returns: 'boolean' } },
        create: { call: { returns: 'string' } },
        secret: { call: { returns: 'Promise<string>' } },
        secretSync: { call: { returns: 'string' } },
      },
    },
  },
} as const satisfies LibraryModel;
