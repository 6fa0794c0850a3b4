/** pg: the first argument of `query` is SQL text, or a statement object whose `text` is; values are bound. */
import { tlsOptions } from '../tls/options.js';
import type { CallSpec, LibraryModel } from '../schema.js';
import { bound, boundValues, byStatement, LIMIT_VALUES, SQL_LIST } from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';

const query: CallSpec = {
  sinks: [
    { at: '0', kind: 'sql', rewrite: { to: 'numbered' } },
    { at: '0.text', kind: 'sql' },
    ...LIMIT_VALUES,
    ...bound('1', '0.values'),
    ...boundValues('1', '0.values'),
  ],
  roles: [...SQL_LIST.roles, ...byStatement('0', '1')],
  callbacks: [
    { at: '1', args: [FAILURE, 'QueryResult'] },
    { at: '2', args: [FAILURE, 'QueryResult'] },
  ],
  returns: 'Promise<QueryResult>',
  native: 'pg.query',
};

const credentials: CallSpec = {
  sinks: [
    { at: '0.password', kind: 'password', what: 'the database password' },
    { at: '0', kind: 'connection' },
    { at: '0.connectionString', kind: 'connection' },
  ],
  roles: [tlsOptions('0.ssl')],
};

export const pg = {
  packages: ['pg', 'pg-pool'],
  exports: {
    /** `require('pg-pool')` is the class itself. */
    '=': { construct: { ...credentials, returns: 'Pool' } },
    default: {
      members: {
        Pool: { construct: { ...credentials, returns: 'Pool' } },
        Client: { construct: { ...credentials, returns: 'Client' } },
      },
    },
    Pool: { construct: { ...credentials, returns: 'Pool' } },
    Client: { construct: { ...credentials, returns: 'Client' } },
    Query: {
      construct: {
        sinks: [
          { at: '0', kind: 'sql' },
          { at: '0.text', kind: 'sql' },
        ],
        returns: 'Query',
      },
    },
    escapeIdentifier: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['sql'] }] } },
    escapeLiteral: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['sql'] }] } },
  },
  types: {
    Pool: {
      members: {
        query: { call: query },
        connect: {
          call: { callbacks: [{ at: '0', args: [FAILURE, 'PoolClient', null] }], returns: 'Promise<PoolClient>' },
        },
        end: { call: { returns: 'Promise<void>' } },
        on: { call: { callbacks: [{ at: '1', args: [null, 'PoolClient'], when: 'later' }], returns: 'this' } },
      },
    },
    Client: {
      members: {
        query: { call: query },
        connect: { call: { returns: 'Promise<void>' } },
        escapeIdentifier: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['sql'] }] } },
        escapeLiteral: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['sql'] }] } },
      },
      declared: ['pg#ClientBase'],
    },
    PoolClient: { extends: 'Client', members: { release: { call: { returns: 'void' } } } },
    Query: {},
    QueryResult: {},
  },
} as const satisfies LibraryModel;
