/** slonik (https://github.com/gajus/slonik): queries are tokens that tags make, and every hole is bound; only its raw plugin takes text. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { connectionString, members, PROMISED, scoped, sqlText } from '../stores/parts.js';

const token: MemberSpec = { call: { returns: 'SqlToken' } };
const sql: MemberSpec = {
  call: { returns: 'SqlToken' },
  members: {
    ...members(
      'unsafe fragment identifier join array unnest date interval timestamp json jsonb literalValue binary uuid',
      token,
    ),
    ...members('type typeAlias', { call: { returns: 'SqlTag' } }),
  },
};
const open: MemberSpec = { call: { sinks: connectionString('0'), returns: 'Promise<DatabasePool>' } };

export const slonik = {
  packages: ['slonik', '@slonik/sql-tag', 'slonik-sql-tag-raw'],
  exports: {
    createPool: open,
    createSqlTag: { call: { returns: 'SqlTagObject' } },
    sql,
    raw: { call: { sinks: [sqlText()], returns: 'SqlToken' } },
  },
  types: {
    SqlToken: {},
    SqlTag: { call: { returns: 'SqlToken' } },
    SqlTagObject: { call: { returns: 'SqlToken' }, members: sql.members ?? {} },
    DatabasePool: {
      declared: [
        'slonik#CommonQueryMethods',
        'slonik#DatabaseConnection',
        'slonik#DatabasePoolConnection',
        'slonik#DatabaseTransactionConnection',
      ],
      members: {
        ...members('any anyFirst exists many manyFirst maybeOne maybeOneFirst one oneFirst query end', PROMISED),
        ...members('connect transaction', scoped('DatabasePool', '0')),
        stream: PROMISED,
      },
    },
    ...Object.fromEntries(
      ['DatabasePoolConnection', 'DatabaseTransactionConnection', 'CommonQueryMethods'].map((name) => [
        name,
        { extends: 'DatabasePool' },
      ]),
    ),
  },
} as const satisfies LibraryModel;
