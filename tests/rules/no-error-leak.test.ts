import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';
import { linesIn } from './project.js';

const HEAD = `
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
`;

marked(
  'no-error-leak',
  'answers of Express',
  `${HEAD}
app.get('/a', async (req, res) => {
  try {
    res.json(await pool.query('SELECT 1'));
  } catch (error) {
    res.status(500).json(error); // report
    res.status(500).json({ error: (error as Error).message }); // report
    res.status(500).send(\`failed: \${error}\`); // report
    res.status(500).send(String(error)); // report
    res.status(500).json({ error: 'failed' }); // quiet
    res.status(500).json({ code: (error as { code: string }).code }); // quiet
  }
});
`,
);

marked(
  'no-error-leak',
  'error middleware',
  `${HEAD}
class Refusal extends Error {}
app.use((error: Error, req: express.Request, res: express.Response, next: express.NextFunction) => {
  if (error instanceof Refusal) return res.status(400).json({ error: error.message }); // quiet
  if (error instanceof Error) return res.status(500).json({ error: error.message }); // report
  return res.status(500).json({ stack: error.stack }); // report
});
`,
);

marked(
  'no-error-leak',
  'development only',
  `${HEAD}
const development = process.env.NODE_ENV === 'development';
app.use((error: Error, req: express.Request, res: express.Response, next: express.NextFunction) => {
  if (process.env.NODE_ENV !== 'production') return res.json({ stack: error.stack }); // quiet
  if (development) return res.json({ stack: error.stack }); // quiet
  if (process.env.STAGE === 'local') return res.json({ stack: error.stack }); // quiet
  if (process.env.STAGE === 'blue') return res.json({ stack: error.stack }); // report
  if (req.query.verbose) return res.json({ stack: error.stack }); // report
  return res.json({ text: 'failed', stack: development ? error.stack : undefined }); // quiet
});
`,
);

marked(
  'no-error-leak',
  'an error that was looked at',
  `${HEAD}
app.get('/a', async (req, res) => {
  try {
    res.json(await pool.query('SELECT 1'));
  } catch (error: any) {
    if (error.name === 'ValidationError') return res.status(400).json({ error: error.message }); // quiet
    if (error.status) return res.status(error.status).json({ error: error.message, stack: error.stack }); // report
    return res.status(500).json({ error: error.message }); // report
  }
});
`,
);

marked(
  'no-error-leak',
  'a helper that answers',
  `${HEAD}
function fail(res: express.Response, error: unknown, text: string): void {
  res.status(500).json({ text, detail: (error as Error).message }); // report
}
function refuse(res: express.Response, text: string): void {
  res.status(400).json({ text }); // quiet
}
app.get('/a', async (req, res) => {
  try {
    res.json(await pool.query('SELECT 1'));
  } catch (error) {
    if (req.query.x) refuse(res, 'no');
    else fail(res, error, 'failed');
  }
});
`,
);

marked(
  'no-error-leak',
  'NestJS: filters and exceptions',
  `
import { ArgumentsHost, Catch, ExceptionFilter, HttpException, InternalServerErrorException } from '@nestjs/common';

@Catch()
export class All implements ExceptionFilter {
  catch(exception: Error, host: ArgumentsHost) {
    host.switchToHttp().getResponse().status(500).json({ stack: exception.stack }); // report
  }
}

@Catch(HttpException)
export class Http implements ExceptionFilter {
  catch(exception: HttpException, host: ArgumentsHost) {
    host.switchToHttp().getResponse().status(exception.getStatus()).json({ message: exception.message }); // quiet
  }
}

export async function read(load: () => Promise<string>) {
  try {
    return await load();
  } catch (error) {
    if (Math.random() > 2) throw new InternalServerErrorException('failed', { cause: error }); // quiet
    throw new InternalServerErrorException((error as Error).message); // report
  }
}
`,
);

marked(
  'no-error-leak',
  'Fastify, Koa and Hono',
  `
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';

const app = Fastify();
app.setErrorHandler((error, request, reply) => {
  request.log.error(error); // quiet
  void reply.code(500).send({ error: error.message }); // report
});
const koa = new Koa();
koa.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.body = { error: 'failed' }; // quiet
    ctx.body = { error: String(error) }; // report
  }
});
const hono = new Hono();
hono.onError((error, c) => c.text(error.stack ?? 'failed')); // report
`,
);

