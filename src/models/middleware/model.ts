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
  return {
    packages: [name],
    exports: { '=': factory, default: factory },
    types: {
      Middleware: { call: {} },
      /** A session whose cookie requests from other sites carry along. */
      OpenSession: { call: { roles: [{ role: 'session.open' }] } },
    },
  };
}

/** What it makes depends on the options of the cookie. */
function session({ call }: MemberSpec): MemberSpec {
  return { call: { ...call, native: 'session.make' } };
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

/** What koa-session is not told, the `cookies` module decides (https://github.com/koajs/session#options). */
const LEFT_ALONE = { httpOnly: true, secure: true, sameSite: true } as const;

/** Sessions and signed cookies: whoever knows the secret writes them. */
export const cookieLibraries: readonly LibraryModel[] = [
  cookieLibrary(
    'express-session',
    session({
      call: {
        ...keyed([EXPRESS_SESSION], '0.secret', '0.secret[]').call,
        callbacks: [{ at: '0.genid', args: ['express:Request'], sink: { kind: 'session-id' } }],
      },
    }),
  ),
  cookieLibrary(
    'cookie-session',
    session(
      keyed(
        [COOKIE_SESSION, { role: 'session.cookie', parts: { maxAge: '0.maxAge', expires: '0.expires' } }],
        '0.secret',
        '0.keys[]',
      ),
    ),
  ),
  cookieLibrary(
    'koa-session',
    session({
      call: {
        returns: 'Middleware',
        callbacks: [{ at: '0.genid', args: ['koa:Context'], sink: { kind: 'session-id' } }],
        roles: [
          { ...COOKIE_SESSION, role: 'session.options' },
          { ...COOKIE_SESSION, defaults: LEFT_ALONE },
        ],
      },
    }),
  ),
  cookieLibrary('cookie-parser', keyed([], '0', '0[]')),
];

const step: MemberSpec = { call: { callbacks: [{ at: '0', args: [null] }], returns: 'Promise<void>' } };

/** Sessions as express-session and @fastify/session attach them to requests. */
export const sessions = {
  packages: ['session'],
  types: {
    Session: {
      declared: ['express-session#Session', 'express-session#SessionData', '@fastify/session#FastifySessionObject'],
      members: {
        regenerate: {
          call: {
            callbacks: [{ at: '0', args: [null] }],
            roles: [{ role: 'session.regenerate' }],
            returns: 'Promise<void>',
          },
        },
        save: step,
        destroy: { call: { ...step.call, roles: [{ role: 'session.end' }] } },
        reload: step,
        touch: { call: { returns: 'this' } },
        cookie: { type: 'unknown' },
        id: { type: 'string' },
        sessionID: { type: 'string' },
      },
      anyMember: { type: 'unknown', reads: 'session', assigned: { roles: [{ role: 'session.fill' }] } },
    },
  },
} as const satisfies LibraryModel;

const middleware: MemberSpec = { call: { returns: 'Middleware' } };
const parsers = ['json', 'urlencoded', 'raw', 'text'];
function parser(name: string): MemberSpec {
  const returns = name === 'json' ? 'express:JsonParser' : 'express:FormParser';
  return { call: { sinks: [{ at: '0.limit', kind: 'body-limit' }], returns } };
}
const members = Object.fromEntries(parsers.map((name) => [name, parser(name)] as const));

/** Middleware that adds something to requests or answers, or serves files, and asks nobody who he is (the README of each). */
const OPEN = [
  'connect-flash',
  'express-flash',
  'serve-favicon',
  'express-ejs-layouts',
  'express-useragent',
  'express-request-id',
  'express-status-monitor',
  'express-partials',
  'express-sanitizer',
  'express-minify',
  'express-static-gzip',
  'express-xml-bodyparser',
  'express-prom-bundle',
  'connect-history-api-fallback',
  'connect-livereload',
  'connect-busboy',
  'xss-clean',
  'nocache',
  'webpack-dev-middleware',
  'webpack-hot-middleware',
];

export const middlewareLibraries = {
  packages: [
    'compression',
    'body-parser',
    'cookie-parser',
    'express-session',
    'cookie-session',
    'connect-timeout',
    'response-time',
    'method-override',
    'hpp',
    'on-finished',
    ...OPEN,
  ],
  exports: {
    '=': { ...middleware, members },
    default: { ...middleware, members },
    ...members,
  },
  types: { Middleware: { call: {} } },
} satisfies LibraryModel;
