/** Where data of clients comes in: events of clouds, sockets, queues and brokers, each into one sink. */
import { fixture } from './harness.js';

fixture(
  'AWS Lambda: every trigger',
  `import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, SQSEvent, SNSEvent, S3Event, EventBridgeEvent, KinesisStreamEvent, DynamoDBStreamEvent, ALBEvent, APIGatewayProxyHandler, Handler, Context, APIGatewayProxyWebsocketEventV2, AppSyncResolverEvent, LambdaFunctionURLEvent, SESEvent, CloudFrontRequestEvent, APIGatewayTokenAuthorizerEvent, APIGatewayRequestAuthorizerEvent, SQSHandler, ScheduledEvent, MSKEvent, PostConfirmationTriggerEvent } from 'aws-lambda';
import { exec } from 'node:child_process';
export const v1 = async (event: APIGatewayProxyEvent, context: Context) => {
  exec('x ' + event.body); // sink command
  exec('x ' + JSON.parse(event.body!).a); // sink command
  exec('x ' + event.queryStringParameters!.a); // sink command
  exec('x ' + event.pathParameters!.a); // sink command
  exec('x ' + event.headers.a); // sink command
  exec('x ' + event.path); // sink command
  exec('x ' + event.multiValueQueryStringParameters!.a![0]); // sink command
  exec('x ' + event.multiValueHeaders!.a![0]); // sink command
  exec('x ' + event.requestContext.identity.userAgent); // sink command
  exec('x ' + Buffer.from(event.body!, 'base64').toString()); // sink command
  exec('x ' + event.requestContext.stage); // quiet
  exec('x ' + event.resource); // quiet
};
export const v2 = async (event: APIGatewayProxyEventV2) => {
  exec('x ' + event.body); // sink command
  exec('x ' + event.rawPath); // sink command
  exec('x ' + event.rawQueryString); // sink command
  exec('x ' + event.cookies![0]); // sink command
  exec('x ' + event.queryStringParameters?.a); // sink command
  exec('x ' + event.requestContext.http.path); // sink command
  exec('x ' + event.requestContext.http.userAgent); // sink command
};
export const sqs = async (event: SQSEvent) => {
  for (const record of event.Records) {
    exec('x ' + record.body); // sink command
    exec('x ' + JSON.parse(record.body).a); // sink command
    exec('x ' + record.messageAttributes.a!.stringValue); // sink command
    exec('x ' + record.messageId); // quiet
  }
  await Promise.all(event.Records.map(async ({ body }) => exec('x ' + body))); // sink command
};
export const sns = async (event: SNSEvent) => {
  exec('x ' + event.Records[0].Sns.Message); // sink command
  exec('x ' + event.Records[0].Sns.Subject); // sink command
};
export const s3 = async (event: S3Event) => {
  exec('x ' + event.Records[0].s3.object.key); // sink command
  exec('x ' + decodeURIComponent(event.Records[0].s3.object.key.replace(/\\+/g, ' '))); // sink command
  exec('x ' + event.Records[0].s3.bucket.name); // quiet
};
export const eb = async (event: EventBridgeEvent<'a', { name: string }>) => {
  exec('x ' + event.detail.name); // sink command
};
export const kin = async (event: KinesisStreamEvent) => {
  exec('x ' + Buffer.from(event.Records[0].kinesis.data, 'base64').toString()); // sink command
};
export const ddb = async (event: DynamoDBStreamEvent) => {
  exec('x ' + event.Records[0].dynamodb!.NewImage!.name.S); // quiet
};
export const alb = async (event: ALBEvent) => {
  exec('x ' + event.body); // sink command
  exec('x ' + event.queryStringParameters!.a); // sink command
  exec('x ' + event.path); // sink command
};
export const typed: APIGatewayProxyHandler = async (event) => {
  exec('x ' + event.body); // sink command
};
export const ws = async (event: APIGatewayProxyWebsocketEventV2) => {
  exec('x ' + event.body); // sink command
};
export const appsync = async (event: AppSyncResolverEvent<{ id: string }>) => {
  exec('x ' + event.arguments.id); // sink command
};
export const url = async (event: LambdaFunctionURLEvent) => {
  exec('x ' + event.body); // sink command
  exec('x ' + event.rawPath); // sink command
};
export const ses = async (event: SESEvent) => {
  exec('x ' + event.Records[0].ses.mail.commonHeaders.subject); // sink command
  exec('x ' + event.Records[0].ses.mail.source); // sink command
};
export const edge = async (event: CloudFrontRequestEvent) => {
  exec('x ' + event.Records[0].cf.request.uri); // sink command
  exec('x ' + event.Records[0].cf.request.querystring); // sink command
  exec('x ' + event.Records[0].cf.request.headers.a[0].value); // sink command
};
export const authz = async (event: APIGatewayTokenAuthorizerEvent) => {
  exec('x ' + event.authorizationToken); // sink command
};
export const reqAuthz = async (event: APIGatewayRequestAuthorizerEvent) => {
  exec('x ' + event.headers!.a); // sink command
};
export const sqsH: SQSHandler = async ({ Records }) => {
  exec('x ' + Records[0].body); // sink command
};
export const sched = async (event: ScheduledEvent) => {
  exec('x ' + event.time); // quiet
};
export const msk = async (event: MSKEvent) => {
  exec('x ' + Buffer.from(event.records['t-0'][0].value, 'base64')); // sink command
};
`,
);

