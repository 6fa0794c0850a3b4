/** What the methods of each store change, as its documentation says. */
import type { Changes } from './store-changes.js';

const REPOSITORY = {
  save: 'save',
  insert: 'insert 0',
  upsert: 'insert 0',
  update: 'update 1',
  updateAll: 'update 0',
  delete: 'delete',
  remove: 'delete',
  softDelete: 'delete',
  softRemove: 'delete',
  clear: 'delete',
} as const;

/** https://typeorm.io/docs/working-with-entity-manager/repository-api */
export const TYPEORM_CHANGES: Changes = {
  Repository: REPOSITORY,
  EntityManager: { ...REPOSITORY, insert: 'insert 1', upsert: 'insert 1', update: 'update 2' },
  BaseEntity: { save: 'save', remove: 'delete', softRemove: 'delete' },
};

/** https://mongoosejs.com/docs/api/model.html */
export const MONGOOSE_CHANGES: Changes = {
  Model: {
    create: 'insert 0',
    insertMany: 'insert 0',
    insert: 'insert 0',
    updateOne: 'update 1',
    updateMany: 'update 1',
    findOneAndUpdate: 'update 1',
    findByIdAndUpdate: 'update 1',
    replaceOne: 'update 1',
    findOneAndReplace: 'update 1',
    deleteOne: 'delete',
    deleteMany: 'delete',
    findOneAndDelete: 'delete',
    findByIdAndDelete: 'delete',
  },
  Document: { save: 'save', deleteOne: 'delete', updateOne: 'update 0' },
};

/** https://www.mongodb.com/docs/drivers/node/current/ */
export const MONGODB_CHANGES: Changes = {
  Collection: {
    insertOne: 'insert 0',
    insertMany: 'insert 0',
    updateOne: 'update 1',
    updateMany: 'update 1',
    replaceOne: 'update 1',
    findOneAndUpdate: 'update 1',
    deleteOne: 'delete',
    deleteMany: 'delete',
    findOneAndDelete: 'delete',
  },
};

/** https://www.prisma.io/docs/orm/reference/prisma-client-reference */
export const PRISMA_CHANGES: Changes = {
  Delegate: {
    create: 'insert 0.data',
    createMany: 'insert 0.data',
    update: 'update 0.data',
    updateMany: 'update 0.data',
    delete: 'delete',
    deleteMany: 'delete',
  },
};

/** https://knexjs.org/guide/query-builder.html */
export const KNEX_CHANGES: Changes = {
  QueryBuilder: { insert: 'insert 0', update: 'update 0', del: 'delete', delete: 'delete', truncate: 'delete' },
};

/** https://vincit.github.io/objection.js/api/query-builder/mutate-methods.html */
export const OBJECTION_CHANGES: Changes = {
  QueryBuilder: {
    insert: 'insert 0',
    insertAndFetch: 'insert 0',
    insertGraph: 'insert 0',
    insertGraphAndFetch: 'insert 0',
    upsertGraph: 'update 0',
    upsertGraphAndFetch: 'update 0',
    patch: 'update 0',
    patchAndFetch: 'update 0',
    patchAndFetchById: 'update 1',
    update: 'update 0',
    updateAndFetch: 'update 0',
    updateAndFetchById: 'update 1',
    delete: 'delete',
    deleteById: 'delete',
  },
};

/** https://mikro-orm.io/docs/entity-manager */
export const MIKRO_ORM_CHANGES: Changes = {
  EntityManager: {
    persist: 'save',
    remove: 'delete',
    insert: 'insert 1',
    insertMany: 'insert 1',
    upsert: 'insert 1',
    upsertMany: 'insert 1',
    nativeUpdate: 'update 2',
    nativeDelete: 'delete',
  },
  EntityRepository: {
    insert: 'insert 0',
    insertMany: 'insert 0',
    upsert: 'insert 0',
    upsertMany: 'insert 0',
    nativeUpdate: 'update 1',
    nativeDelete: 'delete',
  },
  QueryBuilder: { insert: 'insert 0', update: 'update 0', delete: 'delete', truncate: 'delete' },
};

/** https://kysely.dev/docs/category/recipes */
export const KYSELY_CHANGES: Changes = {
  Kysely: { deleteFrom: 'delete' },
  Builder: { values: 'insert 0', set: 'update 0' },
};

/** https://googleapis.dev/nodejs/firestore/latest/ */
export const FIRESTORE_CHANGES: Changes = {
  CollectionReference: { add: 'insert 0' },
  DocumentReference: { set: 'update 0', update: 'update 0', create: 'insert 0', delete: 'delete' },
  WriteBatch: { set: 'update 1', update: 'update 1', create: 'insert 1', delete: 'delete' },
  Transaction: { set: 'update 1', update: 'update 1', create: 'insert 1', delete: 'delete' },
};

/** https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/api-reference */
export const ELASTICSEARCH_CHANGES: Changes = {
  Client: {
    index: 'insert 0.document',
    create: 'insert 0.document',
    update: 'update 0.doc',
    delete: 'delete',
    deleteByQuery: 'delete',
  },
};

/** https://github.com/apache/couchdb-nano#document-functions */
export const COUCHDB_CHANGES: Changes = {
  DocumentScope: { insert: 'insert 0', bulk: 'insert 0', destroy: 'delete' },
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html */
export const DYNAMODB_CHANGES: Changes = {
  DynamoDBClient: {
    put: 'insert 0.Item',
    putItem: 'insert 0.Item',
    delete: 'delete',
    deleteItem: 'delete',
  },
};

/** https://orm.drizzle.team/docs/update */
export const DRIZZLE_CHANGES: Changes = {
  Database: { delete: 'delete' },
  InsertBuilder: { values: 'insert 0' },
  UpdateBuilder: { set: 'update 0' },
};

/** https://sequelize.org/docs/v6/core-concepts/model-querying-basics/ */
export const SEQUELIZE_CHANGES: Changes = {
  Model: { save: 'save', destroy: 'delete', update: 'update 0' },
  ModelStatic: {
    create: 'insert 0',
    bulkCreate: 'insert 0',
    update: 'update 0',
    destroy: 'delete',
    truncate: 'delete',
  },
};

/** https://supabase.com/docs/reference/javascript/insert */
export const SUPABASE_CHANGES: Changes = {
  PostgrestQueryBuilder: { insert: 'insert 0', upsert: 'insert 0', update: 'update 0', delete: 'delete' },
};

/** https://learn.microsoft.com/javascript/api/@azure/cosmos/items */
export const COSMOS_CHANGES: Changes = { Items: { create: 'insert 0', upsert: 'insert 0' } };
