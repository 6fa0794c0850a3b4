/**
 * Libraries that answer the question who is calling: Auth.js, Clerk, Better Auth, Lucia, Supabase, Auth0, Kinde, WorkOS and
 * iron-session. What they answer is missing for strangers, and whoever insists on it asks for the caller.
 */
import { UNKNOWN } from '../../flow/value.js';
import { argument, isCallable } from '../kit.js';
import type { CallSpec, LibraryModel, MemberSpec, Natives } from '../schema.js';
import { secretAt } from '../shared/credentials.js';
import { members } from '../stores/parts.js';
import { callerParts, callerValue } from './callers.js';

/** The answer is somebody, or missing. */
const asks: MemberSpec = { call: { native: 'sessions.caller' } };
/** The answer is an object, in which somebody is, or is missing. */
const asksWithin: MemberSpec = { call: { native: 'sessions.parts' } };
/** It comes back only with a caller who is known: for others it throws. */
const insists: MemberSpec = { call: { native: 'sessions.caller', roles: [{ role: 'auth.verified' }] } };

/** Somebody comes in by it: whoever calls it is not known yet. */
const entrance: MemberSpec = { call: { roles: [{ role: 'auth.entrance' }], returns: 'Promise<unknown>' } };
const leaves: MemberSpec = { call: { roles: [{ role: 'session.end' }], returns: 'Promise<unknown>' } };

/** https://next-auth.js.org/configuration/nextjs, https://authjs.dev/getting-started/session-management/protecting */
const authJs: LibraryModel = {
  packages: ['next-auth', 'next-auth/next', '@auth/express'],
  exports: {
    ...Object.fromEntries(
      ['=', 'default', 'ExpressAuth'].map((name) => [
        name,
        {
          call: {
            sinks: secretAt('the secret', '0.secret'),
            // Called by a handler, it answers the request: whoever signs in does so here (initialization#advanced-initialization).
            roles: [{ role: 'auth.entrance' }, { role: 'debug.trace', parts: { on: '0.debug' } }],
            returns: 'NextAuthResult',
          },
        },
      ]),
    ),
    getServerSession: asks,
    unstable_getServerSession: asks,
    getSession: asks,
  },
  types: { NextAuthResult: { members: { auth: asks, signIn: entrance, signOut: leaves } } },
};

const authJsTokens: LibraryModel = { packages: ['next-auth/jwt', '@auth/core/jwt'], exports: { getToken: asks } };
/**
 * https://authjs.dev/getting-started/authentication/credentials: `authorize` is given what the form of a login sent, and
 * returns who that is.
 */
const credentials: MemberSpec = {
  call: {
    callbacks: [{ at: '0.authorize', args: ['source:http.body', '@web/request:Request'], when: 'later' }],
    // Until version 4 the text of an error goes back to the page of the login (https://next-auth.js.org/providers/credentials).
    roles: [
      {
        role: 'auth.authorize',
        parts: { verify: '0.authorize' },
        when: [{ package: 'next-auth', versions: '<5' }],
      },
    ],
  },
};
const authJsCredentials: LibraryModel = {
  packages: [
    'next-auth/providers/credentials',
    '@auth/core/providers/credentials',
    '@auth/express/providers/credentials',
  ],
  exports: { '=': credentials, default: credentials },
};
/** What the client of a provider authenticates itself with (https://next-auth.js.org/configuration/providers/oauth#using-a-built-in-oauth-provider). */
const provider: MemberSpec = { call: { sinks: secretAt('the secret of the client', '0.clientSecret') } };
const authJsProviders: LibraryModel = {
  packages: ['next-auth', '@auth/core', '@auth/express'].flatMap((name) =>
    [
      'auth0',
      'cognito',
      'discord',
      'facebook',
      'github',
      'gitlab',
      'google',
      'keycloak',
      'linkedin',
      'okta',
      'slack',
      'twitch',
      'twitter',
    ].map((service) => `${name}/providers/${service}`),
  ),
  exports: { '=': provider, default: provider },
};
const authJsReact: LibraryModel = { packages: ['next-auth/react'], exports: { getSession: asks } };

/** https://clerk.com/docs/references/nextjs/auth, https://clerk.com/docs/references/express/get-auth */
const clerk: LibraryModel = {
  packages: [
    '@clerk/nextjs/server',
    '@clerk/nextjs',
    '@clerk/express',
    '@clerk/fastify',
    '@clerk/remix/ssr.server',
    '@clerk/react-router/ssr.server',
    '@clerk/astro/server',
  ],
  exports: {
    auth: { call: { native: 'sessions.parts' }, members: { protect: insists } },
    getAuth: asksWithin,
    currentUser: asks,
  },
};

/** https://www.better-auth.com/docs/concepts/session-management */
const betterAuth: LibraryModel = {
  packages: ['better-auth'],
  exports: {
    betterAuth: { call: { sinks: secretAt('the secret', '0.secret'), returns: 'Auth' } },
  },
  types: {
    Auth: { members: { api: { type: 'AuthApi' } } },
    AuthApi: {
      members: {
        getSession: asks,
        signOut: leaves,
        ...members(
          'signInEmail signUpEmail signInSocial signInUsername signInMagicLink signInEmailOTP signInPhoneNumber ' +
            'magicLinkVerify verifyEmail requestPasswordReset forgetPassword resetPassword sendVerificationEmail',
          entrance,
        ),
      },
    },
  },
};

