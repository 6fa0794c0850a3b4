import { fixture } from './harness.js';

fixture(
  'Koa: chains, routers, exits and answers',
  `
import Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import bodyParser from 'koa-bodyparser';
import { Pool } from 'pg';

const app = new Koa();
const pool = new Pool();
const COLUMNS = ['name', 'age'];
const router = new Router({ prefix: '/v1' });
const admin = new Router();

app.use(bodyParser());
app.use(async (ctx, next) => {
  ctx.state.sort = ctx.query.sort;
  ctx.state.limit = Number(ctx.query.limit);
  await next();
});

async function known(ctx: Context, next: Next) {
  if (!COLUMNS.includes(ctx.params.column)) {
    ctx.status = 400;
    return;
  }
  return next();
}

router.get('/list', async (ctx) => {
  await pool.query('SELECT ' + ctx.state.sort); // sink sql
  await pool.query('SELECT ' + ctx.state.limit); // quiet
});

router.post('named', '/column/:column', known, async (ctx) => {
  await pool.query('SELECT ' + ctx.params.column); // quiet
  await pool.query('SELECT ' + ctx.request.body.name); // sink sql
  await pool.query('SELECT ' + ctx.cookies.get('tenant')); // sink sql
  await pool.query('SELECT ' + ctx.get('x-a')); // sink sql
});

admin.use(async (ctx, next) => {
  ctx.assert(COLUMNS.includes(ctx.request.query.by), 400);
  await next();
});
admin.get('/', async (ctx) => {
  await pool.query('SELECT ' + ctx.query.by); // quiet
  if (!COLUMNS.includes(ctx.query.then)) ctx.throw(400);
  await pool.query('SELECT ' + ctx.query.then); // quiet
  ctx.redirect(ctx.query.to); // sink redirect
});

router.get('/page', (ctx) => {
  ctx.body = '<p>' + ctx.query.q; // sink html
});
router.get('/echo', (ctx) => {
  ctx.body = ctx.query.q; // sink html - it may begin with a tag
});
router.get('/text', (ctx) => {
  ctx.body = 'found ' + ctx.query.q; // quiet - plain text
});
router.get('/typed', (ctx) => {
  ctx.type = 'html';
  ctx.body = 'found ' + ctx.query.q; // sink html
});
router.get('/json', (ctx) => {
  ctx.body = { q: ctx.query.q }; // quiet
});

router.use('/admin', admin.routes());
app.use(router.routes()).use(router.allowedMethods());
`,
);
