/** libSQL and Turso (https://docs.turso.tech/sdk/ts/reference): statements are texts, or texts with their arguments beside them. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import {
  bound,
  boundValues,
  byStatement,
  connectionString,
  members,
  PROMISED,
  SQL_LIST,
  sqlText,
} from '../stores/parts.js';

const execute: CallSpec = {
  sinks: [
    { ...sqlText(), rewrite: { to: 'question' } },
    sqlText('0.sql'),
    ...bound('1', '0.args'),
    ...boundValues('1', '0.args'),
  ],
  roles: [...SQL_LIST.roles, ...byStatement('0', '1')],
  returns: 'Promise<unknown>',
};
const several: MemberSpec = {
  call: { sinks: [sqlText('0[]'), sqlText('0[].sql'), ...bound('0[].args')], returns: 'Promise<unknown>' },
};
const runs: Readonly<Record<string, MemberSpec>> = {
  execute: { call: execute },
  batch: several,
  executeMultiple: { call: { sinks: [sqlText()], returns: 'Promise<void>' } },
};

export const libsqlClient = {
  packages: ['@libsql/client', '@libsql/client/web', '@libsql/client/http', '@libsql/client/node'],
  exports: {
    createClient: {
      call: {
        sinks: [...connectionString('0.url'), { at: '0.authToken', kind: 'credential', what: 'the token' }],
        returns: 'Client',
      },
    },
  },
  types: {
    Client: {
      declared: ['@libsql/core#Client'],
      members: {
        ...runs,
        migrate: several,
        transaction: { call: { returns: 'Promise<Transaction>' } },
        sync: PROMISED,
      },
    },
    Transaction: {
      declared: ['@libsql/core#Transaction'],
      members: { ...runs, ...members('commit rollback', PROMISED) },
    },
  },
} as const satisfies LibraryModel;
