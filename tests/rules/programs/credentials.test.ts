/** Credentials as small services handle them: compared, hashed, sent, set as cookies and changed, in one file or several. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

const express = `import express from 'express';
const app = express();
app.use(express.json());
`;

describe('secrets that requests are compared with', () => {
  markedFiles('in handlers, lists and middleware of other files', {
    'src/app.js': `${express}import basic from 'basic-auth';
import { apiKey } from './key.js';
import { fromEnvironment } from './environment.js';
const PASSWORD = 'plum-orchard-3'; // report no-hardcoded-secrets
app.use('/a', apiKey); // report no-hardcoded-secrets
app.use('/b', fromEnvironment);
app.post('/login', (req, res) => {
  if (req.body.password === PASSWORD) return res.end();
  if (req.body.token === 'undefined' || req.body.csrfToken === 'abc-123') return res.end();
  if (req.body.type === 'password') return res.end();
  if (req.headers.authorization !== 'Bearer 83jf-93jf') return res.end(); // report no-hardcoded-secrets
  if (basic(req).pass === 'umbra-pickle-5') return res.end(); // report no-hardcoded-secrets
  if (basic(req).pass === process.env.PASS) return res.end();
  res.end();
});
`,
    'src/key.js': `const KEYS = ['partner-81a7c2'];
export function apiKey(req, res, next) {
  if (KEYS.includes(req.get('x-api-key'))) return next();
  res.status(401).end();
}
`,
    'src/environment.js': `const KEYS = process.env.KEYS.split(',');
export function fromEnvironment(req, res, next) {
  if (KEYS.includes(req.get('x-api-key'))) return next();
  res.status(401).end();
}
`,
  });

  markedFiles('written in pieces', {
    'src/keys.js': `const live = 'sk_' + 'live_' + '9Zt7YbQ2mRk4LpXw8VnC3aHs'; // report no-hardcoded-secrets
const joined = ['sk', 'live', '9Zt7YbQ2mRk4LpXw8VnC3aHs'].join('_'); // report no-hardcoded-secrets
const words = 'hello ' + 'world';
const listed = ['a', 'b'].join('-');
export const all = [live, joined, words, listed];
`,
  });

  markedFiles('middleware for Basic authentication and bearer tokens', {
    'src/app.ts': `import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import basicAuth from 'express-basic-auth';
const app = new Hono();
app.use('/a/*', bearerAuth({ token: 'lantern-quiet-5' })); // report no-hardcoded-secrets
app.use('/b/*', bearerAuth({ token: process.env.TOKEN! }));
export const shut = basicAuth({ users: { admin: 'harbor-violin-8' } }); // report no-hardcoded-secrets
export const open = basicAuth({ users: { admin: process.env.PASS! } });
`,
  });
});

describe('comparisons in helpers of other files', () => {
  markedFiles('of a secret of the environment', {
    'src/app.js': `${express}import { same, sameSlowly } from './same.js';
app.post('/hook', (req, res) => {
  if (!same(req.get('x-hook-secret'), process.env.HOOK_SECRET)) return res.status(401).end(); // report no-timing-unsafe-compare
  if (!sameSlowly(req.get('x-hook-secret'), process.env.HOOK_SECRET)) return res.status(401).end();
  if (!same(req.query.page, process.env.PAGE)) return res.status(404).end();
  res.end();
});
`,
    'src/same.js': `import { createHash, timingSafeEqual } from 'node:crypto';
export const same = (a, b) => a === b;
const digest = (text) => createHash('sha256').update(text).digest();
export const sameSlowly = (a, b) => timingSafeEqual(digest(a), digest(b));
`,
  });

  markedFiles('digests that only make two texts equally long', {
    'src/app.js': `${express}import { createHash, timingSafeEqual } from 'node:crypto';
const digest = (text) => createHash('sha256').update(text).digest();
app.post('/admin', (req, res) => {
  if (!timingSafeEqual(digest(req.body.password), digest(process.env.ADMIN))) return res.status(401).end();
  res.end();
});
app.post('/users', (req, res) => {
  const stored = createHash('sha256').update(req.body.password).digest('hex'); // report no-weak-password-hash
  res.json({ size: stored.length });
});
`,
  });
});

describe('codes that are sent to somebody', () => {
  markedFiles('by mail and message', {
    'src/app.js': `${express}import { randomInt } from 'node:crypto';
import nodemailer from 'nodemailer';
import twilio from 'twilio';
const mail = nodemailer.createTransport(process.env.SMTP);
const phone = twilio(process.env.SID, process.env.TOKEN);
const codes = new Map();
app.post('/mail', async (req, res) => {
  const code = Math.floor(100000 + Math.random() * 900000); // report no-insecure-random
  codes.set(req.body.mail, code);
  await mail.sendMail({ to: 'a@example.org', text: 'Your code is ' + code });
  res.end();
});
app.post('/phone', async (req, res) => {
  const pin = String(randomInt(1000, 10000)); // report no-weak-otp
  await phone.messages.create({ to: req.body.phone, body: 'Your pin is ' + pin });
  res.end();
});
app.post('/right', async (req, res) => {
  const code = String(randomInt(100000, 1000000));
  await phone.messages.create({ to: req.body.phone, body: 'Your code is ' + code });
  res.end();
});
app.post('/verify', (req, res) => {
  if (codes.get(req.body.mail) === req.body.code) return res.end(); // report no-weak-otp
  res.status(401).end();
});
app.post('/order', async (req, res) => {
  const order = Math.floor(Math.random() * 900000);
  const colorCode = Math.floor(Math.random() * 0xffffff).toString(16);
  await mail.sendMail({ to: 'a@example.org', text: 'Your order ' + order });
  res.json({ colorCode });
});
`,
  });

  markedFiles('drawn in another file', {
    'src/app.js': `${express}import { short, long } from './codes.js';
app.post('/a', (req, res) => {
  const otp = short(); // report no-weak-otp
  const other = { otpCode: long() };
  res.json({ sent: Boolean(otp && other) });
});
`,
    'src/codes.js': `import { randomInt } from 'node:crypto';
export const short = () => String(randomInt(1000, 10000));
export const long = () => String(randomInt(100000, 1000000));
`,
  });
});

describe('cookies that a helper sets', () => {
  markedFiles('with the options of another file', {
    'src/app.ts': `${express}import jwt from 'jsonwebtoken';
import { issue, issueSafely } from './cookies.js';
app.post('/a', (req, res) => {
  issue(res, jwt.sign({ sub: 1 }, process.env.KEY!, { expiresIn: 60 })); // report require-secure-cookies
  issueSafely(res, jwt.sign({ sub: 1 }, process.env.KEY!, { expiresIn: 60 }));
  issue(res, 'dark');
  res.end();
});
`,
    'src/cookies.ts': `import type { CookieOptions, Response } from 'express';
const open: CookieOptions = { path: '/' };
const shut: CookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' };
export function issue(res: Response, value: string) { res.cookie('value', value, { ...open, maxAge: 1000 }); }
export function issueSafely(res: Response, value: string) { res.cookie('value', value, { ...shut, maxAge: 1000 }); }
`,
  });

  markedFiles('of Fastify, with a token that the instance signs', {
    'src/app.ts': `import Fastify from 'fastify';
import jwt from '@fastify/jwt';
const app = Fastify();
const open = { path: '/', secure: false };
const shut = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' as const };
app.register(jwt, { secret: process.env.KEY!, sign: { expiresIn: '5m' } });
app.post('/a', async (request, reply) => {
  const token = app.jwt.sign({ sub: 1 });
  reply.setCookie('token', token, { ...open, maxAge: 600 }); // report require-secure-cookies
  reply.setCookie('token', token, { ...shut, maxAge: 600 });
  return {};
});
`,
  });
});

describe('changes of a password', () => {
  markedFiles('by whoever is signed in', {
    'src/app.ts': `${express}import argon2 from 'argon2';
import session from 'express-session';
import { DataSource, Entity, Column, PrimaryGeneratedColumn } from 'typeorm';
@Entity() class User { @PrimaryGeneratedColumn() id!: number; @Column() hash!: string }
const users = new DataSource({ type: 'postgres' }).getRepository(User);
app.use(session({ secret: process.env.SECRET! }));
app.put('/password', async (req, res) => {
  if (!req.session.uid) return void res.sendStatus(401);
  const user = await users.findOneByOrFail({ id: req.session.uid });
  user.hash = await argon2.hash(String(req.body.password)); // report require-password-policy
  await users.save(user);
  res.sendStatus(204);
});
app.put('/safely', async (req, res) => {
  if (!req.session.uid) return void res.sendStatus(401);
  const user = await users.findOneByOrFail({ id: req.session.uid });
  if (!(await argon2.verify(user.hash, String(req.body.current)))) return void res.sendStatus(403);
  user.hash = await argon2.hash(String(req.body.password));
  await users.save(user);
  res.sendStatus(204);
});
app.post('/signup', async (req, res) => {
  await users.insert({ hash: await argon2.hash(String(req.body.password)) });
  res.sendStatus(201);
});
`,
  });

  markedFiles('lengths that are checked by hand', {
    'src/app.ts': `${express}import bcrypt from 'bcrypt';
import { db } from './db.js';
const MIN = 6;
app.post('/register', async (req, res) => {
  const { password } = req.body;
  if (typeof password !== 'string' || password.length < MIN) return res.sendStatus(400); // report require-password-policy
  await db.query('insert into users (hash) values ($1)', [await bcrypt.hash(password, 12)]);
  res.sendStatus(201);
});
app.post('/signup', async (req, res) => {
  const { password } = req.body;
  if (typeof password !== 'string' || password.length < 12) return res.sendStatus(400);
  await db.query('insert into users (hash) values ($1)', [await bcrypt.hash(password, 12)]);
  res.sendStatus(201);
});
app.post('/login', async (req, res) => {
  const { password } = req.body;
  if (typeof password !== 'string' || password.length < 1) return res.sendStatus(400);
  res.json({ ok: await bcrypt.compare(password, process.env.HASH!) });
});
`,
    'src/db.ts': `import { Pool } from 'pg';\nexport const db = new Pool();\n`,
  });

  markedFiles('schemas of CommonJS with a minimum of another file', {
    'lib/limits.js': `exports.SHORT = 6;\nexports.LONG = 12;\n`,
    'lib/schemas.js': `const Joi = require('joi');
const { SHORT, LONG } = require('./limits');
exports.signup = Joi.object({ password: Joi.string().min(SHORT).max(128) }); // report require-password-policy
exports.register = Joi.object({ password: Joi.string().min(LONG).max(128) });
exports.login = Joi.object({ password: Joi.string().min(SHORT).max(128) });
`,
    'app.js': `const express = require('express');
const bcrypt = require('bcrypt');
const { signup, register } = require('./lib/schemas');
const schemas = require('./lib/schemas');
const app = express();
app.use(express.json());
app.post('/signup', async (req, res) => { const { value } = signup.validate(req.body); res.json({ size: (await bcrypt.hash(value.password, 12)).length }); });
app.post('/register', async (req, res) => { const { value } = register.validate(req.body); res.json({ size: (await bcrypt.hash(value.password, 12)).length }); });
app.post('/login', async (req, res) => { const { value } = schemas.login.validate(req.body); res.json({ ok: await bcrypt.compare(value.password, process.env.HASH) }); });
`,
  });
});

describe('recovery', () => {
  markedFiles('a secret of the language itself leaves with the answer', {
    'src/app.ts': `${express}import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
const User = mongoose.model('User', new mongoose.Schema({ mail: String, resetToken: String }));
app.post('/forgot', async (req, res) => { // report no-reset-weakness
  const user = await User.findOne({ mail: String(req.body.mail) });
  const token = Math.random().toString(36);
  await User.updateOne({ _id: user._id }, { resetToken: token });
  res.json({ token });
});
app.post('/recover', async (req, res) => {
  const user = await User.findOne({ mail: String(req.body.mail) });
  const token = randomBytes(16).toString('hex');
  await User.updateOne({ _id: user._id }, { resetToken: token });
  res.json({ sent: true });
});
`,
  });

  markedFiles('confirmations by a code in the path need no guard', {
    'src/app.js': `${express}import { Pool } from 'pg';
import jwt from 'jsonwebtoken';
const db = new Pool();
const guard = (req, res, next) => { try { req.user = jwt.verify(req.get('x'), process.env.KEY); } catch { return res.status(401).end(); } next(); };
app.put('/orders', guard, async (req, res) => { await db.query('update orders set a = 1'); res.end(); });
app.post('/confirm/:code', async (req, res) => { await db.query('update users set ok = true where code = $1', [String(req.params.code)]); res.end(); });
app.post('/orders/:code', async (req, res) => { await db.query('update orders set ok = true where code = $1', [String(req.params.code)]); res.end(); }); // report require-authorization
`,
  });

  markedFiles('logins of Koa that throw', {
    'src/app.js': `import Koa from 'koa';
import Router from '@koa/router';
import bcrypt from 'bcrypt';
import { users } from './users.js';
const router = new Router();
router.post('/login', async (ctx) => {
  const user = await users.findOne({ where: { mail: String(ctx.request.body.mail) } });
  if (!user) ctx.throw(401, 'Unknown mail'); // report no-user-enumeration
  if (!bcrypt.compareSync(String(ctx.request.body.password), user.hash)) ctx.throw(401, 'Wrong password');
  ctx.body = {};
});
router.post('/sign-in', async (ctx) => {
  const user = await users.findOne({ where: { mail: String(ctx.request.body.mail) } });
  if (!user) ctx.throw(401, 'Wrong');
  if (!bcrypt.compareSync(String(ctx.request.body.password), user.hash)) ctx.throw(401, 'Wrong');
  ctx.body = {};
});
new Koa().use(router.routes()).listen(3000);
`,
    'src/users.js': `import { Sequelize, DataTypes } from 'sequelize';
export const users = new Sequelize(process.env.URL).define('user', { mail: DataTypes.STRING, hash: DataTypes.STRING });
`,
  });
});
