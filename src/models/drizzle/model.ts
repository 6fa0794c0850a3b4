/** Drizzle (https://orm.drizzle.team/docs/sql): the tag makes parameters, `sql.raw` and plain strings are text. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import {
  THENABLE,
  byKey,
  foundBy,
  CHAIN,
  connectionString,
  lists,
  listsBuilt,
  members,
  pageSize,
  password,
  PROMISED,
  owned,
  record,
  scoped,
  sqlText,
  stored,
} from '../stores/parts.js';

const DRIVERS = [
  'node-postgres',
  'postgres-js',
  'mysql2',
  'better-sqlite3',
  'libsql',
  'pglite',
  'neon-http',
  'neon-serverless',
  'vercel-postgres',
  'd1',
  'bun-sqlite',
  'bun-sql',
  'planetscale-serverless',
  'tidb-serverless',
  'aws-data-api/pg',
  'sqlite-proxy',
  'pg-proxy',
  'mysql-proxy',
  'singlestore',
  'xata-http',
  'expo-sqlite',
] as const;

/** Properties that are no columns of the table are not written (https://orm.drizzle.team/docs/insert). */
const STORED: SinkSpec = { ...stored('0'), listed: 'this.%columns' };
const run: MemberSpec = { call: { sinks: [sqlText()], returns: 'Promise<unknown>' } };
const query: MemberSpec = { call: { returns: 'RunningQuery' } };
/** Without names of columns it reads rows as they are: nothing that is counted or added up. */
const allColumns = {
  roles: listsBuilt('$dynamic', 'for').roles?.map((role) => ({ ...role, when: [{ at: '0', absent: true }] })) ?? [],
};
const table: MemberSpec = { call: { returns: 'Table', native: 'drizzle.table' } };

/** The builders of the three dialects, by what they have in common. */
function declaredBy(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => ['Pg', 'MySql', 'SQLite'].map((dialect) => `drizzle-orm#${dialect}${name}`));
}

/** Tables of a schema: what a table function is given are its columns (https://orm.drizzle.team/docs/sql-schema-declaration). */
export const drizzleTables = {
  packages: ['pg', 'mysql', 'sqlite', 'singlestore', 'gel'].map((name) => `drizzle-orm/${name}-core`),
  exports: {
    ...members('pgTable mysqlTable sqliteTable singlestoreTable gelTable', table),
  },
  types: {
    // https://orm.drizzle.team/docs/rls
    Table: { members: { enableRLS: { call: { returns: 'this' } } }, anyMember: { type: 'Column' } },
    Column: {},
  },
} as const satisfies LibraryModel;

