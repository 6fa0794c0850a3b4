/**
 * Errors that are an answer: http-errors (https://github.com/jshttp/http-errors), which Express, Koa and Fastify understand, and
 * boom of hapi (https://hapi.dev/module/boom/api). What they say of a status tells guards from other functions.
 */
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

const STATUS: readonly RoleSpec[] = [{ role: 'error.status', parts: { status: '0' } }];
const denies: readonly RoleSpec[] = [{ role: 'error.denial' }];

const made: MemberSpec = {
  call: { returns: 'HttpError', roles: denies },
  construct: { returns: 'HttpError', roles: denies },
};
const named: Readonly<Record<string, MemberSpec>> = { Unauthorized: made, Forbidden: made, '401': made, '403': made };
/** The status is one of the arguments, by convention the first. */
const createError: MemberSpec = { call: { returns: 'HttpError', roles: STATUS }, members: named };

export const httpErrors = {
  packages: ['http-errors'],
  exports: { ...named, '=': createError, default: createError },
  types: { HttpError: {} },
} as const satisfies LibraryModel;

/** An instance is made with or without `new`, and its status is what its class was made with. */
const ofClass: CallSpec = {
  returns: 'FastifyError',
  roles: [{ role: 'error.status', parts: { status: 'this.%status' } }],
};
const makeClass: MemberSpec = {
  call: { returns: 'FastifyErrorConstructor', flows: [{ from: '2', to: 'return.%status' }] },
};

/** Classes of errors that Fastify answers with their status (https://github.com/fastify/fastify-error#usage). */
export const fastifyError = {
  packages: ['@fastify/error'],
  exports: { '=': makeClass, default: makeClass, createError: makeClass },
  types: { FastifyErrorConstructor: { call: ofClass }, FastifyError: {} },
} as const satisfies LibraryModel;

const boomMembers: Readonly<Record<string, MemberSpec>> = {
  unauthorized: { call: { returns: 'Boom', roles: denies } },
  forbidden: { call: { returns: 'Boom', roles: denies } },
};

export const boom = {
  packages: ['@hapi/boom'],
  exports: { ...boomMembers, default: { members: boomMembers } },
  types: { Boom: {} },
} as const satisfies LibraryModel;
