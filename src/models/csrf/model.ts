/**
 * Protection against requests that other sites forge: middleware that asks for a token or looks at the origin. Making it
 * protects nothing; it is in force where it is registered.
 */
import type { LibraryModel, MemberSpec } from '../schema.js';

const CHECKS = [{ role: 'csrf.check' }] as const;
const make: MemberSpec = { call: { returns: 'Protection' }, construct: { returns: 'Protection' } };

/** https://github.com/expressjs/csurf, https://github.com/koajs/csrf, https://github.com/krakenjs/lusca */
export const csrfMiddleware = {
  packages: ['csurf', '@dr.pogodin/csurf', 'tiny-csrf', 'koa-csrf', 'lusca'],
  exports: {
    '=': { ...make, members: { csrf: make } },
    default: { ...make, members: { csrf: make } },
    csrf: make,
  },
  types: { Protection: { call: { roles: CHECKS } } },
} as const satisfies LibraryModel;

/** `doubleCsrf(options).doubleCsrfProtection` (https://github.com/Psifi-Solutions/csrf-csrf), `csrfSync().csrfSynchronisedProtection`. */
export const csrfUtilities = {
  packages: ['csrf-csrf', 'csrf-sync'],
  exports: { doubleCsrf: { call: { returns: 'Utilities' } }, csrfSync: { call: { returns: 'Utilities' } } },
  types: {
    Utilities: {
      declared: ['csrf-csrf#DoubleCsrfUtilities', 'csrf-sync#CsrfSync'],
      members: {
        doubleCsrfProtection: { call: { roles: CHECKS } },
        csrfSynchronisedProtection: { call: { roles: CHECKS } },
        validateRequest: { call: { roles: CHECKS, returns: 'boolean' } },
        isRequestValid: { call: { roles: CHECKS, returns: 'boolean' } },
        generateCsrfToken: { call: { returns: 'string' } },
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
