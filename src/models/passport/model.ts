/** passport (https://www.passportjs.org/concepts/authentication/middleware/): `authenticate` turns away who has no credentials. */
import type { LibraryModel } from '../schema.js';
import { PASSWORD_STRATEGIES } from './strategies.js';

const members = {
  authenticate: {
    call: {
      native: 'passport.authenticate',
      roles: [
        {
          role: 'auth.callback',
          parts: { callback: '2', options: '1', flash: '1.failureFlash', message: '1.failureMessage' },
        },
        // Since 0.6.0 a login makes a new session (CVE-2022-25896, https://github.com/advisories/GHSA-v923-w3x8-wh69).
        {
          role: 'session.kept',
          when: [
            { package: 'passport', versions: '<0.6' },
            { at: '0', is: PASSWORD_STRATEGIES },
          ],
          parts: { session: '1.session' },
        },
      ],
    },
  },
  initialize: { call: { returns: 'Middleware' } },
  session: { call: { returns: 'SessionPrincipal' } },
  use: { call: { returns: 'this' } },
  serializeUser: { call: { callbacks: [{ at: '0', args: [null, null], when: 'later' }] } },
  deserializeUser: { call: { callbacks: [{ at: '0', args: [null, 'Done'], when: 'later' }] } },
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
    /** What a strategy's function tells who is calling by: `done(null, user)`. */
    Done: { call: { roles: [{ role: 'auth.identified' }], returns: 'void' } },
    /** Takes the caller from the session. */
    SessionPrincipal: { call: { roles: [{ role: 'session.principal' }] } },
    Authenticator: { call: { native: 'passport.middleware', roles: [{ role: 'auth.guard' }] } },
    /** Made with a callback, which decides: it hands nothing on by itself. */
    Asked: { call: { roles: [{ role: 'auth.asked' }] } },
    AskedLogin: { call: { roles: [{ role: 'auth.asked' }, { role: 'auth.login' }] } },
    Login: { call: { native: 'passport.middleware', roles: [{ role: 'auth.guard' }, { role: 'auth.login' }] } },
    Return: { call: { native: 'passport.middleware', roles: [{ role: 'auth.guard' }, { role: 'auth.returned' }] } },
  },
} as const satisfies LibraryModel;
