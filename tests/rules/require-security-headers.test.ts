import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';
import rule from '../../src/rules/require-security-headers.js';
import { ruleTester } from './tester.js';

const filename = 'src/app.ts';
const one = [{ messageId: 'problem' as const }];
const EXPRESS = `import express from 'express';
import helmet from 'helmet';
const app = express();
`;
const ROUTE = `app.get('/orders', (req, res) => { res.json([]); });\n`;
const END = `app.listen(3000);`;

const KOA = `import Koa from 'koa';
import Router from '@koa/router';
import helmet from 'koa-helmet';
import { createServer } from 'node:http';
const app = new Koa();
const router = new Router();
router.get('/orders', (ctx) => { ctx.body = []; });
`;
const FASTIFY = `import Fastify from 'fastify';
import helmet from '@fastify/helmet';
const app = Fastify();
app.get('/orders', async () => []);
`;
const HONO = `import { Hono } from 'hono';
import { serve } from '@hono/node-server';
import { secureHeaders } from 'hono/secure-headers';
const app = new Hono();
`;
const NEST = `import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import helmet from 'helmet';
import fastifyHelmet from '@fastify/helmet';
@Controller('orders') class Orders { @Get() all() { return []; } }
@Module({ controllers: [Orders] }) class App {}
async function start() {
  const app = await NestFactory.create(App);
`;

ruleTester.run('require-security-headers: nothing in force', rule, {
  valid: [
    { name: 'helmet', filename, code: `${EXPRESS}app.use(helmet());\n${ROUTE}${END}` },
    { name: 'one protection alone', filename, code: `${EXPRESS}app.use(helmet.noSniff());\n${ROUTE}${END}` },
    {
      name: 'headers by hand',
      filename,
      code: `${EXPRESS}app.use((req, res, next) => { res.set('X-Content-Type-Options', 'nosniff'); next(); });\n${ROUTE}${END}`,
    },
    {
      name: 'middleware of which nothing is known',
      filename,
      code: `${EXPRESS}import { protect } from 'company-middleware';\napp.use(protect());\n${ROUTE}${END}`,
    },
    { name: 'an application that nobody serves', filename, code: `${EXPRESS}${ROUTE}export default app;` },
    { name: 'no endpoint', filename, code: `${EXPRESS}${END}` },
    { name: 'a test', filename: 'test/app.test.ts', code: `${EXPRESS}${ROUTE}${END}` },
    {
      name: 'a router in a package without a server',
      filename,
      code: `import { Router } from 'express';\nexport const router = Router();\nrouter.get('/orders', (req, res) => { res.json([]); });`,
    },
    {
      name: 'the plugin on the platform of an application',
      filename,
      code: `${NEST.replace('NestFactory.create(App)', 'NestFactory.create(App, adapter)').replace('async function', `import { FastifyAdapter } from '@nestjs/platform-fastify';\nconst adapter = new FastifyAdapter();\nadapter.register(fastifyHelmet);\nasync function`)}  await app.listen(3000);\n}\nvoid start();`,
    },
    { name: 'Koa with koa-helmet', filename, code: `${KOA}app.use(helmet());\napp.use(router.routes());\n${END}` },
    {
      name: 'Fastify with its plugin',
      filename,
      code: `${FASTIFY}await app.register(helmet);\nawait app.listen({ port: 3000 });`,
    },
    {
      name: 'Hono with secureHeaders',
      filename,
      code: `${HONO}app.use(secureHeaders());\napp.get('/orders', (c) => c.json([]));\nserve(app);`,
    },
    {
      name: 'NestJS with helmet',
      filename,
      code: `${NEST}  app.use(helmet());\n  await app.listen(3000);\n}\nvoid start();`,
    },
    {
      name: 'NestJS with the plugin of Fastify',
      filename,
      code: `${NEST}  await app.register(fastifyHelmet);\n  await app.listen(3000);\n}\nvoid start();`,
    },
  ],
  invalid: [
    {
      name: 'a platform with another plugin',
      filename,
      code: `${NEST.replace('NestFactory.create(App)', 'NestFactory.create(App, adapter)').replace('async function', `import { FastifyAdapter } from '@nestjs/platform-fastify';\nimport multipart from '@fastify/multipart';\nconst adapter = new FastifyAdapter();\nadapter.register(multipart);\nasync function`)}  await app.listen(3000);\n}\nvoid start();`,
      errors: [{ messageId: 'problem' }],
    },
    {
      name: 'Express',
      filename,
      code: `${EXPRESS}${ROUTE}${END}`,
      errors: [
        {
          messageId: 'problem',
          line: 3,
          column: 13,
          data: {
            message:
              'This application answers one endpoint without protective headers such as `X-Content-Type-Options` and `Strict-Transport-Security`: nothing in force before them sets any. Put `helmet()` before the routes.',
          },
        },
      ],
    },
    {
      name: 'handed to a server',
      filename,
      code: `${EXPRESS}import { createServer } from 'node:http';\n${ROUTE}createServer(app).listen(3000);`,
      errors: one,
    },
    { name: 'after the routes', filename, code: `${EXPRESS}${ROUTE}app.use(helmet());\n${END}`, errors: one },
    {
      name: 'one of two applications',
      filename,
      code: `${EXPRESS}app.use(helmet());\n${ROUTE}${END}\nconst admin = express();\nadmin.get('/metrics', (req, res) => { res.json({}); });\nadmin.listen(3001);`,
      errors: [{ messageId: 'problem', line: 7 }],
    },
    {
      name: 'Koa',
      filename,
      code: `${KOA}app.use(router.routes());\ncreateServer(app.callback()).listen(3000);`,
      errors: one,
    },
    { name: 'Fastify', filename, code: `${FASTIFY}await app.listen({ port: 3000 });`, errors: one },
    {
      name: 'Hono',
      filename,
      code: `${HONO}app.get('/orders', (c) => c.json([]));\nserve({ fetch: app.fetch, port: 3000 });`,
      errors: one,
    },
    { name: 'NestJS', filename, code: `${NEST}  await app.listen(3000);\n}\nvoid start();`, errors: one },
  ],
});

