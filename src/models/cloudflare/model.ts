/** Bindings of Cloudflare Workers: the database D1 (https://developers.cloudflare.com/d1/worker-api/) takes SQL and binds values beside it. */
import type { LibraryModel } from '../schema.js';
import { bound, boundValues, members, PROMISED, sqlText } from '../stores/parts.js';

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
    D1PreparedStatement: {
      declared: ['global#D1PreparedStatement'],
      members: {
        bind: {
          call: {
            sinks: [...bound('*'), ...boundValues('*')],
            roles: [{ role: 'store.key', parts: { text: 'this.%sql', values: '*' } }],
            returns: 'this',
          },
        },
        ...members('first run all raw', PROMISED),
      },
    },
  },
} as const satisfies LibraryModel;
