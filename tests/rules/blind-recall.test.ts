/** Flaws of three more programs that were written before anybody looked at what the rules say of them, each beside its harmless twin. */
import { marked } from './marked.js';
import { markedFiles } from './marked-files.js';

const HONO = `
import { Hono } from 'hono';
import type { Kysely } from 'kysely';
interface Tables {
  users: { id: string; email: string; password_hash: string; credits: number };
  trips: { id: string; user_id: string; price: number };
}
type Env = { Variables: { db: Kysely<Tables> } };
const app = new Hono<Env>();
`;

marked(
  'no-excessive-data-exposure',
  'variables of a context are what the type of the app says',
  `${HONO}
app.get('/a', async (c) => c.json(await c.get('db').selectFrom('users').selectAll().limit(9).execute())); // report
app.get('/b', async (c) => c.json(await c.get('db').selectFrom('users').select(['id']).limit(9).execute())); // quiet
app.get('/c', async (c) => c.json(await c.get('db').selectFrom('trips').selectAll().limit(9).execute())); // quiet
const untyped = new Hono();
untyped.get('/d', async (c) => c.json(await c.get('db').selectFrom('users').selectAll().limit(9).execute())); // quiet - nothing is known of it
`,
);

marked(
  'no-state-change-on-get',
  'the endpoints of a typed app know its variables',
  `${HONO}
app.get('/a', async (c) => { // report
  await c.get('db').updateTable('users').set({ email: 'none' }).where('id', '=', c.req.query('id') ?? '').execute();
  return c.json({});
});
app.post('/b', async (c) => { // quiet
  await c.get('db').updateTable('users').set({ email: 'none' }).where('id', '=', c.req.query('id') ?? '').execute();
  return c.json({});
});
`,
);

marked(
  'require-authorization',
  'what a type says of a variable is no proof that it has been set',
  `${HONO}
type Signed = { Variables: { user: { id: string } } };
const signed = new Hono<Signed>();
signed.use('*', async (c, next) => {
  const user = c.get('user');
  if (!user) return c.json({ error: 'unauthorized' }, 401);
  await next();
});
signed.post('/a', (c) => c.json({})); // quiet
app.post('/b', async (c) => c.json(await c.get('db').insertInto('trips').values({ id: '1', user_id: '1', price: 1 }).execute())); // report
`,
);

marked(
  'no-client-supplied-identity',
  'the owner in a query of Kysely',
  `${HONO}
app.get('/a', async (c) => c.json(await c.get('db').selectFrom('trips').select(['id']).where('user_id', '=', c.req.query('userId') ?? '').limit(9).execute())); // report
app.get('/b', async (c) => c.json(await c.get('db').selectFrom('trips').select(['id']).where('id', '=', c.req.query('userId') ?? '').limit(9).execute())); // quiet
app.get('/c', async (c) => c.json(await c.get('db').selectFrom('trips').select(['id']).where('user_id', '!=', c.req.query('userId') ?? '').limit(9).execute())); // quiet
`,
);

marked(
  'no-unvalidated-number',
  'an amount that an expression of Kysely adds',
  `${HONO}
app.post('/a', async (c) => {
  const { amount } = await c.req.json();
  await c.get('db').updateTable('users').set((eb) => ({ credits: eb('credits', '-', Number(amount)) })).where('id', '=', '1').execute(); // report
  return c.json({});
});
app.post('/b', async (c) => {
  const { amount } = await c.req.json();
  const taken = Number(amount);
  if (!Number.isInteger(taken) || taken < 1 || taken > 100) return c.json({}, 400);
  await c.get('db').updateTable('users').set((eb) => ({ credits: eb('credits', '-', taken) })).where('id', '=', '1').execute(); // quiet
  return c.json({});
});
`,
);

marked(
  'no-unverified-jwt',
  'claims that nobody verified as a variable of a context',
  `
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { decode, verify } from 'hono/jwt';
const app = new Hono();
app.use('/a/*', async (c, next) => {
  c.set('user', decode(getCookie(c, 's') ?? '').payload); // report
  await next();
});
app.use('/b/*', async (c, next) => {
  c.set('user', await verify(getCookie(c, 's') ?? '', process.env.SECRET ?? '', 'HS256')); // quiet
  await next();
});
`,
);

const NEXT_AUTH = `
import CredentialsProvider from 'next-auth/providers/credentials';
import { compare } from 'bcryptjs';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
`;

