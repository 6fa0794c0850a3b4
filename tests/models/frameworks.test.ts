import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fixture, reachedSinks } from './harness.js';

fixture(
  'restify: routes, chains that come first, parsers',
  `
import restify, { plugins, type Request, type Response } from 'restify';
import errors from 'restify-errors';
import { Pool } from 'pg';

const pool = new Pool();
const COLUMNS = ['name', 'age'];
const server = restify.createServer();
server.use(plugins.queryParser());
server.use(plugins.bodyParser({ maxBodySize: 1000 }));

server.get('/list', (req, res, next) => {
  pool.query('SELECT ' + req.query.sort); // quiet - checked by what is registered later
  pool.query('SELECT ' + req.query.other); // sink sql
  pool.query('SELECT ' + req.body.name); // sink sql
  res.send(200, '<p>' + req.query.other); // quiet - formatted as JSON or as plain text
  return next();
});
server.use((req, res, next) => {
  if (!COLUMNS.includes(req.query.sort)) return next(new errors.BadRequestError('no'));
  return next();
});

server.get({ path: '/items/:id', name: 'item' }, async (req, res) => {
  await pool.query('SELECT ' + req.params.id); // sink sql
  await pool.query('SELECT ' + Number(req.params.id)); // quiet
  await pool.query('SELECT ' + req.header('x-column')); // sink sql
  await pool.query('SELECT ' + req.getQuery()); // sink sql
  res.redirect(req.query.to, () => {}); // sink redirect
  res.redirect(302, req.query.to, () => {}); // sink redirect
  res.redirect('/items/' + Number(req.params.id), () => {}); // quiet
  res.sendRaw(200, '<p>' + req.query.q, { 'Content-Type': 'text/html' }); // sink html
  res.sendRaw(200, '<p>' + req.query.q, { 'Content-Type': 'text/plain' }); // quiet
});
server.del('/x', (req, res) => {
  res.setHeader('Content-Type', 'text/html');
  res.end('<p>' + req.query.q); // sink html
});
export async function listed(req: Request, res: Response) {
  await pool.query('SELECT ' + req.params.id); // sink sql
  await pool.query('SELECT ' + req.userAgent()); // sink sql
}
server.listen(80);
`,
);

fixture(
  'restify: what parsers put into params',
  `
import restify from 'restify';
import { MongoClient } from 'mongodb';

const users = new MongoClient('mongodb://localhost').db().collection('users');
const plain = restify.createServer();
plain.use(restify.plugins.bodyParser());
plain.post('/users/:id', async (req, res) => {
  await users.findOne({ _id: req.params.id }); // quiet - a text of the path
  await users.findOne({ _id: req.body.id }); // sink document-query
});
const mapped = restify.createServer();
mapped.use(restify.plugins.queryParser({ mapParams: true }));
mapped.post('/users', async (req, res) => {
  await users.findOne({ name: req.params.name }); // sink document-query
  await users.findOne({ name: String(req.params.name) }); // quiet
});
`,
);

fixture(
  'connect',
  `
import connect from 'connect';
import bodyParser from 'body-parser';
import { createServer } from 'node:http';
import { Pool } from 'pg';

const pool = new Pool();
const app = connect();
app.use(bodyParser.json());
app.use((req, res, next) => {
  req.column = req.headers['x-column'];
  next();
});
app.use('/list', async (req, res) => {
  await pool.query('SELECT ' + req.column); // sink sql
  await pool.query('SELECT ' + req.body.name); // sink sql
  await pool.query('SELECT ' + Number(req.body.name)); // quiet
  res.setHeader('Location', req.url.slice(1)); // sink redirect
  res.end('<p>' + req.body.name); // sink html
});
app.use('/text', (req, res) => {
  res.setHeader('Content-Type', 'text/plain');
  res.end('<p>' + req.body.name); // quiet
});
createServer(app).listen(80);
`,
);

fixture(
  'polka',
  `
import polka from 'polka';
import { Pool } from 'pg';

const pool = new Pool();
const COLUMNS = ['name', 'age'];
const users = polka();
users.get('/:id', async (req, res) => {
  await pool.query('SELECT ' + req.params.id); // sink sql
  await pool.query('SELECT ' + req.query.column); // quiet - checked before, by the application
  await pool.query('SELECT ' + req.query.other); // sink sql
  res.end('<p>' + req.path); // sink html
});
polka()
  .use((req, res, next) => {
    if (!COLUMNS.includes(req.query.column)) return res.end('no');
    next();
  })
  .use('/users', users)
  .add('POST', '/items', async (req, res) => {
    await pool.query('SELECT ' + req.body.name); // sink sql
    res.writeHead(302, { Location: req.query.to }); // sink redirect
    res.end();
  })
  .listen(3000);
`,
);

