import { expect, it } from 'vitest';
import rule from '../../src/rules/no-state-change-on-get.js';
import { marked, reportsOf } from './marked.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';

const one = [{ messageId: 'endpoint' as const }];

function route(method: string, body: string): string {
  return `
import express from 'express';
import knexFactory from 'knex';
import mongoose, { Schema } from 'mongoose';
import nodemailer from 'nodemailer';
import { Pool } from 'pg';

const pool = new Pool();
const knex = knexFactory({ client: 'pg' });
const Article = mongoose.model('Article', new Schema({ title: String, views: Number }));
const mailer = nodemailer.createTransport(process.env.SMTP!);
const app = express();
app.${method}('/articles/:id', async (req, res) => {
  ${body}
  res.end();
});
app.listen(3000);
`;
}

/** `pages/api` answers every method. */
function webhook(line: string): string {
  return `
import mongoose, { Schema } from 'mongoose';
import Stripe from 'stripe';
import type { NextApiRequest, NextApiResponse } from 'next';

const stripe = new Stripe(process.env.STRIPE!);
const Order = mongoose.model('Order', new Schema({ paid: Boolean }));
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  ${line}
  await Order.updateOne({ _id: event.id }, { paid: true });
  res.end();
}
`;
}

ruleTester.run('no-state-change-on-get', rule, {
  valid: [
    {
      name: 'nobody can make others send a signed body',
      filename: 'pages/api/hook.ts',
      code: webhook(
        `const event = stripe.webhooks.constructEvent(req.body, String(req.headers['stripe-signature']), process.env.HOOK!);`,
      ),
    },
    route('post', `await Article.deleteOne({ _id: req.params.id });`),
    route('get', `await Article.findById(req.params.id);`),
    route('get', `await Article.updateOne({ _id: req.params.id }, { $inc: { views: 1 } });`),
    route('get', `await Article.updateOne({ _id: req.params.id }, { lastSeenAt: new Date() });`),
    route('get', `await Article.findOneAndUpdate({ kind: 1 }, { $setOnInsert: { title: 'A' } }, { upsert: true });`),
    // The way back from a provider, with a code that works once.
    route(
      'get',
      `await fetch('https://id.test/token', { method: 'POST', body: JSON.stringify({ code: req.query.code }) }); await Article.create({ title: 'A' });`,
    ),
    route('get', `await knex('log').insert({ article: req.params.id, at: new Date() });`),
    route('get', `await pool.query('SELECT * FROM articles WHERE id = $1', [req.params.id]);`),
    route('get', `await pool.query('UPDATE articles SET views = views + 1 WHERE id = $1', [req.params.id]);`),
    route('all', `if (req.method === 'POST') await Article.deleteOne({ _id: req.params.id });`),
  ],
  invalid: [
    {
      name: 'an upsert that sets something whatever it found',
      code: route('get', `await Article.findOneAndUpdate({ kind: 1 }, { $set: { title: 'A' } }, { upsert: true });`),
      errors: one,
    },
    {
      name: 'something of the request is sent elsewhere, which is no code of a provider',
      code: route(
        'get',
        `await fetch('https://id.test/token', { method: 'POST', body: JSON.stringify({ name: req.query.name }) }); await Article.create({ title: 'A' });`,
      ),
      errors: one,
    },
    {
      name: 'the same without a signature',
      filename: 'pages/api/hook.ts',
      code: webhook(`const event = req.body;`),
      errors: one,
    },
    {
      code: route('get', `await Article.deleteOne({ _id: req.params.id });`),
      errors: [
        {
          messageId: 'endpoint',
          line: 13,
          column: 5,
          data: {
            message:
              'GET /articles/:id deletes from the database (`Model.deleteOne`, file.ts:14). A link, an image or a prefetch is enough to set it off. Let POST, PUT, PATCH or DELETE do it.',
          },
        },
      ],
    },
    { code: route('get', `await Article.updateOne({ _id: req.params.id }, { title: 'x' });`), errors: one },
    { code: route('head', `await pool.query('DELETE FROM articles WHERE id = $1', [req.params.id]);`), errors: one },
    { code: route('get', `await knex('articles').insert({ title: 'x' });`), errors: one },
    { code: route('get', `await mailer.sendMail({ to: 'a@example.com', text: 'x' });`), errors: one },
    { code: route('all', `await Article.deleteOne({ _id: req.params.id });`), errors: one },
  ],
});