markedFiles(
  'a login of NextAuth 4 tells by its error which accounts exist; the same error, and version 5, tell nothing',
  {
    'package.json': '{"dependencies":{"next-auth":"4.24.7"}}',
    'telling.ts': `${NEXT_AUTH}
export const provider = CredentialsProvider({
  async authorize(credentials) {
    if (!credentials) return null;
    const user = await db.user.findUnique({ where: { email: credentials.email } });
    if (!user) throw new Error('No such account'); // report no-user-enumeration
    if (!(await compare(credentials.password, user.hash))) throw new Error('Wrong password');
    return { id: user.id };
  },
});
`,
    'alike.ts': `${NEXT_AUTH}
export const provider = CredentialsProvider({
  async authorize(credentials) {
    if (!credentials) return null;
    const user = await db.user.findUnique({ where: { email: credentials.email } });
    if (!user) throw new Error('Wrong address or password');
    if (!(await compare(credentials.password, user.hash))) throw new Error('Wrong address or password');
    return { id: user.id };
  },
});
`,
    'five/package.json': '{"dependencies":{"next-auth":"5.0.1"}}',
    'five/login.ts': `${NEXT_AUTH}
export const provider = CredentialsProvider({
  async authorize(credentials) {
    const user = await db.user.findUnique({ where: { email: credentials.email } });
    if (!user) throw new Error('No such account');
    if (!(await compare(credentials.password, user.hash))) throw new Error('Wrong password');
    return { id: user.id };
  },
});
`,
  },
);

const MONGOOSE = `
import express from 'express';
import mongoose from 'mongoose';
import _ from 'lodash';
const User = mongoose.model('User', new mongoose.Schema({ name: String, email: String, passwordHash: String }));
const app = express();
app.use(express.json());
`;

marked(
  'no-excessive-data-exposure',
  'then of a query gives what awaiting it gives',
  `${MONGOOSE}
app.get('/a', (req, res, next) => {
  User.findOne({ email: String(req.query.email) }).then((user) => {
    res.json({ user }); // report
  }).catch(next);
});
app.get('/b', (req, res, next) => {
  User.findOne({ email: String(req.query.email) }).select('name').then((user) => {
    res.json({ user }); // quiet
  }).catch(next);
});
app.get('/c', (req, res, next) => {
  User.findOne({ email: String(req.query.email) }).then((user) => ({ name: user.name })).then((found) => {
    res.json(found); // quiet
  }).catch(next);
});
app.get('/d', (req, res, next) => {
  User.findOne({ email: String(req.query.email) }).catch(next).then((user) => res.json(user)); // report
});
`,
);

marked(
  'require-pagination-limit',
  'lists that are handed to a callback',
  `${MONGOOSE}
app.get('/a', (req, res, next) => {
  User.find({}, (error, users) => { // report
    res.json(users.map((each) => each.name));
  });
});
app.get('/b', (req, res, next) => {
  User.find({}).limit(50).exec((error, users) => { // quiet
    res.json(users.map((each) => each.name));
  });
});
app.get('/c', (req, res, next) => {
  User.find({}).exec((error, users) => { // report
    res.json(users.map((each) => each.name));
  });
});
app.get('/d', (req, res, next) => {
  User.find({}).select('name').then((users) => { // report
    res.json(users);
  }).catch(next);
});
app.get('/e', (req, res, next) => {
  User.find({ email: String(req.query.email) }).then((users) => { // quiet
    res.json(users);
  }).catch(next);
});
app.get('/f', (req, res) => {
  User.find({}); // quiet - nobody gets it
  res.json({});
});
`,
);

marked(
  'no-mass-assignment',
  'helpers that copy into a document',
  `${MONGOOSE}
app.post('/a', async (req, res) => {
  const user = new User();
  _.extend(user, req.body); // report
  await user.save();
  res.json({ id: user.id });
});
app.post('/b', async (req, res) => {
  const user = new User();
  _.assign(user, _.pick(req.body, ['name', 'email'])); // quiet
  await user.save();
  res.json({ id: user.id });
});
`,
);

marked(
  'no-error-leak',
  'the error formatter of tRPC',
  `
import { initTRPC } from '@trpc/server';
const a = initTRPC.create({
  errorFormatter({ shape, error }) { // report
    return { ...shape, data: { ...shape.data, stack: error.stack } };
  },
});
const b = initTRPC.create({
  errorFormatter({ shape, error }) { // quiet
    return { ...shape, data: { ...shape.data, problems: error.cause instanceof Error ? error.cause.flatten() : null } };
  },
});
const c = initTRPC.create({
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { stack: process.env.NODE_ENV === 'development' ? error.stack : undefined } }), // quiet
});
export const routers = [a.router({}), b.router({}), c.router({})];
`,
);

marked(
  'no-reflected-xss',
  'a template of a file, into which a text is put',
  `
import express from 'express';
import { readFile } from 'node:fs/promises';
const app = express();
app.get('/a', async (req, res) => {
  const page = await readFile('page.html', 'utf8');
  res.send(page.replace('{{name}}', String(req.query.name))); // report
});
app.get('/b', async (req, res) => {
  const page = await readFile('page.html', 'utf8');
  res.send(page.replace(/{{name}}/g, encodeURIComponent(String(req.query.name)))); // quiet
});
app.get('/c', async (req, res) => {
  const page = await readFile('page.html', 'utf8');
  res.send(page.replace(String(req.query.name), 'x')); // quiet
});
app.get('/d', async (req, res) => {
  const clock = await import('./clock.js');
  res.json(clock.now().replace({ hour: Number(req.query.hour) }, 'x')); // quiet
});
`,
);