it('no-error-leak: says where the error was caught and where it leaves', () => {
  const code = `import express from 'express';

const app = express();
app.get('/a', async (_req, res) => {
  try {
    res.json(await fetch('https://a.example'));
  } catch (error) {
    res.status(500).json({ error: (error as Error).message });
  }
});
`;
  expect(reportsOf('no-error-leak', code, 'src/app.ts').map((each) => each.message)).toEqual([
    'An error from `error.message` (src/app.ts:7:12) reaches the answer of `Response.json`. Answer a fixed text with a reference, and log the error itself.',
  ]);
});

marked(
  'no-error-leak',
  'a text that is replaced in production',
  `${HEAD}
const production = process.env.NODE_ENV === 'production';
app.use((err, req: express.Request, res: express.Response, next: express.NextFunction) => {
  let { message } = err;
  if (production && !err.isOperational) message = 'failed';
  res.status(500).send({ message }); // quiet
});
app.use((err, req: express.Request, res: express.Response, next: express.NextFunction) => {
  let { message } = err;
  if (production && req.query.short) message = 'failed';
  res.status(500).send({ message }); // report
});
app.use((err, req: express.Request, res: express.Response, next: express.NextFunction) => {
  let { message } = err;
  if (production) message = 'failed';
  res.status(500).send({ message, why: err.message }); // report
});
`,
);

marked(
  'no-error-leak',
  'a property that is replaced in production',
  `${HEAD}
const converted = (err) => { const made = new Error(String(err.message)); return Object.assign(made, { isOperational: false }); };
app.use((err, req: express.Request, res: express.Response, next: express.NextFunction) => {
  const error = converted(err);
  if (process.env.NODE_ENV === 'production' && !error.isOperational) error.message = 'failed';
  const body = { message: error.message };
  res.status(500).send(body); // quiet
});
app.use((err, req: express.Request, res: express.Response, next: express.NextFunction) => {
  const error = converted(err);
  if (req.query.short) error.message = 'failed';
  const body = { message: error.message };
  res.status(500).send(body); // report
});
`,
);

marked(
  'no-error-leak',
  'errors that a library makes for the client',
  `import Fastify from 'fastify';
import '@fastify/jwt';
import { Pool } from 'pg';
const pool = new Pool();
const app = Fastify();
app.addHook('onRequest', async (request, reply) => {
  try { await request.jwtVerify(); } catch (err) { reply.send(err); } // quiet
});
app.addHook('onRequest', async (request, reply) => {
  try { await request.jwtVerify(); await pool.query('SELECT 1'); } catch (err) { reply.send(err); } // report
});
`,
);

marked(
  'no-error-leak',
  'errors that callbacks and rejections bring',
  `${HEAD}
import { exec } from 'node:child_process';
import { createReadStream, readFile } from 'node:fs';
import mongoose from 'mongoose';

const Thing = mongoose.model('Thing', new mongoose.Schema({ name: String }));
app.get('/a', (req, res) => {
  pool.query('SELECT 1', (err, result) => {
    if (err) return res.status(500).json({ error: err.message }); // report
    return res.json(result.rows);
  });
});
app.get('/b', (req, res) => {
  readFile('a.txt', (err, data) => (err ? res.status(500).send(err) : res.json(data.length))); // report
  readFile('a.txt', (err, data) => (err ? res.status(500).send('failed') : res.json(data.length))); // quiet
});
app.get('/c', (req, res) => {
  exec('uptime', (error, stdout) => res.json(error ? { error: error.toString() } : { stdout })); // report
});
app.get('/d', (req, res) => {
  pool
    .query('SELECT 1')
    .then((result) => res.json(result.rows))
    .catch((err) => res.status(500).json(err)); // report
  Thing.find({}, 'name')
    .then((found) => res.json(found))
    .catch((err) => res.status(500).json({ error: err.message })); // report
  Thing.find({}, 'name').then((found) => res.json(found), () => res.status(500).end()); // quiet
});
app.get('/e', (req, res) => {
  const file = createReadStream('a.txt');
  file.on('error', (err) => res.status(500).end(err.message)); // report
  file.on('close', () => res.end('closed')); // quiet
});
app.get('/f', (req, res) => {
  Promise.reject(new TypeError('fixed')).catch((err) => res.status(400).json({ error: err.message })); // quiet
});
`,
);

