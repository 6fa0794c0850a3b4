/** Middleware that logs every request with the status of its answer. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const make: MemberSpec = { call: { returns: 'RequestLogger' } };

export const requestLoggers = {
  packages: ['morgan', 'pino-http', 'express-winston', 'koa-logger', 'hono/logger'],
  exports: { '=': make, default: make, logger: make, pinoHttp: make },
  types: { RequestLogger: { call: { roles: [{ role: 'log.request' }] } } },
} as const satisfies LibraryModel;
