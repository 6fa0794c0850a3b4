/**
 * Clients of OAuth 2.0 and OpenID Connect. An authorization code works once, and only for the client that it was made
 * for (RFC 6749, 4.1.2): who has traded one for tokens knows that its bearer has just been with the provider.
 */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { presentedAt } from '../shared/credentials.js';

/** What trades the code at a slot for tokens. */
function redeems(code: string): MemberSpec {
  return { call: { returns: 'Promise<unknown>', roles: [{ role: 'token.redeemed', parts: { token: code } }] } };
}

/** With an object, or in older code with the values one by one: id, secret, address; mail address, file, key. */
const OAUTH_CLIENT: MemberSpec = {
  construct: { sinks: presentedAt('the secret', '0.clientSecret', '1'), returns: 'google-auth-library:OAuth2Client' },
};
const JWT_CLIENT: MemberSpec = { construct: { sinks: presentedAt('the secret', '0.key', '2') } };

/** https://googleapis.dev/nodejs/google-auth-library/latest/classes/OAuth2Client.html */
const googleAuth = {
  packages: ['google-auth-library'],
  exports: { OAuth2Client: OAUTH_CLIENT, JWT: JWT_CLIENT },
  types: { OAuth2Client: { declared: ['google-auth-library#OAuth2Client'], members: { getToken: redeems('0') } } },
} as const satisfies LibraryModel;

/** https://github.com/googleapis/google-api-nodejs-client#oauth2-client: the same client under other names. */
const googleApis = {
  packages: ['googleapis'],
  exports: {
    google: { members: { auth: { members: { OAuth2: OAUTH_CLIENT, JWT: JWT_CLIENT } } } },
    Auth: { members: { OAuth2Client: OAUTH_CLIENT, JWT: JWT_CLIENT } },
  },
} as const satisfies LibraryModel;

/**
 * https://github.com/panva/openid-client (6) and https://github.com/panva/oauth4webapi, and the classes of openid-client up to
 * version 5 (https://github.com/panva/openid-client/blob/v5.x/docs/README.md#clientcallbackredirecturi-parameters-checks-extras).
 */
const openid = {
  packages: ['openid-client', 'oauth4webapi'],
  exports: {
    authorizationCodeGrant: redeems('1'),
    processAuthorizationCodeResponse: redeems('2'),
    Issuer: { construct: { returns: 'Issuer' }, members: { discover: { call: { returns: 'Promise<Issuer>' } } } },
  },
  types: {
    Issuer: {
      members: { Client: { construct: { sinks: presentedAt('the secret', '0.client_secret'), returns: 'Client' } } },
    },
    Client: {
      declared: ['openid-client#BaseClient'],
      members: { callback: redeems('1'), oauthCallback: redeems('1'), grant: redeems('0') },
    },
  },
} as const satisfies LibraryModel;

export const oauthClients: readonly LibraryModel[] = [googleAuth, googleApis, openid];
