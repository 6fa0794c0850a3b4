import rule from '../../src/rules/require-csrf-protection.js';
import { ruleTester } from './tester.js';

const filename = 'src/app.ts';
const one = [{ messageId: 'endpoint' as const }];

interface Parts {
  readonly cookie?: string;
  readonly before?: string;
  readonly parser?: string;
  readonly route?: string;
  readonly body?: string;
}

/** A service with a session, a guard that asks it, and one state change. */
function withSession({
  cookie = '',
  before = '',
  parser = 'express.urlencoded({ extended: false })',
  route = "app.post('/name',",
  body = "await pool.query('UPDATE users SET name = $1 WHERE id = $2', [req.body.name, req.session.userId]);",
}: Parts): string {
  return `import csurf from 'csurf';
import express from 'express';
import session from 'express-session';
import jwt from 'jsonwebtoken';
import passport from 'passport';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.use(${parser});
app.use(session({ secret: process.env.SECRET, ${cookie} }));
app.use((req, res, next) => (req.session.userId ? next() : res.sendStatus(401)));
${before}
${route} async (req, res) => {
  ${body}
  res.sendStatus(204);
});
app.listen(3000);
`;
}

ruleTester.run('require-csrf-protection: sessions', rule, {
  valid: [
    { name: 'lax', filename, code: withSession({ cookie: "cookie: { sameSite: 'lax' }" }) },
    { name: 'from a setting', filename, code: withSession({ cookie: 'cookie: { sameSite: process.env.SAME_SITE }' }) },
    { name: 'a token is asked for', filename, code: withSession({ before: 'app.use(csurf());' }) },
    {
      name: 'the origin is compared',
      filename,
      code: withSession({
        before:
          "app.use((req, res, next) => (req.get('origin') === 'https://app.example' ? next() : res.sendStatus(403)));",
      }),
    },
    {
      name: 'one of several origins',
      filename,
      code: withSession({
        before: `const ORIGINS = ['https://app.example'];
app.use((req, res, next) => { if (!ORIGINS.includes(req.headers.origin ?? '')) return res.sendStatus(403); next(); });`,
      }),
    },
    {
      name: 'a bearer token as well',
      filename,
      code: withSession({
        before:
          'app.use((req, res, next) => { jwt.verify(req.headers.authorization ?? "", process.env.KEY); next(); });',
      }),
    },
    { name: 'a guard of a library', filename, code: withSession({ before: "app.use(passport.authenticate('jwt'));" }) },
    {
      name: 'a method that needs a preflight',
      filename,
      code: withSession({ route: "app.put('/name'," }),
    },
    {
      name: 'a body that no form can send',
      filename,
      code: withSession({ parser: 'express.json()' }),
    },
    {
      name: 'it only reads',
      filename,
      code: withSession({ body: "await pool.query('SELECT name FROM users WHERE id = $1', [req.session.userId]);" }),
    },
    {
      name: 'no session in force',
      filename,
      code: withSession({}).replace(/^app\.use\(session.*$/m, ''),
    },
  ],
  invalid: [
    {
      name: 'no attribute',
      filename,
      code: withSession({}),
      errors: [
        {
          messageId: 'endpoint',
          line: 13,
          data: {
            message:
              "`POST /name` knows its caller by the session of `session()` (src/app.ts:10), which browsers send with requests of every site, and nothing checks where the request comes from. Set `sameSite: 'lax'` or `'strict'`, or check a token or the Origin header before this handler.",
          },
        },
      ],
    },
    { name: 'none', filename, code: withSession({ cookie: "cookie: { sameSite: 'none' }" }), errors: one },
    {
      name: 'a token for another route only',
      filename,
      code: withSession({ before: "app.post('/safe', csurf(), (req, res) => { res.end(); });" }),
      errors: [
        {
          messageId: 'endpoint',
          data: {
            message:
              "`POST /name` knows its caller by the session of `session()` (src/app.ts:10), which browsers send with requests of every site, and nothing checks where the request comes from; `POST /safe` uses `csurf()` (src/app.ts:12). Put it before this handler, or set `sameSite: 'lax'`.",
          },
        },
      ],
    },
    {
      name: 'the origin is only logged',
      filename,
      code: withSession({ before: "app.use((req, res, next) => { console.info(req.get('origin')); next(); });" }),
      errors: one,
    },
    {
      name: 'what every page may set is compared',
      filename,
      code: withSession({
        before: "app.use((req, res, next) => (req.get('user-agent') === 'bot' ? res.sendStatus(403) : next()));",
      }),
      errors: one,
    },
    {
      name: 'JSON is parsed, but no body is needed',
      filename,
      code: withSession({
        parser: 'express.json()',
        body: "await pool.query('DELETE FROM users WHERE id = $1', [req.session.userId]);",
      }),
      errors: one,
    },
    {
      name: 'passport takes the caller from the session',
      filename,
      code: withSession({
        before:
          'app.use(passport.session()); app.use((req, res, next) => (req.isAuthenticated() ? next() : res.sendStatus(401)));',
        body: "await pool.query('DELETE FROM users WHERE id = $1', [req.user.id]);",
      }),
      errors: one,
    },
  ],
});

/** A service that signs callers in with a cookie of its own. */
function withCookie(options: string, source = 'req.cookies.token'): string {
  return `import bcrypt from 'bcrypt';
import cookieParser from 'cookie-parser';
import express from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.use(express.urlencoded({ extended: false }), cookieParser());
app.post('/login', async (req, res) => {
  const { rows } = await pool.query('SELECT id, hash FROM users WHERE email = $1', [req.body.email]);
  if (!(await bcrypt.compare(req.body.password, rows[0].hash))) return res.sendStatus(401);
  res.cookie('token', jwt.sign({ sub: rows[0].id }, process.env.KEY), ${options});
  res.sendStatus(204);
});
app.use((req, res, next) => {
  try { req.user = jwt.verify(${source}, process.env.KEY); next(); } catch { res.sendStatus(401); }
});
app.post('/name', async (req, res) => {
  await pool.query('UPDATE users SET name = $1', [req.body.name]);
  res.sendStatus(204);
});
app.listen(3000);
`;
}

ruleTester.run('require-csrf-protection: cookies of one’s own', rule, {
  valid: [
    { name: 'strict', filename, code: withCookie("{ httpOnly: true, sameSite: 'strict' }") },
    { name: 'options that are not known', filename, code: withCookie('OPTIONS') },
    { name: 'set, but not what the guard reads', filename, code: withCookie('{}', 'req.headers.authorization') },
    { name: 'set by somebody else', filename, code: withCookie('{}', 'req.cookies.other') },
  ],
  invalid: [
    {
      name: 'no attribute',
      filename,
      code: withCookie('{ httpOnly: true }'),
      errors: [
        {
          messageId: 'endpoint',
          line: 18,
          data: {
            message:
              "`POST /name` knows its caller by the cookie `token` (src/app.ts:12), which browsers send with requests of every site, and nothing checks where the request comes from. Set `sameSite: 'lax'` or `'strict'`, or check a token or the Origin header before this handler.",
          },
        },
      ],
    },
    {
      name: 'a header may take its place',
      filename,
      code: withCookie('{}', 'req.cookies.token ?? req.headers.authorization'),
      errors: one,
    },
  ],
});

const fastify = (cookie: string, hook = ''): string => `import Fastify from 'fastify';
import session from '@fastify/session';
import csrf from '@fastify/csrf-protection';
import { Pool } from 'pg';
const pool = new Pool();
const app = Fastify();
app.register(session, { secret: 's', cookie: { ${cookie} } });
app.register(csrf);
app.addHook('onRequest', async (request, reply) => { if (!request.session.userId) return reply.code(401).send(); });
app.post('/leave', { ${hook} }, async (request) => { await pool.query('DELETE FROM users WHERE id = $1', [request.session.userId]); });
`;

const koa = (options: string): string => `import Koa from 'koa';
import Router from '@koa/router';
import session from 'koa-session';
import { Pool } from 'pg';
const pool = new Pool();
const app = new Koa();
app.use(session(${options}, app));
const router = new Router();
router.post('/leave', async (ctx) => {
  if (!ctx.session.userId) ctx.throw(401);
  await pool.query('DELETE FROM users WHERE id = $1', [ctx.session.userId]);
});
app.use(router.routes());
`;

ruleTester.run('require-csrf-protection: Fastify and Koa', rule, {
  valid: [
    { filename, code: fastify("sameSite: 'lax'") },
    { filename, code: fastify('', 'onRequest: app.csrfProtection') },
    { filename, code: koa("{ sameSite: 'lax' }") },
  ],
  invalid: [
    { filename, code: fastify(''), errors: one },
    { filename, code: koa('{}'), errors: one },
  ],
});

/** A Fastify service with parsers and a route that stores what it is sent. */
const parsed = (parsers: string, schema: string): string => `import Fastify from 'fastify';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import session from '@fastify/session';
import { Pool } from 'pg';
const pool = new Pool();
const app = Fastify();
app.register(session, { secret: 's', cookie: {} });
${parsers}
app.addHook('onRequest', async (request, reply) => { if (!request.session.userId) return reply.code(401).send(); });
app.post('/name', { schema: { ${schema} } }, async (request) => {
  await pool.query('UPDATE users SET data = $1 WHERE id = $2', [{ ...request.body }, request.session.userId]);
});
`;
const OBJECT = "body: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }";

ruleTester.run('require-csrf-protection: parsers of Fastify', rule, {
  valid: [
    { name: 'only JSON can be an object', filename, code: parsed('', OBJECT) },
    { name: 'files are no body unless asked for', filename, code: parsed('app.register(multipart);', OBJECT) },
    {
      name: 'a parser of something that no form sends',
      filename,
      code: parsed("app.addContentTypeParser('application/xml', parse);", OBJECT),
    },
  ],
  invalid: [
    { name: 'a text is a body, too', filename, code: parsed('', ''), errors: one },
    { name: 'forms are parsed', filename, code: parsed('app.register(formbody);', OBJECT), errors: one },
    {
      name: 'forms with files are parsed into the body',
      filename,
      code: parsed('app.register(multipart, { attachFieldsToBody: true });', OBJECT),
      errors: one,
    },
    {
      name: 'a parser of everything',
      filename,
      code: parsed("app.addContentTypeParser('*', parse);", OBJECT),
      errors: one,
    },
    {
      name: 'the handler runs whatever the schema says',
      filename,
      code: parsed('', OBJECT).replace('{ schema', '{ attachValidation: true, schema'),
      errors: one,
    },
  ],
});

const made = (options: string): string => `import csurf from 'csurf'; export const protect = csurf({ ${options} });`;
const double = (options: string): string =>
  `import { doubleCsrf } from 'csrf-csrf'; export const { doubleCsrfProtection } = doubleCsrf({ getSecret: () => process.env.S, getSessionIdentifier: (req) => req.session.id, ${options} });`;
const hono = (origin: string): string =>
  `import { Hono } from 'hono'; import { csrf } from 'hono/csrf'; const app = new Hono(); app.use(csrf({ origin: ${origin} }));`;
const kit = (csrf: string): string =>
  `const config = { kit: { adapter: adapter(), csrf: ${csrf} } }; export default config;`;

ruleTester.run('require-csrf-protection: switched off', rule, {
  valid: [
    { name: 'methods that change nothing', filename, code: made("ignoreMethods: ['GET', 'HEAD', 'OPTIONS', 'TRACE']") },
    { name: 'only some requests', filename, code: double("skipCsrfProtection: (req) => req.path === '/hook'") },
    { name: 'Hono: a look at the origin', filename, code: hono("(origin) => origin === 'https://app.example'") },
    { name: 'SvelteKit: on', filename: 'svelte.config.js', code: kit('{ checkOrigin: true }') },
    {
      name: 'SvelteKit: by environment',
      filename: 'svelte.config.js',
      code: kit("{ checkOrigin: process.env.MODE === 'x' }"),
    },
    {
      name: 'SvelteKit: one more origin',
      filename: 'svelte.config.js',
      code: kit("{ trustedOrigins: ['https://pay.example'] }"),
    },
    { name: 'another file', filename, code: kit('{ checkOrigin: false }') },
  ],
  invalid: [
    {
      name: 'POST is ignored',
      filename,
      code: made("ignoreMethods: ['GET', 'HEAD', 'OPTIONS', 'POST']"),
      errors: [
        {
          messageId: 'endpoint',
          data: {
            message:
              '`csurf` does not look at POST requests, which every site can make a browser send. Except only what changes nothing, and routes that no browser calls.',
          },
        },
      ],
    },
    {
      name: 'POST is ignored by name of a constant',
      filename,
      code: `const M = ['GET', 'POST'];${double('ignoredMethods: M')}`,
      errors: one,
    },
    {
      name: 'everything is skipped',
      filename,
      code: double('skipCsrfProtection: () => true'),
      errors: [
        {
          messageId: 'endpoint',
          data: {
            message:
              '`doubleCsrf` lets every request pass. Except only what changes nothing, and routes that no browser calls.',
          },
        },
      ],
    },
    { name: 'Hono: every origin', filename, code: hono('() => true'), errors: one },
    {
      name: 'SvelteKit: off',
      filename: 'svelte.config.js',
      code: kit('{ checkOrigin: false }'),
      errors: [
        {
          messageId: 'endpoint',
          data: {
            message:
              '`checkOrigin` lets forms of every site post to this service with the cookies of the visitor. Leave the check of the origin on, and list the origins that may.',
          },
        },
      ],
    },
    {
      name: 'SvelteKit: all trusted',
      filename: 'svelte.config.js',
      code: kit("{ trustedOrigins: ['*'] }"),
      errors: one,
    },
  ],
});
