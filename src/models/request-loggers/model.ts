/** Middleware that logs every request with the status of its answer. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const make: MemberSpec = { call: { returns: 'RequestLogger' } };

export const requestLoggers = {
  packages: [
    'morgan',
    'pino-http',
    'express-pino-logger',
    'express-winston',
    'koa-logger',
    'koa-pino-logger',
    'koa-morgan',
    'hono/logger',
    'hono-pino',
  ],
  exports: { '=': make, default: make, logger: make, pinoHttp: make, pinoLogger: make, errorLogger: make },
  types: { RequestLogger: { call: { roles: [{ role: 'log.request' }] } } },
} as const satisfies LibraryModel;
