/** What strategies of passport take, by the names under which their packages register themselves. */

/** passport-local, passport-http (https://www.passportjs.org/packages/passport-http/) and passport-ldapauth take a password. */
const TAKE_PASSWORDS: ReadonlySet<string> = new Set(['local', 'basic', 'digest', 'ldapauth']);

/** Those of them that log in for a session; the others are asked with every request. */
export const PASSWORD_STRATEGIES: readonly string[] = ['local', 'ldapauth'];

/** True when a guard with this strategy takes a password with the request: the endpoint behind it is a login. */
export function takesPassword(strategy: string | null): boolean {
  // `passport.use('local-login', …)`: a program with several of a sort adds what each is for.
  const [sort = ''] = strategy?.split('-') ?? [];
  return strategy !== null && (TAKE_PASSWORDS.has(strategy) || sort === 'local');
}

/**
 * Strategies that send a browser to a provider and take it back from there with a code or an assertion that works once (RFC 6749,
 * 4.1.2; SAML 2.0, 4.1): passport-oauth and its kin, by the names under which their packages register themselves.
 */
const COME_BACK: ReadonlySet<string> = new Set([
  'amazon',
  'apple',
  'auth0',
  'azuread-openidconnect',
  'bitbucket',
  'discord',
  'facebook',
  'github',
  'gitlab',
  'google',
  'linkedin',
  'microsoft',
  'oauth',
  'oauth2',
  'oidc',
  'openidconnect',
  'saml',
  'spotify',
  'steam',
  'twitter',
]);

/** True when a guard with this strategy lets in who comes back from a provider. */
export function comesBack(strategy: string | null): boolean {
  return strategy !== null && COME_BACK.has(strategy);
}
