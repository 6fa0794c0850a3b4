/** node-oracledb (https://node-oracledb.readthedocs.io/): statements are text, binds travel beside them. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { connectionString, members, password, PROMISED, sqlText } from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';

const execute: CallSpec = {
  sinks: [sqlText(), sqlText('0.statement')],
  callbacks: ['1', '2', '3'].map((at) => ({ at, args: [FAILURE, null] })),
  returns: 'Promise<unknown>',
};
const credentials = [...password('0.password', '0.walletPassword'), ...connectionString('0.connectString')];
const connect: CallSpec = {
  sinks: credentials,
  callbacks: [
    { at: '0', args: [FAILURE, 'Connection'] },
    { at: '1', args: [FAILURE, 'Connection'] },
  ],
  returns: 'Promise<Connection>',
};

const names: Readonly<Record<string, MemberSpec>> = {
  getConnection: { call: connect },
  createPool: { call: { sinks: credentials, returns: 'Promise<Pool>' } },
  getPool: { call: { returns: 'Pool' } },
};

export const oracledb = {
  packages: ['oracledb'],
  exports: { default: { members: names }, ...names },
  types: {
    Pool: { members: { getConnection: { call: connect }, close: PROMISED } },
    Connection: {
      members: {
        ...members('execute executeMany', { call: execute }),
        queryStream: { call: { sinks: [sqlText(), sqlText('0.statement')], returns: 'unknown' } },
        getStatementInfo: { call: { sinks: [sqlText()], returns: 'Promise<unknown>' } },
        ...members('commit rollback close release ping', PROMISED),
      },
    },
  },
} as const satisfies LibraryModel;
