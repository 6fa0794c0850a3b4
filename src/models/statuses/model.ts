/**
 * Names of HTTP statuses (RFC 9110, 15): a refusal that is written by name is one. The names are those of the packages
 * `http-status-codes` (https://www.npmjs.com/package/http-status-codes), `http-status`
 * (https://www.npmjs.com/package/http-status) and of `HttpStatus` of NestJS.
 */
import type { LibraryModel, MemberSpec } from '../schema.js';

function named(values: Readonly<Record<string, number>>): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

const SHARED = {
  CONTINUE: 100,
  SWITCHING_PROTOCOLS: 101,
  PROCESSING: 102,
  OK: 200,
  CREATED: 201,
  ACCEPTED: 202,
  NON_AUTHORITATIVE_INFORMATION: 203,
  NO_CONTENT: 204,
  RESET_CONTENT: 205,
  PARTIAL_CONTENT: 206,
  MULTI_STATUS: 207,
  MOVED_PERMANENTLY: 301,
  SEE_OTHER: 303,
  NOT_MODIFIED: 304,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  PAYMENT_REQUIRED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  PROXY_AUTHENTICATION_REQUIRED: 407,
  REQUEST_TIMEOUT: 408,
  CONFLICT: 409,
  GONE: 410,
  LENGTH_REQUIRED: 411,
  PRECONDITION_FAILED: 412,
  REQUESTED_RANGE_NOT_SATISFIABLE: 416,
  UNSUPPORTED_MEDIA_TYPE: 415,
  EXPECTATION_FAILED: 417,
  UNPROCESSABLE_ENTITY: 422,
  LOCKED: 423,
  FAILED_DEPENDENCY: 424,
  PRECONDITION_REQUIRED: 428,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
  HTTP_VERSION_NOT_SUPPORTED: 505,
  INSUFFICIENT_STORAGE: 507,
} as const;

const OLDER = { MULTIPLE_CHOICES: 300, REQUEST_TOO_LONG: 413, REQUEST_URI_TOO_LONG: 414 } as const;
const statuses = named({ ...SHARED, ...OLDER });
const phrase: MemberSpec = { call: { returns: 'string' } };

/** The enum of NestJS, whose names differ in some places. */
export const NEST_STATUSES = named({
  ...SHARED,
  AMBIGUOUS: 300,
  FOUND: 302,
  PAYLOAD_TOO_LARGE: 413,
  URI_TOO_LONG: 414,
  I_AM_A_TEAPOT: 418,
  MISDIRECTED: 421,
});

export const httpStatusCodes = {
  packages: ['http-status-codes'],
  exports: {
    ...statuses,
    default: { members: statuses },
    StatusCodes: { members: statuses },
    getReasonPhrase: phrase,
    getStatusText: phrase,
  },
} as const satisfies LibraryModel;

const classic = named({
  ...SHARED,
  MULTIPLE_CHOICES: 300,
  FOUND: 302,
  REQUEST_ENTITY_TOO_LARGE: 413,
  REQUEST_URI_TOO_LONG: 414,
});

export const httpStatus = {
  packages: ['http-status'],
  exports: { ...classic, default: { members: classic }, status: { members: classic } },
} as const satisfies LibraryModel;
