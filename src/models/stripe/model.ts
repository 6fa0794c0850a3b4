/** stripe: `webhooks.constructEvent` throws unless the signature of the body is right. */
import type { LibraryModel } from '../schema.js';

export const stripe = {
  packages: ['stripe'],
  exports: {
    default: { construct: { returns: 'Stripe' }, call: { returns: 'Stripe' } },
    Stripe: { construct: { returns: 'Stripe' } },
    '=': { construct: { returns: 'Stripe' }, call: { returns: 'Stripe' } },
  },
  types: {
    Stripe: { members: { webhooks: { type: 'Webhooks' } } },
    Webhooks: {
      members: {
        constructEvent: {
          call: {
            returns: 'unknown',
            roles: [{ role: 'auth.verified', parts: { body: '0', signature: '1', key: '2' } }],
          },
        },
        constructEventAsync: {
          call: {
            returns: 'Promise<unknown>',
            roles: [{ role: 'auth.verified', parts: { body: '0', signature: '1', key: '2' } }],
          },
        },
      },
    },
  },
} as const satisfies LibraryModel;
