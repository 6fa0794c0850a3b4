/** Sequelize 6 (https://sequelize.org/docs/v6/core-concepts/raw-queries/): query text, literals and names of functions are SQL; replacements, bind and where objects are values. */
import { SEQUELIZE_CHANGES } from '../shared/change-tables.js';
import { withChanges } from '../shared/store-changes.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { lookupOfNull } from '../shared/lookup.js';
import {
  amount,
  ASSIGNED,
  connectionString,
  filterOf,
  members,
  password,
  PROMISED,
  owned,
  record,
  SQL_ESCAPE,
  storedAsGiven,
  bound,
  byKey,
  matched,
  owner,
  changedByKey,
  sqlText,
  lists,
  pageSize,
} from '../stores/parts.js';

const NO_FIELD_LIST = { when: [{ at: '1.fields', absent: true }] } as const;

const pieces: Readonly<Record<string, MemberSpec>> = {
  literal: { call: { sinks: [sqlText()], returns: 'Piece' } },
  fn: { call: { sinks: [{ at: '0', kind: 'sql', what: 'the function name' }], returns: 'Piece' } },
  cast: { call: { sinks: [{ at: '1', kind: 'sql', what: 'the type name' }], returns: 'Piece' } },
  ...members('col where json and or', { call: { returns: 'Piece' } }),
};

const one: MemberSpec = { call: { returns: 'Promise<instance|null>', native: 'sequelize.read' } };
const write: CallSpec = {
  sinks: [storedAsGiven('0'), record('0', NO_FIELD_LIST), ...owned('0')],
  returns: 'Promise<instance>',
  native: 'sequelize.create',
};
const withDefaults: MemberSpec = { call: { sinks: [record('0.defaults')], returns: 'Promise<unknown>' } };

/** Static methods of models, whether they are classes of the program or made by `define`. */
const statics: Readonly<Record<string, MemberSpec>> = {
  create: { call: write },
  build: {
    call: { sinks: [record('0', NO_FIELD_LIST), ...owned('0')], returns: 'instance', native: 'sequelize.create' },
  },
  bulkCreate: {
    call: {
      sinks: [record('0', NO_FIELD_LIST)],
      returns: 'Promise<instance[]>',
      native: 'sequelize.create',
    },
  },
  bulkBuild: { call: { sinks: [record('0', NO_FIELD_LIST)], returns: 'instance[]' } },
  update: {
    call: { sinks: [record('0', NO_FIELD_LIST)], roles: changedByKey('1.where'), returns: 'Promise<unknown>' },
  },
  upsert: { call: { sinks: [record('0', NO_FIELD_LIST)], returns: 'Promise<unknown>' } },
  ...members('findOrCreate findOrBuild findCreateFind', withDefaults),
  findOne: {
    call: {
      ...one.call,
      sinks: [...owner('0.where'), matched('0.where'), lookupOfNull('0.where'), filterOf('0.where')],
      roles: byKey('0.where'),
    },
  },
  findByPk: { call: { ...one.call, roles: byKey('0') } },
  destroy: {
    call: {
      sinks: [...owner('0.where'), filterOf('0.where')],
      roles: changedByKey('0.where'),
      returns: 'Promise<unknown>',
    },
  },
  findAll: {
    call: {
      sinks: [pageSize('0.limit'), ...owner('0.where'), filterOf('0.where')],
      ...lists('0.where', '0.limit'),
      returns: 'Promise<instance[]>',
      native: 'sequelize.read',
    },
  },
  findAndCountAll: {
    call: {
      sinks: [pageSize('0.limit'), ...owner('0.where'), filterOf('0.where')],
      ...lists('0.where', '0.limit'),
      returns: 'Promise<unknown>',
    },
  },
  ...members('count max min sum restore sync drop aggregate truncate', PROMISED),
  ...members('increment decrement', amount('0', '1.by')),
  ...members('scope schema', { call: { returns: 'this' } }),
  unscoped: { call: { native: 'sequelize.unscoped' } },
  init: { call: { native: 'sequelize.init' } },
  ...members('beforeCreate beforeSave beforeValidate addHook', { call: { native: 'sequelize.hook' } }),
};

const credentials = [...connectionString('0'), ...password('2', '0.password', '1.password', '3.password')];

/** The options are the last argument of `new Sequelize(...)`. */
const LOGGING = ['0', '1', '2', '3'].map((at) => ({ role: 'debug.switch', parts: { on: `${at}.logging` } }));

const connection: MemberSpec = {
  construct: { sinks: credentials, returns: 'Sequelize', roles: LOGGING },
  members: { ...pieces },
};

/** Names of version 4 and before (https://sequelize.org/docs/v6/other-topics/upgrade/, of version 5). */
const OLDER: Readonly<Record<string, string>> = {
  find: 'findOne',
  findById: 'findByPk',
  findByPrimary: 'findByPk',
  findAndCount: 'findAndCountAll',
  all: 'findAll',
  insertOrUpdate: 'upsert',
};
const olderStatics = Object.fromEntries(Object.entries(OLDER).map(([name, newer]) => [name, statics[newer] ?? {}]));

export const sequelize = {
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  exports: {
    '=': connection,
    default: connection,
    Sequelize: connection,
    Model: {
      construct: { sinks: [record('0')], returns: 'Model' },
      members: withChanges(statics, SEQUELIZE_CHANGES['ModelStatic'] ?? {}),
    },
    ...pieces,
  },
  types: {
    Sequelize: {
      members: {
        ...pieces,
        query: {
          call: {
            sinks: [sqlText(), sqlText('0.query'), ...bound('1.replacements', '1.bind')],
            returns: 'Promise<unknown>',
          },
        },
        escape: { call: SQL_ESCAPE },
        define: { call: { returns: 'ModelStatic', native: 'sequelize.define' } },
        /** Until version 5: the file's function is called as the pattern of `sequelize-cli` does it by hand. */
        import: { call: { native: 'sequelize.import' } },
        model: { call: { returns: 'ModelStatic' } },
        models: { type: 'Models' },
        /** The repository of a model is the model (https://github.com/sequelize/sequelize-typescript#repository-mode). */
        getRepository: { call: { flows: [{ from: '0', to: 'return' }] } },
        transaction: {
          call: {
            callbacks: [
              { at: '0', args: ['Transaction'], returns: 'promise' },
              { at: '1', args: ['Transaction'], returns: 'promise' },
            ],
            returns: 'Promise<Transaction>',
          },
        },
        ...members('authenticate sync close drop truncate', PROMISED),
      },
    },
    Transaction: { members: members('commit rollback', PROMISED) },
    Models: { anyMember: { type: 'ModelStatic' } },
    ModelStatic: {
      call: { sinks: [record('0')], returns: 'Model' },
      members: { ...statics, ...olderStatics },
      declared: ['sequelize#ModelCtor', 'sequelize#ModelDefined'],
    },
    Model: {
      assigned: ASSIGNED,
      members: {
        set: { call: { sinks: [record('0'), { at: '0', kind: 'record-key' }], returns: 'this' } },
        setAttributes: { call: { sinks: [record('0'), { at: '0', kind: 'record-key' }], returns: 'this' } },
        update: { call: { sinks: [record('0', NO_FIELD_LIST)], returns: 'Promise<this>' } },
        ...members('save reload', { call: { returns: 'Promise<this>' } }),
        ...members('destroy restore', PROMISED),
        ...members('increment decrement', amount('0', '1.by')),
        ...members('toJSON get', { call: { returns: 'unknown' } }),
      },
    },
    Piece: {},
  },
} as const satisfies LibraryModel;