marked(
  'no-state-change-on-get',
  'a return from a provider with the id of a session there',
  `
import { Controller, Get, Module, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PrismaClient } from '@prisma/client';
import Stripe from 'stripe';
const prisma = new PrismaClient();
const stripe = new Stripe('x');
@Controller('checkout')
export class Checkout {
  @Get('callback') // quiet
  async callback(@Query('session') id: string) {
    try {
      const session = await stripe.checkout.sessions.retrieve(id);
      await prisma.subscription.create({ data: { id: session.id } });
    } catch (error) {
      console.error(error);
    }
  }
  @Get('before') // report
  async before(@Query('session') id: string) {
    await prisma.subscription.create({ data: { id: 'x' } });
    const session = await stripe.checkout.sessions.retrieve(id);
    return session.status;
  }
  @Get('swallowed') // report
  async swallowed(@Query('session') id: string) {
    await stripe.checkout.sessions.retrieve(id).catch(() => null);
    await prisma.subscription.create({ data: { id: 'x' } });
  }
}
@Module({ controllers: [Checkout] }) class App {}
void NestFactory.create(App).then((app) => app.listen(1));
`,
);

const controller = (method: string): string => `import { Controller, Get, Post, Param } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

@Controller('articles')
export class Articles {
  constructor(@InjectRepository(Object) private readonly rows: Repository<object>) {}

  @${method}(':id/hide')
  async hide(@Param('id') id: string) {
    await this.rows.update(id, { hidden: true });
  }
}
`;

ruleTester.run('no-state-change-on-get: a controller whose application is not in sight', rule, {
  valid: [controller('Post')],
  invalid: [{ code: controller('Get'), errors: one }],
});

/** Stores whose changing methods stand in the tables of src/models/shared/change-tables.ts. */
function stored(line: string): string {
  return `
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Client } from '@elastic/elasticsearch';
import { FieldValue, Firestore } from '@google-cloud/firestore';
import { MikroORM } from '@mikro-orm/postgresql';
import express from 'express';
import { Kysely } from 'kysely';
import nano from 'nano';
import { Model } from 'objection';

class Article extends Model {}
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const elastic = new Client({});
const fire = new Firestore();
const orm = new MikroORM({});
const kysely = new Kysely<never>({});
const couch = nano('http://couch.internal').use('articles');
const app = express();
app.get('/articles/:id', async (req, res) => {
  const { id } = req.params;
  ${line}
  res.end();
});
app.listen(3000);
`;
}

ruleTester.run('no-state-change-on-get of more stores', rule, {
  valid: [
    'await Article.query().findById(id);',
    'await orm.em.fork().findOne(Article, id);',
    "await kysely.selectFrom('articles').selectAll().execute();",
    "await fire.collection('articles').doc(id).get();",
    "await fire.collection('articles').doc(id).update({ views: FieldValue.increment(1) });",
    "await fire.collection('articles').doc(id).update({ seen: new Date() });",
    "await dynamo.send(new GetCommand({ TableName: 'articles', Key: { id } }));",
    "await dynamo.send(new UpdateCommand({ TableName: 'articles', Key: { id }, UpdateExpression: 'SET #views = #views + :one' }));",
    "await elastic.search({ index: 'articles' });",
    'await couch.get(id);',
  ].map((line) => ({ name: line, code: stored(line) })),
  invalid: [
    'await Article.query().deleteById(id);',
    "await Article.query().patchAndFetchById(id, { title: 'x' });",
    'await orm.em.fork().nativeDelete(Article, { id });',
    "await orm.em.fork().nativeUpdate(Article, { id }, { title: 'x' });",
    "await kysely.deleteFrom('articles').execute();",
    "await kysely.updateTable('articles').set({ title: 'x' }).execute();",
    "await fire.collection('articles').doc(id).delete();",
    "await fire.collection('articles').add({ title: 'x' });",
    "await dynamo.send(new DeleteCommand({ TableName: 'articles', Key: { id } }));",
    "await dynamo.send(new UpdateCommand({ TableName: 'articles', Key: { id }, UpdateExpression: 'SET title = :title' }));",
    "await elastic.delete({ index: 'articles', id });",
    "await elastic.index({ index: 'articles', document: { title: 'x' } });",
    "await couch.destroy(id, '1');",
  ].map((line) => ({ name: line, code: stored(line), errors: one })),
});

const OAUTH = `import express from 'express';
import { OAuth2Client } from 'google-auth-library';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
const client = new OAuth2Client({ clientId: 'shop' });
app.get('/callback', async (req, res) => {
  const { tokens } = await client.getToken(String(req.query.code));
  await pool.query('UPDATE users SET token = $1', [tokens]); // the callback
  res.end();
});
app.get('/unlink', async (req, res) => {
  await pool.query('UPDATE users SET token = NULL');
  res.end();
});
`;

