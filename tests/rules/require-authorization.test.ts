import { marked } from './marked.js';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, expect, it } from 'vitest';
import rule from '../../src/rules/require-authorization.js';
import { linesIn } from './project.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const filename = 'file.ts';
const HEAD = `import express from 'express';
const app = express();
function requireUser(req, res, next) {
  if (!req.user) return res.sendStatus(401);
  next();
}
const handler = (req, res) => { res.end(); };
`;

const TRPC = `import { initTRPC, TRPCError } from '@trpc/server';
import { save, load } from './db.js';
const t = initTRPC.context<{ user: string | null }>().create();
const closed = t.procedure.use(({ ctx, next }) => { if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' }); return next(); });
`;

new RuleTester().run('require-authorization', rule, {
  valid: [
    { name: 'a guard on the route', filename, code: `${HEAD}app.post('/items', requireUser, handler);` },
    {
      name: 'nobody is guarded, so nothing says that somebody should be',
      filename,
      code: `${HEAD}app.post('/items', handler);`,
    },
    { name: 'reading', filename, code: `${HEAD}app.post('/items', requireUser, handler); app.get('/items', handler);` },
    {
      name: 'a router whose mount is not known',
      filename,
      code: `${HEAD}app.post('/items', requireUser, handler); const router = express.Router(); router.post('/', handler);`,
    },
    {
      name: 'a logout ends the session of whoever asks',
      filename,
      code: `import session from 'express-session'; ${HEAD}app.use(session({ secret: process.env.SECRET })); app.post('/items', requireUser, handler); app.post('/logout', (req, res) => { req.session.destroy(() => res.end()); });`,
    },
    {
      name: 'a logout has the browser forget its cookie',
      filename,
      code: `${HEAD}app.post('/items', requireUser, handler); app.post('/logout', (req, res) => { res.clearCookie('token').end(); });`,
    },
    {
      name: 'a logout by the token that it ends',
      filename,
      code: `import { Pool } from 'pg'; const pool = new Pool(); ${HEAD}app.post('/items', requireUser, handler); app.post('/logout', async (req, res) => { const { rows } = await pool.query('SELECT id FROM sessions WHERE refresh_token = $1', [req.body.refreshToken]); await pool.query('DELETE FROM sessions WHERE id = $1', [rows[0].id]); res.end(); });`,
    },
    {
      name: 'the handler refuses by itself',
      filename,
      code: `${HEAD}app.post('/items', requireUser, handler); app.post('/own', (req, res) => { if (!req.user) return res.sendStatus(401); res.end(); });`,
    },
    {
      name: 'a login',
      filename,
      code: `import jwt from 'jsonwebtoken';${HEAD}app.post('/items', requireUser, handler); app.post('/login', (req, res) => { res.json({ token: jwt.sign({}, 'k') }); });`,
    },
    {
      name: 'everything is guarded, with the option',
      filename,
      options: [{ scope: 'all' }],
      code: `${HEAD}app.use(requireUser); app.get('/items', handler);`,
    },
  ],
  invalid: [
    {
      name: 'a record by an id that anybody can name',
      filename,
      code: `import { Pool } from 'pg'; const pool = new Pool(); ${HEAD}app.post('/items', requireUser, handler); app.post('/leave', async (req, res) => { await pool.query('DELETE FROM sessions WHERE id = $1', [req.body.id]); res.end(); });`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'a cookie is forgotten, and somebody is told about somebody else',
      filename,
      code: `${HEAD}app.post('/items', requireUser, handler); app.post('/leave', (req, res) => { tell(req.body.member); res.clearCookie('token').end(); });`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'a session is ended, and something else with it',
      filename,
      code: `import session from 'express-session'; import { Pool } from 'pg'; const pool = new Pool(); ${HEAD}app.use(session({ secret: process.env.SECRET })); app.post('/items', requireUser, handler); app.post('/leave', (req, res) => { pool.query('DELETE FROM teams'); req.session.destroy(() => res.end()); });`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'a mutation of tRPC made of the open builder',
      filename,
      code: `${TRPC}export const app = t.router({ add: closed.mutation(() => save(1)), list: t.procedure.query(() => load()), drop: t.procedure.mutation(() => save(2)), own: closed.query(() => load()) });`,
      errors: [{ messageId: 'endpoint', line: 5, column: 107 }],
    },
    {
      name: 'a forgotten guard, with the sibling that has it',
      filename,
      code: `${HEAD}app.get('/items', requireUser, handler);\napp.delete('/items/:id', handler);`,
      errors: [
        {
          messageId: 'endpoint',
          line: 9,
          column: 5,
          endColumn: 11,
          data: {
            message:
              '`DELETE /items/:id` has no authorization guard; `GET /items` uses `requireUser` (file.ts:3). Put it before this handler, or mark the route as public on purpose.',
          },
        },
      ],
    },
    {
      name: 'a guard that comes too late, and several siblings',
      filename,
      code: `${HEAD}app.post('/early', handler);\napp.use(requireUser);\napp.post('/a', handler); app.post('/b', handler); app.post('/c', handler);`,
      errors: [
        {
          messageId: 'endpoint',
          line: 8,
          data: {
            message:
              '`POST /early` has no authorization guard; `POST /a` and 2 others use `requireUser` (file.ts:3). Put it before this handler, or mark the route as public on purpose.',
          },
        },
      ],
    },
    {
      name: 'every endpoint, also where nothing is guarded, with the option',
      filename,
      options: [{ scope: 'all' }],
      code: `${HEAD}app.get('/items', handler);`,
      errors: [
        {
          messageId: 'endpoint',
          line: 8,
          data: {
            message:
              '`GET /items` has no authorization guard. Put one before this handler, or mark the route as public on purpose.',
          },
        },
      ],
    },
  ],
});