fixture(
  'tinyhttp',
  `
import { App } from '@tinyhttp/app';
import { MongoClient } from 'mongodb';
import { Pool } from 'pg';

const pool = new Pool();
const users = new MongoClient('mongodb://localhost').db().collection('users');
const app = new App();
app
  .get('/list/:id', async (req, res) => {
    await pool.query('SELECT ' + req.params.id); // sink sql
    await pool.query('SELECT ' + req.get('x-column')); // sink sql
    await users.findOne({ name: req.query.name.toString() }); // quiet
    await users.findOne({ name: req.body.name }); // sink document-query
    res.send('<p>' + req.query.q); // sink html
  })
  .post('/to', (req, res) => {
    res.cookie('a', 'b', { path: '/' });
    res.type('text/plain').send('<p>' + req.query.q); // quiet
    res.redirect(req.query.to, 301); // sink redirect
    res.redirect('/to?x=' + encodeURIComponent(req.query.to)); // quiet
  });
app.listen(3000);
`,
);

fixture(
  'h3: handlers, what they read and how they answer',
  `
import { createApp, createError, createRouter, defineEventHandler, eventHandler, getCookie, getHeader, getQuery, getRouterParam, getRouterParams, readBody, readMultipartFormData, readRawBody, readValidatedBody, send, sendProxy, sendRedirect, setHeader, setResponseHeader, useBase } from 'h3';
import type { H3Event } from 'h3';
import { z } from 'zod';
import { MongoClient } from 'mongodb';
import { Pool } from 'pg';

const pool = new Pool();
const users = new MongoClient('mongodb://localhost').db().collection('users');
const COLUMNS = ['name', 'age'];

export default defineEventHandler(async (event) => {
  const query = getQuery(event);
  const body = await readBody(event);
  await pool.query('SELECT ' + query.sort); // sink sql
  if (!COLUMNS.includes(query.column)) throw createError({ statusCode: 400, statusMessage: 'no' });
  await pool.query('SELECT ' + getQuery(event).column); // quiet - the same query
  await pool.query('SELECT ' + body.name); // sink sql
  await users.findOne({ name: body.name }); // sink document-query
  await users.findOne({ name: getRouterParam(event, 'name') }); // quiet - a text
  await pool.query('SELECT ' + getRouterParam(event, 'id')); // sink sql
  await pool.query('SELECT ' + getRouterParams(event).id); // sink sql
  await pool.query('SELECT ' + getHeader(event, 'x-column')); // sink sql
  await pool.query('SELECT ' + getCookie(event, 'tenant')); // sink sql
  await pool.query('SELECT ' + (await readRawBody(event))); // sink sql
  await pool.query('SELECT ' + event.context.params.id); // sink sql
  await pool.query('SELECT ' + event.node.req.headers['x-column']); // sink sql
  for (const part of await readMultipartFormData(event)) await pool.query('SELECT ' + part.filename); // sink sql
  setHeader(event, 'Location', query.to); // sink redirect
  setResponseHeader(event, 'x-own', 'own'); // quiet
  return '<p>' + query.q; // sink html
});

export const validated = eventHandler({
  onRequest: [
    async (event) => {
      if (getQuery(event).known !== 'yes') throw createError({ statusCode: 400 });
    },
  ],
  async handler(event) {
    const { name, age } = await readValidatedBody(event, z.object({ name: z.string(), age: z.number() }).parse);
    const checked = await readValidatedBody(event, (body) => COLUMNS.includes(body));
    await users.findOne({ name }); // quiet - a text
    await pool.query('SELECT ' + age); // quiet
    await pool.query('SELECT ' + name); // sink sql
    await pool.query('SELECT ' + checked); // quiet
    await pool.query('SELECT ' + getQuery(event).known); // quiet - checked before
    await pool.query('SELECT ' + getQuery(event).other); // sink sql
    setHeader(event, 'content-type', 'text/plain');
    return '<p>' + getQuery(event).other; // quiet
  },
});

export const sent = eventHandler(async (event) => {
  const { to, data } = getQuery(event);
  if (to === 'x') return sendProxy(event, 'https://x.example/' + encodeURIComponent(data)); // quiet
  if (to === 'y') return sendProxy(event, data); // sink address
  if (to === 'z') return send(event, '<p>' + data, 'text/plain'); // quiet
  if (to === 'a') return send(event, '<p>' + data, 'text/html'); // sink html
  return sendRedirect(event, to, 302); // sink redirect
});

const app = createApp();
const api = createRouter();
app.use(
  eventHandler((event) => {
    if (!COLUMNS.includes(getQuery(event).sort)) throw createError({ statusCode: 400 });
    event.context.column = getHeader(event, 'x-column');
  }),
);
api.get(
  '/list',
  eventHandler(async (event) => {
    await pool.query('SELECT ' + getQuery(event).sort); // quiet - checked by the app
    await pool.query('SELECT ' + event.context.column); // sink sql
    return { ok: true };
  }),
);
app.use('/api', useBase('/api', api.handler));
export async function helper(event: H3Event) {
  await pool.query('SELECT ' + event.path); // sink sql
}
`,
);

