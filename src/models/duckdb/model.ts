/** DuckDB (https://duckdb.org/docs/stable/clients/node_neo/overview): texts are SQL, values are bound beside them. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { members, PROMISED, sqlText } from '../stores/parts.js';

const asks: MemberSpec = { call: { sinks: [sqlText()], returns: 'Promise<unknown>' } };
const prepares: MemberSpec = { call: { sinks: [sqlText()], returns: 'Promise<DuckDBPreparedStatement>' } };

export const duckdb = {
  packages: ['@duckdb/node-api'],
  exports: {
    DuckDBInstance: {
      members: members('create fromCache', { call: { returns: 'Promise<DuckDBInstance>' } }),
    },
    DuckDBConnection: { members: { create: { call: { returns: 'Promise<DuckDBConnection>' } } } },
  },
  types: {
    DuckDBInstance: { members: { connect: { call: { returns: 'Promise<DuckDBConnection>' } } } },
    DuckDBConnection: {
      members: {
        ...members('run runAndRead runAndReadAll runAndReadUntil', asks),
        ...members('stream streamAndRead streamAndReadAll streamAndReadUntil', asks),
        ...members('start startThenRead startThenReadAll startThenReadUntil startStream', asks),
        ...members('startStreamThenRead startStreamThenReadAll startStreamThenReadUntil extractStatements', asks),
        prepare: prepares,
      },
    },
    DuckDBPreparedStatement: { members: { run: PROMISED, runAndReadAll: PROMISED } },
  },
} as const satisfies LibraryModel;

const calledBack: MemberSpec = {
  call: {
    sinks: [sqlText()],
    callbacks: ['1', '2', '3'].map((at) => ({ at, args: [FAILURE, null] })),
    returns: 'unknown',
  },
};

/** The older package, with callbacks (https://duckdb.org/docs/stable/clients/nodejs/overview). */
export const duckdbCallbacks = {
  packages: ['duckdb'],
  exports: {
    default: { members: { Database: { construct: { returns: 'Database' } } } },
    Database: { construct: { returns: 'Database' } },
    Connection: { construct: { returns: 'Connection' } },
  },
  types: {
    Database: {
      members: {
        ...members('all each exec run stream prepare', calledBack),
        connect: { call: { returns: 'Connection' } },
      },
    },
    Connection: { members: members('all each exec run stream prepare', calledBack) },
  },
} as const satisfies LibraryModel;