it('an answer in a handler of its own file is reported there, whatever schema the route has', () => {
  const handler = `
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';

const pool = new Pool();
export const list = async (request: FastifyRequest, reply: FastifyReply) => {
  try {
    return reply.send(await pool.query('SELECT 1'));
  } catch (error) {
    return reply.status(400).send({ error: (error as Error).message });
  }
};
`;
  const routes = `
import type { FastifyInstance } from 'fastify';
import { list } from './handler';

export default async (app: FastifyInstance) => {
  app.get('/orders', { schema: { response: { 200: { type: 'object' } } } }, list);
};
`;
  const files = {
    'package.json': '{"dependencies":{"fastify":"5","pg":"8"}}',
    'src/handler.ts': handler,
    'src/routes.ts': routes,
  };
  expect(linesIn('no-error-leak', 'src/handler.ts', files)).toEqual([10]);
  expect(linesIn('no-error-leak', 'src/routes.ts', files)).toEqual([]);
});

marked(
  'no-error-leak',
  'AWS Lambda: a queue is no client, and what is no handler answers nobody',
  `
import type { APIGatewayProxyEvent, APIGatewayProxyResult, SQSEvent } from 'aws-lambda';

const failed = (error: any): APIGatewayProxyResult => ({ statusCode: 500, body: JSON.stringify({ message: error.message }) });
export const read = async (event: APIGatewayProxyEvent) => {
  try {
    return { statusCode: 200, body: JSON.parse(event.body ?? '') };
  } catch (error) {
    return failed(error); // report
  }
};
export const consume = async (event: SQSEvent) => {
  try {
    return { statusCode: 200, body: JSON.parse(event.Records[0].body) };
  } catch (error) {
    return failed(error); // quiet
  }
};
export async function helper(text) {
  try {
    return { statusCode: 200, body: JSON.parse(text) };
  } catch (error) {
    return failed(error); // quiet
  }
}
`,
);

marked(
  'no-error-leak',
  'an exception for the caller that the program catches itself',
  `
import { ConflictException, Controller, Get } from '@nestjs/common';
declare const db: { transaction(run: () => Promise<void>): Promise<void>; load(): Promise<void> };
@Controller()
export class Lists {
  @Get('a')
  async kept() {
    try {
      await db.transaction(async () => {
        try { await db.load(); } catch (error) { throw new ConflictException(error); } // quiet
      });
    } catch (error) {
      console.error('failed', error);
      return 'failed';
    }
  }
  @Get('b')
  async toldAgain() {
    try {
      await db.transaction(async () => {
        try { await db.load(); } catch (error) { throw new ConflictException(error); } // report
      });
    } catch (error) {
      console.error('failed', error);
      throw error;
    }
  }
  @Get('c')
  async lower() {
    try { await this.load(); } catch { return 'failed'; }
  }
  private async load() {
    try { await db.load(); } catch (error) { throw new ConflictException(error); } // quiet
  }
  @Get('d')
  async leaves() {
    try { await db.load(); } catch (error) { throw new ConflictException(error); } // report
  }
}
`,
);

marked(
  'no-error-leak',
  'an error that is found to be one of the program by a property of its own',
  `
import express from 'express';

class Failure extends Error { constructor(readonly label: string, text: string) { super(text); } }
const isFailure = (cause: unknown): cause is Failure =>
  cause instanceof Failure || (typeof cause === 'object' && cause !== null && 'label' in cause && 'message' in cause);
const app = express();
app.get('/a', async (req, res) => {
  try { await work(); } catch (cause) {
    res.json({ error: isFailure(cause) ? cause.message : 'Failed' }); // quiet
    res.json({ error: 'message' in cause ? cause.message : 'Failed' }); // report
  }
});
declare function work(): Promise<void>;
`,
);

marked(
  'no-error-leak',
  'what a parser says of the text of the client, and an answer that only becomes an error',
  `
import Koa from 'koa';
import { Hono } from 'hono';

class Refused extends Error { constructor(readonly response: Response) { super('refused'); } }
const koa = new Koa();
koa.use(async (ctx, next) => {
  try { await next(); } catch (error) {
    if (error instanceof SyntaxError) ctx.body = { message: error.message }; // quiet
    else if (error instanceof RangeError) ctx.body = { message: error.message }; // report
  }
});
const app = new Hono();
app.get('/a', async () => {
  try { return await work(); } catch (error) {
    const answer = new Response(JSON.stringify({ message: (error as Error).message })); // quiet
    throw new Refused(answer);
  }
});
app.get('/b', async () => {
  try { return await work(); } catch (error) {
    const answer = new Response(JSON.stringify({ message: (error as Error).message })); // report
    return answer;
  }
});
declare function work(): Promise<Response>;
`,
);

