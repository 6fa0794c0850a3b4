/** mssql (https://tediousjs.github.io/node-mssql/): query and batch take text or a template; inputs are bound. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { CHAIN, connectionString, members, password, PROMISED, sqlText } from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';

const query: CallSpec = {
  sinks: [sqlText()],
  callbacks: [{ at: '1', args: [FAILURE, null] }],
  returns: 'Promise<unknown>',
};
const credentials = [...password('0.password'), ...connectionString('0', '0.connectionString')];

const names: Readonly<Record<string, MemberSpec>> = {
  connect: { call: { sinks: credentials, returns: 'Promise<ConnectionPool>' } },
  query: { call: query },
  batch: { call: query },
  ConnectionPool: { construct: { sinks: credentials, returns: 'ConnectionPool' } },
  Request: { construct: { returns: 'Request' } },
  Transaction: { construct: { returns: 'Transaction' } },
  PreparedStatement: { construct: { returns: 'PreparedStatement' } },
};

export const mssql = {
  packages: ['mssql', 'mssql/msnodesqlv8'],
  exports: { default: { members: names }, ...names },
  types: {
    ConnectionPool: {
      declared: ['mssql#connection'],
      members: {
        connect: { call: { returns: 'Promise<this>' } },
        request: { call: { returns: 'Request' } },
        transaction: { call: { returns: 'Transaction' } },
        query: { call: query },
        batch: { call: query },
        close: PROMISED,
        on: CHAIN,
      },
    },
    Request: {
      members: {
        query: { call: query },
        batch: { call: query },
        execute: { call: { callbacks: [{ at: '1', args: [FAILURE, null] }], returns: 'Promise<unknown>' } },
        bulk: PROMISED,
        ...members('input output replaceInput', CHAIN),
        on: { call: { callbacks: [{ at: '1', args: [null], when: 'later' }], returns: 'this' } },
      },
    },
    Transaction: {
      members: { ...members('begin commit rollback', PROMISED), request: { call: { returns: 'Request' } } },
    },
    PreparedStatement: {
      members: {
        prepare: { call: query },
        ...members('execute unprepare', PROMISED),
        ...members('input output', CHAIN),
      },
    },
  },
} as const satisfies LibraryModel;
