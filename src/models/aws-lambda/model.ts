/** Events of AWS Lambda as @types/aws-lambda names them (https://docs.aws.amazon.com/lambda/latest/dg/). */
import { answersHeaders } from '../shared/roles.js';
import { Form } from '../../flow/forms.js';
import { HEADERS, HOST_TEXT, PATH_TEXT, source } from '../shared/client.js';
import type { LibraryModel, MemberSpec, TypeSpec } from '../schema.js';
import { members } from '../stores/parts.js';

const query: MemberSpec = source({ kind: 'http.query', form: Form.Object | Form.Nullish, child: Form.String });
const queries: MemberSpec = source({ kind: 'http.query', form: Form.Object | Form.Nullish, child: Form.Array });
const body: MemberSpec = source({ kind: 'http.body', form: Form.String | Form.Nullish });
const params: MemberSpec = source({ kind: 'http.params', form: Form.Object | Form.Nullish, child: Form.String });

const http: Readonly<Record<string, MemberSpec>> = {
  body,
  headers: source(HEADERS),
  queryStringParameters: query,
  pathParameters: params,
};
const AGENT: MemberSpec = source({ kind: 'http.headers', form: Form.String });
/** What the gateway says of who asks; the address is its own finding. */
const asker: MemberSpec = { members: { userAgent: AGENT, sourceIp: { type: 'string' } } };
const shared: Readonly<Record<string, MemberSpec>> = {
  headers: source(HEADERS),
  queryStringParameters: query,
  multiValueHeaders: source({ kind: 'http.headers', form: Form.Object | Form.Nullish, child: Form.Array }),
  multiValueQueryStringParameters: queries,
  path: source(PATH_TEXT),
  httpMethod: { type: 'string' },
  requestContext: { type: 'object' },
};
const context: MemberSpec = {
  members: { identity: asker, path: source(PATH_TEXT), authorizer: { type: 'object' } },
};
const first: TypeSpec = { members: { ...shared, ...http, requestContext: context } };
const second: TypeSpec = {
  members: {
    ...http,
    rawPath: source(PATH_TEXT),
    rawQueryString: source({ kind: 'http.query', form: Form.String }),
    cookies: source({ kind: 'http.cookies', form: Form.Array, child: Form.String }),
    requestContext: { type: 'RequestContextV2' },
  },
};

/**
 * Events whose records carry what other systems, and through them clients, have sent: as many as the batch size of the
 * event source allows (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html).
 */
const records: TypeSpec = {
  members: {
    Records: source({ kind: 'message.records', form: Form.Array, child: Form.Object | Form.String, batch: true }),
  },
};
const bus: TypeSpec = { members: { detail: source({ kind: 'message.detail', form: Form.Object }) } };

/** Texts that the service itself makes. */
function own(names: string): Readonly<Record<string, MemberSpec>> {
  return members(names, { type: 'string' });
}

function handler(event: string): TypeSpec {
  return { parameters: [event, null, null] };
}

