/** Protections as small services write them: guards that fail, folders that are served, lists, schemas, old libraries of cryptography. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

describe('checks that let pass', () => {
  markedFiles('when the look-up fails, or is not waited for', {
    'src/guards.ts': `import type { NextFunction, Request, Response } from 'express';
import { createClient } from 'redis';
const redis = createClient({ url: process.env.REDIS_URL });
export async function session(req: Request, res: Response, next: NextFunction) {
  let user: string | null = null;
  try { user = await redis.get('session:' + req.get('x-session')); } catch (error) {
    return next(); // report no-fail-open
  }
  if (!user) return res.sendStatus(401);
  next();
}
export async function shut(req: Request, res: Response, next: NextFunction) {
  let user: string | null = null;
  try { user = await redis.get('session:' + req.get('x-session')); } catch (error) { return next(error); }
  if (!user) return res.sendStatus(401);
  next();
}
export async function counted(req: Request, res: Response, next: NextFunction) {
  if (!req.get('x-session')) return res.sendStatus(401);
  try { await redis.incr('visits'); } catch (error) { return next(); }
  next();
}
async function mayDelete(user: string): Promise<boolean> { return (await redis.get('may:' + user)) === 'yes'; }
export async function forgotten(req: Request, res: Response, next: NextFunction) {
  if (mayDelete(res.locals.user)) return next(); // report no-fail-open
  res.sendStatus(403);
}
export async function kept(req: Request, res: Response, next: NextFunction) {
  const may = mayDelete(res.locals.user);
  if (!may) return res.sendStatus(403); // report no-fail-open
  next();
}
export async function awaited(req: Request, res: Response, next: NextFunction) {
  const may = await mayDelete(res.locals.user);
  if (may) return next();
  res.sendStatus(403);
}
`,
  });

  markedFiles('hooks of @fastify/auth are guards', {
    'src/app.js': `import Fastify from 'fastify';
import auth from '@fastify/auth';
import jwt from '@fastify/jwt';
import { db } from './db.js';
const app = Fastify();
app.register(jwt, { secret: process.env.SECRET });
app.register(auth);
app.decorate('asUser', async (request) => { await request.jwtVerify(); });
app.decorate('asKey', (request, reply, done) => { if (request.headers['x-key'] !== process.env.KEY) { reply.code(401).send(); return; } done(); });
app.after(() => {
  app.delete('/a/:id', { preHandler: app.auth([app.asUser, app.asKey]) }, async (request) => { await db.query('delete from a where id = $1', [Number(request.params.id)]); return {}; });
  app.delete('/b/:id', { onRequest: app.auth([app.asUser, app.asKey], { relation: 'and' }) }, async (request) => { await db.query('delete from a where id = $1', [Number(request.params.id)]); return {}; });
  app.delete('/c/:id', async (request) => { await db.query('delete from a where id = $1', [Number(request.params.id)]); return {}; }); // report require-authorization
});
`,
    'src/db.js': `import pg from 'pg';\nexport const db = new pg.Pool();\n`,
  });
});

describe('folders that are served', () => {
  markedFiles('by a name of another file', {
    'src/app.ts': `import Fastify from 'fastify';
import serve from '@fastify/static';
import { folders, ROOT, PUBLIC } from './paths.js';
const app = Fastify();
app.register(serve, { root: ROOT }); // report no-sensitive-static-files
app.register(serve, { root: PUBLIC });
app.register(serve, { root: folders.all }); // report no-sensitive-static-files
app.register(serve, { root: folders.pictures });
`,
    'src/paths.ts': `import path from 'node:path';
export const ROOT = path.resolve(import.meta.dirname, '..');
export const PUBLIC = path.resolve(ROOT, 'public');
export const folders = { all: path.join(__dirname, '..'), pictures: path.join(ROOT, 'pictures') };
`,
  });

  markedFiles('by a name of CommonJS', {
    'src/app.js': `const express = require('express');
const { ROOT } = require('./paths');
const app = express();
app.use(express.static(ROOT)); // report no-sensitive-static-files
app.use(express.static(require('path').join(ROOT, 'public')));
`,
    'src/paths.js': `const path = require('path');\nmodule.exports = { ROOT: path.join(__dirname, '..') };\n`,
  });
});

describe('limits', () => {
  markedFiles('of prepared statements', {
    'src/app.js': `import express from 'express';
import Database from 'better-sqlite3';
const db = new Database('app.db');
const app = express();
app.get('/a', (req, res) => { res.json(db.prepare('SELECT id FROM users').all()); }); // report require-pagination-limit
app.get('/b', (req, res) => { res.json(db.prepare('SELECT id FROM users LIMIT 50').all()); });
app.get('/c', (req, res) => { res.json(db.prepare('SELECT id FROM users').get()); });
app.get('/d', (req, res) => { res.json(db.prepare('SELECT id FROM users WHERE team = ?').all(Number(req.query.team))); });
`,
  });

  markedFiles('of JSON schemas', {
    'src/app.js': `import Fastify from 'fastify';
import { tags } from './tags.js';
const app = Fastify();
const body = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: 'string' }, // report require-bounded-schema
    short: { type: 'string', maxLength: 20 },
    kind: { type: 'string', enum: ['a', 'b'] },
    count: { type: 'integer', minimum: 1, maximum: 9 },
  },
};
app.post('/a', { schema: { body } }, async (request) => { await tags(request.body.name, request.body.short, request.body.kind, request.body.count); return {}; });
`,
    'src/tags.js': `export const tags = async (...all) => all.length;\n`,
  });
});

describe('cryptography of libraries', () => {
  markedFiles('crypto-js, node-forge and jwt-simple', {
    'src/crypt.js': `const CryptoJS = require('crypto-js');
const sha1 = require('crypto-js/sha1');
const forge = require('node-forge');
const express = require('express');
const app = express();
app.use(express.json());
const vector = CryptoJS.enc.Utf8.parse('0123456789abcdef');
exports.fixed = (text, key) => CryptoJS.AES.encrypt(text, key, { iv: vector }).toString(); // report no-weak-crypto
exports.drawn = (text, key) => CryptoJS.AES.encrypt(text, key, { iv: CryptoJS.lib.WordArray.random(16) }).toString();
exports.opened = (text, key) => CryptoJS.AES.decrypt(text, key, { iv: vector }).toString();
exports.old = (text, key) => CryptoJS.RC4.encrypt(text, key).toString(); // report no-weak-crypto
exports.small = () => forge.pki.rsa.generateKeyPair(1024); // report no-weak-crypto
exports.short = () => forge.pki.rsa.generateKeyPair({ bits: 1024 }); // report no-weak-crypto
exports.long = () => forge.pki.rsa.generateKeyPair({ bits: 3072 });
exports.broken = (key) => forge.cipher.createCipher('DES-CBC', key); // report no-weak-crypto
exports.sound = (key) => forge.cipher.createCipher('AES-GCM', key);
app.post('/users', (req, res) => {
  const password = String(req.body.password);
  const a = CryptoJS.SHA256(password).toString(); // report no-weak-password-hash
  const b = sha1(password).toString(); // report no-weak-password-hash
  const c = CryptoJS.PBKDF2(password, CryptoJS.lib.WordArray.random(16), { iterations: 1000 }); // report no-weak-password-hash
  const d = CryptoJS.PBKDF2(password, CryptoJS.lib.WordArray.random(16)); // report no-weak-password-hash
  const e = CryptoJS.PBKDF2(password, CryptoJS.lib.WordArray.random(16), { iterations: 900000, hasher: CryptoJS.algo.SHA256 });
  const f = forge.md.sha256.create().update(password).digest().toHex(); // report no-weak-password-hash
  const g = CryptoJS.MD5(String(req.body.text)).toString();
  const h = forge.pkcs5.pbkdf2(password, forge.random.getBytesSync(16), 900000, 32, 'sha256');
  res.json({ size: [a, b, c, d, e, f, g, h].length });
});
`,
  });

  markedFiles('tokens of jwt-simple', {
    'src/tokens.js': `const jwt = require('jwt-simple');
const express = require('express');
const app = express();
exports.signed = (sub) => jwt.encode({ sub, exp: 1 }, 'lighthouse-quarry-3'); // report no-hardcoded-secrets
exports.right = (sub) => jwt.encode({ sub, exp: 1 }, process.env.KEY);
app.get('/a', (req, res) => res.json({ id: jwt.decode(req.get('x'), process.env.KEY, true).sub })); // report no-unverified-jwt
app.get('/b', (req, res) => res.json({ id: jwt.decode(req.get('x'), process.env.KEY, false, 'HS256').sub }));
`,
  });
});

describe('settings of modules', () => {
  markedFiles('statements that TypeORM logs under Nest', {
    'src/app.module.ts': `import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
@Module({ imports: [TypeOrmModule.forRoot({ type: 'postgres', logging: true })] }) // report no-debug-in-production
export class Loud {}
@Module({ imports: [TypeOrmModule.forRoot({ type: 'postgres', logging: ['error'] })] })
export class Quiet {}
`,
  });

  markedFiles('what Auth.js is given by the form of a login', {
    'src/auth.ts': `import NextAuth from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import bcrypt from 'bcryptjs';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const { auth } = NextAuth({
  providers: [
    Credentials({ authorize: async (sent) => {
      const user = await prisma.user.findUnique({ where: { email: String(sent.email) } });
      return user && user.password === sent.password ? user : null; // report no-plaintext-password
    } }),
    Credentials({ authorize: async (sent) => {
      const user = await prisma.user.findUnique({ where: { email: String(sent.email) } });
      return user && (await bcrypt.compare(String(sent.password), user.password)) ? user : null;
    } }),
  ],
});
`,
  });
});
