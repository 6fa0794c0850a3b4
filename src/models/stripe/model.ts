/** stripe: `webhooks.constructEvent` throws unless the signature of the body is right. */
import type { CallSpec, LibraryModel } from '../schema.js';
import { presentedAt, secretAt } from '../shared/credentials.js';

/** Resources whose creation moves money (https://docs.stripe.com/api). */
const PAYING = ['paymentIntents', 'charges', 'transfers', 'payouts', 'refunds', 'topups', 'invoiceItems'];
const paying = (at: string): CallSpec => ({
  sinks: [{ at, kind: 'quantity', what: 'the amount' }],
  returns: 'Promise<unknown>',
  roles: [{ role: 'money.move' }],
});

/** Rejected unless the provider has made the id, which nobody can guess (https://docs.stripe.com/payments/checkout/custom-success-page). */
const redeemed: CallSpec = {
  guards: [{ at: '0', when: 'returns', clears: ['log', 'log-format'] }],
  returns: 'Promise<unknown>',
  roles: [{ role: 'token.redeemed', parts: { token: '0' } }],
};

const client: CallSpec = { sinks: presentedAt('the API key', '0'), returns: 'Stripe' };

export const stripe: LibraryModel = {
  packages: ['stripe'],
  exports: {
    default: { construct: client, call: client },
    Stripe: { construct: client },
    '=': { construct: client, call: client },
  },
  types: {
    Stripe: {
      members: {
        webhooks: { type: 'Webhooks' },
        checkout: { members: { sessions: { type: 'Sessions' } } },
        setupIntents: { type: 'Sessions' },
        ...Object.fromEntries(PAYING.map((name) => [name, { type: 'PaymentIntentResource' }])),
      },
    },
    /** Things that a person passes through once: whoever names one by its secret id has been there. */
    Sessions: { members: { retrieve: { call: redeemed } } },
    PaymentIntentResource: {
      members: {
        retrieve: { call: redeemed },
        create: { call: paying('0.amount') },
        update: { call: paying('1.amount') },
        capture: { call: paying('1.amount_to_capture') },
        cancel: { call: { returns: 'Promise<unknown>', roles: [{ role: 'money.move' }] } },
        confirm: { call: { returns: 'Promise<unknown>', roles: [{ role: 'money.move' }] } },
      },
    },
    Webhooks: {
      members: {
        // What is wrong with a signature is told to whoever sent it (https://docs.stripe.com/webhooks#verify-official-libraries).
        constructEvent: {
          call: {
            sinks: secretAt('the signing secret', '2'),
            returns: 'unknown',
            roles: [{ role: 'auth.verified', parts: { body: '0', signature: '1', key: '2' } }],
            presents: true,
          },
        },
        constructEventAsync: {
          call: {
            returns: 'Promise<unknown>',
            roles: [{ role: 'auth.verified', parts: { body: '0', signature: '1', key: '2' } }],
            presents: true,
          },
        },
      },
    },
  },
};
