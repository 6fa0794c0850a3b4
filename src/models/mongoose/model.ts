/** Mongoose (https://mongoosejs.com/docs/guide.html): a schema's types cast values of a filter and leave operators in it. */
import type { CallbackSpec, CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { lookup } from '../shared/lookup.js';
import {
  ASSIGNED,
  byKey,
  foundBy,
  CHAIN,
  changedByKey,
  changes,
  connectionString,
  members,
  password,
  PROMISED,
  owned,
  record,
  listsUntil,
  pageSize,
  stored,
  storedAsGiven,
  matched,
  BARE,
  THENABLE,
} from '../stores/parts.js';
import { filterAt, operandAt, OTHER_COMPARISONS, pipelineAt } from '../mongodb/filters.js';

/** A filter counts unless the options of the same call sanitize it. */
function filter(at: string, options?: string): readonly SinkSpec[] {
  if (options === undefined) return filterAt(at);
  const unsanitized = [{ at: `${options}.sanitizeFilter`, truthy: false, maybe: true }];
  return filterAt(at).map((sink) => (sink.kind === 'query-code' ? sink : { ...sink, when: unsanitized }));
}

const update = (at: string, event?: string): readonly SinkSpec[] => [
  event === undefined ? stored(at) : storedAsGiven(at, event),
  record(at),
  record(`${at}.$set`),
  record(`${at}.$setOnInsert`),
  record(`${at}.$push`),
  changes(at, '$inc', '$mul'),
];
const RESULTS: Readonly<Record<string, string>> = { OneQuery: 'Document|null', ManyQuery: 'Document[]' };
/** Callbacks for the result, which every method took before version 7 (https://mongoosejs.com/docs/migrating_to_7.html#dropped-callback-support). */
const calledBack = (result: string | null, ...slots: readonly string[]): readonly CallbackSpec[] =>
  slots.map((at) => ({ at, args: [FAILURE, result] }));
const finder = (sinks: readonly SinkSpec[], returns: string): MemberSpec => ({
  call: {
    sinks,
    returns,
    callbacks: calledBack(RESULTS[returns] ?? null, '0', '1', '2', '3'),
    native: 'mongoose.query',
  },
});
/** Finds one by its first argument: the key itself, or a filter. */
const keyed = (sinks: readonly SinkSpec[], returns: string, roles = changedByKey('0')): MemberSpec => ({
  call: {
    sinks,
    returns,
    roles,
    callbacks: calledBack(RESULTS[returns] ?? null, '0', '1', '2', '3'),
    native: 'mongoose.query',
  },
});

/** The same where nothing is made when nothing is found. */
const found = (sinks: readonly SinkSpec[], roles = changedByKey('0')): MemberSpec => ({
  call: { ...keyed(sinks, 'OneQuery', roles).call, guards: foundBy('0', 'true', OTHER_COMPARISONS) },
});

const connect: CallSpec = {
  sinks: [...connectionString('0'), ...password('1.pass', '1.auth.password')],
  returns: 'Promise<Mongoose>',
};
const model: CallSpec = { returns: 'Model', native: 'mongoose.model' };

const finders: Readonly<Record<string, MemberSpec>> = {
  find: {
    call: {
      sinks: [...filter('0', '2'), pageSize('2.limit')],
      ...listsUntil('0', 'limit', 'where', 'cursor', 'countDocuments', 'findOne', 'setOptions', 'paginate', 'distinct'),
      returns: 'ManyQuery',
      callbacks: calledBack('Document[]', '0', '1', '2', '3'),
      native: 'mongoose.query',
    },
  },
  findOne: found([...filter('0', '2'), lookup('0'), matched('0')], byKey('0')),
  ...members('findOneAndDelete findOneAndRemove', found([...filter('0', '2'), lookup('0')])),
  findById: found([operandAt('0')], byKey('0')),
  ...members('findByIdAndDelete findByIdAndRemove', found([operandAt('0')])),
  ...members('deleteOne deleteMany', keyed(filter('0', '1'), 'Query')),
  ...members('countDocuments count exists', finder(filter('0', '1'), 'Query')),
  distinct: finder(filter('1'), 'Query'),
  updateOne: keyed([...filter('0', '2'), ...update('1', 'updateOne')], 'Query'),
  updateMany: keyed([...filter('0', '2'), ...update('1', 'updateMany')], 'Query'),
  findOneAndUpdate: keyed([...filter('0', '2'), lookup('0'), ...update('1', 'findOneAndUpdate')], 'OneQuery'),
  // It triggers the hooks of the other: https://mongoosejs.com/docs/api/model.html#Model.findByIdAndUpdate()
  findByIdAndUpdate: keyed([operandAt('0'), ...update('1', 'findOneAndUpdate')], 'OneQuery'),
  ...members('replaceOne findOneAndReplace', keyed([...filter('0', '2'), record('1')], 'OneQuery')),
  where: finder([...filterAt('0'), operandAt('1')], 'ManyQuery'),
  $where: { call: { sinks: [{ at: '0', kind: 'query-code' }], returns: 'ManyQuery' } },
};

/** Static methods of models. */
const statics: Readonly<Record<string, MemberSpec>> = {
  ...finders,
  create: {
    call: {
      sinks: [storedAsGiven('0'), record('0'), record('1+'), ...owned('0')],
      returns: 'Promise<Document>',
      callbacks: calledBack('Document', '1', '2'),
      native: 'mongoose.write',
    },
  },
  insertMany: { call: { sinks: [stored('0'), record('0'), ...owned('0[]')], returns: 'Promise<Document[]>' } },
  hydrate: { call: { returns: 'Document' } },
  aggregate: { call: { sinks: pipelineAt('0'), returns: 'Aggregate' } },
  mapReduce: {
    call: {
      sinks: [
        { at: '0.map', kind: 'query-code' },
        { at: '0.reduce', kind: 'query-code' },
      ],
      returns: 'Promise<unknown>',
    },
  },
  bulkWrite: {
    call: {
      sinks: ['updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany']
        .flatMap((name) => filterAt(`0[].${name}.filter`))
        .concat([record('0[].insertOne.document'), record('0[].updateOne.update')]),
      returns: 'Promise<unknown>',
    },
  },
  ...members('bulkSave estimatedDocumentCount syncIndexes createCollection init populate validate', PROMISED),
  discriminator: { call: model },
  /** The collection of the driver: what it is given is not cast. */
  collection: { type: 'mongodb:Collection' },
  startSession: { call: { returns: 'Promise<unknown>' } },
};

const queryMembers: Readonly<Record<string, MemberSpec>> = {
  ...Object.fromEntries(
    Object.entries(finders).map(([name, spec]) => [name, { call: { ...spec.call, returns: 'this' } }]),
  ),
  ...members('and or nor', finder([operandAt('0')], 'this')),
  equals: finder([operandAt('0')], 'this'),
  elemMatch: finder([operandAt('0'), operandAt('1')], 'this'),
  /** A whole filter that takes the place of the present one, or is added to it. */
  ...members('setQuery merge', finder(filterAt('0'), 'this')),
  $where: { call: { sinks: [{ at: '0', kind: 'query-code' }], returns: 'this' } },
  setOptions: { call: { native: 'mongoose.setOptions' } },
  limit: { call: { sinks: [pageSize('0')], returns: 'this' } },
  setUpdate: { call: { sinks: update('0'), returns: 'this' } },
  set: { call: { sinks: [record('0'), { at: '0', kind: 'record-key' }], returns: 'this' } },
  orFail: { call: { returns: 'SureQuery', native: 'mongoose.sure' } },
  select: { call: { native: 'mongoose.select' } },
  lean: { call: { native: 'mongoose.lean' } },
};

function query(awaits: string): {
  readonly awaits: string;
  readonly members: Readonly<Record<string, MemberSpec>>;
  readonly anyMember: MemberSpec;
} {
  return {
    awaits,
    members: {
      ...queryMembers,
      exec: { call: { returns: `Promise<${awaits}>`, callbacks: calledBack(awaits, '0'), native: 'mongoose.exec' } },
      ...THENABLE,
    },
    anyMember: CHAIN,
  };
}

const hook: MemberSpec = {
  call: {
    callbacks: [
      { at: '1', args: [null, null], self: 'Document', when: 'later' },
      { at: '2', args: [null, null], self: 'Document', when: 'later' },
    ],
    returns: 'this',
    native: 'mongoose.hook',
  },
};
const objectId: MemberSpec = {
  construct: { returns: 'mongodb:ObjectId' },
  call: { returns: 'mongodb:ObjectId' },
};
const types: MemberSpec = {
  members: {
    ...members('Decimal128 UUID', objectId),
    ObjectId: {
      ...objectId,
      members: members('createFromHexString createFromTime', { call: { returns: 'mongodb:ObjectId' } }),
    },
  },
};
/** The types of a schema's fields, which are no values. */
const schemaTypes: MemberSpec = { members: members('ObjectId Decimal128 UUID', objectId) };

export const mongoose = {
  packages: ['mongoose', '@nestjs/mongoose'],
  exports: {
    default: {
      construct: { returns: 'Mongoose' },
      members: {
        model: { call: model },
        connect: { call: connect },
        createConnection: { call: { ...connect, returns: 'Connection' } },
        connection: { type: 'Connection' },
        set: { call: { returns: 'unknown', roles: [{ role: 'debug.setting', parts: { name: '0', on: '1' } }] } },
        models: { type: 'Models' },
        Types: types,
        /** Marks an object as free from the client's influence: the protection no longer looks at it. */
        trusted: { call: { sinks: [operandAt('0')], returns: 'unknown' } },
        sanitizeFilter: {
          call: {
            flows: [{ from: '0', to: 'return' }],
            guards: [{ at: '0', when: 'returns', clears: ['document-query', 'document-key'] }],
          },
        },
        Schema: { construct: { returns: 'Schema', native: 'mongoose.schema' }, members: { Types: schemaTypes } },
        startSession: PROMISED,
      },
    },
    Schema: { construct: { returns: 'Schema', native: 'mongoose.schema' }, members: { Types: schemaTypes } },
    Model: {
      construct: {
        sinks: [storedAsGiven('0'), record('0'), ...owned('0')],
        returns: 'Document',
        native: 'mongoose.write',
      },
      members: statics,
    },
    Types: types,
    InjectModel: { call: {}, decorates: { native: 'mongoose.injected' } },
  },
  types: {
    Mongoose: {
      members: {
        model: { call: model },
        connect: { call: connect },
        connection: { type: 'Connection' },
        models: { type: 'Models' },
        disconnect: PROMISED,
      },
    },
    Connection: {
      members: {
        model: { call: model },
        models: { type: 'Models' },
        collection: { call: { returns: 'mongodb:Collection' } },
        db: { type: 'mongodb:Db' },
        asPromise: { call: { returns: 'Promise<this>' } },
        useDb: CHAIN,
        on: { call: { callbacks: [{ at: '1', args: [null], when: 'later' }], returns: 'this' } },
        ...members('close startSession transaction', PROMISED),
      },
    },
    Models: { anyMember: { type: 'Model' } },
    Schema: {
      members: {
        ...members('pre post', hook),
        methods: { type: 'object' },
        statics: { type: 'object' },
        static: { call: { native: 'mongoose.static' } },
        ...members('index add loadClass', CHAIN),
        virtual: { call: { returns: 'VirtualType', native: 'mongoose.virtual' } },
        ...members('set method', { call: { native: 'mongoose.shapes' } }),
        plugin: { call: { native: 'mongoose.plugin' } },
      },
    },
    // https://mongoosejs.com/docs/tutorials/virtuals.html
    VirtualType: { members: { get: CHAIN, set: { call: { returns: 'this', native: 'mongoose.setter' } } } },
    Model: {
      call: { sinks: [storedAsGiven('0'), record('0'), ...owned('0')], returns: 'Document', native: 'mongoose.write' },
      members: statics,
      declared: ['mongoose#IModel'],
    },
    Query: query('unknown'),
    ManyQuery: query('Document[]'),
    OneQuery: query('Document|null'),
    SureQuery: query('Document'),
    Aggregate: {
      awaits: 'unknown',
      members: {
        exec: PROMISED,
        ...THENABLE,
        match: { call: { sinks: filterAt('0'), returns: 'this' } },
        append: { call: { sinks: [operandAt('0'), operandAt('1+')], returns: 'this' } },
      },
      anyMember: CHAIN,
    },
    Document: {
      declared: ['mongoose#HydratedDocument'],
      assigned: ASSIGNED,
      members: {
        ...members('set $set overwrite', {
          call: { sinks: [record('0'), { at: '0', kind: 'record-key' }], returns: 'this' },
        }),
        ...members('updateOne replaceOne', { call: { sinks: update('0'), returns: 'Query' } }),
        save: {
          call: {
            sinks: [{ ...stored('this'), when: [{ at: `this.${BARE}`, truthy: true }] }],
            returns: 'Promise<this>',
            callbacks: calledBack('this', '0', '1'),
            native: 'mongoose.itself',
          },
        },
        ...members('populate validate', {
          call: { returns: 'Promise<this>', callbacks: calledBack('this', '0', '1'), native: 'mongoose.itself' },
        }),
        deleteOne: { call: { returns: 'Query' } },
        ...members('toObject toJSON get', { call: { returns: 'unknown' } }),
        ...members('isModified isNew isNull $isEmpty', { call: { returns: 'boolean' } }),
      },
    },
    HydratedDocument: { extends: 'Document' },
  },
} as const satisfies LibraryModel;
