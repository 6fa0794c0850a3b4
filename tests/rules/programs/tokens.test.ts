/** Tokens, cookies and passwords whose handling is spread over the files of a program, or written in an unusual way. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

describe('tokens', () => {
  markedFiles('decoded by a helper of another file', {
    'tokens.ts': `import jwt, { type JwtPayload } from 'jsonwebtoken';
const key = process.env.TOKEN_KEY!;
export const peek = (text: string) => jwt.decode(text) as JwtPayload | null;
export const open = (text: string) => jwt.verify(text, key, { algorithms: ['HS256'] }) as JwtPayload;
`,
    'guard.ts': `import type { RequestHandler } from 'express';
import { open, peek } from './tokens';
export const quick: RequestHandler = (req, res, next) => {
  const claims = peek(req.get('authorization') ?? ''); // report no-unverified-jwt
  if (claims?.role !== 'admin') return res.sendStatus(403);
  next();
};
export const thorough: RequestHandler = (req, res, next) => {
  const text = req.get('authorization') ?? '';
  const issuer = peek(text)?.iss;
  if (open(text).role !== 'admin') return res.status(403).json({ issuer });
  next();
};
`,
  });

  markedFiles('decoded to read what has just been signed', {
    'issue.ts': `import jwt, { type JwtPayload } from 'jsonwebtoken';
import { keep } from './keep';
const key = process.env.TOKEN_KEY!;
export async function issue(email: string) {
  const token = jwt.sign({ email, use: 'refresh' }, key, { expiresIn: '30d', jwtid: email });
  const { jti } = jwt.decode(token) as JwtPayload;
  await keep(jti);
  return token;
}
export async function recall(token: string) {
  const { jti } = jwt.decode(token) as JwtPayload; // report no-unverified-jwt
  await keep(jti);
}
`,
    'keep.ts': `import { Pool } from 'pg';
const pool = new Pool();
export const keep = (id: string | undefined) => pool.query('INSERT INTO kept (id) VALUES ($1)', [id]);
`,
  });

  markedFiles('signed with a payload of a declared type', {
    'claims.ts': `export interface Session { sub: string; role: string }
export interface Dated extends Session { exp: number }
export interface Loose { [claim: string]: unknown }
`,
    'sign.ts': `import jwt from 'jsonwebtoken';
import type { Dated, Loose, Session } from './claims';
const key = process.env.TOKEN_KEY!;
export const one = (session: Session) => jwt.sign(session, key); // report require-token-expiry
export const two = (session: Session) => jwt.sign({ ...session, use: 'access' }, key); // report require-token-expiry
export const three = (session: Omit<Dated, 'exp'>) => jwt.sign(session, key);
export const four = (session: Dated) => jwt.sign(session, key);
export const five = (session: Loose) => jwt.sign(session, key);
export const six = (session: Session) => jwt.sign(session, key, { expiresIn: '15m' });
export const seven = (session: Pick<Dated, 'sub' | 'role'>) => jwt.sign(session, key); // report require-token-expiry
`,
  });

  markedFiles('made and checked by @hapi/jwt', {
    'tokens.ts': `import Jwt from '@hapi/jwt';
const key = { key: process.env.TOKEN_KEY!, algorithm: 'HS512' } as const;
export const forEver = (sub: string) => Jwt.token.generate({ sub }, key); // report require-token-expiry
export const forAnHour = (sub: string) => Jwt.token.generate({ sub }, key, { ttlSec: 3600 });
export function unverified(text: string) {
  const artifacts = Jwt.token.decode(text); // report no-unverified-jwt
  return artifacts.decoded.payload.sub;
}
export function verified(text: string) {
  const artifacts = Jwt.token.decode(text);
  Jwt.token.verify(artifacts, key);
  return artifacts.decoded.payload.sub;
}
`,
    'server.ts': `import Hapi from '@hapi/hapi';
const server = Hapi.server({ port: 3000 });
const validate = () => ({ isValid: true });
server.auth.strategy('strict', 'jwt', { keys: process.env.TOKEN_KEY, verify: { aud: false, iss: false, sub: false }, validate });
server.auth.strategy('aged', 'jwt', { keys: process.env.TOKEN_KEY, verify: { aud: false, iss: false, sub: false, exp: false, maxAgeSec: 900 }, validate });
server.auth.strategy('ageless', 'jwt', { keys: process.env.TOKEN_KEY, verify: { aud: false, iss: false, sub: false, exp: false }, validate }); // report no-unverified-jwt
server.auth.strategy('blind', 'jwt', { keys: process.env.TOKEN_KEY, verify: false, validate }); // report no-unverified-jwt
`,
  });
});

describe('cookies and origins', () => {
  markedFiles('set by headers of an answer', {
    'lambda.ts': `import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { randomBytes } from 'node:crypto';
const fresh = () => randomBytes(32).toString('hex');
export const one: APIGatewayProxyHandlerV2 = async () => ({ statusCode: 204, headers: { 'Set-Cookie': \`session=\${fresh()}; Path=/\` } }); // report require-secure-cookies
export const two: APIGatewayProxyHandlerV2 = async () => ({ statusCode: 204, cookies: [\`sid=\${fresh()}; Secure\`] }); // report require-secure-cookies
export const three: APIGatewayProxyHandlerV2 = async () => ({ statusCode: 204, cookies: [\`sid=\${fresh()}; Secure; HttpOnly; SameSite=Lax\`] });
export const four: APIGatewayProxyHandlerV2 = async () => ({ statusCode: 204, headers: { 'Set-Cookie': 'theme=dark; Path=/' } });
`,
    'fetch.ts': `import { randomBytes } from 'node:crypto';
const fresh = () => randomBytes(32).toString('hex');
export const one = () => new Response(null, { headers: { 'Set-Cookie': \`sid=\${fresh()}; Path=/\` } }); // report require-secure-cookies
export const two = () => new Response(null, { headers: { 'Set-Cookie': \`sid=\${fresh()}; HttpOnly; Secure; SameSite=Lax\` } });
export function three() {
  const headers = new Headers();
  headers.append('Set-Cookie', \`sid=\${fresh()}; Secure; SameSite=Lax\`); // report require-secure-cookies
  return new Response(null, { headers });
}
`,
  });

  markedFiles('options of Yoga for each request', {
    'yoga.ts': `import { createSchema, createYoga } from 'graphql-yoga';
const schema = createSchema({ typeDefs: 'type Query { ok: Boolean }' });
export const open = createYoga({ schema, cors: (request) => ({ origin: request.headers.get('origin') ?? '', credentials: true }) }); // report no-permissive-cors
export const implied = createYoga({ schema, cors: (request) => ({ origin: request.headers.get('origin') ?? '' }) }); // report no-permissive-cors
export const every = createYoga({ schema, cors: { origin: '*', credentials: true } }); // report no-permissive-cors
export const one = createYoga({ schema, cors: () => ({ origin: ['https://shop.example'], credentials: true }) });
export const bare = createYoga({ schema, cors: (request) => ({ origin: request.headers.get('origin') ?? '', credentials: false }) });
export const usual = createYoga({ schema });
`,
  });
});

describe('limits and time-outs', () => {
  markedFiles('of bodies in Hono', {
    'limits.ts': `export const sizes = { small: 64 * 1024, huge: 2 * 1024 ** 3 };
`,
    'app.ts': `import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sizes } from './limits';
const app = new Hono();
app.use('/notes', bodyLimit({ maxSize: sizes.small }));
app.use('/dumps', bodyLimit({ maxSize: sizes.huge })); // report require-body-limit
`,
  });

  markedFiles('of clients that another file makes', {
    'clients.ts': `import axios from 'axios';
import { Agent } from 'undici';
export const slow = axios.create({ baseURL: 'https://partner.example' });
export const quick = axios.create({ baseURL: 'https://partner.example', timeout: 5000 });
export const dispatcher = new Agent({ headersTimeout: 2000, bodyTimeout: 5000 });
`,
    'app.ts': `import { fetch } from 'undici';
import { dispatcher, quick, slow } from './clients';
export const one = () => slow.get('/rates'); // report require-timeout
export const two = () => quick.get('/rates');
export const three = () => fetch('https://partner.example', { dispatcher });
export const four = () => fetch('https://partner.example', { method: 'GET' }); // report require-timeout
`,
  });
});

describe('passwords', () => {
  markedFiles('hashed fast before they are hashed slowly, in another file', {
    'hasher.ts': `import bcrypt from 'bcrypt';
import { createHash, createHmac } from 'node:crypto';
const pepper = process.env.PEPPER!;
export const slow = (password: string) => bcrypt.hash(createHmac('sha256', pepper).update(password).digest('base64'), 12);
export const fast = (password: string) => createHash('sha256').update(password).digest('hex');
`,
    'app.ts': `import express from 'express';
import { fast, slow } from './hasher';
const app = express();
app.use(express.json());
app.post('/one', async (req, res) => { res.json({ length: (await slow(req.body.password)).length }); });
app.post('/two', async (req, res) => { res.json({ length: fast(req.body.password).length }); }); // report no-weak-password-hash
`,
  });
});