const nest = (
  application: string,
): string => `import { CanActivate, Controller, Injectable, Module, Post, UnauthorizedException, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
@Injectable() class Signed implements CanActivate { canActivate(c) { if (!c.switchToHttp().getRequest().user) throw new UnauthorizedException(); return true; } }
@Controller('items') class Items {
  @UseGuards(Signed) @Post('a') a() {}
  @Post('b') b() {}
}
@Module({ controllers: [Items] }) class App {}
${application}`;

new RuleTester().run('require-authorization: what an application out of sight puts in force is not known', rule, {
  valid: [{ name: 'no application', filename, code: nest('') }],
  invalid: [
    {
      name: 'an application without a global guard',
      filename,
      code: nest('NestFactory.create(App);'),
      errors: [{ messageId: 'endpoint', line: 6 }],
    },
  ],
});

const stub = (
  body: string,
): string => `import { Body, CanActivate, Controller, Injectable, Module, Post, SetMetadata, UnauthorizedException } from '@nestjs/common';
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
import { Pool } from 'pg'; import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();
@Injectable() class Signed implements CanActivate {
  constructor(private reflector: Reflector) {}
  canActivate(c) {
    if (this.reflector.getAllAndOverride('public', [c.getHandler(), c.getClass()])) return true;
    if (!c.switchToHttp().getRequest().user) throw new UnauthorizedException();
    return true;
  }
}
@Controller('items') class Items {
  @Post('a') a() { return 'a'; }
  @SetMetadata('public', true) @Post('b') async b(@Body('id') id: string) { ${body} }
}
@Module({ controllers: [Items], providers: [{ provide: APP_GUARD, useClass: Signed }] }) class App {}
NestFactory.create(App);`;

