/** Objection 3 (https://vincit.github.io/objection.js/): models over knex; raw pieces are text, graphs and patches choose fields. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { ASSIGNED, bound, byKey, changedByKey, members, record, scoped, sqlText, stored } from '../stores/parts.js';

const raw: CallSpec = { sinks: [sqlText(), ...bound('1')], returns: 'RawBuilder' };
const builder: MemberSpec = { call: { returns: 'QueryBuilder' } };
const writes = (at: string): MemberSpec => ({ call: { sinks: [stored(at), record(at)], returns: 'this' } });
const fills: MemberSpec = { call: { sinks: [record('0')], returns: 'Model' } };

export const objection = {
  packages: ['objection'],
  exports: {
    raw: { call: raw },
    Model: {
      construct: { returns: 'Model' },
      members: {
        query: { call: { returns: 'QueryBuilder', native: 'objection.query' } },
        relatedQuery: builder,
        raw: { call: raw },
        fromJson: fills,
        knex: { call: { returns: 'knex:Knex' } },
        knexQuery: { call: { returns: 'knex:QueryBuilder' } },
        startTransaction: { call: { returns: 'Promise<knex:Transaction>' } },
        transaction: scoped('knex:Transaction', '0', '1'),
      },
    },
  },
  types: {
    QueryBuilder: {
      extends: 'knex:QueryBuilder',
      awaits: 'unknown',
      members: {
        ...members(
          'insert insertAndFetch insertGraph insertGraphAndFetch upsertGraph upsertGraphAndFetch patch patchAndFetch update updateAndFetch',
          writes('0'),
        ),
        delete: { call: { returns: 'this' } },
        deleteById: { call: { roles: changedByKey('0'), returns: 'this' } },
        findById: { call: { roles: byKey('0'), returns: 'this' } },
        findOne: { call: { roles: [{ role: 'store.key', parts: { filter: '0', value: '1' } }], returns: 'this' } },
        ...members('patchAndFetchById updateAndFetchById', {
          call: { sinks: [stored('1'), record('1')], roles: changedByKey('0', '1'), returns: 'this' },
        }),
      },
    },
    Model: {
      assigned: ASSIGNED,
      members: {
        ...members('$query $relatedQuery', builder),
        ...members('$set $setJson', { call: { sinks: [record('0')], returns: 'this' } }),
      },
    },
    RawBuilder: { awaits: 'unknown', anyMember: { call: { returns: 'this' } } },
  },
} as const satisfies LibraryModel;
