/**
 * Cross-origin resource sharing: `cors` (https://github.com/expressjs/cors), and its relatives for Fastify, Koa and Hono.
 * All of them send `Access-Control-Allow-Origin` for the origins that their option `origin` lets in.
 */
import type { LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

/** The role of calls with the options of a CORS configuration. */
export function configuresCors(at: string): RoleSpec {
  return { role: 'cors.options', parts: { origin: `${at}.origin`, credentials: `${at}.credentials` } };
}

function maker(native: string, at: string): MemberSpec {
  return { call: { native: `cors.${native}`, roles: [configuresCors(at)] } };
}

function library(name: string, made: MemberSpec): LibraryModel {
  return {
    packages: [name],
    exports: { '=': made, default: made },
    types: { Middleware: { call: {} } },
  };
}

export const corsLibraries: readonly LibraryModel[] = [
  library('cors', maker('middleware', '0')),
  library('@fastify/cors', maker('plugin', '1')),
  library('@koa/cors', maker('koa', '0')),
  { packages: ['hono/cors'], exports: { cors: maker('hono', '0') }, types: { Middleware: { call: {} } } },
];