markedFiles('each part of a parameter is told of, where another file hands the resolvers over', {
  'package.json': '{"dependencies":{"@apollo/server":"4.10.4","pino":"9.0.0","mongoose":"8.3.3"}}',
  'resolvers.ts': `
import pino from 'pino';
import mongoose from 'mongoose';
const log = pino();
const Member = mongoose.model('Member', new mongoose.Schema({ name: String, password: String }));
export const resolvers = {
  Query: { ok: () => true },
  Mutation: {
    join: async (_: unknown, args: { name: string; password: string }) => {
      log.info({ args }, 'join'); // report no-sensitive-logging
      await Member.create({ name: args.name, password: args.password }); // report no-plaintext-password
      return true;
    },
    rename: async (_: unknown, args: { name: string; nick: string }) => {
      log.info({ args }, 'rename');
      await Member.create({ name: args.name, nick: args.nick });
      return true;
    },
  },
};
`,
  'server.ts': `
import { ApolloServer } from '@apollo/server';
import { resolvers } from './resolvers.js';
const typeDefs = 'type Query { ok: Boolean } type Mutation { join(name: String, password: String): Boolean rename(name: String, nick: String): Boolean }';
export const server = new ApolloServer({ typeDefs, resolvers });
`,
});

const rendering = (view: string, data: string): string => `
import express from 'express';
const app = express();
app.get('/', (req, res) => {
  res.render('${view}', ${data});`;

markedFiles('a view that writes unescaped what the answer is given; the same view with data of other names', {
  'package.json': '{"dependencies":{"express":"4.18.2"}}',
  'views/raw.ejs': '<p><%- query %></p><%- include("foot") %><p><%= word %></p>',
  'views/bang.pug': 'h1 Results\np!= query\np #{word}\n',
  'app/views/mail.hbs': '<p>{{{ user.name }}}</p><p>{{ word }}</p>',
  'raw.ts': `${rendering('raw', '{ query: req.query.q }')} // report no-reflected-xss
});`,
  'escaped.ts': `${rendering('raw', '{ word: req.query.q }')}
});`,
  'bang.ts': `${rendering('bang.pug', '{ query: req.query.q }')} // report no-reflected-xss
});`,
  'word.ts': `${rendering('bang', '{ word: req.query.q }')}
});`,
  'mail.ts': `${rendering('mail', '{ user: { name: req.query.q } }')} // report no-reflected-xss
});`,
  'number.ts': `${rendering('mail', '{ user: { name: Number(req.query.q) } }')}
});`,
  'koa.ts': `
import Koa from 'koa';
const app = new Koa();
app.use(async (ctx) => {
  await ctx.render('raw', { query: ctx.query.q }); // report no-reflected-xss
  await ctx.render('raw', { word: ctx.query.q });
});`,
  'none.ts': `${rendering('none', '{ query: req.query.q }')}
});`,
});

marked(
  'no-hardcoded-secrets',
  'the secret of a client at a provider of NextAuth',
  `
import GithubProvider from 'next-auth/providers/github';
import GoogleProvider from 'next-auth/providers/google';
export const providers = [
  GithubProvider({ clientId: 'abc', clientSecret: '8d3f0c1e7b6a59f2c4d8e1a0b7c6f5d4e3a2b1c0' }), // report
  GoogleProvider({ clientId: 'abc', clientSecret: process.env.GOOGLE_SECRET ?? '' }), // quiet
];
`,
);

const registering = (least: number): string => `
const crypto = require('crypto');
const mongoose = require('mongoose');
const User = mongoose.model('User', new mongoose.Schema({ email: String, passwordHash: String }));
exports.register = function (req, res, next) {
  if (!req.body.password || req.body.password.length < ${String(least)}) return res.status(400).json({ error: 'too short' });
  const passwordHash = crypto.createHash('md5').update(req.body.password).digest('hex');
  User.create({ email: String(req.body.email), passwordHash }, function (error) { res.json({}); });
};
`;

markedFiles('the length of a new password that a handler of another file asks for', {
  'package.json': '{"dependencies":{"express":"4.18.2","mongoose":"7.6.8"}}',
  'short.js': registering(4),
  'long.js': registering(12),
  'app.js': `
const express = require('express');
const app = express();
app.use(express.json());
app.post('/a/register', require('./short').register); // report require-password-policy
app.post('/b/register', require('./long').register);
app.listen(3000);
`,
});