marked(
  'no-error-leak',
  'hapi refuses to wrap an error, not its text',
  `
import Hapi from '@hapi/hapi';

const server = Hapi.server();
server.route({
  method: 'GET', path: '/a',
  handler: async (request, h) => {
    try { return await work(); } catch (error) { return h.response(error as Error).code(400); } // quiet
  },
});
server.route({
  method: 'GET', path: '/b',
  handler: async (request, h) => {
    try { return await work(); } catch (error) { return h.response((error as Error).message).code(400); } // report
  },
});
server.route({
  method: 'GET', path: '/c',
  handler: async (request, h) => {
    try { return await work(); } catch (error) { return h.response({ error }).code(400); } // report
  },
});
declare function work(): Promise<string>;
`,
);

marked(
  'no-error-leak',
  'what a GraphQL error carries in its extensions',
  `
import { GraphQLError } from 'graphql';
import { createSchema } from 'graphql-yoga';

export const schema = createSchema({
  typeDefs: 'type Query { a: String b: String }',
  resolvers: {
    Query: {
      a: async () => {
        try { return await work(); } catch (cause) { throw new GraphQLError('Failed', { extensions: { stack: cause.stack } }); } // report
      },
      b: async () => {
        try { return await work(); } catch (cause) { throw new GraphQLError('Failed', { extensions: { code: 'BAD_INPUT' } }); } // quiet
      },
    },
  },
});
declare function work(): Promise<string>;
`,
);

marked(
  'no-error-leak',
  'what an error says of itself, taken out of it',
  `${HEAD}
app.use((err, req: express.Request, res: express.Response, next: express.NextFunction) => {
  const { expose = false, message } = err;
  res.status(500).json({ message: expose ? message : 'failed' }); // quiet
});
app.use((err, req: express.Request, res: express.Response, next: express.NextFunction) => {
  const { message } = err;
  res.status(500).json({ message: message ? message : 'failed' }); // report
});
`,
);

marked(
  'no-error-leak',
  'reasons of settled promises',
  `${HEAD}
declare const load: (id: string) => Promise<string>;
app.get('/all', async (req: express.Request, res: express.Response) => {
  const settled = await Promise.allSettled([load('a'), load('b')]);
  res.json(settled.map((each) => (each.status === 'rejected' ? { why: each.reason } : each.value))); // report
  res.json(settled.map((each) => (each.status === 'rejected' ? { why: 'failed' } : each.value))); // quiet
});
app.get('/known', async (req: express.Request, res: express.Response) => {
  const settled = await Promise.allSettled([query('a')]);
  for (const each of settled) if (each.status === 'rejected') res.send(each.reason.message); // report
});
async function query(id: string) {
  return id + (await load(id));
}
`,
);

marked(
  'no-error-leak',
  'errors that nothing in the block but the program itself makes, and the words of a validator',
  `
import { lookup } from 'node:dns/promises';
import express from 'express';
import { z } from 'zod';
const app = express();
const shape = z.object({ size: z.number() });
function checked(size: number): number {
  if (size <= 0) throw new Error('The size must be greater than zero.');
  if (size > Math.floor(Number(process.env.MAX))) throw new Error(\`At most \${process.env.MAX}.\`);
  return size;
}
async function known(host: string): Promise<void> {
  await lookup(host);
}
app.get('/own', (req, res) => {
  try { checked(Number(req.query.size)); } catch (error) { res.status(400).json({ error: (error as Error).message }); } // quiet
});
app.get('/stack', (req, res) => {
  try { checked(Number(req.query.size)); } catch (error) { res.status(400).json({ error: (error as Error).stack }); } // report
});
app.get('/validator', (req, res) => {
  try { checked(shape.parse(req.query).size); } catch (error) { res.status(400).json({ error: (error as Error).message }); } // quiet
});
app.get('/library', async (req, res) => {
  try { checked(1); await known(String(req.query.host)); } catch (error) { res.status(400).json({ error: (error as Error).message }); } // report
});
app.get('/inner', async (req, res) => {
  try {
    try { await known(String(req.query.host)); } catch { throw new Error('That host is unknown.'); }
  } catch (error) { res.status(400).json({ error: (error as Error).message }); } // quiet
});
app.get('/begun', async (req, res) => {
  const begun = known(String(req.query.host));
  try { await begun; } catch (error) { res.status(400).json({ error: (error as Error).message }); } // report
});
app.get('/unknown', (req, res) => {
  try { req.app.locals.work(); } catch (error) { res.status(400).json({ error: (error as Error).message }); } // report
});
app.get('/text', (req, res) => {
  try { JSON.parse(String(req.app.locals.kept)); } catch (error) { res.status(400).json({ error: (error as Error).message }); } // report
});
`,
);

