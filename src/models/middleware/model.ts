/** Middleware that says nothing about who is calling: headers, logs, limits, parsers, sessions that begin anonymous. */
import type { LibraryModel, MemberSpec } from '../schema.js';

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
const rate: MemberSpec = { call: { returns: 'Middleware' } };

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
    '=': { ...middleware, members },
    default: { ...middleware, members },
    rateLimit: rate,
    slowDown: rate,
    pinoHttp: middleware,
    ...members,
  },
  types: { Middleware: { call: {} } },
} satisfies LibraryModel;
