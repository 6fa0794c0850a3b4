import { marked } from './marked.js';
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

const TOKENS = `import express from 'express';
import jwt from 'jsonwebtoken';
const app = express();
const sign = (sub: unknown) => jwt.sign({ sub }, process.env.KEY!, { expiresIn: '1h' });
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
const SIGNED = `import { Body, Controller, Get, Module, Patch, Post, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { JwtService } from '@nestjs/jwt';
import { AuthGuard } from '@nestjs/passport';
import { ThrottlerGuard } from '@nestjs/throttler';
import bcrypt from 'bcrypt';
class Own extends ThrottlerGuard {
  override async canActivate(context: never) { try { return await super.canActivate(context); } catch (error) { if (String(error)) throw error; return true; } }
}
class Other extends ThrottlerGuard { override async canActivate() { return true; } }
declare function find(): Promise<{ password: string }>;
`;
const signed = (members: string) =>
  `${SIGNED}@Controller() class Login { constructor(private readonly jwt: JwtService) {}\n${members} }\n${NEST_END}`;
const AT = SIGNED.split('\n').length + 1;
const compares = "(@Body() body: { password: string }) { return bcrypt.compare(body.password, 'x'); }";
const hashes = '(@Body() body: { password: string }) { return bcrypt.hash(body.password, 10); }';

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
      name: 'a new token for an old one',
      filename,
      code: `${TOKENS}app.post('/refresh', (req, res) => { const old = jwt.verify(String(req.body.token), process.env.KEY!, { algorithms: ['HS256'] }); res.json(sign(old.sub)); });${END}`,
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
    {
      name: 'Nest: a guard of our own that asks the throttler',
      filename,
      code: signed(`@UseGuards(Own) @Post() login${compares}`),
    },
    {
      name: 'who is signed in gets another token, or sets a password of her own',
      filename,
      code: signed(
        `@UseGuards(AuthGuard('jwt')) @Get() renew() { return this.jwt.sign({}); }\n@UseGuards(AuthGuard('jwt')) @Patch() change${hashes}`,
      ),
    },
    {
      name: 'the same token for everybody',
      filename,
      code: signed(`@Get() info() { return this.jwt.sign({ id: 'demo' }); }`),
    },
    {
      name: 'what is hashed again is stored already',
      filename,
      code: signed(`@Post() async touch() { const user = await find(); return bcrypt.hash(user.password, 10); }`),
    },
  ],
  invalid: [
    {
      name: 'Nest: a guard of our own that replaces the throttler',
      filename,
      code: signed(`@UseGuards(Other) @Post() login${compares}`),
      errors: [{ messageId: 'endpoint', line: AT }],
    },
    {
      name: 'who is signed in may guess the old password, and a guard that takes the password is a login',
      filename,
      code: signed(
        `@UseGuards(AuthGuard('jwt')) @Patch() change${compares}\n@UseGuards(AuthGuard('local')) @Post() login() { return this.jwt.sign({}); }`,
      ),
      errors: [
        { messageId: 'endpoint', line: AT },
        { messageId: 'endpoint', line: AT + 1 },
      ],
    },
    {
      name: 'a token for a code of the client, for a new account, and a password that is set',
      filename,
      code: signed(
        `@Get() exchange(@Body() body: { code: string }) { return this.jwt.sign({ id: body.code }); }\n@Post() join() { return this.jwt.sign({ id: 'demo' }); }\n@Post('set') set${hashes}`,
      ),
      errors: [
        { messageId: 'endpoint', line: AT },
        { messageId: 'endpoint', line: AT + 1 },
        { messageId: 'endpoint', line: AT + 2 },
      ],
    },
    {
      name: 'a token for whoever asks',
      filename,
      code: `${TOKENS}app.post('/token', (req, res) => { res.json(sign(req.body.id)); });${END}`,
      errors: [{ messageId: 'endpoint' }],
    },
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

marked(
  'require-rate-limit',
  'a password that a fast hash is made of',
  `import express from 'express';
import { createHash } from 'node:crypto';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.post('/enter', async (req, res) => { // report
  const digest = createHash('sha256').update(String(req.body.password)).digest('hex');
  res.json(await pool.query('SELECT id FROM users WHERE digest = $1', [digest]));
});
app.post('/find', async (req, res) => { // quiet
  const digest = createHash('sha256').update(String(req.body.text)).digest('hex');
  res.json(await pool.query('SELECT id FROM texts WHERE digest = $1', [digest]));
});
app.listen(3000);`,
);

marked(
  'require-rate-limit',
  'a limiter behind a switch of the environment',
  `${HEAD}
const open = (req: express.Request, res: express.Response, next: express.NextFunction) => next();
const limited = (limit: number) => {
  if (!process.env.LIMITED) return open;
  return rateLimit({ windowMs: 60_000, limit });
};
const noted = (name: string) => {
  if (!process.env.NOTED) return open;
  return (req: express.Request, res: express.Response, next: express.NextFunction) => { res.locals.name = name; next(); };
};
app.post('/a', limited(5), ${handler}); // quiet
app.post('/b', noted('b'), ${handler}); // report
app.listen(3000);`,
);

marked(
  'require-rate-limit',
  'codes that the program keeps, codes in a table, and payments',
  `${HEAD}
import { randomInt } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { and, eq } from 'drizzle-orm';
import Stripe from 'stripe';

const accounts = pgTable('accounts', { email: text('email'), emailCode: text('email_code'), countryCode: text('country_code') });
const db = drizzle(process.env.DB);
const stripe = new Stripe(process.env.STRIPE);
const limiter = rateLimit({ windowMs: 60_000, limit: 5 });
const codes = new Map();
const places = new Map([['a', { code: 'x' }]]);
app.post('/draw', limiter, async (req, res) => {
  codes.set(String(req.body.email), { code: String(randomInt(100000, 1000000)), until: Date.now() + 60_000 });
  res.json({ ok: true });
});
app.post('/verify', (req, res) => { // report
  const entry = codes.get(String(req.body.email));
  if (!entry || entry.code !== String(req.body.code)) return res.status(400).end();
  res.json({ ok: true });
});
app.post('/verify-slowly', limiter, (req, res) => { // quiet
  const entry = codes.get(String(req.body.email));
  if (!entry || entry.code !== String(req.body.code)) return res.status(400).end();
  res.json({ ok: true });
});
app.post('/place', (req, res) => { // quiet
  const entry = places.get(String(req.body.email));
  if (!entry || entry.code !== String(req.body.code)) return res.status(400).end();
  res.json({ ok: true });
});
app.post('/confirm', async (req, res) => { // report
  const { email, code } = req.body;
  res.json(await db.select({ email: accounts.email }).from(accounts).where(and(eq(accounts.email, email), eq(accounts.emailCode, code))).limit(1));
});
app.post('/at-home', async (req, res) => { // quiet
  const { email, code } = req.body;
  res.json(await db.select({ email: accounts.email }).from(accounts).where(and(eq(accounts.email, email), eq(accounts.countryCode, code))).limit(1));
});
app.post('/pay', async (req, res) => { // report
  res.json((await stripe.paymentIntents.create({ amount: 500, currency: 'eur' })).client_secret);
});
app.post('/pay-slowly', limiter, async (req, res) => { // quiet
  res.json((await stripe.paymentIntents.create({ amount: 500, currency: 'eur' })).client_secret);
});
app.post('/hook', async (req, res) => { // quiet
  const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], process.env.HOOK);
  if (event.type === 'charge.failed') await stripe.refunds.create({ charge: event.data.object.id });
  res.end();
});
app.listen(3000);`,
);
