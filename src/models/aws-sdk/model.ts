/**
 * The second major version of the AWS SDK, whose operations are methods
 * (https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/S3.html, .../AWS/DynamoDB/DocumentClient.html).
 */
import { dynamoOperation, dynamoPut, dynamoStatement } from '../document-stores/model.js';
import { OPERATIONS, objectOperation } from '../object-stores/model.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { presentedAt } from '../shared/credentials.js';
import { members, PROMISED } from '../stores/parts.js';
import { olderServices, STATEMENT_MODELS } from './statements.js';

const secrets = presentedAt('the secret access key', '0.credentials.secretAccessKey', '0.secretAccessKey');
const request = (call: CallSpec): MemberSpec => ({
  call: { ...call, callbacks: [{ at: '1', args: [null, null] }], returns: 'Request' },
});
const S3: MemberSpec = { construct: { sinks: secrets, returns: 'S3' } };
const DocumentClient: MemberSpec = { construct: { sinks: secrets, returns: 'DocumentClient' } };
const DynamoDB: MemberSpec = {
  construct: { sinks: secrets, returns: 'DynamoDB' },
  members: { DocumentClient },
};
const STATEMENTS = olderServices(request);
const types = {
  S3: {
    members: {
      ...Object.fromEntries(
        [...OPERATIONS, 'DeleteObjects', 'Upload'].map((name) => [
          name.charAt(0).toLowerCase() + name.slice(1),
          request(objectOperation),
        ]),
      ),
      getSignedUrl: { call: { sinks: [{ at: '1.Key', kind: 'object-key' }], returns: 'string' } },
      getSignedUrlPromise: { call: { sinks: [{ at: '1.Key', kind: 'object-key' }], returns: 'Promise<string>' } },
    },
  },
  DynamoDB: {
    members: {
      ...members('query scan getItem updateItem deleteItem', request(dynamoOperation)),
      putItem: request(dynamoPut),
      ...members('executeStatement batchExecuteStatement', request(dynamoStatement)),
    },
  },
  DocumentClient: {
    members: {
      ...members('query scan get update delete', request(dynamoOperation)),
      put: request(dynamoPut),
    },
  },
  ...STATEMENTS,
  Request: { members: { promise: PROMISED, createReadStream: { call: { returns: 'node:stream:Readable' } } } },
} satisfies LibraryModel['types'];

export const AWS_SDK_MODELS: readonly LibraryModel[] = [
  ...STATEMENT_MODELS,
  {
    packages: ['aws-sdk'],
    exports: {
      S3,
      DynamoDB,
      ...Object.fromEntries(
        Object.keys(STATEMENTS).map((name) => [name, { construct: { sinks: secrets, returns: name } }]),
      ),
      ...members('SES SNS SQS Lambda Credentials', { construct: { sinks: secrets } }),
    },
    types,
  },
  {
    packages: ['aws-sdk/clients/s3'],
    exports: { '=': S3, default: S3 },
    types: { S3: types.S3, Request: types.Request },
  },
  {
    packages: ['aws-sdk/clients/dynamodb'],
    exports: { '=': DynamoDB, default: DynamoDB, DocumentClient },
    types: { DynamoDB: types.DynamoDB, DocumentClient: types.DocumentClient, Request: types.Request },
  },
];
