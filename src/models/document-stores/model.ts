/** Document stores beside MongoDB: DynamoDB, Firestore, Elasticsearch and OpenSearch, CouchDB. */
import { operandAt } from '../mongodb/filters.js';
import {
  COUCHDB_CHANGES,
  DYNAMODB_CHANGES,
  ELASTICSEARCH_CHANGES,
  FIRESTORE_CHANGES,
} from '../shared/change-tables.js';
import { changing } from '../shared/store-changes.js';
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';
import { CHAIN, connectionString, members, password, PROMISED, record, sqlText, stored } from '../stores/parts.js';

/** Texts of an operation in which names and values are placeholders (Amazon DynamoDB Developer Guide, Expressions). */
const EXPRESSIONS = [
  'KeyConditionExpression',
  'FilterExpression',
  'ConditionExpression',
  'UpdateExpression',
  'ProjectionExpression',
].map((name): SinkSpec => ({ at: `0.${name}`, kind: 'query-code', what: 'the expression' }));
/** Conditions of the older form: an object of the client's brings its comparison with it. */
const CONDITIONS = ['KeyConditions', 'QueryFilter', 'ScanFilter', 'Expected'].map((name) => operandAt(`0.${name}`));
/** Records of a table by their key, and what an expression asks of them besides. */
const TABLE_KEY: RoleSpec = {
  role: 'store.key',
  parts: {
    table: '0.TableName',
    filter: '0.Key',
    condition: '0.KeyConditionExpression',
    expression: '0.ConditionExpression',
    filtering: '0.FilterExpression',
    values: '0.ExpressionAttributeValues',
  },
};
const READ: MemberSpec = { call: { returns: 'Promise<unknown>', roles: [{ role: 'store.read' }] } };
const KEY_CHANGE: readonly RoleSpec[] = [TABLE_KEY, { role: 'store.key-change' }];
/** Operations whose expressions are texts. */
export const dynamoOperation: CallSpec = {
  sinks: [...EXPRESSIONS, ...CONDITIONS],
  roles: [TABLE_KEY],
  returns: 'Command',
};
/** An update whose expression does not merely count: `ADD views :one`, `SET views = views + :one`. */
const dynamoUpdate: CallSpec = {
  ...dynamoOperation,
  roles: [
    ...KEY_CHANGE,
    {
      role: 'store.update',
      when: [
        {
          at: '0.UpdateExpression',
          matches: '^(?!\\s*(?:ADD\\b|SET\\s+\\S+\\s*=\\s*(?:if_not_exists\\([^)]*\\)|\\S+)\\s*[+-]))',
        },
      ],
    },
  ],
};
/** The same with an item that is stored. */
export const dynamoPut: CallSpec = {
  sinks: [...EXPRESSIONS, ...CONDITIONS, stored('0.Item'), record('0.Item')],
  returns: 'Command',
};
/** Several operations at once; each brings its own item and expressions (TransactWriteItems, BatchWriteItem). */
const transaction: CallSpec = {
  sinks: [
    ...['Put', 'Update', 'Delete', 'ConditionCheck'].flatMap((name) =>
      ['ConditionExpression', ...(name === 'Update' ? ['UpdateExpression'] : [])].map((expression): SinkSpec => ({
        at: `0.TransactItems[].${name}.${expression}`,
        kind: 'query-code',
        what: 'the expression',
      })),
    ),
    stored('0.TransactItems[].Put.Item'),
    record('0.TransactItems[].Put.Item'),
  ],
  roles: [{ role: 'store.update' }],
  returns: 'Command',
};
export const dynamoStatement: CallSpec = {
  sinks: [
    { ...sqlText('0.Statement'), what: 'the PartiQL text' },
    { ...sqlText('0.Statements[].Statement'), what: 'the PartiQL text' },
  ],
  returns: 'Command',
};
const dynamoClient: MemberSpec = {
  construct: { sinks: password('0.credentials.secretAccessKey'), returns: 'DynamoDBClient' },
};

