/** passport (https://www.passportjs.org/concepts/authentication/middleware/): `authenticate` turns away who has no credentials. */
import type { LibraryModel } from '../schema.js';

const members = {
  authenticate: {
    call: { native: 'passport.authenticate', roles: [{ role: 'auth.callback', parts: { callback: '2' } }] },
  },
  initialize: { call: { returns: 'Middleware' } },
  session: { call: { returns: 'SessionPrincipal' } },
  use: { call: { returns: 'this' } },
  serializeUser: { call: { callbacks: [{ at: '0', args: [null, null], when: 'later' }] } },
  deserializeUser: { call: { callbacks: [{ at: '0', args: [null, null], when: 'later' }] } },
} as const;

export const passport = {
  packages: ['passport'],
  exports: {
    ...members,
    default: { members },
    Passport: { construct: { returns: 'Passport' } },
  },
  types: {
    Passport: { members },
    Middleware: { call: {} },
    /** Takes the caller from the session. */
    SessionPrincipal: { call: { roles: [{ role: 'session.principal' }] } },
    Authenticator: { call: { native: 'passport.middleware', roles: [{ role: 'auth.guard' }] } },
    Login: { call: { native: 'passport.middleware', roles: [{ role: 'auth.guard' }, { role: 'auth.login' }] } },
  },
} as const satisfies LibraryModel;
