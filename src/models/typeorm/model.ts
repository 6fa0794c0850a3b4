/** TypeORM (https://typeorm.io/docs/query-builder/select-query-builder/): query texts and the pieces given to builders are SQL; parameters and find options are values. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { lookup } from '../shared/lookup.js';
import {
  amount,
  ASSIGNED,
  bound,
  byKey,
  changedByKey,
  byStatement,
  connectionString,
  matched,
  filterOf,
  members,
  owner,
  password,
  PROMISED,
  owned,
  record,
  scoped,
  sqlText,
  stored,
  lists,
  pageSize,
} from '../stores/parts.js';
import { FILTER_AND_OPTIONS, filterAt } from '../mongodb/filters.js';

const query: CallSpec = {
  sinks: [sqlText(), ...bound('1')],
  roles: byStatement('0', '1'),
  returns: 'Promise<unknown>',
};
const open = {
  sinks: [...password('0.password'), ...connectionString('0.url')],
  roles: [{ role: 'debug.switch', parts: { on: '0.logging' } }],
};

/** A piece of the builder is text, or a function that makes it or adds to a builder of its own. */
const piece: MemberSpec = {
  call: {
    sinks: [sqlText()],
    callbacks: [{ at: '0', args: ['SelectQueryBuilder'], self: 'this', sink: { kind: 'sql' } }],
    returns: 'this',
  },
};
const read = (returns: string): MemberSpec => ({ call: { returns, native: 'typeorm.read' } });
const one = (filter: string, returns: string): MemberSpec => ({
  call: {
    sinks: [lookup(filter), matched(filter), ...owner(filter), filterOf(filter)],
    roles: byKey(filter),
    returns,
    native: 'typeorm.read',
  },
});
const rows = read('Promise<Record[]>');
const row = read('Promise<Record|null>');
const sureRow = read('Promise<Record>');

const finders: Readonly<Record<string, MemberSpec>> = {
  find: {
    call: {
      sinks: [pageSize('0.take'), ...owner('0.where'), filterOf('0.where')],
      ...lists('0.where', '0.take'),
      returns: 'Promise<Record[]>',
      native: 'typeorm.read',
    },
  },
  findBy: {
    call: {
      sinks: [...owner('0'), filterOf('0')],
      ...lists('0'),
      returns: 'Promise<Record[]>',
      native: 'typeorm.read',
    },
  },
  findByIds: rows,
  findOne: one('0.where', 'Promise<Record|null>'),
  ...members('findOneBy findOneById', one('0', 'Promise<Record|null>')),
  findOneOrFail: one('0.where', 'Promise<Record>'),
  findOneByOrFail: one('0', 'Promise<Record>'),
  ...members('delete softDelete restore', { call: { roles: changedByKey('0'), returns: 'Promise<unknown>' } }),
  ...members(
    'findAndCountBy count countBy exist exists existsBy sum average minimum maximum remove softRemove recover clear',
    PROMISED,
  ),
  findAndCount: { call: { sinks: [pageSize('0.take')], ...lists('0.where', '0.take'), returns: 'Promise<unknown>' } },
  ...members('increment decrement', amount('2', '3')),
};

function joined(at: string): MemberSpec {
  return {
    call: {
      sinks: [sqlText(at)],
      callbacks: [{ at: '0', args: ['SelectQueryBuilder'], sink: { kind: 'sql' } }],
      returns: 'this',
    },
  };
}

const writes: Readonly<Record<string, MemberSpec>> = {
  create: {
    call: { sinks: [record('0'), ...owned('0')], returns: 'Record', native: 'typeorm.store' },
  },
  save: { call: { sinks: [record('0'), ...owned('0')], returns: 'Promise<Record>', native: 'typeorm.store' } },
  ...members('insert upsert', {
    call: { sinks: [record('0'), ...owned('0')], returns: 'Promise<unknown>', native: 'typeorm.store' },
  }),
  ...members('update updateAll', {
    call: { sinks: [stored('1'), record('1')], roles: changedByKey('0'), returns: 'Promise<unknown>' },
  }),
  merge: { call: { sinks: [record('1+')], returns: 'Record' } },
  preload: { call: { sinks: [record('0')], returns: 'Promise<Record>' } },
};

