/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-hardcoded-secrets in ordinary programs', () => {
  marked(
    'no-hardcoded-secrets',
    'frameworks',
    `import jwt from 'jsonwebtoken';
import Hapi from '@hapi/hapi';
import Cookie from '@hapi/cookie';
import Yar from '@hapi/yar';
import HapiJwt from '@hapi/jwt';
import { getIronSession } from 'iron-session';
import Fastify from 'fastify';
import secureSession from '@fastify/secure-session';
import fjwt from '@fastify/jwt';
import NextAuth from 'next-auth';
import { betterAuth } from 'better-auth';
import koaJwt from 'koa-jwt';
import Koa from 'koa';
import { Hono } from 'hono';
import { jwt as honoJwt, sign } from 'hono/jwt';
import { cookies } from 'next/headers';
import fcookie from '@fastify/cookie';
import { doubleCsrf } from 'csrf-csrf';
import koaSession from 'koa-session';
export async function boot() { // quiet
  const server = Hapi.server({ port: 3000 }); // quiet
  await server.register([Cookie, HapiJwt]); // quiet
  server.auth.strategy('session', 'cookie', { cookie: { name: 'sid', password: '!wsYhFA*C2U6nz=Bu^%A@^F#SF3&kSR6', isSecure: true } }); // report
  server.auth.strategy('jwt', 'jwt', { keys: 'hapi-jwt-s3cret-key', verify: { aud: false, iss: false, sub: false } }); // report
  await server.register({ plugin: Yar, options: { cookieOptions: { password: 'the-password-must-be-at-least-32-characters-long', isSecure: true } } }); // report
  server.state('data', { encoding: 'iron', password: 'a-sh0rt-but-long-enough-password-for-iron' }); // report
  server.auth.strategy('session2', 'cookie', { cookie: { name: 'sid', password: process.env.COOKIE_PASSWORD, isSecure: true } }); // quiet
}
export const c = async () => getIronSession(await cookies(), { password: 'complex_password_at_least_32_characters_long', cookieName: 'x' }); // report
const f = Fastify(); // quiet
f.register(secureSession, { secret: 'averylogphrasebiggerthanthirtytwochars', salt: 'mq9hDxBVDbspDR6n' }); // report
f.register(fjwt, { secret: 'supersecret-fastify' }); // report
f.register(fcookie, { secret: 'cookie-signing-s3cret' }); // report
export const handler = NextAuth({ providers: [], secret: 'next-auth-s3cret-constant' }); // report
export const auth = betterAuth({ secret: 'better-auth-s3cret-constant' }); // report
const k = new Koa(); // quiet
k.use(koaJwt({ secret: 'koa-jwt-s3cret-constant' })); // report
k.keys = ['koa-signing-key-one', 'koa-signing-key-two']; // report
k.use(koaSession({ secure: true, sameSite: 'lax' }, k)); // quiet
const h = new Hono(); // quiet
h.use('/api/*', honoJwt({ secret: 'hono-s3cret-constant', alg: 'HS256' })); // report
h.post('/login', async (x) => x.json({ t: await sign({ sub: '1', exp: 1 }, 'hono-s3cret-constant2') })); // report
export const { doubleCsrfProtection } = doubleCsrf({ getSecret: () => 'csrf-s3cret-constant', getSessionIdentifier: (r) => r.ip ?? '' }); // report`,
  );
});
