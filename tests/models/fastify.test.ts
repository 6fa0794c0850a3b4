import { fixture } from './harness.js';

fixture(
  'Fastify: scopes, hooks, decorators and answers',
  `
import Fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyReply, type FastifyRequest, type RouteHandlerMethod } from 'fastify';
import fp from 'fastify-plugin';
import { Pool } from 'pg';

const app = Fastify({ logger: true });
const pool = new Pool();
const COLUMNS = ['name', 'age'];

const shared = fp(async (instance: FastifyInstance) => {
  instance.decorate('db', pool);
  instance.decorateRequest('sort', '');
  instance.addHook('onRequest', async (request: FastifyRequest) => {
    request.sort = (request.query as { sort: string }).sort;
  });
});

const own: FastifyPluginAsync = async (instance) => {
  instance.addHook('preHandler', async (request, reply) => {
    if (!COLUMNS.includes(request.sort)) return reply.code(400).send('unknown column');
  });
  instance.get('/checked', async (request) => {
    await instance.db.query('SELECT ' + request.sort); // quiet - the hook of this scope answers first
    await instance.db.query('SELECT ' + request.params.id); // sink sql
  });
};

app.register(shared);
app.register(own, { prefix: '/own' });

app.get('/unchecked', async (request) => {
  await app.db.query('SELECT ' + request.sort); // sink sql
});

app.get('/sent', {
  preHandler: async (request: FastifyRequest, reply: FastifyReply) => {
    if (!COLUMNS.includes(request.sort)) {
      reply.code(400).send();
      return;
    }
  },
  handler: async (request) => pool.query('SELECT ' + request.sort), // quiet
});

app.route({
  method: ['GET', 'POST'],
  url: '/callback/:id',
  preHandler: (request, reply, done) => {
    if (COLUMNS.includes(request.body.column)) done();
    else reply.code(400).send();
  },
  handler: (request, reply) => {
    void pool.query('SELECT ' + request.body.column); // quiet
    void pool.query('SELECT ' + request.body.other); // sink sql
    reply.redirect(request.headers.referer); // sink redirect
  },
});

app.get('/html', (request, reply) => {
  reply.type('text/html').send('<p>' + request.query.q); // sink html
});

app.get('/plain', (request, reply) => {
  reply.send('<p>' + request.query.q); // quiet - plain text by default
});

app.get('/returned', async (request, reply) => {
  reply.header('Content-Type', 'text/html');
  return '<p>' + request.query.q; // sink html
});

export const elsewhere: RouteHandlerMethod = async (request) => pool.query('SELECT ' + request.cookies.id); // sink sql
`,
);

fixture(
  'Fastify: members that a program declares for instances',
  `
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';

declare module 'fastify' {
  interface FastifyInstance {
    db: Pool;
  }
}

export async function routes(app: FastifyInstance) {
  app.get('/:id', async (request) => {
    await app.db.query('SELECT ' + request.params.id); // sink sql
    await app.db.query('SELECT $1', [request.params.id]); // quiet
    await app.other.query('SELECT ' + request.params.id); // quiet - nothing says what it is
  });
}
`,
);
