/** Databases for analysis and graphs whose texts take parameters beside them: BigQuery, Snowflake, Neo4j, Spanner, Cosmos DB. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { connectionString, members, password, PROMISED, record, scoped, sqlText, stored } from '../stores/parts.js';
import { COSMOS_CHANGES } from '../shared/change-tables.js';
import { presentedAt } from '../shared/credentials.js';
import { FAILURE } from '../shared/errors.js';
import { changing } from '../shared/store-changes.js';

const rows: CallSpec = {
  sinks: [sqlText(), sqlText('0.query')],
  callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, null] })),
  returns: 'Promise<unknown>',
};
const queries: Readonly<Record<string, MemberSpec>> = {
  ...members('query createQueryJob', { call: rows }),
  createQueryStream: { call: { sinks: rows.sinks ?? [], returns: 'node:stream:Readable' } },
};

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobconfigurationquery */
const job: MemberSpec = { call: { ...rows, sinks: [sqlText('0.configuration.query.query')] } };

/** https://cloud.google.com/bigquery/docs/parameterized-queries: `params` travel apart; names of tables are text. */
export const bigQuery = {
  packages: ['@google-cloud/bigquery'],
  exports: {
    BigQuery: {
      construct: {
        sinks: presentedAt('the private key of the service account', '0.credentials.private_key'),
        returns: 'BigQuery',
      },
    },
  },
  types: {
    BigQuery: { members: { ...queries, createJob: job, dataset: { call: { returns: 'Dataset' } } } },
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

const statement: CallSpec = {
  sinks: [sqlText(), sqlText('0.sql')],
  callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, null] })),
  returns: 'Promise<unknown>',
};
const runs: Readonly<Record<string, MemberSpec>> = {
  ...members('run runUpdate', { call: statement }),
  runStream: { call: { sinks: statement.sinks ?? [], returns: 'node:stream:Readable' } },
};
const transacts: MemberSpec = {
  call: {
    callbacks: [
      { at: '0', args: [FAILURE, 'Transaction'] },
      { at: '1', args: [FAILURE, 'Transaction'] },
    ],
    returns: 'void',
  },
};
/** https://cloud.google.com/spanner/docs/getting-started/nodejs: `params` travel apart from `sql`. */
export const spanner = {
  packages: ['@google-cloud/spanner'],
  exports: {
    Spanner: {
      construct: {
        sinks: presentedAt('the private key of the service account', '0.credentials.private_key'),
        returns: 'Spanner',
      },
    },
  },
  types: {
    Spanner: { members: { instance: { call: { returns: 'Instance' } } } },
    Instance: { members: { database: { call: { returns: 'Database' } } } },
    Database: {
      members: {
        ...runs,
        runPartitionedUpdate: { call: statement },
        runTransaction: transacts,
        runTransactionAsync: scoped('Transaction', '0', '1'),
        getSnapshot: { call: { returns: 'Promise<Transaction[]>' } },
        getTransaction: { call: { returns: 'Promise<Transaction[]>' } },
      },
    },
    Transaction: {
      declared: ['@google-cloud/spanner#Snapshot', '@google-cloud/spanner#Dml'],
      members: {
        ...runs,
        batchUpdate: { call: { sinks: [sqlText('0[]'), sqlText('0[].sql')], returns: 'Promise<unknown>' } },
        ...members('commit rollback', PROMISED),
        end: { call: { returns: 'void' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** https://learn.microsoft.com/azure/cosmos-db/nosql/query/parameterized-queries */
export const cosmos = {
  packages: ['@azure/cosmos'],
  exports: { CosmosClient: { construct: { sinks: presentedAt('the account key', '0.key'), returns: 'CosmosClient' } } },
  types: {
    CosmosClient: { members: { database: { call: { returns: 'Database' } } } },
    Database: { members: { container: { call: { returns: 'Container' } } } },
    Container: { members: { items: { type: 'Items' }, item: { call: { returns: 'unknown' } } } },
    Items: {
      members: {
        query: { call: { sinks: [sqlText(), sqlText('0.query')], returns: 'QueryIterator' } },
        ...members('create upsert', { call: { sinks: [stored('0'), record('0')], returns: 'Promise<unknown>' } }),
      },
    },
    QueryIterator: { members: members('fetchAll fetchNext', PROMISED) },
  },
} as const satisfies LibraryModel;

export const WAREHOUSE_MODELS: readonly LibraryModel[] = [
  bigQuery,
  changing(cosmos, COSMOS_CHANGES),
  neo4j,
  snowflake,
  spanner,
];