export const awsLambda = {
  packages: ['aws-lambda'],
  types: {
    APIGatewayProxyEvent: {
      ...first,
      declared: ['aws-lambda#APIGatewayProxyEventBase', 'aws-lambda#APIGatewayProxyWithCognitoAuthorizerEvent'],
    },
    APIGatewayEvent: first,
    ALBEvent: { members: { ...shared, body } },
    APIGatewayProxyEventV2: {
      ...second,
      declared: ['aws-lambda#APIGatewayProxyEventV2WithRequestContext', 'aws-lambda#LambdaFunctionURLEvent'],
    },
    APIGatewayProxyEventV2WithJWTAuthorizer: second,
    APIGatewayProxyEventV2WithLambdaAuthorizer: second,
    APIGatewayProxyWithCognitoAuthorizerEvent: first,
    APIGatewayProxyWithLambdaAuthorizerEvent: first,
    LambdaFunctionURLEvent: second,
    APIGatewayProxyWebsocketEventV2: {
      members: { body: source({ kind: 'message.body', form: Form.String }), requestContext: { type: 'object' } },
    },
    APIGatewayTokenAuthorizerEvent: {
      members: {
        authorizationToken: source({ kind: 'http.headers', form: Form.String }),
        methodArn: { type: 'string' },
      },
    },
    APIGatewayRequestAuthorizerEvent: { members: { ...shared, pathParameters: params } },
    RequestContextV2: {
      members: {
        domainName: source(HOST_TEXT),
        http: {
          members: { path: source(PATH_TEXT), userAgent: AGENT, ...members('method sourceIp', { type: 'string' }) },
        },
        authorizer: { type: 'object' },
      },
    },
    AppSyncResolverEvent: {
      members: {
        arguments: source({ kind: 'http.body', form: Form.Object }),
        source: { type: 'object' },
        identity: { type: 'object' },
      },
    },
    SQSEvent: { members: { Records: { type: 'SQSRecord[]' } } },
    /** Ids and names of queues are made by the service (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). */
    SQSRecord: {
      members: {
        body: source({ kind: 'message.body', form: Form.String }),
        messageAttributes: source({ kind: 'message.attributes', form: Form.Object }),
        ...own('messageId receiptHandle eventSource eventSourceARN awsRegion md5OfBody'),
        attributes: { type: 'object' },
      },
    },
    SNSEvent: records,
    S3Event: { members: { Records: { type: 'S3EventRecord[]' } } },
    /** The bucket is one that sends its events here; the key of an object is what somebody called it. */
    S3EventRecord: {
      members: {
        s3: {
          members: {
            bucket: { members: members('name arn', { type: 'string' }) },
            object: { members: { key: source({ kind: 'message.key', form: Form.String }), ...own('eTag sequencer') } },
          },
        },
        ...own('eventName eventSource eventTime awsRegion'),
      },
    },
    KinesisStreamEvent: records,
    /** Records of the service's own table: second-order, as any other read of it. */
    DynamoDBStreamEvent: { members: { Records: source({ kind: 'store.row', form: Form.Object }) } },
    SESEvent: records,
    CloudFrontRequestEvent: { members: { Records: { type: 'CloudFrontRequestEventRecord[]' } } },
    CloudFrontRequestEventRecord: { members: { cf: { members: { request: { type: 'CloudFrontRequest' } } } } },
    CloudFrontRequest: {
      members: {
        uri: source(PATH_TEXT),
        querystring: source({ kind: 'http.query', form: Form.String }),
        headers: source({ kind: 'http.headers', form: Form.Object }),
        body: source({ kind: 'http.body', form: Form.Object }),
        ...own('method clientIp'),
      },
    },
    MSKEvent: {
      members: {
        records: source({ kind: 'message.records', form: Form.Object }),
        ...own('eventSource bootstrapServers'),
      },
    },
    EventBridgeEvent: bus,
    APIGatewayProxyHandler: handler('APIGatewayProxyEvent'),
    APIGatewayProxyHandlerV2: handler('APIGatewayProxyEventV2'),
    APIGatewayProxyHandlerV2WithJWTAuthorizer: handler('APIGatewayProxyEventV2'),
    APIGatewayProxyWithCognitoAuthorizerHandler: handler('APIGatewayProxyEvent'),
    APIGatewayTokenAuthorizerHandler: handler('APIGatewayTokenAuthorizerEvent'),
    APIGatewayRequestAuthorizerHandler: handler('APIGatewayRequestAuthorizerEvent'),
    APIGatewayAuthorizerHandler: handler('APIGatewayRequestAuthorizerEvent'),
    ALBHandler: handler('ALBEvent'),
    LambdaFunctionURLHandler: handler('LambdaFunctionURLEvent'),
    SQSHandler: handler('SQSEvent'),
    SNSHandler: handler('SNSEvent'),
    S3Handler: handler('S3Event'),
    KinesisStreamHandler: handler('KinesisStreamEvent'),
    DynamoDBStreamHandler: handler('DynamoDBStreamEvent'),
    EventBridgeHandler: handler('EventBridgeEvent'),
    AppSyncResolverHandler: handler('AppSyncResolverEvent'),
    CloudFrontRequestHandler: handler('CloudFrontRequestEvent'),
    MSKHandler: handler('MSKEvent'),
    Handler: { parameters: ['<0>', null, null] },
    /** What a handler answers with: its headers, and cookies where the gateway takes them by themselves. */
    Answer: { call: { roles: [answersHeaders('0', '1')] } },
  },
} as const satisfies LibraryModel;
