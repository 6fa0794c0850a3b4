/** Companions of pg: cursors, streams, and hosted drivers of the same shape. */
import { FAILURE } from '../shared/errors.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { connectionString, members, PROMISED, scoped, sqlText } from '../stores/parts.js';

const query: CallSpec = {
  sinks: [sqlText(), sqlText('0.text')],
  callbacks: [
    { at: '1', args: [FAILURE, null] },
    { at: '2', args: [FAILURE, null] },
  ],
  returns: 'Promise<unknown>',
};
const cursor: MemberSpec = { construct: { sinks: [sqlText()], returns: 'Cursor' } };

export const pgCursor = {
  packages: ['pg-cursor', 'pg-query-stream'],
  exports: { '=': cursor, default: cursor },
  types: {
    Cursor: {
      members: {
        read: { call: { callbacks: [{ at: '1', args: [FAILURE, null] }], returns: 'Promise<unknown>' } },
        close: PROMISED,
      },
    },
  },
} as const satisfies LibraryModel;

/** The tag binds; called with text it runs text. */
export const hostedPostgres = {
  packages: ['@neondatabase/serverless', '@vercel/postgres'],
  exports: {
    neon: { call: { sinks: connectionString('0'), returns: 'Tag' } },
    sql: { call: { sinks: [sqlText()], returns: 'Promise<unknown>' }, members: { query: { call: query } } },
    db: { type: 'Pool' },
    ...members('createPool createClient', { call: { sinks: connectionString('0.connectionString'), returns: 'Pool' } }),
    Pool: { construct: { sinks: connectionString('0.connectionString'), returns: 'Pool' } },
    Client: { construct: { sinks: connectionString('0', '0.connectionString'), returns: 'Pool' } },
  },
  types: {
    Tag: {
      declared: ['@neondatabase/serverless#NeonQueryFunction'],
      call: { sinks: [sqlText()], returns: 'Promise<unknown>' },
      members: {
        query: { call: { sinks: [sqlText()], returns: 'Promise<unknown>' } },
        unsafe: { call: { sinks: [sqlText()], returns: 'unknown' } },
        transaction: scoped('Tag', '0'),
      },
    },
    Pool: {
      members: {
        query: { call: query },
        sql: PROMISED,
        connect: {
          call: { callbacks: [{ at: '0', args: [null, 'PoolClient', null] }], returns: 'Promise<PoolClient>' },
        },
        end: PROMISED,
      },
      declared: ['@vercel/postgres#VercelPool', '@vercel/postgres#VercelClient'],
    },
    PoolClient: {
      extends: 'Pool',
      members: { release: { call: { returns: 'void' } } },
      declared: ['@vercel/postgres#VercelPoolClient'],
    },
  },
} as const satisfies LibraryModel;