fixture(
  'sockets, queues and brokers',
  `import { WebSocketServer } from 'ws';
import WebSocket from 'ws';
import { Server } from 'socket.io';
import { Worker, Queue, Job } from 'bullmq';
import Bull from 'bull';
import amqp from 'amqplib';
import { Kafka } from 'kafkajs';
import { connect, StringCodec } from 'nats';
import mqtt from 'mqtt';
import Redis from 'ioredis';
import { createClient } from 'redis';
import { PubSub } from '@google-cloud/pubsub';
import { ServiceBusClient } from '@azure/service-bus';
import { SQSClient, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { exec } from 'node:child_process';
import { EventEmitter } from 'node:events';
import net from 'node:net';
import dgram from 'node:dgram';
import readline from 'node:readline';
const wss = new WebSocketServer({ port: 1 });
wss.on('connection', (ws, req) => {
  ws.on('message', (data) => {
    exec('x ' + data); // sink command
    exec('x ' + JSON.parse(data.toString()).a); // sink command
  });
  exec('x ' + req.url); // sink command
  ws.onmessage = (e) => { exec('x ' + e.data); }; // sink command
  ws.addEventListener('message', (e) => { exec('x ' + e.data); }); // sink command
});
new WebSocket('ws://x').on('message', (d) => { exec('x ' + d); }); // quiet
const io = new Server(3);
io.on('connection', (socket) => {
  socket.on('a', (data) => { exec('x ' + data.x); }); // sink command
  socket.on('b', (a, b, ack) => { exec('x ' + b); ack(1); }); // sink command
  socket.once('c', async ({ n }) => { exec('x ' + n); }); // sink command
  socket.onAny((ev, ...args) => { exec('x ' + args[0]); }); // sink command
  exec('x ' + socket.handshake.query.a); // sink command
  exec('x ' + socket.handshake.auth.token); // sink command
  exec('x ' + socket.handshake.headers.a); // sink command
  exec('x ' + socket.request.url); // sink command
});
io.use((socket, next) => { exec('x ' + socket.handshake.auth.a); next(); }); // sink command
io.of('/n').on('connection', (s) => s.on('x', (d) => exec('x ' + d))); // sink command
new Worker('q', async (job) => { exec('x ' + job.data.a); }); // sink command
new Worker('q', async (job: Job<{ a: string }>) => { exec('x ' + job.data.a); }); // sink command
new Bull('q').process(async (job) => { exec('x ' + job.data.a); }); // sink command
new Bull('q').process('n', 3, async (job) => { exec('x ' + job.data.a); }); // sink command
async function main() {
  const ch = await (await amqp.connect('x')).createChannel();
  ch.consume('q', (msg) => {
    exec('x ' + msg!.content.toString()); // sink command
    exec('x ' + JSON.parse(msg!.content.toString()).a); // sink command
    exec('x ' + msg!.properties.headers!.a); // sink command
  });
  const m = await ch.get('q');
  exec('x ' + (m as any).content.toString()); // sink command
  const k = new Kafka({ brokers: [] }).consumer({ groupId: 'a' });
  await k.run({ eachMessage: async ({ topic, message }) => {
    exec('x ' + message.value!.toString()); // sink command
    exec('x ' + message.key!.toString()); // sink command
    exec('x ' + message.headers!.a); // sink command
  } });
  await k.run({ eachBatch: async ({ batch }) => {
    for (const message of batch.messages) exec('x ' + message.value); // sink command
  } });
  const nc = await connect({});
  const sub = nc.subscribe('a');
  for await (const m of sub) exec('x ' + StringCodec().decode(m.data)); // sink command
  mqtt.connect('x').on('message', (topic, payload) => exec('x ' + payload)); // sink command
  new Redis().on('message', (c, m) => exec('x ' + m)); // sink command
  new Redis().on('pmessage', (pattern, c, m) => exec('x ' + m)); // sink command
  new Redis().on('pmessage', (pattern, c, m) => exec('x ' + c)); // quiet
  new Redis.Cluster([]).on('node error', (error, address) => exec('x ' + address)); // quiet
  createClient().on('error', (error, detail) => exec('x ' + detail)); // quiet
  await createClient().subscribe('a', (m) => exec('x ' + m)); // sink command
  new PubSub().subscription('a').on('message', (m) => exec('x ' + m.data.toString())); // sink command
  const sqs = new SQSClient({});
  const out = await sqs.send(new ReceiveMessageCommand({ QueueUrl: 'x' }));
  exec('x ' + out.Messages![0].Body); // sink command
  Consumer.create({ queueUrl: 'x', handleMessage: async (m) => { exec('x ' + m.Body); } }); // sink command
  const rx = new ServiceBusClient('x').createReceiver('q');
  rx.subscribe({ processMessage: async (m) => { exec('x ' + m.body.a); }, processError: async () => {} }); // sink command
}
main();
net.createServer((s) => { s.on('data', (d) => exec('x ' + d)); }); // sink command
dgram.createSocket('udp4').on('message', (m) => exec('x ' + m)); // sink command
exec('x ' + process.argv[2]); // quiet
exec('x ' + process.env.X); // quiet
`,
);

