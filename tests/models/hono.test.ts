import { fixture } from './harness.js';

fixture(
  'Hono: contexts, mounting, validators',
  `
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { validator } from 'hono/validator';
import { Pool } from 'pg';

const pool = new Pool();
const COLUMNS = ['name', 'age'];
const app = new Hono();
const sub = new Hono().basePath('/sub');

app.use('/api/*', async (c, next) => {
  if (!COLUMNS.includes(c.req.query('sort') ?? 'name')) return c.text('no', 400);
  await next();
});

const remember = createMiddleware(async (c, next) => {
  c.set('column', c.req.header('x-column'));
  await next();
});

sub.get('/list', async (c) => {
  await pool.query('SELECT ' + (c.req.query('sort') ?? 'name')); // quiet - checked by the parent
  await pool.query('SELECT ' + c.req.query('other')); // sink sql
  return c.json({});
});
app.route('/api', sub);

app.get('/remembered/:id', remember, async (c) => {
  await pool.query('SELECT ' + c.get('column')); // sink sql
  await pool.query('SELECT ' + c.var.column); // sink sql
  await pool.query('SELECT ' + c.req.param('id')); // sink sql
  await pool.query('SELECT ' + getCookie(c, 'tenant')); // sink sql
  return c.html('<p>' + c.req.query('q')); // sink html
});

app.post('/json', async (c) => {
  const { name } = await c.req.json();
  const form = await c.req.formData();
  await pool.query('SELECT ' + name); // sink sql
  await pool.query('SELECT ' + form.get('name')); // sink sql
  return c.redirect((await c.req.parseBody()).to); // sink redirect
});

app.post(
  '/validated',
  validator('json', (value, c) => {
    if (!COLUMNS.includes(value.column)) return c.text('no', 400);
    return { column: value.column, name: value.name };
  }),
  async (c) => {
    const { column, name } = c.req.valid('json');
    await pool.query('SELECT ' + column); // quiet
    await pool.query('SELECT ' + name); // sink sql
    return c.text('ok');
  },
);

app.on(['PUT', 'PATCH'], '/on', async (c) => {
  const column = c.req.query('column') ?? '';
  if (!COLUMNS.includes(column)) throw new HTTPException(400);
  await pool.query('SELECT ' + column); // quiet
  return c.body('<p>' + c.req.query('q'), 200, { 'Content-Type': 'text/html' }); // sink html
});
`,
);

fixture(
  'Hono: routes that describe themselves',
  `
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { Pool } from 'pg';

const pool = new Pool();
const app = new OpenAPIHono();

const find = createRoute({
  method: 'post',
  path: '/tasks/{id}',
  request: {
    params: z.object({ id: z.string().regex(/^[a-z]+$/) }),
    body: { content: { 'application/json': { schema: z.object({ sort: z.enum(['name', 'age']), filter: z.string() }) } } },
  },
  responses: { 200: { description: 'ok' } },
});

app.openapi(find, async (c) => {
  const { sort, filter } = c.req.valid('json');
  await pool.query('SELECT ' + sort); // quiet
  await pool.query('SELECT ' + filter); // sink sql
  await pool.query('SELECT ' + c.req.valid('param').id); // quiet
  await pool.query('SELECT ' + c.req.query('id')); // sink sql
  return c.json({});
});
`,
);
