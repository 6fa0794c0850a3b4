/** MikroORM 6 and 7 (https://mikro-orm.io/docs/entity-manager): filters read objects as operators, raw fragments are text. */
import { operandAt } from '../mongodb/filters.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import {
  ASSIGNED,
  bound,
  byKey,
  CHAIN,
  changedByKey,
  connectionString,
  lists,
  members,
  pageSize,
  password,
  PROMISED,
  owned,
  record,
  scoped,
  sqlText,
  stored,
} from '../stores/parts.js';

const DRIVERS = ['core', 'sql', 'knex', 'postgresql', 'mysql', 'mariadb', 'sqlite', 'better-sqlite', 'libsql', 'mssql'];

const raw: CallSpec = { sinks: [sqlText(), ...bound('1')], returns: 'Fragment' };
const execute: CallSpec = { sinks: [sqlText(), ...bound('1')], returns: 'Promise<unknown>' };
const finds = (at: string): MemberSpec => ({ call: { sinks: [operandAt(at)], returns: 'Promise<Entity>' } });
const one = (at: string): MemberSpec => ({
  call: { sinks: [operandAt(at)], roles: byKey(at), returns: 'Promise<Entity>' },
});
const many = (at: string, limit: string): MemberSpec => ({
  call: { sinks: [operandAt(at), pageSize(limit)], ...lists(at, limit), returns: 'Promise<Entity[]>' },
});
const changed = (at: string, data: string): MemberSpec => ({
  call: { sinks: [operandAt(at), stored(data), record(data)], roles: changedByKey(at), returns: 'Promise<unknown>' },
});
const madeMany = (at: string): MemberSpec => ({
  call: { sinks: [stored(`${at}[]`), record(`${at}[]`)], returns: 'Promise<unknown>' },
});
const made = (returns: string): MemberSpec => ({
  call: { sinks: [record('1'), ...owned('1')], returns, native: 'mikro-orm.storeSecond' },
});
const opens: CallSpec = {
  sinks: [...connectionString('0.clientUrl'), ...password('0.password')],
  returns: 'Promise<MikroORM>',
};

/** What a manager does with an entity's name in front, and a repository without. */
function finders(at: string, options: string): Readonly<Record<string, MemberSpec>> {
  return {
    find: many(at, `${options}.limit`),
    ...members('findOne findOneOrFail', one(at)),
    ...members('findAndCount count', finds(at)),
    findAll: many(`${at}.where`, `${at}.limit`),
    nativeDelete: { call: { sinks: [operandAt(at)], roles: changedByKey(at), returns: 'Promise<number>' } },
  };
}

export const mikroOrm: LibraryModel = {
  packages: [
    ...DRIVERS.map((name) => `@mikro-orm/${name}`),
    '@mikro-orm/mongodb',
    '@mikro-orm/nestjs',
    '@mikro-orm/decorators/legacy',
    '@mikro-orm/decorators/es',
  ],
  exports: {
    MikroORM: {
      construct: { ...opens, returns: 'MikroORM' },
      members: { init: { call: opens }, initSync: { call: { ...opens, returns: 'MikroORM' } } },
    },
    raw: { call: raw },
    sql: { call: { returns: 'Fragment' } },
    InjectRepository: { call: {}, decorates: { native: 'mikro-orm.injected' } },
    ...members('BeforeCreate BeforeUpdate BeforeUpsert', { call: {} }),
    wrap: { call: { returns: 'Wrapped' } },
    EntityManager: { construct: { returns: 'EntityManager' } },
    EntityRepository: { construct: { returns: 'EntityRepository' } },
  },
  types: {
    MikroORM: { members: { em: { type: 'EntityManager' }, close: PROMISED } },
    EntityManager: {
      declared: ['@mikro-orm/sql#SqlEntityManager', '@mikro-orm/knex#SqlEntityManager'],
      members: {
        ...finders('1', '2'),
        execute: { call: execute },
        fork: CHAIN,
        ...members('persist remove', CHAIN),
        create: made('Entity'),
        assign: made('Entity'),
        upsert: made('Promise<Entity>'),
        insert: made('Promise<unknown>'),
        ...members('insertMany upsertMany', madeMany('1')),
        nativeUpdate: changed('1', '2'),
        ...members('createQueryBuilder qb', { call: { returns: 'QueryBuilder' } }),
        getConnection: { call: { returns: 'Connection' } },
        getKnex: { call: { returns: 'knex:Knex' } },
        getKysely: { call: { returns: 'kysely:Kysely' } },
        ...members('getRepository repo', { call: { returns: 'EntityRepository', native: 'mikro-orm.repository' } }),
        ...members('transactional', scoped('EntityManager', '0')),
        ...members('flush begin commit rollback', PROMISED),
      },
    },
    SqlEntityManager: { extends: 'EntityManager' },
    EntityRepository: {
      declared: ['@mikro-orm/sql#SqlEntityRepository'],
      members: {
        ...finders('0', '1'),
        ...members('create upsert insert', {
          call: { sinks: [record('0'), ...owned('0')], returns: 'Entity', native: 'mikro-orm.storeFirst' },
        }),
        ...members('insertMany upsertMany', madeMany('0')),
        assign: made('Entity'),
        nativeUpdate: changed('0', '1'),
        ...members('createQueryBuilder qb', { call: { returns: 'QueryBuilder' } }),
        getEntityManager: { call: { returns: 'EntityManager' } },
      },
    },
    QueryBuilder: {
      awaits: 'unknown',
      members: {
        ...members('where andWhere orWhere having andHaving orHaving', {
          call: { sinks: [sqlText(), operandAt('0')], returns: 'this' },
        }),
        ...members('insert update', { call: { sinks: [stored('0'), record('0')], returns: 'this' } }),
        ...members('delete truncate', CHAIN),
        indexHint: { call: { sinks: [sqlText()], returns: 'this' } },
        limit: { call: { sinks: [pageSize('0')], returns: 'this' } },
        ...members('execute getResult getResultList getSingleResult getCount', PROMISED),
      },
      anyMember: CHAIN,
    },
    Connection: {
      declared: ['@mikro-orm/sql#AbstractSqlConnection', '@mikro-orm/knex#AbstractSqlConnection'],
      members: { execute: { call: execute }, executeDump: { call: { sinks: [sqlText()], returns: 'Promise<void>' } } },
    },
    Wrapped: {
      declared: ['@mikro-orm/core#IWrappedEntity'],
      members: { assign: { call: { sinks: [stored('0'), record('0')], returns: 'Entity' } } },
    },
    Fragment: { declared: ['@mikro-orm/core#RawQueryFragment'], anyMember: CHAIN },
    Entity: { assigned: ASSIGNED },
  },
};
