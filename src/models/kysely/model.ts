/** Kysely (https://kysely-org.github.io/kysely-apidoc/interfaces/Sql.html): the tag makes parameters, ref, table and id quote names, raw and lit write text. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { AMOUNT_COLUMN } from '../shared/owners.js';
import {
  listsBuilt,
  members,
  OWNER_COLUMN,
  owned,
  pageSize,
  PROMISED,
  record,
  scoped,
  sqlText,
} from '../stores/parts.js';

const text: MemberSpec = { call: { sinks: [sqlText()], returns: 'RawBuilder' } };
const write: MemberSpec = {
  call: { sinks: [record('0')], callbacks: [{ at: '0', args: ['ExpressionBuilder'] }], returns: 'this' },
};

const EQUALS = { at: '1', matches: '^(?:=|==|is)$' } as const;

/** `where('id', '=', id)`: a column and what it must be equal to; other conditions find no one record. */
const where = (...roles: readonly string[]): MemberSpec => ({
  call: {
    sinks: [{ at: '2', kind: 'owner', what: 'the owner', when: [{ at: '0', matches: OWNER_COLUMN }, EQUALS] }],
    roles: roles.map((role) => ({
      role,
      parts: { filter: '0', value: '2' },
      when: [EQUALS],
    })),
    callbacks: [{ at: '*', args: ['ExpressionBuilder'] }],
    returns: 'this',
  },
});

export const kysely = {
  packages: ['kysely'],
  exports: {
    Kysely: { construct: { returns: 'Kysely', native: 'kysely.make' } },
    sql: {
      call: { returns: 'RawBuilder' },
      members: {
        ...members('raw lit literal', text),
        ...members('ref table id val value join', { call: { returns: 'RawBuilder' } }),
      },
    },
    CompiledQuery: { members: { raw: { call: { sinks: [sqlText()], returns: 'unknown' } } } },
  },
  types: {
    Kysely: {
      declared: ['kysely#QueryCreator'],
      members: {
        selectFrom: {
          call: {
            ...listsBuilt('executeTakeFirst', 'executeTakeFirstOrThrow', '$if', '$call'),
            returns: 'Builder',
            native: 'kysely.table',
          },
        },
        ...members('updateTable deleteFrom', { call: { returns: 'ChangeBuilder', native: 'kysely.table' } }),
        selectNoFrom: { call: { returns: 'Builder' } },
        ...members('insertInto replaceInto mergeInto', { call: { returns: 'Builder', native: 'kysely.table' } }),
        ...members('with withRecursive', { call: { callbacks: [{ at: '1', args: ['this'] }], returns: 'this' } }),
        ...members('withSchema withPlugin withTables', { call: { returns: 'this' } }),
        transaction: { call: { returns: 'TransactionBuilder' } },
        startTransaction: { call: { returns: 'TransactionBuilder' } },
        connection: { call: { returns: 'TransactionBuilder' } },
        ...members('executeQuery destroy', PROMISED),
        schema: { type: 'Builder' },
        fn: { type: 'Functions' },
        dynamic: { type: 'Dynamic' },
      },
    },
    QueryCreator: { extends: 'Kysely' },
    Transaction: { extends: 'Kysely' },
    TransactionBuilder: {
      members: {
        execute: scoped('Transaction', '0'),
        ...members('setIsolationLevel setAccessMode', { call: { returns: 'this' } }),
      },
    },
    Builder: {
      declared: [
        'SelectQueryBuilder',
        'InsertQueryBuilder',
        'UpdateQueryBuilder',
        'DeleteQueryBuilder',
        'MergeQueryBuilder',
        'OnConflictBuilder',
      ].map((name) => `kysely#${name}`),
      members: {
        values: { call: { ...write.call, sinks: [record('0'), ...owned('0', '0[]')] } },
        ...members('set doUpdateSet', write),
        execute: { call: { ...PROMISED.call, native: 'kysely.list' } },
        ...members('executeTakeFirst executeTakeFirstOrThrow', { call: { ...PROMISED.call, native: 'kysely.first' } }),
        explain: PROMISED,
        ...members('selectAll returningAll', { call: { returns: 'this', native: 'kysely.whole' } }),
        where: where('store.key'),
        limit: { call: { sinks: [pageSize('0')], returns: 'this' } },
        stream: { call: { returns: 'AsyncIterable<unknown>' } },
        $if: { call: { callbacks: [{ at: '1', args: ['this'] }], returns: 'this' } },
        $call: { call: { callbacks: [{ at: '0', args: ['this'], returns: 'return' }] } },
      },
      anyMember: { call: { callbacks: [{ at: '*', args: ['ExpressionBuilder'] }], returns: 'this' } },
    },
    ChangeBuilder: {
      extends: 'Builder',
      awaits: 'unknown',
      members: { where: where('store.key', 'store.key-change') },
    },
    ...Object.fromEntries(
      ['SelectQueryBuilder', 'InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder'].map((name) => [
        name,
        { extends: 'Builder' },
      ]),
    ),
    ExpressionBuilder: {
      // `set((eb) => ({ credits: eb('credits', '-', amount) }))` (https://kysely-org.github.io/kysely-apidoc/interfaces/ExpressionBuilder.html).
      call: {
        sinks: [
          {
            at: '2',
            kind: 'amount',
            what: 'the stored amount',
            when: [
              { at: '0', matches: AMOUNT_COLUMN },
              { at: '1', matches: '^[-+]$' },
            ],
          },
        ],
        returns: 'Expression',
      },
      anyMember: { call: { callbacks: [{ at: '0', args: ['ExpressionBuilder'] }], returns: 'Expression' } },
    },
    Expression: { anyMember: { call: { returns: 'this' } } },
    RawBuilder: { members: { execute: PROMISED }, anyMember: { call: { returns: 'this' } } },
    Functions: { anyMember: { call: { returns: 'Expression' } } },
    Dynamic: { anyMember: { call: { returns: 'Expression' } } },
  },
} as const satisfies LibraryModel;
