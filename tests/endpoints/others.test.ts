import { describe, expect, it } from 'vitest';
import { endpointsOf } from './harness.js';

describe('Fastify', () => {
  const head = `import Fastify from 'fastify'; import fp from 'fastify-plugin'; import jwt from '@fastify/jwt';
const app = Fastify(); app.register(jwt, { secret: 's' });
const hook = async (request, reply) => { if (!request.user) return reply.code(401).send(); };
`;
  it('keeps hooks in their scope, and lifts those of fastify-plugin', () => {
    expect(
      endpointsOf(`${head}
app.register(async (scope) => { scope.post('/a', async () => 1); scope.addHook('onRequest', hook); });
app.register(async (scope) => { scope.register(fp(async (inner) => { inner.addHook('preHandler', hook); })); scope.post('/b', async () => 1); }, { prefix: '/p' });
app.register(async (scope) => { scope.register(async (inner) => { inner.addHook('preHandler', hook); }); scope.post('/c', async () => 1); });`),
    ).toEqual(['POST /a: hook', 'POST /p/b: hook', 'POST /c: -']);
  });

  it('knows hooks of a route, but none that come after the handler', () => {
    expect(
      endpointsOf(`${head}app.post('/a', { preHandler: [hook] }, async () => 1); app.post('/b', { onResponse: hook }, async () => 1);
app.post('/c', { onRequest: async (request) => { await request.jwtVerify(); } }, async () => 1);`),
    ).toEqual(['POST /a: hook', 'POST /b: -', 'POST /c: onRequest']);
  });
});

describe('Koa and Hono', () => {
  it('follow the order of registration', () => {
    expect(
      endpointsOf(`import Koa from 'koa'; import Router from '@koa/router'; import jwt from 'koa-jwt';
const app = new Koa(); const router = new Router({ prefix: '/r' });
router.post('/a', (ctx) => { ctx.body = 1; }); router.use(jwt({ secret: 's' })); router.post('/b', (ctx) => { ctx.body = 1; });
router.post('/c', (ctx) => { if (!ctx.state.user) ctx.throw(401); ctx.body = 1; });
app.use(router.routes());`),
    ).toEqual(['POST /r/a: -', 'POST /r/b: jwt()', 'POST /r/c: jwt() (denies)']);
    expect(
      endpointsOf(`import { Hono } from 'hono'; import { bearerAuth } from 'hono/bearer-auth';
const app = new Hono(); app.use('/api/*', bearerAuth({ token: 't' }));
app.use('/own/*', async (c, next) => { if (!c.req.header('x')) return c.json({}, 401); await next(); });
app.post('/api/a', (c) => c.text('')); app.post('/apis', (c) => c.text('')); app.post('/own/b', (c) => c.text(''));`),
    ).toEqual(['POST /api/a: bearerAuth()', 'POST /apis: -', 'POST /own/b: an inline function']);
  });
});
