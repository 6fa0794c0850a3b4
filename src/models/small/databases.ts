/** Drivers of databases that are met less often: SQL Server, Firebird, ODBC, hosted MySQL, SQLite in the program, small document stores. */
import { filterAt } from '../mongodb/filters.js';
import { mysqlPromise } from '../mysql/model.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { connectionString, members, password, PROMISED, record, SQL_ESCAPE, sqlText, stored } from '../stores/parts.js';

const text = (returns = 'Promise<unknown>', ...slots: readonly string[]): MemberSpec => ({
  call: { sinks: [sqlText()], callbacks: slots.map((at) => ({ at, args: [FAILURE, null] })), returns },
});

/** https://tediousjs.github.io/tedious/api-request.html: the text is given to the request; values are bound by `addParameter`. */
export const tedious: LibraryModel = {
  packages: ['tedious'],
  exports: {
    Request: {
      construct: {
        sinks: [sqlText()],
        callbacks: [{ at: '1', args: [FAILURE, null], when: 'later' }],
        returns: 'Request',
      },
    },
    Connection: { construct: { sinks: password('0.authentication.options.password'), returns: 'Connection' } },
  },
  types: { Request: {}, Connection: {} },
};

/** https://github.com/lukeb-uk/node-promise-mysql: mysql, promised. */
export const promiseMysql: LibraryModel = { ...mysqlPromise, packages: ['promise-mysql'] };

/** https://sql.js.org/documentation/Database.html */
const opensSql: MemberSpec = { call: { returns: 'Promise<SqlJs>' } };
export const sqlJs: LibraryModel = {
  packages: ['sql.js'],
  exports: { '=': opensSql, default: opensSql },
  types: {
    SqlJs: { members: { Database: { construct: { returns: 'Database' } } } },
    Database: {
      members: {
        ...members('run exec prepare', text('unknown')),
        each: { call: { sinks: [sqlText()], returns: 'this' } },
      },
    },
  },
};

/** https://github.com/planetscale/database-js, https://github.com/tidbcloud/serverless-js: values stand in the second argument. */
const connects: MemberSpec = { call: { sinks: connectionString('0.url'), returns: 'Connection' } };
export const hostedMysql: LibraryModel = {
  packages: ['@planetscale/database', '@tidbcloud/serverless'],
  exports: {
    connect: connects,
    Client: { construct: { returns: 'Client' } },
  },
  types: {
    Connection: { members: { execute: text() } },
    Client: { members: { execute: text(), connection: { call: { returns: 'Connection' } } } },
  },
};

/** https://github.com/jeremydaly/serverless-mysql */
const serverless: MemberSpec = { call: { returns: 'ServerlessMysql' } };
export const serverlessMysql: LibraryModel = {
  packages: ['serverless-mysql'],
  exports: { '=': serverless, default: serverless },
  types: {
    ServerlessMysql: {
      members: { query: text(), escape: { call: SQL_ESCAPE }, escapeId: { call: SQL_ESCAPE }, end: PROMISED },
    },
  },
};

/** https://github.com/IBM/node-odbc */
export const odbc: LibraryModel = {
  packages: ['odbc'],
  exports: {
    default: {
      members: {
        ...members('connect pool', { call: { sinks: connectionString('0'), returns: 'Promise<Connection>' } }),
      },
    },
    ...members('connect pool', { call: { sinks: connectionString('0'), returns: 'Promise<Connection>' } }),
  },
  types: {
    Connection: {
      declared: ['odbc#Pool'],
      members: {
        query: text('Promise<unknown>', '1', '2'),
        connect: { call: { returns: 'Promise<Connection>' } },
        createStatement: { call: { returns: 'Promise<Statement>' } },
      },
    },
    Statement: { members: { prepare: text() } },
  },
};

/** https://github.com/hgourvest/node-firebird: `query(text, values, callback)`. */
const attaches: MemberSpec = {
  call: { sinks: password('0.password'), callbacks: [{ at: '1', args: [FAILURE, 'Database'] }], returns: 'void' },
};
export const firebird: LibraryModel = {
  packages: ['node-firebird'],
  exports: {
    default: { members: members('attach create attachOrCreate', attaches) },
    ...members('attach create attachOrCreate', attaches),
    escape: { call: SQL_ESCAPE },
  },
  types: {
    Database: {
      members: {
        ...members('query execute', text('this', '1', '2')),
        transaction: {
          call: { callbacks: ['0', '1'].map((at) => ({ at, args: [FAILURE, 'Database'] })), returns: 'this' },
        },
      },
    },
  },
};

