/** postgres.js (https://github.com/porsager/postgres): the tag binds, called with a value it quotes names and lists, `unsafe` takes text. */
import type { CallSpec, LibraryModel } from '../schema.js';
import { CHAIN, connectionString, members, password, PROMISED, scoped, sqlText, THENABLE } from '../stores/parts.js';

const open: CallSpec = {
  sinks: [...connectionString('0'), ...password('0.password', '0.pass', '1.password', '1.pass')],
  returns: 'Sql',
};

export const postgres = {
  packages: ['postgres'],
  exports: { '=': { call: open }, default: { call: open } },
  types: {
    Sql: {
      declared: ['postgres#ISql'],
      call: { returns: 'PendingQuery' },
      members: {
        unsafe: { call: { sinks: [sqlText()], returns: 'PendingQuery' } },
        file: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'PendingQuery' } },
        begin: scoped('TransactionSql', '0', '1'),
        reserve: { call: { returns: 'Promise<Sql>' } },
        listen: { call: { callbacks: [{ at: '1', args: [null], when: 'later' }], returns: 'Promise<unknown>' } },
        ...members('end notify subscribe', PROMISED),
        ...members('json array typed', { call: { returns: 'PendingQuery' } }),
      },
    },
    TransactionSql: {
      extends: 'Sql',
      call: { returns: 'PendingQuery' },
      members: { savepoint: scoped('TransactionSql', '0', '1') },
    },
    ReservedSql: { extends: 'Sql', call: { returns: 'PendingQuery' } },
    PendingQuery: {
      awaits: 'unknown',
      members: {
        cursor: {
          call: {
            callbacks: [
              { at: '0', args: [null] },
              { at: '1', args: [null] },
            ],
            returns: 'unknown',
          },
        },
        forEach: { call: { callbacks: [{ at: '0', args: [null] }], returns: 'Promise<void>' } },
        ...THENABLE,
      },
      anyMember: CHAIN,
    },
  },
} as const satisfies LibraryModel;
