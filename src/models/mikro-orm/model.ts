/** MikroORM 6 and 7 (https://mikro-orm.io/docs/entity-manager): filters read objects as operators, raw fragments are text. */
import { operandAt } from '../mongodb/filters.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import {
  ASSIGNED,
  bound,
  CHAIN,
  connectionString,
  members,
  password,
  PROMISED,
  record,
  scoped,
  sqlText,
  stored,
} from '../stores/parts.js';

const DRIVERS = ['core', 'sql', 'knex', 'postgresql', 'mysql', 'mariadb', 'sqlite', 'better-sqlite', 'libsql', 'mssql'];

const raw: CallSpec = { sinks: [sqlText(), ...bound('1')], returns: 'Fragment' };
const execute: CallSpec = { sinks: [sqlText(), ...bound('1')], returns: 'Promise<unknown>' };
const finds = (at: string): MemberSpec => ({ call: { sinks: [operandAt(at)], returns: 'Promise<Entity>' } });
const made = (returns: string): MemberSpec => ({ call: { sinks: [stored('1'), record('1')], returns } });
const opens: CallSpec = {
  sinks: [...connectionString('0.clientUrl'), ...password('0.password')],
  returns: 'Promise<MikroORM>',
};

/** What a manager does with an entity's name in front, and a repository without. */
function finders(at: string): Readonly<Record<string, MemberSpec>> {
  return members('find findOne findOneOrFail findAndCount count nativeDelete', finds(at));
}

export const mikroOrm: LibraryModel = {
  packages: [...DRIVERS.map((name) => `@mikro-orm/${name}`), '@mikro-orm/mongodb'],
  exports: {
    MikroORM: {
      construct: { ...opens, returns: 'MikroORM' },
      members: { init: { call: opens }, initSync: { call: { ...opens, returns: 'MikroORM' } } },
    },
    raw: { call: raw },
    sql: { call: { returns: 'Fragment' } },
    wrap: { call: { returns: 'Wrapped' } },
    EntityManager: { construct: { returns: 'EntityManager' } },
    EntityRepository: { construct: { returns: 'EntityRepository' } },
  },
  types: {
    MikroORM: { members: { em: { type: 'EntityManager' }, close: PROMISED } },
    EntityManager: {
      declared: ['@mikro-orm/sql#SqlEntityManager', '@mikro-orm/knex#SqlEntityManager'],
      members: {
        ...finders('1'),
        execute: { call: execute },
        fork: CHAIN,
        create: made('Entity'),
        assign: made('Entity'),
        upsert: made('Promise<Entity>'),
        insert: made('Promise<unknown>'),
        nativeUpdate: { call: { sinks: [operandAt('1'), stored('2'), record('2')], returns: 'Promise<unknown>' } },
        ...members('createQueryBuilder qb', { call: { returns: 'QueryBuilder' } }),
        getConnection: { call: { returns: 'Connection' } },
        getKnex: { call: { returns: 'knex:Knex' } },
        getRepository: { call: { returns: 'EntityRepository' } },
        ...members('transactional', scoped('EntityManager', '0')),
        ...members('flush begin commit rollback', PROMISED),
      },
    },
    SqlEntityManager: { extends: 'EntityManager' },
    EntityRepository: {
      declared: ['@mikro-orm/sql#SqlEntityRepository'],
      members: {
        ...finders('0'),
        ...members('create upsert insert', { call: { sinks: [stored('0'), record('0')], returns: 'Entity' } }),
        assign: made('Entity'),
        nativeUpdate: { call: { sinks: [operandAt('0'), stored('1'), record('1')], returns: 'Promise<unknown>' } },
        ...members('createQueryBuilder qb', { call: { returns: 'QueryBuilder' } }),
        getEntityManager: { call: { returns: 'EntityManager' } },
      },
    },
    QueryBuilder: {
      awaits: 'unknown',
      members: {
        ...members('where andWhere orWhere having', { call: { sinks: [sqlText(), operandAt('0')], returns: 'this' } }),
        ...members('insert update', { call: { sinks: [stored('0'), record('0')], returns: 'this' } }),
        ...members('execute getResult getResultList getSingleResult getCount', PROMISED),
      },
      anyMember: CHAIN,
    },
    Connection: { members: { execute: { call: execute } } },
    Wrapped: { members: { assign: { call: { sinks: [stored('0'), record('0')], returns: 'Entity' } } } },
    Fragment: { anyMember: CHAIN },
    Entity: { assigned: ASSIGNED },
  },
};