test('Nitro: names that nobody imports', () => {
  const text = `export default defineEventHandler(async (event) => {
  await pool.query('SELECT ' + getQuery(event).name);
  await pool.query('SELECT ' + columnOf(event));
  await pool.query('SELECT ' + numberOf(event));
  return sendRedirect(event, getQuery(event).to);
});`;
  const utils = `import { Pool } from 'pg';
export const pool = new Pool();
export function columnOf(event) { return getHeader(event, 'x-column'); }
export function numberOf(event) { return Number(getHeader(event, 'x-column')); }`;
  const run = (manifest: object): readonly (readonly [number, readonly string[]])[] => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'nitro-'));
    try {
      for (const each of ['server/api', 'server/utils']) mkdirSync(path.join(folder, each), { recursive: true });
      writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
      writeFileSync(path.join(folder, 'server/utils/db.ts'), utils);
      const file = path.join(folder, 'server/api/x.get.ts');
      return [...reachedSinks(text, path.relative(path.resolve(import.meta.dirname, '../cases/flow'), file))];
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  expect(run({ devDependencies: { nuxt: '^4.0.0' } })).toEqual([
    [2, ['sql']],
    [3, ['sql']],
    [5, ['redirect']],
  ]);
  expect(run({ dependencies: { express: '^4.0.0' } })).toEqual([]);
});

fixture(
  'itty-router',
  `
import { AutoRouter, error, html, json, withParams } from 'itty-router';
import type { IRequest } from 'itty-router';
import { Pool } from 'pg';

const pool = new Pool();
const router = AutoRouter({ base: '/api', before: [withParams] });
router.all('*', (request) => {
  if (!['a', 'b'].includes(request.query.known)) return error(400);
});
router.get('/items/:id', async (request) => {
  await pool.query('SELECT ' + request.params.id); // sink sql
  await pool.query('SELECT ' + request.query.known); // quiet - checked before
  await pool.query('SELECT ' + request.query.other); // sink sql
  await pool.query('SELECT ' + (await request.json()).name); // sink sql
  if (request.query.html) return html('<p>' + request.query.other); // sink html
  return json({ text: request.query.other }); // quiet
});
export async function helper(request: IRequest) {
  await pool.query('SELECT ' + request.headers.get('x-column')); // sink sql
}
export default router;
`,
);

fixture(
  'micro',
  `
import { createServer } from 'node:http';
import { json, send, serve, text } from 'micro';
import { Pool } from 'pg';

const pool = new Pool();
createServer(
  serve(async (req, res) => {
    const body = await json(req);
    await pool.query('SELECT ' + body.column); // sink sql
    await pool.query('SELECT ' + Number(body.column)); // quiet
    await pool.query('SELECT ' + req.headers['x-column']); // sink sql
    if (req.url === '/a') return send(res, 200, '<p>' + (await text(req))); // sink html
    if (req.url === '/b') return { text: '<p>' + (await text(req)) }; // quiet - JSON
    return '<p>' + (await text(req)); // sink html
  }),
).listen(80);
`,
);

fixture(
  'Elysia',
  `
import { Elysia, redirect, t } from 'elysia';
import { MongoClient } from 'mongodb';
import { Pool } from 'pg';

const pool = new Pool();
const users = new MongoClient('mongodb://localhost').db().collection('users');
const plugin = new Elysia({ prefix: '/users' }).get('/:id', async ({ params }) => {
  await pool.query('SELECT ' + params.id); // sink sql
});
new Elysia()
  .use(plugin)
  .derive(({ headers }) => ({ column: headers['x-column'], count: Number(headers['x-count']) }))
  .onBeforeHandle(({ query, status }) => {
    if (!['a', 'b'].includes(query.known)) return status(400, 'no');
  })
  .get('/list', async ({ query, column, count, path, cookie }) => {
    await pool.query('SELECT ' + query.known); // quiet - checked before
    await pool.query('SELECT ' + query.other); // sink sql
    await pool.query('SELECT ' + column); // sink sql
    await pool.query('SELECT ' + count); // quiet
    await pool.query('SELECT ' + cookie.tenant.value); // sink sql
    return redirect(query.to); // sink redirect
  })
  .post(
    '/typed',
    async ({ body, set }) => {
      await users.findOne({ name: body.name }); // quiet - a text
      await pool.query('SELECT ' + body.name); // sink sql
      await pool.query('SELECT ' + body.age); // quiet
      set.headers.location = body.name; // sink redirect
    },
    { body: t.Object({ name: t.String(), age: t.Number() }) },
  )
  .post('/open', async ({ body }) => {
    await users.findOne({ name: body.name }); // sink document-query
  })
  .guard({ query: t.Object({ size: t.Number() }) }, (app) =>
    app.get('/sized', async ({ query }) => {
      await pool.query('SELECT ' + query.size); // quiet
      await pool.query('SELECT ' + query.other); // sink sql
    }),
  )
  .listen(3000);
`,
);