export const drizzle = {
  packages: ['drizzle-orm', 'drizzle-orm/sql', ...DRIVERS.map((name) => `drizzle-orm/${name}`)],
  exports: {
    sql: {
      call: { returns: 'SQL', native: 'drizzle.sql' },
      members: {
        raw: { call: { sinks: [sqlText()], returns: 'SQL' } },
        empty: { call: { returns: 'SQL' } },
        ...members('identifier join param placeholder fromList', { call: { returns: 'SQL' } }),
      },
    },
    // https://orm.drizzle.team/docs/goodies#get-typed-table-columns
    ...members('getTableColumns getColumns', { call: { native: 'drizzle.columns' } }),
    ...members('eq inArray', { call: { native: 'drizzle.compared' } }),
    ...members('and or', { call: { native: 'drizzle.all' } }),
    drizzle: {
      call: {
        sinks: [
          ...connectionString('0', '0.connection', '0.connection.connectionString', '0.connection.url'),
          ...password('0.connection.password', '0.connection.authToken'),
        ],
        returns: 'Database',
        native: 'drizzle.open',
      },
    },
  },
  types: {
    SQL: { anyMember: CHAIN },
    Database: {
      declared: [
        'NodePgDatabase',
        'PgDatabase',
        'PgTransaction',
        'NodePgTransaction',
        'PostgresJsDatabase',
        'MySqlDatabase',
        'MySql2Database',
        'MySqlTransaction',
        'BaseSQLiteDatabase',
        'BetterSQLite3Database',
        'LibSQLDatabase',
        'SQLiteTransaction',
        'PgliteDatabase',
        'NeonHttpDatabase',
        'NeonDatabase',
        'VercelPgDatabase',
        'DrizzleD1Database',
        'BunSQLiteDatabase',
        'PlanetScaleDatabase',
      ].map((name) => `drizzle-orm#${name}`),
      members: {
        ...members('execute run all get values', run),
        ...members('selectDistinctOn $count refreshMaterializedView', query),
        // With its subqueries named, the same methods follow (https://orm.drizzle.team/docs/select#with-clause).
        with: { call: { returns: 'Database' } },
        select: { call: { ...allColumns, returns: 'RunningQuery', native: 'drizzle.select' } },
        selectDistinct: { call: { returns: 'RunningQuery', native: 'drizzle.select' } },
        delete: { call: { returns: 'RunningQuery', native: 'drizzle.onTable' } },
        insert: { call: { returns: 'InsertBuilder', native: 'drizzle.onTable' } },
        update: { call: { returns: 'UpdateBuilder', native: 'drizzle.onTable' } },
        transaction: scoped('Database', '0'),
        query: { type: 'RelationalQueries' },
        $with: query,
        batch: PROMISED,
      },
    },
    ...Object.fromEntries(
      [
        'NodePgDatabase',
        'PgDatabase',
        'PgTransaction',
        'PostgresJsDatabase',
        'MySqlDatabase',
        'MySql2Database',
        'MySqlTransaction',
        'BaseSQLiteDatabase',
        'BetterSQLite3Database',
        'LibSQLDatabase',
        'PgliteDatabase',
        'NeonHttpDatabase',
        'NeonDatabase',
        'VercelPgDatabase',
        'DrizzleD1Database',
      ].map((name) => [name, { extends: 'Database' }]),
    ),
    RelationalQueries: { anyMember: { type: 'RelationalQueryBuilder' } },
    RelationalQueryBuilder: {
      members: {
        findMany: {
          call: {
            sinks: [pageSize('0.limit')],
            ...lists('0.where', '0.limit'),
            returns: 'RunningQuery',
            native: 'drizzle.relational',
          },
        },
        findFirst: {
          call: {
            roles: byKey('0.where'),
            returns: 'RunningQuery',
            guards: foundBy('0.where'),
            native: 'drizzle.relational',
          },
        },
      },
    },
    RunningQuery: {
      declared: declaredBy('SelectBase', 'SelectBuilder', 'SelectQueryBuilderBase', 'DeleteBase'),
      awaits: 'unknown',
      members: {
        ...members('execute all get run values', PROMISED),
        from: { call: { returns: 'this', native: 'drizzle.from' } },
        where: { call: { roles: byKey('0'), returns: 'this' } },
        returning: { call: { returns: 'this', native: 'drizzle.returning' } },
        limit: { call: { sinks: [pageSize('0')], returns: 'this' } },
        ...THENABLE,
      },
      anyMember: { call: { callbacks: [{ at: '0', args: [null] }], returns: 'this' } },
    },
    InsertBuilder: {
      declared: declaredBy('InsertBuilder', 'InsertBase'),
      extends: 'RunningQuery',
      awaits: 'unknown',
      members: {
        values: { call: { sinks: [STORED, record('0'), ...owned('0', '0[]')], returns: 'this' } },
        ...members('onConflictDoUpdate onDuplicateKeyUpdate', { call: { sinks: [record('0.set')], returns: 'this' } }),
      },
    },
    UpdateBuilder: {
      declared: declaredBy('UpdateBuilder', 'UpdateBase'),
      extends: 'RunningQuery',
      awaits: 'unknown',
      members: { set: { call: { sinks: [STORED, record('0')], returns: 'this', native: 'drizzle.set' } } },
    },
  },
} as const satisfies LibraryModel;
