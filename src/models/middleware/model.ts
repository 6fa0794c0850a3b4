/** Middleware that says nothing about who is calling: headers, logs, limits, parsers, sessions that begin anonymous. */
import type { LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

function keyed(roles: readonly RoleSpec[], ...at: readonly string[]): MemberSpec {
  return {
    call: {
      sinks: at.map((each) => ({ at: each, kind: 'credential', what: 'the signing secret' })),
      returns: 'Middleware',
      roles,
    },
  };
}

function cookieLibrary(name: string, factory: MemberSpec): LibraryModel {
  return { packages: [name], exports: { '=': factory, default: factory }, types: { Middleware: { call: {} } } };
}

/** https://expressjs.com/en/resources/middleware/session.html: `httpOnly` unless switched off, no `secure`, no `sameSite`. */
const EXPRESS_SESSION: RoleSpec = {
  role: 'cookie.session',
  parts: { options: '0.cookie' },
  defaults: { httpOnly: true, secure: false },
};
/** https://github.com/expressjs/cookie-session: `secure` on encrypted connections, as the `cookies` module below it. */
const COOKIE_SESSION: RoleSpec = {
  role: 'cookie.session',
  parts: { options: '0' },
  defaults: { httpOnly: true, secure: true },
};

/** Sessions and signed cookies: whoever knows the secret writes them. */
export const cookieLibraries: readonly LibraryModel[] = [
  cookieLibrary('express-session', keyed([EXPRESS_SESSION], '0.secret', '0.secret[]')),
  cookieLibrary('cookie-session', keyed([COOKIE_SESSION], '0.secret', '0.keys[]')),
  cookieLibrary('cookie-parser', keyed([], '0', '0[]')),
];

const middleware: MemberSpec = { call: { returns: 'Middleware' } };
const helmetParts = [
  'contentSecurityPolicy',
  'crossOriginEmbedderPolicy',
  'crossOriginOpenerPolicy',
  'crossOriginResourcePolicy',
  'dnsPrefetchControl',
  'frameguard',
  'hidePoweredBy',
  'hsts',
  'ieNoOpen',
  'noSniff',
  'originAgentCluster',
  'permittedCrossDomainPolicies',
  'referrerPolicy',
  'xssFilter',
];
const parsers = ['json', 'urlencoded', 'raw', 'text'];
const members = Object.fromEntries([...helmetParts, ...parsers].map((name) => [name, middleware]));

export const middlewareLibraries = {
  packages: [
    'helmet',
    'compression',
    'body-parser',
    'cookie-parser',
    'express-session',
    'cookie-session',
    'connect-timeout',
    'response-time',
    'method-override',
    'hpp',
    'connect-flash',
    'csurf',
    'express-request-id',
    'on-finished',
  ],
  exports: {
    '=': { ...middleware, members },
    default: { ...middleware, members },
    pinoHttp: middleware,
    ...members,
  },
  types: { Middleware: { call: {} } },
} satisfies LibraryModel;