const mongoFinders: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  'find findBy findOne findOneBy findOneOrFail findOneByOrFail findAndCount findAndCountBy count countBy deleteOne deleteMany findOneAndUpdate findOneAndDelete findOneAndReplace updateOne updateMany replaceOne aggregate distinct countDocuments'
    .split(' ')
    .map((name) => [
      name,
      { call: { sinks: name === 'distinct' ? filterAt('1') : FILTER_AND_OPTIONS, returns: 'Promise<unknown>' } },
    ]),
);

export const typeorm = {
  packages: ['typeorm', '@nestjs/typeorm'],
  exports: {
    DataSource: { construct: { ...open, returns: 'DataSource' } },
    Connection: { construct: { ...open, returns: 'DataSource' } },
    createConnection: { call: { ...open, returns: 'Promise<DataSource>' } },
    ...members('getConnection', { call: { returns: 'DataSource' } }),
    getManager: { call: { returns: 'EntityManager' } },
    getMongoManager: { call: { returns: 'MongoEntityManager' } },
    ...members('getRepository getCustomRepository getTreeRepository', {
      call: { returns: 'Repository', native: 'typeorm.repository' },
    }),
    getMongoRepository: { call: { returns: 'MongoRepository' } },
    ...members('createQueryBuilder', { call: { returns: 'SelectQueryBuilder' } }),
    InjectRepository: { call: {}, decorates: { native: 'typeorm.injected' } },
    ...members('BeforeInsert EventSubscriber', { call: {} }),
    Raw: {
      call: {
        sinks: [sqlText()],
        callbacks: [{ at: '0', args: ['string'], sink: { kind: 'sql' } }],
        returns: 'FindOperator',
      },
    },
    ...members(
      'Like ILike In Not Equal Between LessThan LessThanOrEqual MoreThan MoreThanOrEqual IsNull Any ArrayContains ArrayContainedBy ArrayOverlap And Or JsonContains',
      { call: { returns: 'FindOperator' } },
    ),
    ...members('Brackets NotBrackets', {
      construct: { callbacks: [{ at: '0', args: ['SelectQueryBuilder'] }], returns: 'Brackets' },
    }),
    Repository: { construct: { returns: 'Repository' } },
    TreeRepository: { construct: { returns: 'Repository' } },
    MongoRepository: { construct: { returns: 'MongoRepository' } },
    EntityManager: { construct: { returns: 'EntityManager' } },
    BaseEntity: {
      construct: { returns: 'BaseEntity' },
      members: {
        ...writes,
        create: { call: { sinks: [record('0')], returns: 'instance', native: 'typeorm.write' } },
        query: { call: query },
        ...members('find findBy', read('Promise<instance[]>')),
        ...members('findOne findOneBy', read('Promise<instance|null>')),
        ...members('findOneOrFail findOneByOrFail', read('Promise<instance>')),
        createQueryBuilder: { call: { returns: 'SelectQueryBuilder' } },
        getRepository: { call: { returns: 'Repository' } },
      },
    },
  },
  types: {
    DataSource: {
      declared: ['typeorm#Connection'],
      members: {
        query: { call: query },
        sql: PROMISED,
        manager: { type: 'EntityManager' },
        mongoManager: { type: 'MongoEntityManager' },
        ...members('getRepository getTreeRepository', {
          call: { returns: 'Repository', native: 'typeorm.repository' },
        }),
        getMongoRepository: { call: { returns: 'MongoRepository' } },
        createQueryBuilder: { call: { returns: 'SelectQueryBuilder' } },
        createQueryRunner: { call: { returns: 'QueryRunner' } },
        createEntityManager: { call: { returns: 'EntityManager' } },
        transaction: scoped('EntityManager', '0', '1'),
        ...members('initialize connect', { call: { returns: 'Promise<this>' } }),
        ...members('destroy close synchronize dropDatabase runMigrations', PROMISED),
      },
    },
    Connection: { extends: 'DataSource' },
    EntityManager: {
      members: {
        ...finders,
        query: { call: query },
        sql: PROMISED,
        create: { call: { sinks: [record('1')], returns: 'Record', native: 'typeorm.write' } },
        save: {
          call: { sinks: [record('0'), record('1')], returns: 'Promise<Record>', native: 'typeorm.write' },
        },
        ...members('insert upsert', {
          call: { sinks: [record('1')], returns: 'Promise<unknown>', native: 'typeorm.write' },
        }),
        update: { call: { sinks: [record('2')], returns: 'Promise<unknown>' } },
        merge: { call: { sinks: [record('2+')], returns: 'Record' } },
        preload: { call: { sinks: [record('1')], returns: 'Promise<Record>' } },
        transaction: scoped('EntityManager', '0', '1'),
        ...members('getRepository getTreeRepository withRepository getCustomRepository', {
          call: { returns: 'Repository', native: 'typeorm.repository' },
        }),
        getMongoRepository: { call: { returns: 'MongoRepository' } },
        createQueryBuilder: { call: { returns: 'SelectQueryBuilder' } },
        queryRunner: { type: 'QueryRunner' },
        connection: { type: 'DataSource' },
        dataSource: { type: 'DataSource' },
      },
    },
    MongoEntityManager: { extends: 'EntityManager' },
    Repository: {
      declared: ['typeorm#TreeRepository'],
      members: {
        ...finders,
        ...writes,
        query: { call: query },
        sql: PROMISED,
        createQueryBuilder: { call: { returns: 'SelectQueryBuilder' } },
        manager: { type: 'EntityManager' },
        extend: { call: { returns: 'this' } },
      },
    },
    TreeRepository: { extends: 'Repository' },
    MongoRepository: { extends: 'Repository', members: mongoFinders },
    QueryRunner: {
      members: {
        query: { call: query },
        sql: PROMISED,
        manager: { type: 'EntityManager' },
        ...members('connect startTransaction commitTransaction rollbackTransaction release', PROMISED),
      },
    },
    SelectQueryBuilder: {
      declared: [
        'typeorm#QueryBuilder',
        'typeorm#WhereExpressionBuilder',
        'typeorm#UpdateQueryBuilder',
        'typeorm#DeleteQueryBuilder',
        'typeorm#InsertQueryBuilder',
        'typeorm#SoftDeleteQueryBuilder',
        'typeorm#RelationQueryBuilder',
      ],
      members: {
        ...members(
          'where andWhere orWhere having andHaving orHaving orderBy addOrderBy groupBy addGroupBy select addSelect addCommonTableExpression returning output orIgnore distinctOn from addFrom',
          piece,
        ),
        ...members('innerJoin leftJoin innerJoinAndSelect leftJoinAndSelect', joined('2')),
        ...members('innerJoinAndMapOne innerJoinAndMapMany leftJoinAndMapOne leftJoinAndMapMany', joined('3')),
        ...members('set values', { call: { sinks: [record('0')], native: 'typeorm.values', returns: 'this' } }),
        ...members('take limit', { call: { sinks: [pageSize('0')], returns: 'this' } }),
        getMany: rows,
        getOne: row,
        getOneOrFail: sureRow,
        ...members(
          'getRawMany getRawOne getRawAndEntities getManyAndCount getCount getExists execute stream',
          PROMISED,
        ),
        ...members('getQuery getSql', { call: { returns: 'string' } }),
      },
      anyMember: {
        call: {
          callbacks: [
            { at: '0', args: ['SelectQueryBuilder'] },
            { at: '1', args: ['SelectQueryBuilder'] },
          ],
          returns: 'this',
        },
      },
    },
    Brackets: {},
    FindOperator: {},
    BaseEntity: {
      assigned: ASSIGNED,
      members: {
        save: { call: { returns: 'Promise<this>', native: 'typeorm.write' } },
        ...members('remove softRemove recover reload', { call: { returns: 'Promise<this>' } }),
      },
    },
    Record: { assigned: ASSIGNED },
  },
} as const satisfies LibraryModel;
