/** PGlite (https://pglite.dev/docs/api): query and exec take text, the tags bind except `raw`. */
import type { LibraryModel } from '../schema.js';
import { members, PROMISED, scoped, sqlText } from '../stores/parts.js';

export const pglite = {
  packages: ['@electric-sql/pglite', '@electric-sql/pglite/worker', '@electric-sql/pglite/template'],
  exports: {
    PGlite: { construct: { returns: 'PGlite' }, members: { create: { call: { returns: 'Promise<PGlite>' } } } },
    PGliteWorker: { construct: { returns: 'PGlite' }, members: { create: { call: { returns: 'Promise<PGlite>' } } } },
    raw: { call: { sinks: [sqlText('1+')], returns: 'Template' } },
    ...members('sql query identifier', { call: { returns: 'Template' } }),
  },
  types: {
    PGlite: {
      declared: [
        '@electric-sql/pglite#PGliteInterface',
        '@electric-sql/pglite#Transaction',
        '@electric-sql/pglite#BasePGlite',
      ],
      members: {
        ...members('query exec describeQuery', { call: { sinks: [sqlText()], returns: 'Promise<unknown>' } }),
        sql: PROMISED,
        transaction: scoped('PGlite', '0'),
        runExclusive: scoped('PGlite', '0'),
        ...members('close notify', PROMISED),
        live: { type: 'Live' },
      },
    },
    Transaction: { extends: 'PGlite' },
    PGliteInterface: { extends: 'PGlite' },
    Live: {
      members: members('query changes incrementalQuery', {
        call: {
          sinks: [sqlText(), sqlText('0.query')],
          callbacks: [{ at: '2', args: [null] }],
          returns: 'Promise<unknown>',
        },
      }),
    },
    Template: {},
  },
} as const satisfies LibraryModel;
