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
export const KNEX_CHANGES: Changes = { QueryBuilder: { insert: 'insert 0', update: 'update 0' } };

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
