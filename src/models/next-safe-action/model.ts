/** next-safe-action 7 and 8: server actions of Next.js made by a client with middleware and schemas (https://next-safe-action.dev/docs/api/safe-action-client). */
import type { LibraryModel, MemberSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `safe-action.${name}` } });
const same: MemberSpec = { call: { returns: 'this' } };

export const nextSafeAction = {
  packages: ['next-safe-action'],
  exports: {
    createSafeActionClient: { call: { returns: 'SafeActionClient' } },
    // https://next-safe-action.dev/docs/define-actions/create-the-client#createmiddleware: `define` gives back what it is given.
    createMiddleware: { call: { returns: 'Middleware' } },
    createValidatedMiddleware: { call: { returns: 'Middleware' } },
    // https://next-safe-action.dev/docs/define-actions/validation-errors#returnvalidationerrors: it throws what the client is shown.
    returnValidationErrors: { call: { exits: true, returns: 'never' } },
    returnServerError: { call: { exits: true, returns: 'never' } },
  },
  types: {
    Middleware: { members: { define: { call: { flows: [{ from: '0', to: 'return' }] } } } },
    SafeActionClient: {
      members: {
        use: native('use'),
        useValidated: native('useValidated'),
        // `schema` was renamed to `inputSchema` in version 8.
        schema: native('input'),
        inputSchema: native('input'),
        outputSchema: native('output'),
        bindArgsSchemas: same,
        metadata: same,
        action: native('action'),
        stateAction: native('action'),
      },
    },
  },
} as const satisfies LibraryModel;
