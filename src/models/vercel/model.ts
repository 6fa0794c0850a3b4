/** Vercel functions (https://vercel.com/docs/functions/runtimes/node-js): requests and answers of Node.js with helpers. */
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import { COOKIES, JSON_BODY, source } from '../shared/client.js';
import type { LibraryModel } from '../schema.js';

const redirect = {
  call: {
    sinks: ['0', '1'].map((at) => ({ at, kind: 'redirect' })),
    returns: 'this',
    roles: [{ role: 'answer.redirect' }],
  },
} as const;

export const vercel = {
  packages: ['@vercel/node'],
  types: {
    VercelRequest: {
      extends: 'node:http:IncomingMessage',
      members: {
        query: source({ kind: 'http.query', form: Form.Object, child: Form.String | Form.Array }),
        cookies: source(COOKIES),
        body: source(JSON_BODY),
      },
    },
    VercelResponse: {
      extends: 'node:http:ServerResponse',
      members: {
        send: { call: { sinks: [{ at: '0', kind: 'html' }, answerSink('0')], returns: 'this' } },
        json: { call: { sinks: [answerSink('0')], returns: 'this' } },
        status: { call: { returns: 'this', roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
        redirect,
      },
    },
    VercelApiHandler: { parameters: ['VercelRequest', 'VercelResponse'] },
  },
} as const satisfies LibraryModel;
