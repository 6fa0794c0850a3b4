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

describe('errors of @fastify/error', () => {
  it('turn somebody away where their class was made with such a status', () => {
    expect(
      endpointsOf(`import Fastify from 'fastify'; import createError from '@fastify/error'; import { createError as make } from '@fastify/error';
const app = Fastify(); app.decorateRequest('auth', null);
const NeedLogin = createError('NEED_LOGIN', 'login before %s', 401); const Forbidden = make('NO', 'no', 403); const Bad = createError('BAD', 'bad', 400);
const need = (what) => async (request) => { if (!request.auth.login) throw new NeedLogin(what); };
const may = async (request) => { if (!request.auth.may) throw Forbidden(); };
const whole = async (request) => { if (!request.auth.login) throw new Bad(); };
app.post('/a', { preHandler: [need('a')] }, async () => 1); app.post('/b', { preHandler: may }, async () => 1); app.post('/c', { preHandler: [whole] }, async () => 1);`),
    ).toEqual(['POST /a: need', 'POST /b: may', 'POST /c: -']);
  });
});

describe('a hook of Fastify that is told of each route', () => {
  const app = (body: string): string => `import Fastify from 'fastify';
const app = Fastify(); app.decorateRequest('userId', null);
async function first(request) { request.note = await load(request.params.id); }
const policies = { signedIn: async ({ request, reply }) => { if (request.userId === null) return reply.code(401).send(); }, noted: async ({ request }) => { console.log(1); } };
app.addHook('onRoute', (route) => {
  const names = route.config?.policy ?? [];
  if (names.length === 0) return;
  ${body}
});
app.register(async (scope) => {
  scope.post('/a', { config: { policy: ['noted', 'signedIn'] } }, async () => 1);
  scope.post('/b', { config: { policy: ['noted'] } }, async () => 1);
  scope.post('/c', async () => 1);
  scope.post('/e', { preHandler: [first], config: { policy: ['signedIn'] } }, async () => 1);
  scope.route({ method: 'DELETE', url: '/d', config: { policy: ['signedIn'] }, handler: async () => 1 });
});`;

  it('puts guards before those whose options ask for one, and before no others', () => {
    const kept = `if (route.preHandler === undefined) route.preHandler = [];
  else if (!Array.isArray(route.preHandler)) route.preHandler = [route.preHandler];`;
    const pushes =
      'route.preHandler.push(async (request, reply) => { for (const name of names) await policies[name]({ request, reply }); });';
    expect(endpointsOf(app(`${kept} ${pushes}`))).toEqual([
      'POST /a: an inline function',
      'POST /b: -',
      'POST /c: -',
      'POST /e: an inline function',
      'DELETE /d: an inline function',
    ]);
  });

  it('puts none where it only looks at them', () => {
    expect(endpointsOf(app('console.log(names);'))).toEqual([
      'POST /a: -',
      'POST /b: -',
      'POST /c: -',
      'POST /e: -',
      'DELETE /d: -',
    ]);
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

describe('a handler of errors in Koa', () => {
  const app = (
    body: string,
  ): string => `import Koa from 'koa'; import Router from '@koa/router'; import jwt from 'jsonwebtoken';
const app = new Koa(); const router = new Router();
app.use(async (ctx, next) => { try { ${body} } catch (error) { ctx.status = error.code === 1 ? 401 : 500; } });
router.post('/items', (ctx) => { ctx.body = 'ok'; }); app.use(router.routes()); app.listen(1);`;

  it('is no guard, though it answers 401 for what fails behind it', () => {
    expect(endpointsOf(app('await next();'))).toEqual(['POST /items: -']);
  });

  it('is one where it verifies before', () => {
    const guard = `jwt.verify(ctx.headers.authorization, process.env.KEY); await next();`;
    expect(endpointsOf(app(guard))).toEqual(['POST /items: an inline function']);
  });
});

describe('Koa with a router that describes itself', () => {
  it('knows its routes as those of the router it is made of', () => {
    expect(
      endpointsOf(`import Koa from 'koa'; import { SwaggerRouter } from 'koa-swagger-decorator'; import jwt from 'koa-jwt';
const app = new Koa(); const router = new SwaggerRouter();
router.get('/users', (ctx) => { ctx.body = []; }); router.mapDir(__dirname);
const open = new SwaggerRouter(); open.get('/', (ctx) => { ctx.body = 'up'; });
app.use(open.routes()); app.use(jwt({ secret: process.env.S })); app.use(router.routes());`),
    ).toEqual(['GET /users: jwt()', 'GET /: -']);
  });

  it('knows which paths an expression takes out of a guard', () => {
    expect(
      endpointsOf(`import Koa from 'koa'; import helmet from 'koa-helmet'; import Router from '@koa/router'; import jwt from 'koa-jwt';
const app = new Koa(); const router = new Router();
router.get('/users/:id', (ctx) => { ctx.body = []; }); router.get('/swagger-html', (ctx) => { ctx.body = ''; });
router.get('/:page', (ctx) => { ctx.body = ''; });
app.use(helmet.contentSecurityPolicy({})); app.use(jwt({ secret: process.env.S }).unless({ path: [/^\\/swagger-/] })); app.use(router.routes());`),
    ).toEqual(['GET /users/:id: jwt()', 'GET /swagger-html: -', 'GET /:page: - ?']);
  });
});

describe('hapi', () => {
  it('knows the default strategy, and the routes that opt out', () => {
    expect(
      endpointsOf(`import Hapi from '@hapi/hapi';
const server = Hapi.server(); server.auth.default('token');
server.route([{ method: 'POST', path: '/a', handler: () => 1 }, { method: 'POST', path: '/b', options: { auth: false }, handler: () => 1 },
{ method: 'POST', path: '/c', options: { auth: { strategy: 'basic', mode: 'try' } }, handler: () => 1 }, { method: 'POST', path: '/d', options: { auth: 'basic' }, handler: () => 1 }]);`),
    ).toEqual(["POST /a: auth: 'token'", 'POST /b: -', 'POST /c: -', "POST /d: auth: 'basic'"]);
  });
});

describe('tRPC and GraphQL', () => {
  it('know the middleware of a procedure', () => {
    expect(
      endpointsOf(`import { initTRPC, TRPCError } from '@trpc/server';
const t = initTRPC.context().create();
const signedIn = t.middleware(({ ctx, next }) => { if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' }); return next(); });
const logged = t.middleware(({ next }) => next());
export const router = t.router({ a: t.procedure.use(signedIn).mutation(() => 1), b: t.procedure.use(logged).mutation(() => 1) });`),
    ).toEqual(['MUTATION a: signedIn', 'MUTATION b: -']);
  });

  it('know resolvers that insist on the caller, and those that only look', () => {
    expect(
      endpointsOf(`import { ApolloServer } from '@apollo/server';
const resolvers = { Mutation: {
  a: (parent, args, context) => { if (!context.user) throw new Error('sign in'); return 1; },
  b: (parent, args, context) => { console.log(context.user?.id); return 1; },
} };
new ApolloServer({ resolvers });`),
    ).toEqual(['MUTATION a: - (verifies)', 'MUTATION b: -']);
  });
});

describe('Mercurius', () => {
  const served = (more: string, after = ''): readonly string[] =>
    endpointsOf(`import Fastify from 'fastify'; import mercurius from 'mercurius'; import mercuriusAuth from 'mercurius-auth';
const app = Fastify();
${more}
app.register(mercurius, { schema: '', resolvers: { Query: { a: () => 1 }, Mutation: {
  b: (parent, args, context) => { if (!context.user) throw new Error('sign in'); return 1; },
  c: () => 1,
} } });
${after}`);

  it('knows resolvers, and those that insist on the caller', () => {
    expect(served('')).toEqual(['QUERY a: -', 'MUTATION b: - (verifies)', 'MUTATION c: -']);
  });

  it('knows hooks of Fastify that run before them, and says when something else may guard them', () => {
    expect(
      served(
        'app.addHook("onRequest", async function known(request, reply) { if (!request.user) return reply.code(401).send(); });',
      )[2],
    ).toBe('MUTATION c: known');
    expect(served('app.register(mercuriusAuth, {});')[2]).toBe('MUTATION c: - ?');
    expect(served('', 'app.graphql.addHook("preExecution", async () => {});')[2]).toBe('MUTATION c: - ?');
  });

  it('knows resolvers that are defined later', () => {
    expect(served('app.after(() => { app.graphql.defineResolvers({ Mutation: { d: () => 1 } }); });')[0]).toBe(
      'MUTATION d: -',
    );
  });
});