/** The commands of both clients; `lib-dynamodb` calls those of single records otherwise. */
export const dynamoDb = {
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'],
  exports: {
    DynamoDBClient: dynamoClient,
    DynamoDB: dynamoClient,
    DynamoDBDocumentClient: { members: { from: { call: { returns: 'DynamoDBClient' } } } },
    DynamoDBDocument: { members: { from: { call: { returns: 'DynamoDBClient' } } } },
    ...members('GetItemCommand QueryCommand ScanCommand GetCommand', { construct: dynamoOperation }),
    ...members('UpdateItemCommand UpdateCommand', {
      construct: dynamoUpdate,
    }),
    ...members('DeleteItemCommand DeleteCommand', {
      construct: { ...dynamoOperation, roles: [...KEY_CHANGE, { role: 'store.delete' }] },
    }),
    ...members('PutItemCommand PutCommand', {
      construct: { ...dynamoPut, roles: [{ role: 'store.insert', parts: { data: '0.Item' } }] },
    }),
    ...members('TransactWriteItemsCommand TransactWriteCommand', { construct: transaction }),
    ...members('ExecuteStatementCommand BatchExecuteStatementCommand', { construct: dynamoStatement }),
  },
  types: {
    DynamoDBClient: {
      declared: [
        '@aws-sdk/client-dynamodb#DynamoDB',
        '@aws-sdk/lib-dynamodb#DynamoDBDocumentClient',
        '@aws-sdk/lib-dynamodb#DynamoDBDocument',
      ],
      members: {
        send: PROMISED,
        ...members('update updateItem', { call: { ...dynamoUpdate, returns: 'Promise<unknown>' } }),
        ...members('query scan get delete getItem deleteItem', {
          call: { ...dynamoOperation, returns: 'Promise<unknown>' },
        }),
        ...members('put putItem', { call: { ...dynamoPut, returns: 'Promise<unknown>' } }),
        ...members('transactWrite transactWriteItems', { call: { ...transaction, returns: 'Promise<unknown>' } }),
        ...members('executeStatement batchExecuteStatement', {
          call: { ...dynamoStatement, returns: 'Promise<unknown>' },
        }),
      },
    },
    Command: {},
  },
} as const satisfies LibraryModel;

/** Names of collections and paths of documents: a whole one picks any of the store. */
const place: SinkSpec = { at: '0', kind: 'object-key', what: 'the path of the document' };
const written: MemberSpec = { call: { sinks: [stored('0'), record('0')], returns: 'Promise<unknown>' } };
const writtenTo: MemberSpec = { call: { sinks: [stored('1'), record('1')], returns: 'this' } };
const fieldNamed: SinkSpec = { at: '0', kind: 'document-key', what: 'the field of the condition' };
/** Values that the store works out: a counter, the time. */
const fieldValues: MemberSpec = {
  members: {
    increment: {
      call: { sinks: [{ at: '0', kind: 'quantity', what: 'the stored number' }], returns: 'FieldValue' },
    },
    serverTimestamp: { call: { returns: 'FieldValue' } },
  },
};
const firestoreClass: MemberSpec = { construct: { returns: 'Firestore' } };
/** https://googleapis.dev/nodejs/firestore/latest/: values are compared as they are, names of fields and collections are not. */
export const firestore = {
  packages: ['@google-cloud/firestore', 'firebase-admin/firestore', 'firebase-admin'],
  exports: {
    Firestore: firestoreClass,
    FieldValue: fieldValues,
    getFirestore: { call: { returns: 'Firestore' } },
    firestore: { call: { returns: 'Firestore' } },
    default: {
      members: {
        firestore: { call: { returns: 'Firestore' } },
        auth: { call: { returns: 'firebase-admin/auth:Auth' } },
      },
    },
  },
  types: {
    FieldValue: {},
    Firestore: {
      members: {
        ...members('collection collectionGroup', { call: { sinks: [place], returns: 'CollectionReference' } }),
        doc: { call: { sinks: [place], returns: 'DocumentReference' } },
        batch: { call: { returns: 'WriteBatch' } },
        runTransaction: {
          call: { callbacks: [{ at: '0', args: ['Transaction'], returns: 'promise' }], returns: 'Promise<unknown>' },
        },
      },
    },
    Query: {
      members: {
        where: { call: { sinks: [fieldNamed], returns: 'this' } },
        get: READ,
      },
      anyMember: { call: { returns: 'this' } },
    },
    CollectionReference: {
      extends: 'Query',
      members: { doc: { call: { returns: 'DocumentReference' } }, add: written },
      anyMember: { call: { returns: 'Query' } },
    },
    CollectionGroup: { extends: 'Query' },
    DocumentReference: {
      members: {
        ...members('set update create', written),
        get: READ,
        delete: PROMISED,
        collection: { call: { sinks: [place], returns: 'CollectionReference' } },
      },
    },
    WriteBatch: { members: { ...members('set update create', writtenTo), delete: CHAIN, commit: PROMISED } },
    Transaction: { members: { ...members('set update create', writtenTo), delete: CHAIN, get: READ } },
  },
} as const satisfies LibraryModel;