new RuleTester().run('require-authorization: routes that a mark opens', rule, {
  valid: [
    { name: 'a stub', filename, code: stub(`return 'later';`) },
    {
      name: 'a search that is sent by POST',
      filename,
      code: stub(`return prisma.item.findUnique({ where: { id } });`),
    },
  ],
  invalid: [
    {
      name: 'one that does something',
      filename,
      code: stub(`return new Pool().query('DELETE FROM items');`),
      errors: [{ messageId: 'endpoint', line: 14 }],
    },
    {
      name: 'one that changes what it has looked up',
      filename,
      code: stub(
        `const item = await prisma.item.findUnique({ where: { id } }); return prisma.item.update({ where: { id: item.id }, data: { seen: true } });`,
      ),
      errors: [{ messageId: 'endpoint', line: 14 }],
    },
  ],
});

const gateway = (
  guard: string,
): string => `import { CanActivate, Injectable, Module, UnauthorizedException, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
@Injectable() class Signed implements CanActivate { canActivate(c) { if (!c.switchToWs().getClient().user) throw new UnauthorizedException(); return true; } }
@WebSocketGateway() class Chat {
  ${guard} @SubscribeMessage('say') say(client, data) { return data; }
  @SubscribeMessage('ban') ban(client, data) { return data; }
}
@Module({ providers: [Chat] }) class App {}
NestFactory.create(App);`;

new RuleTester().run('require-authorization: messages', rule, {
  valid: [{ name: 'none of them is guarded', filename, code: gateway('') }],
  invalid: [
    {
      name: 'one of them is',
      filename,
      code: gateway('@UseGuards(Signed)'),
      errors: [
        {
          messageId: 'endpoint',
          line: 7,
          data: {
            message:
              '`SOCKET ban` has no authorization guard; `SOCKET say` uses `Signed` (file.ts:4). Put it before this handler, or mark the route as public on purpose.',
          },
        },
      ],
    },
  ],
});

const ROUTE = `
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { toNextJsHandler } from 'better-auth/next-js';
import { auth, router } from './server';
const timed = (handler: (req: Request) => Promise<Response>) => async (req: Request) => {
  try { return await handler(req); } finally { console.log('done'); }
};
`;
const GUARDED = `
import { initTRPC, TRPCError } from '@trpc/server';
const t = initTRPC.context<{ user?: { id: string } }>().create();
const guarded = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx });
});
export const router = t.router({ a: guarded.mutation(() => 1), b: guarded.query(() => 2) });
export const auth = {};
`;
it('require-authorization: what a library answers by means of its own', () => {
  const files = { 'app/api/open/server.ts': GUARDED };
  const lines = (text: string) =>
    linesIn('require-authorization', 'app/api/open/route.ts', { ...files, 'app/api/open/route.ts': text });
  expect(
    lines(`${ROUTE}export const POST = timed((req) => fetchRequestHandler({ endpoint: '/', req, router }));`),
  ).toEqual([]);
  expect(lines(`${ROUTE}const { POST: answer } = toNextJsHandler(auth);\nexport const POST = timed(answer);`)).toEqual(
    [],
  );
  expect(
    lines(
      `${ROUTE}export const POST = timed(async (req) => { await fetch('https://mail.internal/', { method: 'POST', body: await req.text() }); return Response.json({}); });`,
    ),
  ).toEqual([8]);
});

marked(
  'require-authorization',
  'what is about a cookie, what only reads, and what sends a link',
  `'use server';
import { randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { PrismaClient } from '@prisma/client';
import { auth } from '@clerk/nextjs/server';
const db = new PrismaClient();
export async function own() { const { userId } = await auth(); if (!userId) throw new Error('no'); await db.item.deleteMany({ where: { userId } }); } // quiet
export async function empty() { const id = (await cookies()).get('cart')?.value; await db.cart.update({ where: { id }, data: { items: [] } }); } // quiet
export async function list() { return db.product.findMany(); } // quiet
export async function shops() { return db.shop.findMany(); } // quiet
export async function requestPassword(email: string) { const token = randomBytes(20).toString('hex'); await db.user.update({ where: { email }, data: { token } }); } // quiet
export async function remove(id: string) { await db.item.delete({ where: { id } }); } // report
`,
  'app/actions.ts',
);