it('no-state-change-on-get: whoever comes back from a provider of OAuth has been there', () => {
  expect(linesIn('no-state-change-on-get', 'app.ts', { 'app.ts': OAUTH })).toEqual([13]);
});

it('no-state-change-on-get: the fields that a method gives a shared instance are known wherever it is asked for', () => {
  const service = `import { google, Auth } from 'googleapis';
import { Pool } from 'pg';

const pool = new Pool();
export class Linking {
  client: Auth.OAuth2Client;
  constructor() {
    this.connect();
  }
  connect() {
    this.client = new google.auth.OAuth2({ clientId: 'shop' });
  }
  async link(code: string) {
    const { tokens } = await this.client.getToken(code);
    await pool.query('UPDATE users SET token = $1', [tokens]);
  }
  async unlink(code: string) {
    await pool.query('UPDATE users SET token = NULL WHERE code = $1', [code]);
  }
}
`;
  const app = (method: string): string => `import express from 'express';
import { container } from 'tsyringe';
import { Linking } from './service';

const app = express();
app.get('/callback', async (req, res) => {
  try {
    await container.resolve(Linking).${method}(String(req.query.code));
    res.end();
  } catch {
    res.status(500).end();
  }
});
app.listen(3000);
`;
  expect(linesIn('no-state-change-on-get', 'app.ts', { 'service.ts': service, 'app.ts': app('link') })).toEqual([]);
  expect(linesIn('no-state-change-on-get', 'app.ts', { 'service.ts': service, 'app.ts': app('unlink') })).toEqual([6]);
});

it('says what is true of an endpoint that other sites cannot call', () => {
  const [found] = reportsOf(
    'no-state-change-on-get',
    `
import express from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.get('/drop', (req, res, next) => {
  try { jwt.verify(String(req.headers.authorization), process.env.KEY!, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); }
}, async (req, res) => {
  await pool.query('DELETE FROM notes WHERE id = $1', [req.query.id]);
  res.json({});
});
app.listen(3000);
`,
    'file.ts',
  );
  expect(found?.message).toContain('Clients and proxies repeat, prefetch and cache a GET as they like.');
});

marked(
  'no-state-change-on-get',
  'what is made where it is not found, and the method that a function further in asks for',
  `
import express from 'express';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
const app = express();
app.get('/points', async (req, res) => { // quiet
  let points = await db.points.findUnique({ where: { id: 1 } });
  if (!points) points = await db.points.create({ data: { sum: 0 } });
  res.json(points);
});
app.get('/entries', async (req, res) => { // report
  const points = await db.points.findUnique({ where: { id: 1 } });
  await db.entry.create({ data: { of: points.id } });
  res.json(points);
});
app.get('/me', async (req, res) => { // quiet
  const found = await db.session.findUnique({ where: { id: req.cookies.sid } });
  if (found.expiresAt < Date.now()) await db.session.delete({ where: { id: found.id } });
  res.json(found);
});
const inner = async (req, res) => { if (req.method === 'POST') await db.entry.create({ data: {} }); res.end(); };
const careless = async (req, res) => { await db.entry.create({ data: {} }); res.end(); };
app.all('/inner', (req, res) => inner(req, res)); // quiet
app.all('/careless', (req, res) => careless(req, res)); // report
`,
);

marked(
  'no-state-change-on-get',
  'a query of tRPC, which is a GET',
  `import { initTRPC } from '@trpc/server';
import { Pool } from 'pg';
const pool = new Pool();
const t = initTRPC.create();
export const app = t.router({
  wipe: t.procedure.query(() => pool.query('DELETE FROM items')), // report
  clear: t.procedure.mutation(() => pool.query('DELETE FROM items')), // quiet
  list: t.procedure.query(() => pool.query('SELECT id FROM items LIMIT 10')), // quiet
});`,
);

marked(
  'no-state-change-on-get',
  'the way back from a provider, after which a signed token lies in a cookie',
  `
import express from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
app.get('/back', async (req, res) => { // quiet
  const answer = await fetch('https://login.example.com/token?code=' + encodeURIComponent(String(req.query.code)));
  const { sub } = await answer.json();
  await pool.query('INSERT INTO users (sub) VALUES ($1)', [sub]);
  res.cookie('token', jwt.sign({ sub }, process.env.KEY), { httpOnly: true });
  res.redirect('/');
});
app.get('/follow/:id', async (req, res) => { // report
  await pool.query('INSERT INTO follows (id) VALUES ($1)', [req.params.id]);
  res.cookie('last', String(req.params.id), { httpOnly: true });
  res.redirect('/');
});
app.listen(3000);
`,
);

