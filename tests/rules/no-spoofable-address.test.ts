import rule from '../../src/rules/no-spoofable-address.js';
import { marked } from './marked.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-spoofable-address: headers', rule, {
  valid: [
    {
      name: 'a list of addresses, safe',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        'if (!office.has(String(req.socket.remoteAddress))) return res.sendStatus(403);',
      ),
    },
    {
      name: 'the first of several, safe',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `console.info(String(req.headers['x-forwarded-for']).split(',')[0]);`,
      ),
    },
    {
      name: 'a comparison, safe',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `if (req.get('x-tenant') !== '127.0.0.1') return res.sendStatus(403);`,
      ),
    },
    {
      name: 'a branch that goes on, safe',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `if (office.has(String(req.headers['x-forwarded-for']))) console.info('office');`,
      ),
    },
    {
      name: 'the key of a limit, safe',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        'app.use(rateLimit({ limit: 5 }));',
      ),
    },
    {
      name: 'the key of a limit of hono, safe',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        'hono.use(rateLimiter({ limit: 5, keyGenerator: (c) => c.req.path }));',
      ),
    },
  ],
  invalid: [
    {
      name: 'a list of addresses',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `if (!office.has(String(req.headers['x-forwarded-for']))) return res.sendStatus(403);`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `\`req.headers['x-forwarded-for']\` is an address that the client wrote, and access depends on it. Use the address of the connection, or that of the framework with the number of proxies it stands behind.`,
          },
        },
      ],
    },
    {
      name: 'the first of several',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `const first = String(req.headers['x-forwarded-for']).split(',')[0];
  if (!office.has(first)) throw new Error('not from the office');`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a comparison',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `if (req.get('x-real-ip') !== '127.0.0.1') return res.sendStatus(403);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'the key of a limit',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `app.use(rateLimit({ limit: 5, keyGenerator: (r) => String(r.headers['x-real-ip']) }));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'the key of a limit of hono',
      filename: 'src/app.ts',
      code: service(
        `import { rateLimit } from 'express-rate-limit';
import { Hono } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';

const office = new Set(['203.0.113.7']);
const hono = new Hono();`,
        `hono.use(rateLimiter({ limit: 5, keyGenerator: (c) => c.req.header('x-forwarded-for') ?? '' }));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

const OFFICE = "const office = new Set(['203.0.113.7']);";

const express = (setting: string): string => `import express from 'express';
${OFFICE}
const app = express();
${setting}
app.get('/admin', (req, res) => {
  if (!office.has(req.ip ?? '')) return res.sendStatus(403);
  res.json({ ok: true });
});
app.listen(3000);
`;

const fastify = (options: string): string => `import Fastify from 'fastify';
${OFFICE}
const app = Fastify(${options});
app.register(async (scope) => {
  scope.get('/admin', async (request, reply) => {
    if (!office.has(request.ip)) return reply.code(403).send();
    return { ok: true };
  });
});
`;

const koa = (made: string): string => `import Koa from 'koa';
${OFFICE}
const app = ${made}
app.use(async (ctx, next) => {
  if (!office.has(ctx.request.ip)) ctx.throw(403);
  await next();
});
`;

ruleTester.run('no-spoofable-address: servers that believe every proxy', rule, {
  valid: [
    { name: 'Express without the setting', filename: 'src/app.ts', code: express('') },
    { name: 'Express with one proxy', filename: 'src/app.ts', code: express("app.set('trust proxy', 1);") },
    { name: 'Express with a network', filename: 'src/app.ts', code: express("app.set('trust proxy', 'loopback');") },
    {
      name: 'Express, switched off again',
      filename: 'src/app.ts',
      code: express("app.enable('trust proxy'); app.disable('trust proxy');"),
    },
    { name: 'Fastify without the option', filename: 'src/app.ts', code: fastify('{ logger: true }') },
    { name: 'Fastify with a network', filename: 'src/app.ts', code: fastify("{ trustProxy: '10.0.0.0/8' }") },
    { name: 'Koa without the option', filename: 'src/app.ts', code: koa('new Koa();') },
    { name: 'Koa, set to false', filename: 'src/app.ts', code: koa('new Koa(); app.proxy = false;') },
  ],
  invalid: [
    {
      name: 'Express that trusts all',
      filename: 'src/app.ts',
      code: express("app.set('trust proxy', true);"),
      errors: [
        {
          messageId: 'flow',
          line: 6,
          data: {
            message:
              '`req.ip` is an address that the client wrote, and access depends on it. Use the address of the connection, or that of the framework with the number of proxies it stands behind.',
          },
        },
      ],
    },
    {
      name: 'Express, enabled',
      filename: 'src/app.ts',
      code: express("app.enable('trust proxy');"),
      errors: [{ messageId: 'flow', line: 6 }],
    },
    {
      name: 'Fastify that trusts all, in a plugin',
      filename: 'src/app.ts',
      code: fastify('{ trustProxy: true }'),
      errors: [{ messageId: 'flow', line: 6 }],
    },
    {
      name: 'Koa that trusts all',
      filename: 'src/app.ts',
      code: koa('new Koa({ proxy: true });'),
      errors: [{ messageId: 'flow', line: 5 }],
    },
    {
      name: 'Koa, set to true',
      filename: 'src/app.ts',
      code: koa('new Koa(); app.proxy = true;'),
      errors: [{ messageId: 'flow', line: 5 }],
    },
  ],
});

marked(
  'no-spoofable-address',
  'a limiter that counts by the address that the framework gives',
  `
import express from 'express';
import { rateLimit } from 'express-rate-limit';

const limiter = rateLimit({ windowMs: 60_000, limit: 10 });
const byConnection = rateLimit({ limit: 10, keyGenerator: (req) => String(req.socket.remoteAddress) });
const believing = express();
believing.set('trust proxy', true);
believing.use('/login', limiter); // report
believing.use('/other', byConnection); // quiet
believing.post('/login', (req, res) => void res.sendStatus(204));
believing.post('/other', (req, res) => void res.sendStatus(204));
const behindOne = express();
behindOne.set('trust proxy', 1);
behindOne.use('/login', limiter); // quiet
behindOne.post('/login', (req, res) => void res.sendStatus(204));
`,
);