marked(
  'require-authorization',
  'guards that call back, and turn away with an error of http-errors or boom',
  `
import Boom from '@hapi/boom';
import { PrismaClient } from '@prisma/client';
import express, { type NextFunction, type Request, type Response } from 'express';
import createHttpError from 'http-errors';
import jwt from 'jsonwebtoken';

const prisma = new PrismaClient();
const app = express();
const isSignedIn = (req: Request, res: Response, next: NextFunction) => {
  jwt.verify(req.headers.authorization ?? '', String(process.env.KEY), async (error, claims) => {
    if (error) return next(createHttpError(403, 'no'));
    const user = await prisma.user.findUnique({ where: { id: String(claims?.sub) } });
    if (!user) return next(new createHttpError.Unauthorized());
    next();
  });
};
const isKnown = (req: Request, res: Response, next: NextFunction) => {
  if (!req.headers.authorization) throw Boom.unauthorized('no');
  jwt.verify(req.headers.authorization, String(process.env.KEY));
  next();
};
const isThere = (req: Request, res: Response, next: NextFunction) => {
  if (!req.headers.authorization) return next(createHttpError(404, 'no'));
  next();
};
app.delete('/a/:id', isSignedIn, async (req, res) => { await prisma.item.delete({ where: { id: req.params.id } }); res.end(); }); // quiet
app.delete('/b/:id', isKnown, async (req, res) => { await prisma.item.delete({ where: { id: req.params.id } }); res.end(); }); // quiet
app.delete('/c/:id', isThere, async (req, res) => { await prisma.item.delete({ where: { id: req.params.id } }); res.end(); }); // report
`,
);

marked(
  'require-authorization',
  'a logout that tells its store, by what the cookie or the session of the sender says',
  `
import cookieSession from 'cookie-session';
import { PrismaClient } from '@prisma/client';
import express, { type NextFunction, type Request, type Response } from 'express';
const prisma = new PrismaClient();
const app = express();
app.use(cookieSession({ secret: process.env.SECRET }));
const isSignedIn = (req: Request, res: Response, next: NextFunction) => { if (!req.session?.id) return res.sendStatus(401); next(); };
app.post('/items', isSignedIn, async (req, res) => { await prisma.item.create({ data: { name: 'new' } }); res.end(); }); // quiet
app.delete('/logout', (req, res) => { // quiet
  const id = req.session?.id;
  req.session = null;
  if (!id) return res.end();
  prisma.session.delete({ where: { id } }).then(() => res.end());
});
app.delete('/session/logout', async (req, res) => { await prisma.session.delete({ where: { id: req.body.id } }); res.end(); }); // report
`,
);

marked(
  'require-authorization',
  'a server action that has the browser forget its cookie',
  `'use server';
import { cookies } from 'next/headers';
import { PrismaClient } from '@prisma/client';
import { auth } from '@clerk/nextjs/server';
const db = new PrismaClient();
export async function own() { const { userId } = await auth(); if (!userId) throw new Error('no'); await db.item.deleteMany({ where: { userId } }); } // quiet
export async function forget() { (await cookies()).delete('cart'); } // quiet
export async function forgetAll() { (await cookies()).delete('cart'); await db.cart.deleteMany({}); } // report
`,
  'app/leaving.ts',
);

const reading = (queries: readonly string[]): string => `
import { Arg, Authorized, buildSchema, Mutation, Query, Resolver } from 'type-graphql';
import { Pool } from 'pg';
const pool = new Pool();
@Resolver()
class Items {
  @Authorized() @Mutation(() => Boolean) async add(@Arg('id') id: string) { await pool.query('DELETE FROM venues WHERE id = $1', [id]); return true; } // quiet
  ${queries.join('\n  ')}
}
buildSchema({ resolvers: [Items], authChecker: ({ context }) => Boolean(context.user) });
`;
const query = (name: string, statement: string): string =>
  `@Query(() => [String]) ${name}(@Arg('id') id: string) { return pool.query('${statement}', [id]); }`;
