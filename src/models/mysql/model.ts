/** mysql, mysql2 and mariadb: the first argument is SQL text or an object whose `sql` is; `?` and `??` are filled by the driver. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import {
  bound,
  boundValues,
  byStatement,
  CHAIN,
  connectionString,
  members,
  password,
  PROMISED,
  record,
  SQL_ESCAPE,
  sqlText,
  LIMIT_VALUES,
  SQL_LIST,
} from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';

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
    { at: '1', args: [FAILURE, null, null] },
    { at: '2', args: [FAILURE, null, null] },
  ],
  returns: 'Promise<unknown>',
  native: 'sql.query',
};
/**
 * `SET ?` makes an assignment of each property of an object (https://github.com/mysqljs/mysql#escaping-query-values); only
 * the client does that, a prepared statement of the server does not.
 */
const ASSIGNS = { at: '0', matches: '^[^?]*\\b[sS][eE][tT]\\s+\\?' } as const;
const expanding: CallSpec = {
  ...query,
  sinks: [...(query.sinks ?? []), ...['1', '1.0'].map((at) => record(at, { when: [ASSIGNS] }))],
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
      query: { call: expanding },
      execute: { call: query },
      prepare: {
        call: {
          sinks: [sqlText(), sqlText('0.sql')],
          callbacks: [{ at: '1', args: [FAILURE, 'Statement'] }],
          returns: 'Promise<Statement>',
        },
      },
      promise: { call: { returns: 'this' } },
      on: CHAIN,
      ...Object.fromEntries(
        ['connect', 'beginTransaction', 'commit', 'rollback', 'end', 'ping'].map((name) => [
          name,
          { call: { callbacks: [{ at: '0', args: [FAILURE] }], returns: 'Promise<void>' } },
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
            { at: '0', args: [FAILURE, 'PoolConnection'] },
            { at: '1', args: [FAILURE, 'PoolConnection'] },
            { at: '2', args: [FAILURE, 'PoolConnection'] },
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

/** Values stand beside the statement, never in its options. */
const statement: CallSpec = { ...query, sinks: query.sinks?.filter(({ at }) => at !== '0.values') ?? [] };
const login = [...password('0.password'), ...connectionString('0')];
/** What runs a statement in the connector of MariaDB: rows are promised, or given to a last callback. */
const statements: Readonly<Record<string, MemberSpec>> = {
  escape: { call: SQL_ESCAPE },
  escapeId: { call: SQL_ESCAPE },
  ...members('query execute batch', { call: statement }),
  importFile: { call: { sinks: [{ at: '0.file', kind: 'path' }], returns: 'Promise<void>' } },
  on: CHAIN,
  end: PROMISED,
};
const mariadbNames = (connection: string): Readonly<Record<string, MemberSpec>> => ({
  createConnection: { call: { sinks: login, returns: connection } },
  createPool: { call: { sinks: login, returns: 'Pool' } },
  createPoolCluster: { call: { returns: 'PoolCluster' } },
  importFile: {
    call: { sinks: [{ at: '0.file', kind: 'path' }, ...password('0.password')], returns: 'Promise<void>' },
  },
});
const mariadbTypes = {
  Connection: {
    members: {
      ...statements,
      prepare: {
        ...types.Connection.members.prepare,
        call: {
          ...types.Connection.members.prepare.call,
          callbacks: [{ at: '1', args: [null, 'Prepare'] }],
          returns: 'Promise<Prepare>',
        },
      },
      queryStream: { call: { sinks: statement.sinks ?? [], returns: 'node:stream:Readable' } },
      ...members('beginTransaction commit rollback ping reset changeUser', {
        call: { callbacks: ['0', '1'].map((at) => ({ at, args: [null] })), returns: 'Promise<void>' },
      }),
    },
  },
  Pool: { members: { ...statements, getConnection: types.Pool.members.getConnection } },
  PoolConnection: types.PoolConnection,
  PoolCluster: {
    members: {
      of: { call: { returns: 'FilteredPoolCluster' } },
      add: { call: { sinks: password('1.password') } },
      getConnection: types.Pool.members.getConnection,
      end: PROMISED,
    },
  },
  FilteredPoolCluster: {
    members: {
      ...members('query execute batch', { call: statement }),
      getConnection: types.Pool.members.getConnection,
    },
  },
  Prepare: {
    members: { execute: PROMISED, executeStream: { call: { returns: 'node:stream:Readable' } }, close: PROMISED },
  },
} as const satisfies LibraryModel['types'];

/** https://mariadb.com/docs/connectors/mariadb-connector-nodejs: `batch` runs a statement for each row. */
export const mariadb = {
  packages: ['mariadb'],
  exports: { default: { members: mariadbNames('Promise<Connection>') } },
  types: mariadbTypes,
} as const satisfies LibraryModel;

export const mariadbCallback = {
  packages: ['mariadb/callback'],
  exports: { default: { members: mariadbNames('Connection') } },
  types: mariadbTypes,
} as const satisfies LibraryModel;
