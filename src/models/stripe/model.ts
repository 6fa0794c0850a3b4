/** stripe: `webhooks.constructEvent` throws unless the signature of the body is right. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const pays: MemberSpec = { call: { returns: 'Promise<unknown>', roles: [{ role: 'money.move' }] } };
/** https://docs.stripe.com/api: creating one of these moves money. */
const paying = Object.fromEntries(
  ['refunds', 'charges', 'paymentIntents', 'transfers', 'payouts'].map((name) => [name, { type: 'Payments' }]),
);

export const stripe = {
  packages: ['stripe'],
  exports: {
    default: { construct: { returns: 'Stripe' }, call: { returns: 'Stripe' } },
    Stripe: { construct: { returns: 'Stripe' } },
    '=': { construct: { returns: 'Stripe' }, call: { returns: 'Stripe' } },
  },
  types: {
    Stripe: { members: { webhooks: { type: 'Webhooks' }, ...paying } },
    Payments: { members: { create: pays, capture: pays, cancel: pays, confirm: pays } },
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