/** The query of a request is an object of the program's; scripts are code (https://www.elastic.co/docs/explore-analyze/scripting). */
const searched: CallSpec = {
  sinks: [
    ...['0.query', '0.body.query', '0.post_filter'].map((at): SinkSpec => ({
      at,
      kind: 'document-query',
      shape: true,
    })),
    { at: '0', kind: 'query-code', what: 'the script', deep: true, under: ['source', 'inline'] },
    { at: '0.script', kind: 'query-code', what: 'the script' },
    // Lucene's syntax names any field, and has regular expressions (https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query).
    { at: '0.q', kind: 'query-text' },
    { at: '0', kind: 'query-text', deep: true, under: ['query_string'] },
    ...['0.searches', '0.body'].map((at): SinkSpec => ({ at, kind: 'document-query', shape: true })),
    ...['0.searches[].query', '0.body[].query'].map((at): SinkSpec => ({ at, kind: 'document-query', shape: true })),
  ],
  returns: 'Promise<unknown>',
};
const indexed: CallSpec = {
  sinks: ['0.document', '0.body', '0.doc', '0.body.doc', '0.upsert'].flatMap((at) => [stored(at), record(at)]),
  returns: 'Promise<unknown>',
};
/** Operations in a list: a client that writes the list chooses index and operation (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk). */
const bulk: CallSpec = {
  sinks: ['operations', 'body'].flatMap((name) => [
    { at: `0.${name}`, kind: 'document-query', shape: true, what: 'the operations' },
    { at: `0.${name}[].script`, kind: 'query-code', what: 'the script' },
    { at: `0.${name}[].script.source`, kind: 'query-code', what: 'the script' },
    record(`0.${name}[].doc`),
  ]),
  returns: 'Promise<unknown>',
};
const updated: CallSpec = {
  sinks: [
    ...(indexed.sinks ?? []),
    ...['0.script', '0.script.source', '0.body.script', '0.body.script.source'].map((at): SinkSpec => ({
      at,
      kind: 'query-code',
      what: 'the script',
    })),
  ],
  returns: 'Promise<unknown>',
};
const asked: MemberSpec = {
  call: { sinks: [sqlText('0.query'), sqlText('0.body.query')], returns: 'Promise<unknown>' },
};
const scripts: MemberSpec = {
  call: {
    sinks: ['0.script', '0.script.source'].map((at): SinkSpec => ({ at, kind: 'query-code', what: 'the script' })),
    returns: 'Promise<unknown>',
  },
};
export const elasticsearch = {
  packages: ['@elastic/elasticsearch', '@opensearch-project/opensearch'],
  exports: {
    Client: {
      construct: {
        sinks: [
          ...connectionString('0.node', '0.nodes[]'),
          ...password('0.auth.password'),
          ...password('0.auth.apiKey'),
        ],
        returns: 'Client',
      },
    },
  },
  types: {
    Client: {
      declared: ['@elastic/elasticsearch#API'],
      members: {
        ...members('search count explain msearch deleteByQuery updateByQuery', { call: searched }),
        ...members('index create', { call: indexed }),
        update: { call: updated },
        bulk: { call: bulk },
        delete: PROMISED,
        ...members('putScript scriptsPainlessExecute', scripts),
        sql: { type: 'Sql' },
        esql: { type: 'Sql' },
      },
    },
    Sql: { members: { query: asked }, declared: ['@elastic/elasticsearch#SqlApi', '@elastic/elasticsearch#EsqlApi'] },
  },
} as const satisfies LibraryModel;

/** A selector reads objects as operators (https://docs.couchdb.org/en/stable/api/database/find.html#selector-syntax). */
const selectors: CallSpec = { sinks: [operandAt('0.selector')], returns: 'Promise<unknown>' };
const opensCouch: MemberSpec = {
  call: { sinks: [...connectionString('0', '0.url')], returns: 'ServerScope' },
};
export const couchDb = {
  packages: ['nano'],
  exports: { '=': opensCouch, default: opensCouch },
  types: {
    ServerScope: {
      members: {
        ...members('use scope', { call: { returns: 'DocumentScope' } }),
        db: { type: 'DatabaseScope' },
        auth: { call: { sinks: password('1'), returns: 'Promise<unknown>' } },
        // The path is put behind the name of the database as it is (https://github.com/apache/couchdb-nano#nanorequestopts-callback).
        ...members('request relax dinosaur', {
          call: {
            sinks: ['0', '0.path'].map((at) => ({ at, kind: 'address', within: 'http://couchdb/database/' })),
            returns: 'Promise<unknown>',
          },
        }),
      },
    },
    DatabaseScope: { members: { use: { call: { returns: 'DocumentScope' } } } },
    DocumentScope: {
      members: {
        ...members('find findAsStream', { call: selectors }),
        partitionedFind: { call: { sinks: [operandAt('1.selector')], returns: 'Promise<unknown>' } },
        insert: { call: { sinks: [stored('0'), record('0')], returns: 'Promise<unknown>' } },
        bulk: { call: { sinks: [record('0.docs[]')], returns: 'Promise<unknown>' } },
        ...members('get destroy list fetch view search', PROMISED),
      },
    },
  },
} as const satisfies LibraryModel;

export const DOCUMENT_STORE_MODELS: readonly LibraryModel[] = [
  changing(couchDb, COUCHDB_CHANGES),
  changing(dynamoDb, DYNAMODB_CHANGES),
  changing(elasticsearch, ELASTICSEARCH_CHANGES),
  changing(firestore, FIRESTORE_CHANGES),
];