const calledLater = (at: string): MemberSpec => ({
  call: { callbacks: [{ at, args: [null], when: 'later' }], returns: 'unknown' },
});

/**
 * Hooks and plugins of Better Auth run when it answers a request of its own, and not where they are made
 * (https://www.better-auth.com/docs/concepts/hooks, https://www.better-auth.com/docs/concepts/plugins).
 */
const betterAuthHooks: LibraryModel = {
  packages: ['better-auth/api', 'better-auth/plugins'],
  exports: {
    createAuthMiddleware: calledLater('0'),
    createAuthEndpoint: calledLater('2'),
  },
};

/** https://v3.lucia-auth.com/reference/main/Lucia, https://v2.lucia-auth.com/reference/lucia/interfaces/authrequest */
const lucia: LibraryModel = {
  packages: ['lucia'],
  exports: { Lucia: { construct: { returns: 'Lucia' } }, lucia: { call: { returns: 'Lucia' } } },
  types: {
    Lucia: {
      members: {
        validateSession: asksWithin,
        handleRequest: { call: { returns: 'AuthRequest' } },
        createSession: entrance,
        invalidateSession: leaves,
      },
    },
    AuthRequest: { members: { validate: asks, validateUser: asksWithin, validateBearerToken: asks } },
  },
};

/** https://github.com/auth0/nextjs-auth0 */
const auth0: LibraryModel = {
  packages: ['@auth0/nextjs-auth0', '@auth0/nextjs-auth0/server'],
  exports: { getSession: asks, Auth0Client: { construct: { returns: 'Auth0Client' } } },
  types: { Auth0Client: { members: { getSession: asks } } },
};

/** https://docs.kinde.com/developer-tools/sdks/backend/nextjs-sdk/ */
const kinde: LibraryModel = {
  packages: ['@kinde-oss/kinde-auth-nextjs/server', '@kinde-oss/kinde-auth-nextjs'],
  exports: { getKindeServerSession: { call: { returns: 'KindeSession' } } },
  types: {
    KindeSession: { members: { getUser: asks, isAuthenticated: asks, getAccessToken: asks, getPermission: asks } },
  },
};

/** https://github.com/workos/authkit-nextjs */
const workos: LibraryModel = { packages: ['@workos-inc/authkit-nextjs'], exports: { withAuth: asksWithin } };

const sealed = (...slots: readonly string[]): CallSpec => ({ sinks: secretAt('the password of the seal', ...slots) });

/** https://github.com/vvo/iron-session: the session is an object in any case, and empty for strangers. */
const ironSession: LibraryModel = {
  packages: ['iron-session'],
  exports: {
    getIronSession: {
      call: {
        native: 'sessions.parts',
        sinks: secretAt('the password of the session', '2.password', '1.password'),
        roles: ['1', '2'].map((at) => ({
          role: 'cookie.session',
          when: [{ at: `${at}.cookieName`, absent: false }],
          parts: { options: `${at}.cookieOptions` },
          defaults: { httpOnly: true, secure: true, sameSite: 'lax' },
        })),
      },
    },
    sealData: { call: sealed('1.password') },
    unsealData: { call: sealed('1.password') },
  },
};

/** https://github.com/sergiodxa/remix-auth */
const remixAuth: LibraryModel = {
  packages: ['remix-auth'],
  exports: { Authenticator: { construct: { returns: 'Authenticator' } } },
  types: { Authenticator: { members: { isAuthenticated: asks, authenticate: entrance, logout: leaves } } },
};

/** Logins without a password: https://simplewebauthn.dev/docs/packages/server#authentication, https://arcticjs.dev */
const webauthn: LibraryModel = {
  packages: ['@simplewebauthn/server'],
  exports: members('generateAuthenticationOptions verifyAuthenticationResponse', entrance),
};
const arctic: LibraryModel = {
  packages: ['arctic'],
  exports: {
    ...members('generateState generateCodeVerifier', {
      call: { roles: [{ role: 'auth.entrance' }], returns: 'string' },
    }),
  },
};

export const SESSION_MODELS: readonly LibraryModel[] = [
  authJs,
  authJsTokens,
  authJsCredentials,
  authJsProviders,
  authJsReact,
  clerk,
  betterAuth,
  betterAuthHooks,
  lucia,
  auth0,
  kinde,
  workos,
  ironSession,
  remixAuth,
  webauthn,
  arctic,
];

export const sessionNatives: Natives = {
  // Auth.js: given a handler, it makes another one that is told who is calling (https://authjs.dev/reference/nextjs#auth).
  'sessions.caller': (m, call) =>
    isCallable(argument(call, 0)) ? UNKNOWN : callerValue(m, call.node, call.node.getText().slice(0, 40)),
  'sessions.parts': (m, call) => callerParts(m, call.node, call.node.getText().slice(0, 40)),
};
