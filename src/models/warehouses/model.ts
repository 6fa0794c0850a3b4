/** Databases for analysis and graphs whose texts take parameters beside them: BigQuery, Snowflake, Neo4j. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { connectionString, members, password, PROMISED, scoped, sqlText } from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';

const rows: CallSpec = {
  sinks: [sqlText(), sqlText('0.query')],
  callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, null] })),
  returns: 'Promise<unknown>',
};
const queries: Readonly<Record<string, MemberSpec>> = {
  ...members('query createQueryJob', { call: rows }),
  createQueryStream: { call: { sinks: rows.sinks ?? [], returns: 'node:stream:Readable' } },
};

/** https://cloud.google.com/bigquery/docs/parameterized-queries: `params` travel apart; names of tables are text. */
export const bigQuery = {
  packages: ['@google-cloud/bigquery'],
  exports: { BigQuery: { construct: { sinks: password('0.credentials.private_key'), returns: 'BigQuery' } } },
  types: {
    BigQuery: { members: { ...queries, dataset: { call: { returns: 'Dataset' } } } },
    Dataset: { members: { ...queries, table: { call: { returns: 'Table' } } } },
    Table: { members: { ...queries, insert: PROMISED } },
  },
} as const satisfies LibraryModel;

/** https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-execute: `binds` travel apart from `sqlText`. */
const snowflakeNames: Readonly<Record<string, MemberSpec>> = {
  createConnection: { call: { sinks: password('0.password'), returns: 'Connection' } },
  createPool: { call: { sinks: password('0.password'), returns: 'Pool' } },
};
export const snowflake = {
  packages: ['snowflake-sdk'],
  exports: { default: { members: snowflakeNames }, ...snowflakeNames },
  types: {
    Connection: {
      members: {
        execute: {
          call: {
            sinks: [sqlText('0.sqlText')],
            callbacks: [{ at: '0.complete', args: [FAILURE, null, null] }],
            returns: 'unknown',
          },
        },
        ...members('connectAsync destroy', PROMISED),
        connect: { call: { callbacks: [{ at: '0', args: [FAILURE, 'Connection'] }], returns: 'this' } },
      },
    },
    Pool: { members: { use: scoped('Connection', '0'), acquire: { call: { returns: 'Promise<Connection>' } } } },
  },
} as const satisfies LibraryModel;

const what = 'the Cypher text';
const cypher: CallSpec = {
  sinks: [
    { ...sqlText(), what },
    { ...sqlText('0.text'), what },
  ],
  returns: 'Promise<unknown>',
};
const neo4jNames: Readonly<Record<string, MemberSpec>> = {
  driver: { call: { sinks: connectionString('0'), returns: 'Driver' } },
  auth: { members: { basic: { call: { sinks: password('1'), returns: 'unknown' } } } },
};
/** https://neo4j.com/docs/javascript-manual/current/query-simple/: labels and types of relations cannot be parameters. */
export const neo4j = {
  packages: ['neo4j-driver', 'neo4j-driver-core'],
  exports: { default: { members: neo4jNames }, ...neo4jNames },
  types: {
    Driver: {
      members: {
        executeQuery: { call: cypher },
        session: { call: { returns: 'Session' } },
        ...members('close verifyConnectivity', PROMISED),
      },
    },
    Session: {
      members: {
        run: { call: cypher },
        ...members('executeRead executeWrite', scoped('ManagedTransaction', '0')),
        beginTransaction: { call: { returns: 'Promise<Transaction>' } },
        close: PROMISED,
      },
    },
    ManagedTransaction: { members: { run: { call: cypher } } },
    Transaction: { members: { run: { call: cypher }, ...members('commit rollback close', PROMISED) } },
  },
} as const satisfies LibraryModel;

export const WAREHOUSE_MODELS: readonly LibraryModel[] = [bigQuery, neo4j, snowflake];