ruleTester.run('require-security-headers: switched off', rule, {
  valid: [
    { name: 'all on', filename, code: `${EXPRESS}app.use(helmet({ hsts: { maxAge: 63072000 } }));` },
    {
      name: 'not known',
      filename,
      code: `${EXPRESS}app.use(helmet({ hsts: process.env.NODE_ENV === 'production' }));`,
    },
    {
      name: 'what other sites need of an API',
      filename,
      code: `${EXPRESS}app.use(helmet({ crossOriginResourcePolicy: false }));`,
    },
    {
      name: 'frames by policy',
      filename,
      code: `${EXPRESS}app.use(helmet({ frameguard: false, contentSecurityPolicy: { directives: { frameAncestors: ["'self'"] } } }));`,
    },
    { name: 'Fastify, all on', filename, code: `${FASTIFY}await app.register(helmet, { global: true });` },
  ],
  invalid: [
    {
      name: 'two of them',
      filename,
      code: `${EXPRESS}app.use(helmet({ noSniff: false, hsts: false }));`,
      errors: [
        {
          messageId: 'problem',
          data: {
            message:
              '`helmet` is told not to send `X-Content-Type-Options`, `Strict-Transport-Security`. Leave the protection on, and loosen it for the routes that need it.',
          },
        },
      ],
    },
    {
      name: 'by another name',
      filename,
      code: `${EXPRESS}const options = { xFrameOptions: false };\napp.use(helmet(options));`,
      errors: one,
    },
    {
      name: 'for no time',
      filename,
      code: `${EXPRESS}app.use(helmet({ strictTransportSecurity: { maxAge: 0 } }));`,
      errors: one,
    },
    {
      name: 'Fastify',
      filename,
      code: `${FASTIFY}await app.register(helmet, { contentSecurityPolicy: false });`,
      errors: one,
    },
    { name: 'Hono', filename, code: `${HONO}app.use(secureHeaders({ xContentTypeOptions: false }));`, errors: one },
  ],
});

const byHand = (header: string, mark: string): string =>
  `import express from 'express';
const app = express(); // ${mark}
const other = 1; // quiet
app.use((req, res, next) => { res.setHeader('${header}', '*'); next(); });
app.get('/orders', (req, res) => { res.json([]); });
app.listen(3000);`;

marked(
  'require-security-headers',
  'a header that lets others in protects nothing',
  byHand('Access-Control-Allow-Origin', 'report'),
);

it('require-security-headers: one that protects, by hand', () => {
  expect(reportsOf('require-security-headers', byHand('X-Content-Type-Options', 'quiet'), 'src/app.ts')).toEqual([]);
});

marked(
  'require-security-headers',
  'a path that another endpoint covers as well, whose handler hands nothing on',
  `
import express from 'express';
import { harden } from './out-of-sight.js';
const open = express(); // report
open.get('/posts/:id', (req, res) => { res.json({ id: req.params.id }); });
open.get('/posts/back', (req, res) => { res.json([]); });
open.listen(3000);
const closed = express(); // quiet
closed.use(harden);
closed.get('/posts/:id', (req, res) => { res.json({ id: req.params.id }); });
closed.get('/posts/back', (req, res) => { res.json([]); });
closed.listen(3001);
`,
);

marked(
  'require-security-headers',
  'the protections of hapi are off unless asked for',
  `
import Hapi from '@hapi/hapi';
import { plugin } from './out-of-sight.js';
const open = Hapi.server({ port: 3000 }); // report
open.route({ method: 'GET', path: '/x', handler: () => 'x' });
open.start();
const closed = Hapi.server({ port: 3001, routes: { security: true } }); // quiet
closed.route({ method: 'GET', path: '/x', handler: () => 'x' });
closed.start();
const unknown = Hapi.server({ port: 3002 }); // quiet
unknown.route({ method: 'GET', path: '/x', handler: () => 'x' });
unknown.register(plugin);
unknown.start();
const later = Hapi.server({ port: 3003 }); // quiet
later.route({ method: 'GET', path: '/x', handler: () => 'x' });
later.ext('onPreResponse', (request, h) => h.continue);
later.start();
`,
);
