/** Middleware that holds requests against an OpenAPI document before a route sees them. */
import type { LibraryModel } from '../schema.js';

const middleware = { call: { returns: 'Validator' } } as const;
const Validator = { call: { roles: [{ role: 'request.documented' }] } } as const;

/** https://cdimascio.github.io/express-openapi-validator-documentation/usage-validate-requests/: on unless switched off. */
export const expressOpenapiValidator = {
  packages: ['express-openapi-validator'],
  exports: { middleware, default: { members: { middleware } } },
  types: { Validator },
} satisfies LibraryModel;

const opens = { call: { returns: 'OpenApi' } } as const;

/** https://github.com/wesleytodd/express-openapi#openapimiddlewarevalidpathdefinition--pathopts; `path` only describes. */
export const wesleytoddOpenapi = {
  packages: ['@wesleytodd/openapi'],
  exports: { '=': opens, default: opens },
  types: { OpenApi: { members: { validPath: middleware } }, Validator },
} satisfies LibraryModel;
