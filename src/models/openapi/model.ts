/**
 * express-openapi-validator: every request is held against an OpenAPI document before a route sees it
 * (https://cdimascio.github.io/express-openapi-validator-documentation/usage-validate-requests/: on unless switched off).
 */
import type { LibraryModel } from '../schema.js';

const middleware = { call: { returns: 'Validator' } } as const;

export const expressOpenapiValidator = {
  packages: ['express-openapi-validator'],
  exports: { middleware, default: { members: { middleware } } },
  types: { Validator: { call: { roles: [{ role: 'request.documented' }] } } },
} satisfies LibraryModel;
