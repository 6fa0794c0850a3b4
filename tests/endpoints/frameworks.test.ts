import { describe, expect, it } from 'vitest';
import { endpointsOf, endpointsOfProgram } from './harness.js';

describe('restify', () => {
  const head = `import restify from 'restify'; import errors from 'restify-errors';
const server = restify.createServer();
`;
  it('passes what use and pre register before every route, wherever they stand', () => {
    expect(
      endpointsOf(`${head}
server.post('/a', (req, res, next) => { res.send(201); next(); });
server.pre(restify.plugins.pre.sanitizePath());
server.use((req, res, next) => { if (!req.headers.authorization) return next(new errors.UnauthorizedError('no')); next(); });
server.del('/b/:id', (req, res, next) => { res.send(204); next(); });
server.get({ path: '/c', name: 'c' }, (req, res, next) => { res.send([]); next(); }); server.listen(1);`),
    ).toEqual(['POST /a: an inline function', 'DELETE /b/:id: an inline function', 'GET /c: an inline function']);
  });

  it('knows handlers of a route, and async ones that hand on by returning', () => {
    expect(
      endpointsOf(`${head}
const guard = async (req, res) => { if (!req.headers.authorization) throw new errors.ForbiddenError('no'); };
const open = async (req, res) => { req.at = Date.now(); };
const told = async (req, res) => { if (!req.headers.authorization) res.send(401); };
const stops = (req, res, next) => { if (!req.headers.authorization) { res.send(401); return next(false); } next(); };
server.post('/a', guard, async (req, res) => { res.send(1); });
server.post('/b', open, async (req, res) => { res.send(1); });
server.post('/c', told, async (req, res) => { res.send(1); });
server.post('/d', stops, async (req, res) => { res.send(1); });`),
    ).toEqual(['POST /a: guard', 'POST /b: -', 'POST /c: -', 'POST /d: stops']);
  });
});

describe('polka', () => {
  it('passes handlers of the whole application first, and mounts others', () => {
    expect(
      endpointsOf(`import polka from 'polka';
const guard = (req, res, next) => { if (!req.headers.authorization) { res.statusCode = 401; return res.end(); } next(); };
const users = polka(); users.post('/', (req, res) => res.end()); users.use(guard);
polka().use('/users', users).post('/open', (req, res) => res.end('x')).use('/own', guard).post('/own/x', (req, res) => res.end('x')).listen(1);`),
    ).toEqual(['POST /users: guard', 'POST /open: -', 'POST /own/x: guard']);
  });
});

describe('tinyhttp', () => {
  it('keeps to the order of registration', () => {
    expect(
      endpointsOf(`import { App } from '@tinyhttp/app';
const guard = (req, res, next) => { if (!req.get('authorization')) return res.sendStatus(401); next(); };
const app = new App(); const users = new App();
app.post('/open', (req, res) => res.send('x')); app.use(guard);
users.post('/:id', (req, res) => res.json({})); app.use('/users', users); app.listen(1);`),
    ).toEqual(['POST /open: -', 'POST /users/:id: guard']);
  });
});

describe('connect', () => {
  it('answers by what is registered with use and lets nothing pass', () => {
    expect(
      endpointsOf(`import connect from 'connect';
const app = connect();
app.use('/open', (req, res) => { res.end('x'); });
app.use((req, res, next) => { if (!req.headers.authorization) { res.statusCode = 401; return res.end(); } next(); });
app.use('/items', (req, res) => { res.end('x'); });
app.use((error, req, res, next) => { res.end('x'); });
app.listen(1);`),
    ).toEqual(['ALL /open: -', 'ALL /items: an inline function']);
  });
});

describe('h3', () => {
  it('passes handlers that return nothing, and answers by what others return', () => {
    expect(
      endpointsOf(`import { createApp, createRouter, eventHandler, createError, getHeader, setResponseStatus, sendNoContent } from 'h3';
const app = createApp(); const router = createRouter();
app.use('/health', eventHandler(() => 'up'));
app.use(eventHandler((event) => { event.context.at = Date.now(); }));
app.use('/api', eventHandler((event) => { if (!getHeader(event, 'authorization')) throw createError({ statusCode: 401 }); }));
router.get('/api/items/:id', eventHandler(() => ({}))); router.post('/items', eventHandler(() => ({})));
router.use('/own', eventHandler((event) => { if (!getHeader(event, 'authorization')) { setResponseStatus(event, 401); return 'no'; } return {}; }));
app.use(router);`),
    ).toEqual(['ALL /health: -', 'GET /api/items/:id: an inline function', 'POST /items: -', 'ALL /own: - (denies)']);
  });

  it('mounts routers below a base, behind what was registered before', () => {
    expect(
      endpointsOf(`import { createApp, createRouter, eventHandler, getHeader, setResponseStatus, useBase } from 'h3';
const app = createApp(); const api = createRouter(); const root = createRouter();
const guard = eventHandler((event) => { if (!getHeader(event, 'authorization')) { setResponseStatus(event, 401); return 'no'; } });
api.delete('/items', eventHandler(() => 'x'));
root.use('/api/**', useBase('/api', api.handler)); root.get('/', eventHandler(() => 'x'));
app.use(guard); app.use(root.handler);`),
    ).toEqual(['DELETE /api/items: guard', 'GET /: guard']);
  });
});

