/** What passport adds to requests (https://www.passportjs.org/concepts/authentication/login/, .../logout/, .../sessions/). */
import type { MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const callbacks = ['0', '1', '2'].map((at) => ({ at, args: [FAILURE] }));
/** Somebody comes in by it, whoever that is. */
const logsIn: MemberSpec = { call: { roles: [{ role: 'auth.entrance' }], callbacks, returns: 'void' } };
const logsOut: MemberSpec = { call: { roles: [{ role: 'session.end' }], callbacks, returns: 'void' } };

export const requestMembers = {
  user: { type: 'unknown', reads: 'principal' },
  isAuthenticated: { reads: 'principal', call: { native: 'passport.isAuthenticated' } },
  isUnauthenticated: { reads: 'principal', call: { native: 'passport.isUnauthenticated' } },
  login: logsIn,
  logIn: logsIn,
  logout: logsOut,
  logOut: logsOut,
} as const satisfies Readonly<Record<string, MemberSpec>>;
