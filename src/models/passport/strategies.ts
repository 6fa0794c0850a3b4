/** What strategies of passport take, by the names under which their packages register themselves. */

/** passport-local, passport-http (https://www.passportjs.org/packages/passport-http/) and passport-ldapauth take a password. */
const TAKE_PASSWORDS: ReadonlySet<string> = new Set(['local', 'basic', 'digest', 'ldapauth']);

/** Those of them that log in for a session; the others are asked with every request. */
export const PASSWORD_STRATEGIES: readonly string[] = ['local', 'ldapauth'];

/** True when a guard with this strategy takes a password with the request: the endpoint behind it is a login. */
export function takesPassword(strategy: string | null): boolean {
  return strategy !== null && TAKE_PASSWORDS.has(strategy);
}
