/** Files that nothing of their program imports: what they take is known by how they use it, and by what they are called. */
import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';
import { linesIn } from './project.js';

marked(
  'no-weak-password-hash',
  'passwords that nobody in the program hands over',
  `
import { createHash } from 'node:crypto';
import bcrypt from 'bcrypt';
export function hashPassword(password: string) {
  return createHash('sha256').update(password).digest('hex'); // report
}
export function etag(page: string) {
  return createHash('sha256').update(page).digest('hex'); // quiet
}
export function migrate(user: { password: string; checksum: string; name: string }) {
  user.password = createHash('md5').update(user.password).digest('hex'); // report
  user.checksum = createHash('md5').update(user.password + user.name).digest('hex'); // quiet
}
`,
);

it('no-weak-password-hash: a fast hash in front of a slow one', () => {
  const program = (result: string) => `import { createHash } from 'node:crypto';
import bcrypt from 'bcrypt';
export async function hashPassword(password: string) {
  const short = createHash('sha256').update(password).digest('base64');
  return ${result};
}
`;
  const lines = (result: string) =>
    reportsOf('no-weak-password-hash', program(result), 'src/app.ts').map((each) => each.line);
  expect(lines('bcrypt.hash(short, 12)')).toEqual([]);
  expect(lines('short')).toEqual([4]);
});

it('no-weak-password-hash: who imports the function knows what it is given', () => {
  const files = (user: string) => ({
    'package.json': '{}',
    'src/digest.ts': `import { createHash } from 'node:crypto';
export const digestOf = (password: string) => createHash('sha1').update(password).digest('hex');
`,
    'src/main.ts': user,
  });
  const imported = `import { digestOf } from './digest';\nexport const known = digestOf('a vector of a standard');`;
  expect(linesIn('no-weak-password-hash', 'src/digest.ts', files(imported))).toEqual([]);
  expect(linesIn('no-weak-password-hash', 'src/digest.ts', files(''))).toEqual([2]);
});

marked(
  'no-insecure-random',
  'what functions give',
  `
import { randomBytes } from 'node:crypto';
export function generateToken() {
  return Math.random().toString(36).slice(2); // report
}
export const createApiKey = () => 'key_' + Date.now(); // report
export const newPassword = (length: number) => {
  let out = '';
  for (let i = 0; i < length; i++) out += 'abcdef'[Math.floor(Math.random() * 6)];
  return out; // report
};
export const makeToken = () => randomBytes(32).toString('hex'); // quiet
export const color = () => Math.random().toString(16); // quiet
export const jitter = () => Math.random() * 100; // quiet
`,
);

marked(
  'require-secure-cookies',
  'sessions whose protection is switched off by hand',
  `
import { cookies } from 'next/headers';
export async function enter(token: string, theme: string) {
  (await cookies()).set('session', token, { httpOnly: false, secure: true, sameSite: 'lax' }); // report
  (await cookies()).set('session', token, { secure: false }); // report
  (await cookies()).set('session', token, { httpOnly: true, secure: true }); // quiet
  (await cookies()).set('session', token); // quiet
  (await cookies()).set('session', '', { httpOnly: false }); // quiet
  (await cookies()).set('csrf_token', token, { httpOnly: false }); // quiet
  (await cookies()).set('theme', theme, { httpOnly: false }); // quiet
}
`,
);

marked(
  'require-secure-cookies',
  'cookies that hapi is told of, and answers of a handler without an event',
  `
const Hapi = require('@hapi/hapi');
const { randomUUID } = require('node:crypto');
const server = Hapi.server();
server.state('session', { isSecure: false, isHttpOnly: false }); // report
server.state('session', { ttl: 1000 }); // quiet
server.state('theme', { isSecure: false }); // quiet
exports.handler = async () => {
  const sid = randomUUID();
  return { statusCode: 200, headers: { 'Set-Cookie': \`session=\${sid}\` }, body: '' }; // report
};
exports.other = async () => {
  const sid = randomUUID();
  return { statusCode: 200, headers: { 'Set-Cookie': \`session=\${sid}\` }, body: '' }; // quiet
};
`,
);

marked(
  'no-permissive-cors',
  'a header that is set to what is not a text',
  `
import express from 'express';
const app = express();
app.use('/a', (req, res, next) => {
  res.header('Access-Control-Allow-Origin', req.headers.origin); // report
  res.header('Access-Control-Allow-Credentials', true as never);
  next();
});
app.use('/b', (req, res, next) => {
  res.header('Access-Control-Allow-Origin', req.headers.origin); // quiet
  res.header('Access-Control-Allow-Credentials', false as never);
  next();
});
`,
);