fixture(
  'Cloudflare Workers',
  `import type { D1Database, MessageBatch, ForwardableEmailMessage, ExportedHandlerFetchHandler } from '@cloudflare/workers-types';
interface Env { DB: D1Database }
const handle: ExportedHandlerFetchHandler<Env> = async (request) => {
  return fetch('http://' + new URL(request.url).searchParams.get('host')); // sink address
};
export default {
  async fetch(request: Request, env: Env, ctx: any): Promise<Response> {
    const url = new URL(request.url);
    await fetch('http://' + url.searchParams.get('host')); // sink address
    await fetch(request.headers.get('x-target')!); // sink address
    const b: any = await request.json();
    await fetch(b.url); // sink address
    await env.DB.prepare(\`SELECT * FROM t WHERE n = '\${b.name}'\`).all(); // sink sql
    await env.DB.exec('SELECT ' + b.name); // sink sql
    await env.DB.prepare('SELECT * FROM t WHERE n = ?').bind(b.name).all(); // quiet
    return new Response(\`<h1>\${url.searchParams.get('n')}</h1>\`, { headers: { 'content-type': 'text/html' } }); // sink html
  },
  async queue(batch: MessageBatch<any>, env: Env) {
    for (const m of batch.messages) await fetch(m.body.url); // sink address
  },
  async email(message: ForwardableEmailMessage) {
    await fetch('http://' + message.from); // sink address
  },
};
`,
);

fixture(
  'Pages functions',
  `import type { PagesFunction } from '@cloudflare/workers-types';
export const onRequestGet: PagesFunction = async ({ request, params }) => {
  return fetch('http://' + new URL(request.url).searchParams.get('u')); // sink address
};
`,
);

fixture(
  'GraphQL servers',
  `import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createYoga, createSchema } from 'graphql-yoga';
import { createServer } from 'node:http';
import { exec } from 'node:child_process';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
const typeDefs = \`type Query { a(n: String): String }\`;
const resolvers = {
  Query: {
    a: (_: unknown, args: { n: string }) => {
      exec('x ' + args.n); // sink command
    },
    b: async (_p: any, { input: { n } }: any, ctx: any) => {
      exec('x ' + n); // sink command
      exec('x ' + ctx.token); // sink command
    },
  },
  Mutation: { m(_: any, args: any) { exec('x ' + args.n); } }, // sink command
  User: { posts: (parent: any, args: any) => { exec('x ' + args.first + parent.x); } }, // sink command
  Subscription: { s: { subscribe: (_: any, args: any) => { exec('x ' + args.id); } } }, // sink command
};
const server = new ApolloServer({ typeDefs, resolvers });
startStandaloneServer(server, { context: async ({ req }) => ({ token: req.headers.authorization }) });
const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers: { Query: { a: (_: any, args: any, ctx) => {
  exec('x ' + args.n); // sink command
  exec('x ' + ctx.request.headers.get('x')); // sink command
  exec('x ' + ctx.params.variables!.x); // sink command
} } } }) });
createServer(yoga);
export const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: {
  q: { type: GraphQLString, args: { n: { type: GraphQLString } }, resolve: (s, args) => { exec('x ' + args.n); return 'a'; } }, // sink command
} }) });
`,
);