const VENUE = 'SELECT name, town, author_id FROM venues WHERE id = $1';
const guardedQueries = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `@Authorized() ${query(name, VENUE)} // quiet`);

marked(
  'require-authorization',
  'queries in an application that guards half of them: what its fields say is for everybody may be open',
  reading([
    ...guardedQueries('a', 'b', 'c', 'd', 'e', 'f'),
    `${query('venue', VENUE)} // quiet`,
    `${query('venueAgain', VENUE)} // quiet`,
    `${query('genre', 'SELECT name FROM genres WHERE id = $1')} // quiet`,
    `@Authorized() ${query('sum', 'SELECT total FROM sums WHERE id = $1')} // quiet`,
    `${query('sumOpen', 'SELECT total FROM sums WHERE id = $1')} // report`,
    `${query('account', 'SELECT name, password FROM accounts WHERE id = $1')} // report`,
    `${query('invoice', 'SELECT total, customer_id FROM invoices WHERE id = $1')} // report`,
  ]),
);

marked(
  'require-authorization',
  'queries in an application that guards nearly all of them',
  reading([...guardedQueries('a', 'b', 'c', 'd'), `${query('venue', VENUE)} // report`]),
);

marked(
  'require-authorization',
  'a server of which nothing is known answers by itself, when it is given the request and what answers it',
  `
import Fastify from 'fastify';
import { Server } from '@tus/server';

const app = Fastify();
const uploads = new Server({ path: '/files' });
const items: unknown[] = [];
const known = async (request, reply) => {
  if (request.headers['x-key'] !== process.env.API_KEY) return reply.code(401).send();
};
app.delete('/a', { onRequest: known }, async () => ({ gone: items.splice(0).length })); // quiet
app.post('/b', async (request, reply) => { await uploads.handle(request.raw, reply.raw); }); // quiet
app.post('/c', async (request, reply) => { uploads.emit('created', request.raw); items.push(request.body); return reply.send({}); }); // report
`,
);

marked(
  'require-authorization',
  'queries and mails on the way in, and a signature whose failure leaves',
  `
import express from 'express';
import jwt from 'jsonwebtoken';
import nodemailer from 'nodemailer';
import { Pool } from 'pg';
import Stripe from 'stripe';
import { code } from './out-of-sight';
const pool = new Pool();
const stripe = new Stripe(process.env.STRIPE_KEY!);
const mails = nodemailer.createTransport({});
const app = express();
const guard = (req, res, next) => {
  try { jwt.verify(String(req.headers.authorization), process.env.KEY!, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); }
};
app.post('/notes', guard, async (req, res) => { await pool.query('DELETE FROM notes'); res.end(); }); // quiet
app.post('/login/send-code', async (req, res) => { // quiet
  await pool.query('INSERT INTO codes (email, code) VALUES ($1, $2)', [req.body.email, code()]);
  await mails.sendMail({ to: req.body.email, text: code() });
  res.end();
});
app.post('/news/send', async (req, res) => { // report
  await pool.query('INSERT INTO news (email, text) VALUES ($1, $2)', [req.body.email, code()]);
  await mails.sendMail({ to: req.body.email, text: code() });
  res.end();
});
app.post('/paid', express.raw({ type: '*/*' }), async (req, res) => { // quiet
  let event: Stripe.Event | undefined;
  try {
    event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature']!, process.env.SIGNING!);
  } catch (error) {
    if (error instanceof Error) return res.status(400).send('no');
  }
  if (event?.type === 'checkout.session.completed') await pool.query('UPDATE users SET paid = true WHERE id = $1', [event.id]);
  return res.end();
});
app.post('/paid-anyway', express.raw({ type: '*/*' }), async (req, res) => { // report
  try {
    stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature']!, process.env.SIGNING!);
  } catch (error) {
    if (error instanceof TypeError) return res.status(400).send('no');
  }
  await pool.query('UPDATE users SET paid = true WHERE id = $1', [req.body.id]);
  return res.end();
});
app.listen(3000);
`,
);
