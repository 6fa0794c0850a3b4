/** Roles that calls of several libraries play in the same way. */
import type { RoleSpec } from '../schema.js';

/** `set(name, value, options)`, nothing switched on unless asked for (https://expressjs.com/en/api.html#res.cookie). */
export const SETS_COOKIE: RoleSpec = {
  role: 'cookie.set',
  parts: { name: '0', value: '1', options: '2' },
  defaults: { httpOnly: false, secure: false },
};

/** The `cookies` module: `httpOnly` unless switched off, `secure` on encrypted connections (https://github.com/pillarjs/cookies). */
export const SETS_COOKIE_WITH_CARE: RoleSpec = { ...SETS_COOKIE, defaults: { httpOnly: true, secure: true } };

/** `clearCookie(name, options)`: the browser forgets it. */
export const CLEARS_COOKIE: RoleSpec = { role: 'cookie.clear', parts: { name: '0' } };

/** `setHeader(name, value)`. */
export const SETS_HEADER: RoleSpec = { role: 'answer.header', parts: { name: '0', value: '1' } };

/** Headers of an answer in an object at a slot, and cookies in a list of their own where there is one. */
export function answersHeaders(headers: string, cookies?: string): RoleSpec {
  return { role: 'answer.headers', parts: { headers, ...(cookies === undefined ? {} : { cookies }) } };
}
