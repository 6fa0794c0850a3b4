/** Middleware that says nothing about who is calling: headers, logs, limits, parsers, sessions that begin anonymous. */
import type { LibraryModel, MemberSpec } from '../schema.js';

function keyed(...at: readonly string[]): MemberSpec {
  return {
    call: {
      sinks: at.map((each) => ({ at: each, kind: 'credential', what: 'the signing secret' })),
      returns: 'Middleware',
    },
  };
}

function cookieLibrary(name: string, factory: MemberSpec): LibraryModel {
  return { packages: [name], exports: { '=': factory, default: factory }, types: { Middleware: { call: {} } } };
}

/** Sessions and signed cookies: whoever knows the secret writes them. */
export const cookieLibraries: readonly LibraryModel[] = [
  cookieLibrary('express-session', keyed('0.secret', '0.secret[]')),
  cookieLibrary('cookie-session', keyed('0.secret', '0.keys[]')),
  cookieLibrary('cookie-parser', keyed('0', '0[]')),
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
const rate: MemberSpec = {
  call: {
    callbacks: [
      { at: '0.keyGenerator', args: ['express:Request', 'express:Response'], when: 'now', sink: { kind: 'limit-key' } },
    ],
    returns: 'Middleware',
  },
};

/** The same packages' own functions make limits, too: `rateLimit` is the default export of its package. */
const limited: MemberSpec = { ...middleware, call: { ...middleware.call, ...rate.call } };

export const middlewareLibraries = {
  packages: [
    'helmet',
    'cors',
    'compression',
    'morgan',
    'body-parser',
    'cookie-parser',
    'express-rate-limit',
    'express-slow-down',
    'express-session',
    'cookie-session',
    'connect-timeout',
    'response-time',
    'serve-static',
    'method-override',
    'hpp',
    'pino-http',
    'express-pino-logger',
    'connect-flash',
    'errorhandler',
    'express-fileupload',
    'csurf',
    'express-request-id',
    'on-finished',
  ],
  exports: {
    '=': { ...limited, members },
    default: { ...limited, members },
    rateLimit: rate,
    slowDown: rate,
    pinoHttp: middleware,
    ...members,
  },
  types: { Middleware: { call: {} } },
} satisfies LibraryModel;
