/** mysql, mysql2 and mariadb: the first argument is SQL text or an object whose `sql` is; `?` and `??` are filled by the driver. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import {
  bound,
  boundValues,
  byStatement,
  CHAIN,
  connectionString,
  password,
  PROMISED,
  SQL_ESCAPE,
  sqlText,
  LIMIT_VALUES,
  SQL_LIST,
} from '../stores/parts.js';

const query: CallSpec = {
  sinks: [
    { ...sqlText(), rewrite: { to: 'question' } },
    sqlText('0.sql'),
    ...LIMIT_VALUES,
    ...bound('1', '0.values'),
    ...boundValues('1', '0.values'),
  ],
  roles: [...SQL_LIST.roles, ...byStatement('0', '1')],
  callbacks: [
    { at: '1', args: [null, null, null] },
    { at: '2', args: [null, null, null] },
  ],
  returns: 'Promise<[]>',
  native: 'sql.query',
};
/** Text with its placeholders filled: as safe as the text was (https://github.com/mysqljs/sqlstring). */
const format: CallSpec = { flows: [{ from: '0', to: 'return', as: 'text' }] };
const credentials = [...password('0.password'), ...connectionString('0', '0.uri')];

const helpers: Readonly<Record<string, MemberSpec>> = {
  escape: { call: SQL_ESCAPE },
  escapeId: { call: SQL_ESCAPE },
  format: { call: format },
};

function exportsOf(connection: string): Readonly<Record<string, MemberSpec>> {
  return {
    ...helpers,
    raw: { call: { sinks: [sqlText()], returns: 'Raw' } },
    createConnection: { call: { sinks: credentials, returns: connection } },
    createPool: { call: { sinks: credentials, returns: 'Pool' } },
    createPoolCluster: { call: { returns: 'PoolCluster' } },
  };
}

const types = {
  Raw: {},
  Connection: {
    members: {
      ...helpers,
      query: { call: query },
      execute: { call: query },
      prepare: {
        call: {
          sinks: [sqlText(), sqlText('0.sql')],
          callbacks: [{ at: '1', args: [null, 'Statement'] }],
          returns: 'Promise<Statement>',
        },
      },
      promise: { call: { returns: 'this' } },
      on: CHAIN,
      ...Object.fromEntries(
        ['connect', 'beginTransaction', 'commit', 'rollback', 'end', 'ping'].map((name) => [
          name,
          { call: { callbacks: [{ at: '0', args: [null] }], returns: 'Promise<void>' } },
        ]),
      ),
    },
  },
  Pool: {
    extends: 'Connection',
    members: {
      getConnection: {
        call: {
          callbacks: [
            { at: '0', args: [null, 'PoolConnection'] },
            { at: '1', args: [null, 'PoolConnection'] },
            { at: '2', args: [null, 'PoolConnection'] },
          ],
          returns: 'Promise<PoolConnection>',
        },
      },
    },
  },
  PoolConnection: { extends: 'Connection', members: { release: { call: { returns: 'void' } } } },
  PoolCluster: {
    extends: 'Pool',
    members: { of: { call: { returns: 'Pool' } }, add: { call: { sinks: password('0.password', '1.password') } } },
  },
  PoolNamespace: { extends: 'Pool' },
  Statement: { members: { execute: PROMISED, close: PROMISED } },
} as const satisfies LibraryModel['types'];

export const mysql = {
  packages: ['mysql', 'mysql2'],
  exports: { default: { members: exportsOf('Connection') } },
  types,
} as const satisfies LibraryModel;

export const mysqlPromise = {
  packages: ['mysql2/promise'],
  exports: { default: { members: exportsOf('Promise<Connection>') } },
  types,
} as const satisfies LibraryModel;

/** https://mariadb.com/docs/connectors/mariadb-connector-nodejs: `batch` runs a statement for each row. */
export const mariadb = {
  packages: ['mariadb'],
  exports: { default: { members: exportsOf('Promise<Connection>') } },
  types: {
    ...types,
    Connection: { members: { ...types.Connection.members, batch: { call: query } } },
  },
} as const satisfies LibraryModel;
