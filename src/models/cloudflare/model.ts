/** Cloudflare Workers: what calls their handlers, and the database D1 (https://developers.cloudflare.com/d1/worker-api/) takes SQL and binds values beside it. */
import { Form, JSON_FORM } from '../../flow/forms.js';
import { source } from '../shared/client.js';
import type { LibraryModel } from '../schema.js';
import { PREPARED_TEXT } from '../shared/statements.js';
import { bound, boundValues, members, PROMISED, sqlText } from '../stores/parts.js';

/** Addresses of the envelope: a line of SMTP ends before any of its control characters could (RFC 5321, 4.1.2). */
const ENVELOPE = {
  kind: 'message.headers',
  form: Form.String,
  facts: [{ pattern: '[\\x00-\\x1f]', flags: '', matches: false }],
} as const;

export const cloudflare = {
  packages: ['@cloudflare/workers-types'],
  types: {
    D1Database: {
      declared: ['global#D1Database'],
      members: {
        prepare: {
          call: {
            sinks: [sqlText()],
            returns: 'D1PreparedStatement',
            native: 'sql.prepare',
          },
        },
        exec: { call: { sinks: [sqlText()], returns: 'Promise<unknown>' } },
        batch: PROMISED,
        withSession: { call: { returns: 'D1Database' } },
      },
    },
    /** https://developers.cloudflare.com/pages/functions/api-reference/#eventcontext */
    EventContext: {
      declared: ['global#EventContext'],
      members: {
        request: { type: '@web/request:Request' },
        params: source({ kind: 'http.params', form: Form.Object, child: Form.String | Form.Array }),
        next: { call: { returns: 'Promise<unknown>' } },
      },
    },
    PagesFunction: { declared: ['global#PagesFunction'], parameters: ['EventContext'] },
    ExportedHandlerFetchHandler: {
      declared: ['global#ExportedHandlerFetchHandler'],
      parameters: ['@web/request:Request', null, null],
    },
    /** https://developers.cloudflare.com/queues/configuration/javascript-apis/#messagebatch */
    MessageBatch: { declared: ['global#MessageBatch'], members: { messages: { type: 'Message[]' } } },
    Message: {
      members: {
        body: source({ kind: 'message.body', form: JSON_FORM }),
        ...members('ack retry', { call: { returns: 'void' } }),
      },
    },
    /** https://developers.cloudflare.com/email-routing/email-workers/runtime-api/ */
    ForwardableEmailMessage: {
      declared: ['global#ForwardableEmailMessage'],
      members: {
        from: source(ENVELOPE),
        to: source(ENVELOPE),
        headers: { type: '@web/request:Headers' },
        forward: { call: { returns: 'Promise<unknown>' } },
      },
    },
    D1PreparedStatement: {
      declared: ['global#D1PreparedStatement'],
      members: {
        bind: {
          call: {
            sinks: [...bound('*'), ...boundValues('*')],
            roles: [{ role: 'store.key', parts: { text: PREPARED_TEXT, values: '*' } }],
            returns: 'this',
          },
        },
        ...members('first run all raw', PROMISED),
      },
    },
  },
} as const satisfies LibraryModel;