/** https://github.com/mysqljs/sqlstring */
const formats: CallSpec = { sinks: [sqlText()], returns: 'string' };
export const sqlstring: LibraryModel = {
  packages: ['sqlstring'],
  exports: {
    default: { members: { escape: { call: SQL_ESCAPE }, escapeId: { call: SQL_ESCAPE }, format: { call: formats } } },
    ...members('escape escapeId', { call: SQL_ESCAPE }),
    format: { call: formats },
  },
};

/** https://github.com/AlaSQL/alasql/wiki/Getting-started */
export const alasql: LibraryModel = {
  packages: ['alasql'],
  exports: {
    '=': { call: { sinks: [sqlText()], returns: 'unknown' }, members: { promise: text() } },
    default: { call: { sinks: [sqlText()], returns: 'unknown' }, members: { promise: text() } },
  },
};

/** Stores after the pattern of a collection of MongoDB, with callbacks or promises. */
const filters = (): MemberSpec => ({
  call: {
    sinks: filterAt('0'),
    callbacks: ['1', '2', '3'].map((at) => ({ at, args: [FAILURE, null] })),
    roles: [{ role: 'store.key', parts: { filter: '0' } }],
    returns: 'Promise<unknown>',
  },
});
const removes: MemberSpec = {
  call: { ...filters().call, roles: [{ role: 'store.key', parts: { filter: '0' } }, { role: 'store.delete' }] },
};
const puts: MemberSpec = {
  call: {
    sinks: [record('0'), stored('0')],
    callbacks: [{ at: '1', args: [FAILURE, null] }],
    roles: [{ role: 'store.insert', parts: { data: '0' } }],
    returns: 'Promise<unknown>',
  },
};
const changes: MemberSpec = {
  call: {
    sinks: [...filterAt('0'), { at: '1', kind: 'record', shape: true }],
    callbacks: ['2', '3'].map((at) => ({ at, args: [FAILURE, null] })),
    roles: [
      { role: 'store.key', parts: { filter: '0' } },
      { role: 'store.update', parts: { data: '1' } },
    ],
    returns: 'Promise<unknown>',
  },
};
const collection = {
  ...members('find findOne count distinct findOneAsync findAsync countAsync', filters()),
  ...members('remove removeAsync', removes),
  ...members('insert insertAsync save', puts),
  ...members('update updateAsync findOneAndUpdate findAndModify', changes),
} as const;

/** https://github.com/louischatriot/nedb, https://github.com/seald/nedb */
const datastore: MemberSpec = {
  construct: { sinks: [{ at: '0.filename', kind: 'path' }], returns: 'Datastore' },
};
export const nedb: LibraryModel = {
  packages: ['nedb', '@seald-io/nedb', 'nedb-promises'],
  exports: {
    '=': { ...datastore, members: { create: { call: { returns: 'Datastore' } } } },
    default: { ...datastore, members: { create: { call: { returns: 'Datastore' } } } },
  },
  types: { Datastore: { members: collection } },
};

/** https://github.com/Automattic/monk, https://github.com/mongojs/mongojs: `db.get('users')`, `db.users`, `db.collection('users')`. */
const opens: MemberSpec = { call: { sinks: connectionString('0'), returns: 'Database' } };
export const mongoShells: LibraryModel = {
  packages: ['monk', 'mongojs', 'mongoist'],
  exports: { '=': opens, default: opens },
  types: {
    Database: {
      members: members('get collection create', { call: { returns: 'Collection' } }),
      anyMember: { type: 'Collection' },
    },
    Collection: { members: collection },
  },
};

export const DATABASE_MODELS: readonly LibraryModel[] = [
  alasql,
  firebird,
  hostedMysql,
  mongoShells,
  nedb,
  odbc,
  promiseMysql,
  serverlessMysql,
  sqlJs,
  sqlstring,
  tedious,
];
