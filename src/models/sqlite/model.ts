/** better-sqlite3, sqlite3 and node:sqlite: what is prepared or executed is SQL text; values are bound when the statement runs. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import {
  bound,
  boundValues,
  byStatement,
  CHAIN,
  LIMIT_VALUES,
  limitValues,
  members,
  SQL_LIST,
  sqlText,
} from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';
import { PREPARED_TEXT } from '../shared/statements.js';

const file = { at: '0', kind: 'path', what: 'the path of the database file' } as const;
const statementCall: MemberSpec = {
  call: {
    sinks: [
      ...bound('*'),
      ...boundValues('*'),
      ...limitValues(PREPARED_TEXT, (place) => String(place)),
      ...limitValues(PREPARED_TEXT, (place) => `0.${String(place)}`),
    ],
    roles: [{ role: 'store.key', parts: { text: PREPARED_TEXT, values: '*' } }],
    native: 'sql.run',
  },
};

const prepare = { ...sqlText(), rewrite: { to: 'prepared', runs: ['run', 'get', 'all', 'iterate'] } } as const;

const runs = {
  ...members('run get iterate', statementCall),
  /** All rows that the statement finds: how many, its text says. */
  all: { call: { ...statementCall.call, roles: [...(statementCall.call?.roles ?? []), { role: 'store.all' }] } },
};
const statement = {
  members: {
    ...runs,
    ...members('pluck expand raw bind safeIntegers', CHAIN),
  },
} as const;

export const betterSqlite = {
  packages: ['better-sqlite3', 'libsql'],
  exports: {
    '=': { call: { sinks: [file], returns: 'Database' }, construct: { sinks: [file], returns: 'Database' } },
    default: { call: { sinks: [file], returns: 'Database' }, construct: { sinks: [file], returns: 'Database' } },
  },
  types: {
    Database: {
      members: {
        prepare: { call: { sinks: [prepare], returns: 'Statement', native: 'sql.prepare' } },
        exec: { call: { sinks: [sqlText()], returns: 'this' } },
        pragma: { call: { sinks: [sqlText()], returns: 'unknown' } },
        loadExtension: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'this' } },
        transaction: { call: { flows: [{ from: '0', to: 'return' }] } },
        backup: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'Promise<unknown>' } },
        function: {
          call: {
            callbacks: [
              { at: '1', args: [null, null] },
              { at: '2', args: [null, null] },
            ],
            returns: 'this',
          },
        },
      },
    },
    Statement: statement,
  },
} as const satisfies LibraryModel;

export const nodeSqlite = {
  packages: ['node:sqlite'],
  exports: {
    default: { members: { DatabaseSync: { construct: { sinks: [file], returns: 'DatabaseSync' } } } },
    DatabaseSync: { construct: { sinks: [file], returns: 'DatabaseSync' } },
    backup: { call: { sinks: [{ at: '1', kind: 'path' }], returns: 'Promise<number>' } },
  },
  types: {
    DatabaseSync: {
      members: {
        prepare: { call: { sinks: [prepare], returns: 'StatementSync', native: 'sql.prepare' } },
        exec: { call: { sinks: [sqlText()], returns: 'void' } },
        loadExtension: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'void' } },
        createTagStore: { call: { returns: 'SQLTagStore' } },
      },
    },
    SQLTagStore: { members: runs },
    StatementSync: { members: runs },
  },
} as const satisfies LibraryModel;

const query = {
  sinks: [sqlText(), sqlText('0.sql'), ...LIMIT_VALUES, ...boundValues('1')],
  roles: byStatement('0', '1'),
  callbacks: ['1', '2', '3'].map((at) => ({ at, args: [FAILURE, null], self: 'Statement' })),
  returns: 'Promise<unknown>',
} as const satisfies CallSpec;

const database = {
  members: {
    ...members('get each', { call: { ...query, native: 'sql.query' } }),
    /** All rows that the statement finds. */
    all: { call: { ...query, roles: [...query.roles, ...SQL_LIST.roles], native: 'sql.query' } },
    run: { call: query },
    exec: { call: { ...query, sinks: [sqlText(), sqlText('0.sql')] } },
    prepare: { call: { ...query, returns: 'PreparedStatement' } },
    ...members('serialize parallelize', { call: { callbacks: [{ at: '0', args: [] }] } }),
    on: { call: { callbacks: [{ at: '1', args: [null], when: 'later' }], returns: 'this' } },
    close: { call: { callbacks: [{ at: '0', args: [FAILURE] }], returns: 'Promise<void>' } },
  },
} as const;

const Database: MemberSpec = {
  construct: {
    sinks: [file],
    callbacks: [
      { at: '1', args: [FAILURE] },
      { at: '2', args: [FAILURE] },
    ],
    returns: 'Database',
  },
};

export const sqlite3 = {
  packages: ['sqlite3'],
  exports: {
    default: {
      members: {
        Database,
        verbose: { call: { returns: 'Namespace' } },
        cached: { members: { Database: { call: { sinks: [file], returns: 'Database' } } } },
      },
    },
    Database,
  },
  types: {
    Namespace: { members: { Database } },
    Database: database,
    PreparedStatement: {
      members: members('run get all each bind finalize reset', {
        call: { callbacks: ['0', '1', '2'].map((at) => ({ at, args: [FAILURE, null] })), returns: 'this' },
      }),
    },
    Statement: {},
  },
} as const satisfies LibraryModel;

/** The promise wrapper around sqlite3. */
export const sqlite = {
  packages: ['sqlite'],
  exports: { open: { call: { sinks: [{ ...file, at: '0.filename' }], returns: 'Promise<Database>' } } },
  types: {
    Database: {
      members: { ...database.members, prepare: { call: { ...query, returns: 'Promise<PreparedStatement>' } } },
    },
    PreparedStatement: {
      members: members('run get all each bind finalize reset', { call: { returns: 'Promise<unknown>' } }),
    },
    Statement: {},
  },
} as const satisfies LibraryModel;