marked(
  'no-state-change-on-get',
  'a return from a provider with a code, traded by openid-client 5',
  `
import express from 'express';
import { Issuer } from 'openid-client';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const app = express();
async function clientOf(config) {
  const issuer = config.issuer ? await Issuer.discover(config.issuer) : new Issuer({ issuer: 'https://id.example' });
  return new issuer.Client({ client_id: 'x', client_secret: process.env.SECRET, redirect_uris: ['https://app.example'] });
}
app.get('/callback', async (req, res) => { // quiet
  const client = await clientOf({});
  const tokens = await client.callback('https://app.example', client.callbackParams(req), { state: req.session.state });
  await prisma.article.create({ data: { token: tokens.id_token } });
  res.redirect('/');
});
app.get('/grant', async (req, res) => { // quiet
  const client = await clientOf({});
  const tokens = req.query.code
    ? await client.callback('https://app.example', req.query, {})
    : await client.grant({ grant_type: 'authorization_code', code: req.query.code });
  await prisma.article.create({ data: { token: tokens.id_token } });
  res.redirect('/');
});
app.get('/start', async (req, res) => { // report
  const client = await clientOf({});
  await prisma.article.create({ data: { token: 'x' } });
  res.redirect(client.authorizationUrl({ scope: 'openid' }));
});
app.listen(1);
`,
);

marked(
  'no-state-change-on-get',
  'a return from a provider, before which a strategy of passport stands',
  `
import express from 'express';
import passport from 'passport';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const app = express();
const save = async (req, res) => { await prisma.article.create({ data: { name: req.user.name } }); res.redirect('/'); };
app.get('/auth/github/callback', passport.authenticate('github', { failureRedirect: '/login' }), save); // quiet
app.get('/articles/new', passport.authenticate('jwt', { session: false }), save); // report
app.listen(1);
`,
);

marked(
  'no-state-change-on-get',
  'the same with a guard of NestJS',
  `
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
@Controller('auth')
class Auth {
  @Get('google/callback') @UseGuards(AuthGuard('google')) // quiet
  async back() { return prisma.article.create({ data: { name: 'x' } }); }
  @Get('new') @UseGuards(AuthGuard('jwt')) // report
  async make() { return prisma.article.create({ data: { name: 'x' } }); }
}
@Module({ controllers: [Auth] }) class App {}
void NestFactory.create(App).then((app) => app.listen(1));
`,
);

marked(
  'no-state-change-on-get',
  'links of mails that confirm, and the way back from a provider with what the browser was given before',
  `
import express from 'express';
import cookieParser from 'cookie-parser';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
const app = express();
app.use(cookieParser());
app.get('/verify/:token', async (req, res) => { // quiet
  const found = await db.user.findUnique({ where: { token: req.params.token } });
  if (found) await db.user.update({ where: { id: found.id }, data: { verified: true } });
  res.end();
});
app.get('/verify-again/:email', async (req, res) => { // report
  const found = await db.user.findUnique({ where: { email: req.params.email } });
  if (found) await db.user.update({ where: { id: found.id }, data: { verified: false } });
  res.end();
});
app.get('/linked', async (req, res) => { // quiet
  if (req.query.state !== req.cookies.state) return res.sendStatus(400);
  await db.account.update({ where: { id: 1 }, data: { linked: true } });
  res.end();
});
app.get('/unlinked', async (req, res) => { // report
  if (req.query.state !== 'known') return res.sendStatus(400);
  await db.account.update({ where: { id: 1 }, data: { linked: false } });
  res.end();
});
app.listen(3000);
`,
);

marked(
  'no-state-change-on-get',
  'a statement that is prepared changes nothing until it runs',
  `
import express from 'express';
import Database from 'better-sqlite3';
const db = new Database('x.db');
class Things {
  list: any = null;
  drop: any = null;
  prepare() {
    if (this.list) return;
    this.list = db.prepare('SELECT * FROM things');
    this.drop = db.prepare('DELETE FROM things WHERE id = ?');
  }
  all() { this.prepare(); return this.list.all(); }
  remove(id: string) { this.prepare(); return this.drop.run(id); }
}
const things = new Things();
const app = express();
app.get('/things', (req, res) => res.json(things.all())); // quiet
app.get('/things/:id/drop', (req, res) => res.json(things.remove(req.params.id))); // report
app.get('/at-once/:id', (req, res) => res.json(db.prepare('DELETE FROM things WHERE id = ?').run(req.params.id))); // report
app.listen(3000);
`,
);