describe('Nitro', () => {
  const project = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
    'package.json': JSON.stringify({ dependencies: { nuxt: '^3.0.0' } }),
    ...files,
  });
  const handler = `export default defineEventHandler(async (event) => { await readBody(event); return {}; });`;

  it('reads method and path from the name of the file', () => {
    const path = (name: string): readonly string[] => endpointsOfProgram(name, project({ [name]: handler }));
    expect(path('server/api/users/[id].put.ts')).toEqual(['PUT /api/users/:id: -']);
    expect(path('server/routes/feed/index.ts')).toEqual(['ANY /feed: -']);
    expect(path('server/api/[...rest].delete.ts')).toEqual(['DELETE /api/**: -']);
    expect(path('server/other/x.ts')).toEqual([]);
    expect(endpointsOfProgram('server/api/x.ts', { 'server/api/x.ts': handler })).toEqual([]);
  });

  it('passes middleware of the same server, which may depend on the path', () => {
    const middleware = `export default defineEventHandler((event) => {
  if (!event.path.startsWith('/api/admin')) return;
  if (!getHeader(event, 'authorization')) throw createError({ statusCode: 401 });
});`;
    const files = project({
      'server/middleware/1.log.ts': `export default defineEventHandler((event) => { event.context.at = Date.now(); });`,
      'server/middleware/2.auth.ts': middleware,
      'server/api/admin/x.post.ts': handler,
      'server/api/open.post.ts': handler,
    });
    expect(endpointsOfProgram('server/api/admin/x.post.ts', files)).toEqual(['POST /api/admin/x: an inline function']);
    expect(endpointsOfProgram('server/api/open.post.ts', files)).toEqual(['POST /api/open: -']);
  });

  it('knows what utils export, and says nothing where a name is nobody’s', () => {
    const files = (body: string): Readonly<Record<string, string>> =>
      project({
        'server/utils/auth.ts': `export async function ensureUser(event) { if (!getCookie(event, 'token')) throw createError({ statusCode: 401 }); }
export const touched = (event) => { event.context.at = 1; };`,
        'server/api/x.post.ts': `export default defineEventHandler(async (event) => { ${body} return {}; });`,
      });
    const run = (body: string): readonly string[] => endpointsOfProgram('server/api/x.post.ts', files(body));
    expect(run('await ensureUser(event);')).toEqual(['POST /api/x: - (denies)']);
    expect(run('touched(event);')).toEqual(['POST /api/x: -']);
    expect(run('await requireUserSession(event);')).toEqual(['POST /api/x: - (verifies)']);
    expect(run('await somebodyElses(event);')).toEqual(['POST /api/x: - ?']);
  });
});

describe('itty-router and micro', () => {
  it('end a request by what a handler returns', () => {
    expect(
      endpointsOf(`import { Router, error } from 'itty-router';
const router = Router({ base: '/api' });
const guard = (request) => { if (!request.headers.get('authorization')) return error(401); };
const log = (request) => { console.log(request.url); };
router.all('*', log).get('/open', () => 'x').post('/items', guard, () => 'x');
router.all('/api/admin/*', guard); router.delete('/own', (request) => { if (!request.headers.get('authorization')) return error(403); return 'x'; });`),
    ).toEqual(['GET /api/open: -', 'POST /api/items: guard', 'DELETE /api/own: - (denies)']);
    expect(
      endpointsOf(`import { serve, createError } from 'micro';
export const a = serve(async (req, res) => { if (!req.headers.authorization) throw createError(401, 'no'); return 'x'; });
export const b = serve(async (req, res) => 'x');`),
    ).toEqual(['ANY *: - (denies)', 'ANY *: -']);
  });

  it('run what stands in front of all routes', () => {
    expect(
      endpointsOf(`import { AutoRouter, StatusError } from 'itty-router';
const router = AutoRouter({ before: [(request) => { if (!request.headers.get('authorization')) throw new StatusError(401); }] });
router.get('/a', () => 'x');`),
    ).toEqual(['GET /a: an inline function']);
  });
});

describe('Elysia', () => {
  it('keeps to the order of hooks, and plugins to themselves', () => {
    expect(
      [
        ...endpointsOf(`import { Elysia } from 'elysia';
const guard = ({ headers, status }) => { if (!headers.authorization) return status(401); };
const local = new Elysia().onBeforeHandle(guard).get('/local', () => 'x');
const global = new Elysia().onBeforeHandle({ as: 'global' }, guard);
const users = new Elysia({ prefix: '/users' }).get('/:id', () => 'x').post('/', () => 'x', { beforeHandle: guard });
new Elysia().use(local).get('/open', () => 'x').use(users)
  .group('/admin', (app) => app.onBeforeHandle([guard]).delete('/x', () => 'x'))
  .guard({ beforeHandle: guard }, (app) => app.get('/guarded', () => 'x'))
  .get('/own', ({ headers, set }) => { if (!headers.authorization) { set.status = 401; return 'no'; } return 'x'; })
  .get('/macro', () => 'x', { signedIn: true })
  .use(global).get('/behind', () => 'x').listen(1);`),
      ].sort(),
    ).toEqual([
      'DELETE /admin/x: guard',
      'GET /behind: guard',
      'GET /guarded: guard',
      'GET /local: guard',
      'GET /macro: - ?',
      'GET /open: -',
      'GET /own: - (denies)',
      'GET /users/:id: -',
      'POST /users: guard',
    ]);
  });
});
