/** knex (https://knexjs.org/guide/raw.html): the builder binds values and quotes identifiers; raw pieces are text with bindings beside it. */
import { FAILURE } from '../shared/errors.js';
import { stored, THENABLE } from '../stores/parts.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import {
  bound,
  connectionString,
  listsBuilt,
  members,
  owner,
  OWNER_COLUMN,
  pageSize,
  password,
  PROMISED,
  owned,
  record,
  scoped,
  sqlText,
} from '../stores/parts.js';

const raw: CallSpec = { sinks: [sqlText(), sqlText('0.sql'), ...bound('1')], returns: 'Raw' };
const rawPiece: MemberSpec = { call: { sinks: [sqlText()], returns: 'this' } };
const write: MemberSpec = { call: { sinks: [stored('0'), record('0')], returns: 'this' } };
/** `where('id', id)`, `where({ id })`, or a function that adds conditions. */
const wherePiece: MemberSpec = {
  call: {
    sinks: [...owner('0'), { at: '1', kind: 'owner', what: 'the owner', when: [{ at: '0', matches: OWNER_COLUMN }] }],
    roles: [{ role: 'store.key', parts: { filter: '0', value: '1' } }],
    callbacks: [{ at: '0', args: ['this'], self: 'this' }],
    returns: 'this',
  },
};
/** What changes rows, or asks for one or for something about them (https://knexjs.org/guide/query-builder.html). */
const OTHER_QUESTIONS = [
  ...'andWhere orWhere insert update upsert merge del delete truncate increment decrement columnInfo returning'.split(
    ' ',
  ),
  ...'countDistinct sumDistinct avgDistinct onConflict batchInsert pipe asCallback paginate options'.split(' '),
];
const starts: MemberSpec = { call: { returns: 'QueryBuilder' } };
const open: CallSpec = {
  sinks: [
    ...password('0.connection.password'),
    ...connectionString('0', '0.connection', '0.connection.connectionString'),
  ],
  returns: 'Knex',
  roles: [{ role: 'debug.switch', parts: { on: '0.debug' } }],
};

export const knex = {
  packages: ['knex'],
  exports: {
    '=': { call: open },
    default: { call: open, members: { knex: { call: open } } },
    knex: { call: open },
  },
  types: {
    Knex: {
      extends: 'QueryBuilder',
      call: { ...listsBuilt(...OTHER_QUESTIONS), returns: 'QueryBuilder', native: 'knex.table' },
      members: {
        raw: { call: raw },
        ref: { call: { returns: 'Ref' } },
        transaction: scoped('Transaction', '0'),
        schema: { type: 'SchemaBuilder' },
        fn: { type: 'Functions' },
        batchInsert: { call: { sinks: [record('1')], returns: 'QueryBuilder' } },
        transactionProvider: { call: { returns: 'unknown' } },
        ...members('destroy initialize', PROMISED),
        ...members('select from table into queryBuilder with withRecursive insert update', starts),
        withSchema: { call: { returns: 'this' } },
      },
    },
    Transaction: {
      extends: 'Knex',
      call: { returns: 'QueryBuilder' },
      members: { ...members('commit rollback', PROMISED), savepoint: scoped('Transaction', '0') },
    },
    QueryBuilder: {
      awaits: 'unknown',
      declared: ['knex#QueryInterface', 'knex#ChainableInterface', 'knex#OnConflictQueryBuilder'],
      members: {
        ...members(
          'whereRaw orWhereRaw andWhereRaw havingRaw orHavingRaw orderByRaw groupByRaw joinRaw fromRaw',
          rawPiece,
        ),
        ...members('where andWhere', wherePiece),
        limit: { call: { sinks: [pageSize('0')], returns: 'this' } },
        returning: { call: { returns: 'this', native: 'knex.returning' } },
        ...members('update merge', write),
        ...members('insert upsert', {
          call: { ...write.call, sinks: [...(write.call?.sinks ?? []), ...owned('0')] },
        }),
        ...members('del delete truncate', { call: { returns: 'this' } }),
        ...members('increment decrement', {
          call: {
            sinks: [
              { at: '1', kind: 'quantity', what: 'the stored number' },
              { at: '0', kind: 'quantity', deep: true, what: 'the stored number' },
            ],
            returns: 'this',
          },
        }),
        modify: { call: { callbacks: [{ at: '0', args: ['this', '=1', '=2', '=3'], self: 'this' }], returns: 'this' } },
        ...THENABLE,
        asCallback: { call: { callbacks: [{ at: '0', args: [FAILURE, null] }], returns: 'this' } },
        ...members('toString toQuery', { call: { returns: 'string' } }),
      },
      anyMember: { call: { callbacks: [{ at: '*', args: ['this'], self: 'this' }], returns: 'this' } },
    },
    JoinClause: { extends: 'QueryBuilder' },
    Raw: {
      awaits: 'unknown',
      members: {
        ...THENABLE,
      },
      anyMember: { call: { returns: 'this' } },
    },
    Ref: { anyMember: { call: { returns: 'this' } } },
    Functions: { anyMember: { call: { returns: 'Raw' } } },
    SchemaBuilder: {
      awaits: 'unknown',
      members: { raw: { call: { sinks: [sqlText()], returns: 'this' } } },
      anyMember: { call: { returns: 'this' } },
    },
  },
} as const satisfies LibraryModel;