marked(
  'require-password-policy',
  'what is called a registration',
  `
import express from 'express';
import { MinLength } from 'class-validator';
import { body } from 'express-validator';
import { z } from 'zod';
export const registerSchema = z.object({
  email: z.string(),
  password: z.string().min(4), // report
});
export const loginSchema = z.object({
  email: z.string(),
  password: z.string().min(4), // quiet
});
export class SignUpDto {
  email!: string;
  @MinLength(6)
  password!: string; // report
}
export class SignInDto {
  email!: string;
  @MinLength(6)
  password!: string; // quiet
}
express().post('/register', body('password').isLength({ min: 5 }), (req, res) => { res.end(); }); // report
express().post('/login', body('password').isLength({ min: 5 }), (req, res) => { res.end(); }); // quiet
`,
);

marked(
  'no-unanchored-validation',
  'an open end behind a group',
  `
import { z } from 'zod';
export const address = z.object({
  open: z.string().regex(/^\\d{1,3}(\\.\\d{1,3}){3}/), // report
  closed: z.string().regex(/^\\d{1,3}(\\.\\d{1,3}){3}$/), // quiet
  prefix: z.string().regex(/^(?:https|http):/), // quiet
});
`,
);

marked(
  'no-sensitive-logging',
  'fields that an assertion names',
  `
import Fastify from 'fastify';
import pino from 'pino';
interface Registration { email: string; password: string }
interface Profile { email: string; city: string }
const log = pino();
const app = Fastify();
app.post('/a', async (req) => {
  const user = req.body as { email: string; password: string };
  log.info({ user }, 'registered'); // report
  return {};
});
app.post('/b', async (req) => {
  const user = req.body as Registration;
  log.info({ user }, 'registered'); // report
  return {};
});
app.post('/c', async (req) => {
  const user = req.body as Profile;
  log.info({ user }, 'registered'); // quiet
  return {};
});
`,
);

marked(
  'no-unvalidated-number',
  'an amount with the other sign',
  `
import express from 'express';
import mongoose, { Schema } from 'mongoose';
const app = express();
const Account = mongoose.model('Account', new Schema({ balance: Number }));
app.post('/a', async (req, res) => {
  const amount = Number(req.body.amount);
  if (!Number.isInteger(amount) || amount <= 0 || amount > 1000) return res.sendStatus(400);
  await Account.updateOne({ _id: 1 }, { $inc: { balance: -amount } }); // quiet
  return res.end();
});
app.post('/b', async (req, res) => {
  const amount = Number(req.body.amount);
  await Account.updateOne({ _id: 1 }, { $inc: { balance: -amount } }); // report
  return res.end();
});
`,
);

marked(
  'no-session-fixation',
  'the session id of koa-session',
  `
import Koa from 'koa';
import session from 'koa-session';
import { randomUUID } from 'node:crypto';
const app = new Koa();
app.use(session({ genid: (ctx: Koa.Context) => String(ctx.query.sid) }, app)); // report
app.use(session({ genid: () => randomUUID() }, app)); // quiet
`,
);

marked(
  'no-path-traversal',
  'the path of an address, as url.parse leaves it',
  `
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import url from 'node:url';
createServer(async (req, res) => {
  res.end(await readFile(path.join('/srv', url.parse(req.url!).pathname!))); // report
  res.end(await readFile(path.join('/srv', new URL(req.url!, 'http://localhost').pathname))); // quiet
});
`,
);

it('no-prototype-pollution: texts that are parsed and merged', () => {
  const files = (merged: string) => ({
    'package.json': '{ "dependencies": { "lodash": "4.17.4" } }',
    'src/main.ts': `import express from 'express';
import _ from 'lodash';
const state = {};
express().get('/a', (req, res) => {
  _.merge(state, ${merged});
  res.end();
});
`,
  });
  expect(linesIn('no-prototype-pollution', 'src/main.ts', files('JSON.parse(String(req.query.prefs))'))).toEqual([5]);
  expect(linesIn('no-prototype-pollution', 'src/main.ts', files('{ prefs: String(req.query.prefs) }'))).toEqual([]);
  expect(linesIn('no-prototype-pollution', 'src/main.ts', files('req.query'))).toEqual([]);
});
