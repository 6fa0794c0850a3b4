/** The MongoDB driver (https://mongodb.github.io/node-mongodb-native/): filters and pipelines read objects as operators. */
import { stored } from '../stores/parts.js';
import { Form } from '../../flow/forms.js';
import type { FlowSpec } from '../../flow/semantics.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { lookup } from '../shared/lookup.js';
import {
  byKey,
  foundBy,
  changedByKey,
  changes,
  connectionString,
  matched,
  members,
  owner,
  password,
  PROMISED,
  owned,
  record,
  scoped,
  listsUntil,
  pageSize,
} from '../stores/parts.js';
import { filterAt, operandAt, OTHER_COMPARISONS, pipelineAt } from './filters.js';

const filtered: CallSpec = { sinks: filterAt('0'), returns: 'Promise<unknown>' };
const updated: CallSpec = {
  sinks: [
    ...filterAt('0'),
    stored('1'),
    record('1'),
    record('1.$set'),
    record('1.$setOnInsert'),
    record('1.$push'),
    changes('1', '$inc', '$mul'),
  ],
  returns: 'Promise<unknown>',
};
const replaced: CallSpec = { sinks: [...filterAt('0'), stored('1'), record('1')], returns: 'Promise<unknown>' };
const inserted: CallSpec = { sinks: [stored('0'), record('0'), ...owned('0', '0[]')], returns: 'Promise<unknown>' };
const connect = [...connectionString('0'), ...password('1.auth.password')];
/** An id can do no harm anywhere, but whose choice it is stays known. */
const OF_TEXT: readonly FlowSpec[] = [{ from: '0', to: 'return', as: 'made', form: Form.Number, clears: ['*'] }];
const value = (made = ''): MemberSpec => ({
  construct: { returns: 'BsonValue', flows: OF_TEXT },
  call: { returns: 'BsonValue', flows: OF_TEXT },
  ...(made === '' ? {} : { members: members(made, { call: { returns: 'BsonValue' } }) }),
});
const fromTexts = 'createFromHexString createFromBase64';

const bulk: CallSpec = {
  sinks: [
    ...['updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany'].flatMap((name) =>
      filterAt(`0[].${name}.filter`),
    ),
    record('0[].insertOne.document'),
    record('0[].updateOne.update'),
    record('0[].updateOne.update.$set'),
    record('0[].updateMany.update'),
    record('0[].updateMany.update.$set'),
    record('0[].replaceOne.replacement'),
  ],
  returns: 'Promise<unknown>',
};

