import rule from '../../src/rules/require-rate-limit.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import bcrypt from 'bcrypt';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
const app = express();
const strict = rateLimit({ limit: 10 });
const attempts = new RateLimiterMemory({ points: 5, duration: 60 });
const login = async (req: express.Request) => bcrypt.compare(String(req.body.password), process.env.HASH!);
`;
const LINE = HEAD.split('\n').length;
const END = '\napp.listen(3000);';
const handler = 'async (req, res) => { res.json(await login(req)); }';

const HOOK = `import bcrypt from 'bcrypt';
import express from 'express';
const app = express();
class Account {
  likes = 0;
  password = '';
  async hash() { this.password = await bcrypt.hash(this.password, 12); }
}
const accounts = { load: async (id: string) => Object.assign(new Account(), await (await fetch('https://accounts.internal/' + encodeURIComponent(id))).json()) };
`;

const FASTIFY = `import fastifyRateLimit from '@fastify/rate-limit';
import bcrypt from 'bcrypt';
import Fastify from 'fastify';
const app = Fastify();
const login = (request: { body: unknown }) => bcrypt.compare(String(request.body), process.env.HASH!);
`;

const NEST = `import { Controller, Module, Post, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SkipThrottle, ThrottlerGuard } from '@nestjs/throttler';
import bcrypt from 'bcrypt';
`;
const NEST_END = `@Module({ controllers: [Login] }) class App {}\nvoid NestFactory.create(App).then((app) => app.listen(3000));`;

ruleTester.run('require-rate-limit', rule, {
  valid: [
    { name: 'on the route', filename, code: `${HEAD}app.post('/login', strict, ${handler});${END}` },
    { name: 'before the route', filename, code: `${HEAD}app.use(strict); app.post('/login', ${handler});${END}` },
    {
      name: 'asked in the handler',
      filename,
      code: `${HEAD}app.post('/login', async (req, res) => { await attempts.consume(req.ip ?? ''); res.json(await login(req)); });${END}`,
    },
    {
      name: 'nothing to guess',
      filename,
      code: `${HEAD}app.get('/version', (req, res) => { res.json({ version: 1 }); });${END}`,
    },
    {
      name: 'Fastify: the plugin before the route',
      filename,
      code: `${FASTIFY}await app.register(fastifyRateLimit, { max: 5 });\napp.post('/login', async (request) => login(request));`,
    },
    {
      name: 'Nest: the guard',
      filename,
      code: `${NEST}@UseGuards(ThrottlerGuard) @Controller() class Login { @Post() login() { return bcrypt.compare('', ''); } }\n${NEST_END}`,
    },
    {
      name: 'a hook of the entity hashes what is stored already',
      filename,
      code: `${HOOK}app.post('/like', async (req, res) => { const account = await accounts.load(String(req.body.id)); account.likes++; await account.hash(); res.json(account.likes); });${END}`,
    },
  ],
  invalid: [
    {
      name: 'a hook of the entity hashes what the client sent',
      filename,
      code: `${HOOK}app.post('/join', async (req, res) => { const account = new Account(); account.password = req.body.password; await account.hash(); res.json(account.likes); });${END}`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'no limiter',
      filename,
      code: `${HEAD}app.post('/login', ${handler});${END}`,
      errors: [
        {
          messageId: 'endpoint',
          line: LINE,
          data: {
            message:
              '`POST /login` takes a password and has no rate limit in force. Put a limiter before this handler, by account and by address.',
          },
        },
      ],
    },
    {
      name: 'others have a limiter',
      filename,
      code: `${HEAD}app.post('/login', ${handler});\napp.post('/a', strict, ${handler});\napp.post('/b', strict, ${handler});${END}`,
      errors: [
        {
          messageId: 'endpoint',
          line: LINE,
          data: {
            message: `\`POST /login\` takes a password and has no rate limit in force; \`POST /a\` and another one use \`rateLimit()\` (file.ts:${String(LINE + 1)}). Put a limiter before this handler.`,
          },
        },
      ],
    },
    {
      name: 'a limiter for another path, and one that comes too late',
      filename,
      code: `${HEAD}app.use('/account', strict);\napp.post('/login', ${handler});\napp.use(strict);${END}`,
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'Fastify: the plugin after the route, and switched off for it',
      filename,
      code: `${FASTIFY}app.post('/early', async (request) => login(request));
await app.register(fastifyRateLimit, { max: 5 });
app.post('/off', { config: { rateLimit: false } }, async (request) => login(request));`,
      errors: [
        { messageId: 'endpoint', line: 6 },
        { messageId: 'endpoint', line: 8 },
      ],
    },
    {
      name: 'Nest: taken out',
      filename,
      code: `${NEST}@UseGuards(ThrottlerGuard) @Controller() class Login {\n@SkipThrottle() @Post() login() { return bcrypt.compare('', ''); } }\n${NEST_END}`,
      errors: [{ messageId: 'endpoint', line: 6 }],
    },
  ],
});
