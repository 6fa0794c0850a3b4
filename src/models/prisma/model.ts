/** Prisma (https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries): tags bind, the Unsafe methods and Prisma.raw take text. */
import { Form } from '../../flow/forms.js';
import { stored } from '../stores/parts.js';
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { lookup } from '../shared/lookup.js';
import {
  byKey,
  CHAIN,
  changedByKey,
  changes,
  connectionString,
  foundBy,
  matched,
  members,
  owner,
  PROMISED,
  owned,
  record,
  scoped,
  sqlText,
  lists,
  pageSize,
} from '../stores/parts.js';

/** Filters of fields take an object with these names: what stands under them is a value. */
const FIELD_FILTERS = [
  'equals',
  'in',
  'notIn',
  'lt',
  'lte',
  'gt',
  'gte',
  'contains',
  'startsWith',
  'endsWith',
  'search',
  'has',
  'hasSome',
  'hasEvery',
] as const;

/**
 * Where a filter that is not about unique fields may be an object, the client can write `{ not: '' }`. A list in the place
 * of a value is refused.
 */
const where: readonly SinkSpec[] = [
  ...owner('0.where'),
  matched('0.where'),
  {
    at: '0.where',
    kind: 'document-query',
    fears: Form.Object,
    deep: true,
    except: FIELD_FILTERS,
    what: 'the filter',
  },
];
const OPERATORS = ['increment', 'decrement', 'multiply', 'divide'] as const;
const data: readonly SinkSpec[] = [
  ...owner('0.data'),
  stored('0.data'),
  record('0'),
  record('0.data'),
  changes('0.data', ...OPERATORS),
];
const fresh: readonly SinkSpec[] = [...owned('0.data'), ...data.filter(({ kind }) => kind !== 'owner')];

const filtered: MemberSpec = { call: { sinks: where, returns: 'Promise<unknown>' } };
const first: CallSpec = {
  ...filtered.call,
  sinks: [...where, lookup('0.where')],
  roles: byKey('0.where'),
  native: 'prisma.read',
};
const unique: CallSpec = { roles: byKey('0.where'), returns: 'Promise<unknown>', native: 'prisma.read' };
/** Not equality; what stands beside them is another filter. */
const OTHER_FILTERS: readonly string[] = [...FIELD_FILTERS.filter((name) => name !== 'equals'), 'not', 'NOT', 'OR'];
const made: MemberSpec = { call: { sinks: fresh, returns: 'Promise<Record>', native: 'prisma.read' } };
const written: MemberSpec = { call: { sinks: data, returns: 'Promise<Record>', native: 'prisma.read' } };

const namespace: Readonly<Record<string, MemberSpec>> = {
  sql: { call: { returns: 'Sql' } },
  raw: { call: { sinks: [sqlText()], returns: 'Sql' } },
  join: { call: { sinks: [sqlText('1'), sqlText('2'), sqlText('3')], returns: 'Sql' } },
  empty: { type: 'Sql' },
};

const construct: CallSpec = {
  sinks: connectionString('0.datasourceUrl', '0.datasources.db.url', '0.adapter.connectionString'),
  returns: 'PrismaClient',
  roles: [{ role: 'debug.switch', parts: { on: '0.log' } }],
  native: 'prisma.make',
};

export const prisma = {
  packages: [
    '@prisma/client',
    '.prisma/client',
    '@prisma/client/edge',
    '@prisma/client/runtime/client',
    '@prisma/client/runtime/library',
  ],
  exports: {
    default: { members: { PrismaClient: { construct }, Prisma: { members: namespace } } },
    PrismaClient: { construct },
    Prisma: { members: namespace },
    /** What generated clients import. */
    getPrismaClient: { call: { returns: 'ClientClass' } },
    sqltag: namespace['sql'] ?? {},
    ...namespace,
  },
  types: {
    Sql: {},
    ClientClass: { call: construct },
    PrismaClient: {
      declared: ['.prisma#PrismaClient', '.prisma#TransactionClient'],
      members: {
        ...members('$queryRaw $executeRaw $queryRawTyped $connect $disconnect', PROMISED),
        ...members('$queryRawUnsafe $executeRawUnsafe', { call: { sinks: [sqlText()], returns: 'Promise<unknown>' } }),
        $runCommandRaw: {
          call: { sinks: [{ at: '0', kind: 'document-query', deep: true }], returns: 'Promise<unknown>' },
        },
        $transaction: scoped('PrismaClient', '0'),
        $extends: { call: { native: 'prisma.extend' } },
        ...members('$on $use', CHAIN),
      },
      anyMember: { type: 'Delegate' },
    },
    TransactionClient: { extends: 'PrismaClient' },
    Delegate: {
      members: {
        findMany: {
          call: {
            sinks: [...where, pageSize('0.take')],
            ...lists('0.where', '0.take'),
            returns: 'Promise<unknown>',
            native: 'prisma.read',
          },
        },
        findFirst: { call: { ...first, guards: foundBy('0.where', 'true', OTHER_FILTERS) } },
        findFirstOrThrow: { call: { ...first, guards: foundBy('0.where', 'returns', OTHER_FILTERS) } },
        ...members('count aggregate groupBy', filtered),
        deleteMany: { call: { ...filtered.call, roles: changedByKey('0.where') } },
        findUnique: { call: { ...unique, guards: foundBy('0.where', 'true', OTHER_FILTERS) } },
        findUniqueOrThrow: { call: { ...unique, guards: foundBy('0.where', 'returns', OTHER_FILTERS) } },
        delete: { call: { roles: changedByKey('0.where'), returns: 'Promise<unknown>', native: 'prisma.read' } },
        ...members('create createManyAndReturn', made),
        createMany: { call: { sinks: fresh, returns: 'Promise<unknown>' } },
        update: { call: { ...written.call, roles: changedByKey('0.where', '0.data') } },
        ...members('updateMany updateManyAndReturn', {
          call: { sinks: [...where, ...data], roles: changedByKey('0.where', '0.data'), returns: 'Promise<unknown>' },
        }),
        upsert: {
          call: {
            sinks: [
              ...['0.create', '0.update'].flatMap((at) => [...owner(at), stored(at), record(at)]),
              record('0'),
              changes('0.update', ...OPERATORS),
            ],
            returns: 'Promise<Record>',
            native: 'prisma.read',
          },
        },
        ...members('findRaw aggregateRaw', {
          call: {
            sinks: [
              { at: '0', kind: 'document-query', deep: true },
              { at: '0.filter.$where', kind: 'query-code' },
            ],
            returns: 'Promise<unknown>',
          },
        }),
      },
    },
    Record: {},
  },
} as const satisfies LibraryModel;