export const mongodb = {
  packages: ['mongodb', 'bson'],
  exports: {
    default: { members: {} },
    MongoClient: {
      construct: { sinks: connect, returns: 'MongoClient' },
      members: {
        connect: {
          call: {
            sinks: connect,
            // The callback is given the client since version 3 and its database before (the change notes of 3.0.0).
            callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, 'MongoClient | Db'] })),
            returns: 'Promise<MongoClient>',
          },
        },
      },
    },
    ...members('ObjectId ObjectID', value(`${fromTexts} createFromTime`)),
    ...members('Binary UUID', value(fromTexts)),
    ...members('Long Timestamp', value('fromString fromNumber')),
    ...members('Int32 Double Decimal128', value('fromString')),
    GridFSBucket: { construct: { returns: 'GridFSBucket' } },
    Code: { construct: { sinks: [{ at: '0', kind: 'query-code' }], returns: 'BsonValue' } },
  },
  types: {
    MongoClient: {
      members: {
        connect: { call: { returns: 'Promise<this>' } },
        db: { call: { returns: 'Db' } },
        startSession: { call: { returns: 'ClientSession' } },
        withSession: scoped('ClientSession', '0', '1'),
        close: PROMISED,
      },
    },
    ClientSession: {
      members: {
        withTransaction: scoped('ClientSession', '0'),
        ...members('commitTransaction abortTransaction endSession', PROMISED),
      },
    },
    Db: {
      members: {
        collection: { call: { returns: 'Collection' } },
        createCollection: { call: { returns: 'Promise<Collection>' } },
        command: {
          call: {
            sinks: [...filterAt('0'), { at: '0.$eval', kind: 'query-code' }, { at: '0.eval', kind: 'query-code' }],
            returns: 'Promise<unknown>',
          },
        },
        aggregate: { call: { sinks: pipelineAt('0'), returns: 'FindCursor' } },
        ...members('listCollections runCursorCommand', { call: { sinks: filterAt('0'), returns: 'FindCursor' } }),
        admin: { call: { returns: 'unknown' } },
      },
    },
    Collection: {
      members: {
        find: {
          call: {
            sinks: [...filterAt('0'), ...owner('0'), pageSize('1.limit')],
            ...listsUntil('0', 'limit', 'next', 'tryNext', 'count', 'hasNext'),
            returns: 'FindCursor',
          },
        },
        findOne: {
          call: {
            ...filtered,
            sinks: [...(filtered.sinks ?? []), ...owner('0'), matched('0'), lookup('0')],
            roles: byKey('0'),
            guards: foundBy('0', 'true', OTHER_COMPARISONS),
          },
        },
        ...members('deleteOne deleteMany findOneAndDelete', { call: { ...filtered, roles: changedByKey('0') } }),
        ...members('countDocuments count', { call: filtered }),
        distinct: { call: { sinks: filterAt('1'), returns: 'Promise<unknown>' } },
        ...members('updateOne updateMany findOneAndUpdate', { call: { ...updated, roles: changedByKey('0') } }),
        ...members('replaceOne findOneAndReplace', { call: { ...replaced, roles: changedByKey('0') } }),
        ...members('insertOne insertMany insert', { call: inserted }),
        // Version 3 and older.
        save: { call: { ...inserted, roles: [{ role: 'store.insert', parts: { data: '0' } }] } },
        update: { call: { ...updated, roles: [...changedByKey('0'), { role: 'store.update', parts: { data: '1' } }] } },
        ...members('remove findAndRemove', {
          call: { ...filtered, roles: [...changedByKey('0'), { role: 'store.delete' }] },
        }),
        findAndModify: {
          call: {
            sinks: [...filterAt('0'), stored('2'), record('2'), record('2.$set')],
            roles: [...changedByKey('0'), { role: 'store.update', parts: { data: '2' } }],
            returns: 'Promise<unknown>',
          },
        },
        bulkWrite: { call: bulk },
        ...members('initializeOrderedBulkOp initializeUnorderedBulkOp', { call: { returns: 'BulkOperationBase' } }),
        aggregate: { call: { sinks: pipelineAt('0'), returns: 'FindCursor' } },
        watch: { call: { sinks: pipelineAt('0'), returns: 'unknown' } },
        mapReduce: {
          call: {
            sinks: [
              { at: '0', kind: 'query-code' },
              { at: '1', kind: 'query-code' },
              { at: '2.finalize', kind: 'query-code' },
              ...filterAt('2.query'),
            ],
            returns: 'Promise<unknown>',
          },
        },
        ...members('createIndex dropIndex drop estimatedDocumentCount', PROMISED),
      },
    },
    BulkOperationBase: {
      members: {
        find: { call: { sinks: filterAt('0'), returns: 'FindOperators' } },
        insert: { call: { sinks: [stored('0'), record('0')], returns: 'this' } },
        execute: PROMISED,
      },
    },
    FindOperators: {
      members: {
        ...members('update updateOne', {
          call: { sinks: [stored('0'), record('0'), record('0.$set')], returns: 'BulkOperationBase' },
        }),
        replaceOne: { call: { sinks: [stored('0'), record('0')], returns: 'BulkOperationBase' } },
        ...members('delete deleteOne', { call: { returns: 'BulkOperationBase' } }),
        ...members('upsert collation hint arrayFilters', { call: { returns: 'this' } }),
      },
    },
    /** https://www.mongodb.com/docs/drivers/node/current/crud/gridfs/ */
    GridFSBucket: {
      members: {
        find: { call: { sinks: filterAt('0'), returns: 'FindCursor' } },
        ...members('openDownloadStream openDownloadStreamByName', { call: { returns: 'node:stream:Readable' } }),
        ...members('openUploadStream openUploadStreamWithId', { call: { returns: 'node:stream:Writable' } }),
        ...members('delete drop rename', PROMISED),
      },
    },
    FindCursor: {
      declared: ['mongodb#AbstractCursor', 'mongodb#AggregationCursor'],
      members: {
        limit: { call: { sinks: [pageSize('0')], returns: 'this' } },
        filter: { call: { sinks: filterAt('0'), returns: 'this' } },
        match: { call: { sinks: filterAt('0'), returns: 'this' } },
        min: { call: { sinks: [operandAt('0')], returns: 'this' } },
        ...members('toArray next tryNext hasNext count close', PROMISED),
        forEach: { call: { callbacks: [{ at: '0', args: [null] }], returns: 'Promise<void>' } },
        map: { call: { callbacks: [{ at: '0', args: [null] }], returns: 'this' } },
      },
      anyMember: { call: { returns: 'this' } },
    },
    BsonValue: {
      declared: ['bson#ObjectId', 'bson#Long', 'bson#Double'],
      members: {
        ...members('toString toHexString toJSON inspect', { call: { returns: 'string' } }),
        ...members('toNumber valueOf', { call: { returns: 'number' } }),
        equals: { call: { returns: 'boolean' } },
      },
    },
    ObjectId: { extends: 'BsonValue' },
  },
} as const satisfies LibraryModel;