marked(
  'no-error-leak',
  'a stack that a handler reads for developers, and another one sends',
  `
import express from 'express';
const app = express();
interface Problem { readonly title: string; readonly stack?: string | undefined }
function send(res: express.Response, problem: Problem): void { res.json(problem); } // quiet
function sendAlways(res: express.Response, problem: Problem): void { res.json(problem); } // report
app.use((error: Error, req: express.Request, res: express.Response, next: express.NextFunction) => {
  const includes = process.env.NODE_ENV !== 'production';
  send(res, { title: 'failed', ...(includes && error.stack ? { stack: error.stack } : {}) });
});
app.use((error: Error, req: express.Request, res: express.Response, next: express.NextFunction) => {
  sendAlways(res, { title: 'failed', ...(error.stack ? { stack: error.stack } : {}) });
});
`,
);

marked(
  'no-error-leak',
  'the status that another service has answered',
  `import express from 'express';
import axios, { AxiosError } from 'axios';
const app = express();
app.get('/test', async (req, res) => {
  try {
    res.json(await axios.get('https://api.example.com'));
  } catch (e) {
    if (e instanceof AxiosError && e.response?.status === 403) return res.json({ text: 'Invalid key' });
    if (e instanceof AxiosError && e.response) return res.json({ text: 'Answered ' + e.response.status, code: e.status }); // quiet
    res.json({ text: 'Failed: ' + e.message }); // report
  }
});
`,
);

marked(
  'no-error-leak',
  'an error whose name stands in a table is one that the program knows',
  `import express from 'express';
const app = express();
const statuses = new Map([['NotFound', 404]]);
const makers = new Map([['NotFound', (res, text) => res.status(404).json({ text })]]); // quiet
const senders = { any: (res, text) => res.status(500).json({ text }) }; // report
app.use((error, req, res, next) => {
  const status = statuses.get(error.name);
  if (status === undefined) return next(error);
  res.status(status).json({ text: error.message }); // quiet
});
app.use((error, req, res, next) => {
  const make = makers.get(error.name);
  if (make === undefined) return next(error);
  make(res, error.message);
});
app.use((error, req, res, next) => {
  const status = statuses.get(error.name);
  res.status(status ?? 500).json({ text: error.message }); // report
});
app.use((error, req, res, next) => {
  senders.any(res, error.message);
});
`,
);

marked(
  'no-error-leak',
  'why a body was refused, told to whoever sent it',
  `
import { headers } from 'next/headers';
import Stripe from 'stripe';

const stripe = new Stripe(process.env.STRIPE_KEY!);

export async function POST(req: Request) {
  let event: Stripe.Event;
  try {
    const body = await req.text();
    event = stripe.webhooks.constructEvent(body, (await headers()).get('Stripe-Signature')!, process.env.HOOK!);
  } catch (error) {
    return new Response(\`Webhook Error: \${error.message}\`, { status: 400 }); // quiet
  }
  try {
    const session = event.data.object as Stripe.Checkout.Session;
    await stripe.subscriptions.retrieve(session.subscription as string);
  } catch (error) {
    return new Response(\`Webhook Error: \${error.message}\`, { status: 400 }); // report
  }
  return new Response(null);
}
`,
);

marked(
  'no-error-leak',
  'Fastify: a reply that is returned is no answer itself, whatever hangs on it',
  `
import Fastify from 'fastify';

const app = Fastify();
app.get('/a', async (request, reply) => {
  try {
    return await load();
  } catch (error) {
    request.failure = error;
    return reply.status(400).send({ done: false }); // quiet
  }
});
app.get('/b', async (request, reply) => {
  try {
    return await load();
  } catch (error) {
    request.failure = error;
    return reply.status(400).send({ done: false, why: request.failure.message }); // report
  }
});
app.get('/c', async (request, reply) => {
  try {
    return await load();
  } catch (error) {
    request.failure = error;
    reply.status(400);
    return { done: false, why: request.failure.message }; // report
  }
});
`,
);
