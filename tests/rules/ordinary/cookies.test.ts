/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('require-secure-cookies in ordinary programs', () => {
  marked(
    'require-secure-cookies',
    'frameworks',
    `import express from 'express';
import Hapi from '@hapi/hapi';
import session from 'express-session';
import cookieSession from 'cookie-session';
import jwt from 'jsonwebtoken';
import { cookies } from 'next/headers';
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import Fastify from 'fastify';
import fastifyCookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import Koa from 'koa';
import koaSession from 'koa-session';
const app = express(); // quiet
const S = process.env.SECRET!; // quiet
const sign = (id: string) => jwt.sign({ id }, S, { expiresIn: '1h' }); // quiet
app.post('/a', (req, res) => { res.cookie('token', sign('1')); res.sendStatus(204); }); // report
app.post('/b', (req, res) => { res.cookie('token', sign('1'), { httpOnly: true }); res.sendStatus(204); }); // report
app.post('/c', (req, res) => { res.cookie('token', sign('1'), { httpOnly: true, secure: true, sameSite: 'lax' }); res.sendStatus(204); }); // quiet
const opts = { httpOnly: false, secure: true, sameSite: 'strict' as const }; // quiet
app.post('/d', (req, res) => { res.cookie('access', sign('1'), opts); res.sendStatus(204); }); // report
app.post('/e', (req, res) => { res.cookie('access', sign('1'), { ...opts, httpOnly: true }); res.sendStatus(204); }); // quiet
app.post('/f', (req, res) => { res.cookie('access', sign('1'), { httpOnly: true, secure: process.env.NODE_ENV === 'production', sameSite: 'lax' }); res.sendStatus(204); }); // quiet
function setAuth(res: express.Response, t: string) { res.cookie('auth', t, { httpOnly: true, sameSite: 'lax' }); } // report
app.post('/g', (req, res) => { setAuth(res, sign('1')); res.sendStatus(204); }); // quiet
app.post('/h', (req, res) => { res.cookie('theme', String(req.body.theme)); res.sendStatus(204); }); // quiet
app.post('/i', (req, res) => { res.setHeader('Set-Cookie', \`token=\${sign('1')}; Path=/\`); res.sendStatus(204); }); // report
app.post('/j', (req, res) => { res.setHeader('Set-Cookie', \`token=\${sign('1')}; Path=/; HttpOnly; Secure; SameSite=Lax\`); res.sendStatus(204); }); // quiet
app.post('/k', (req, res) => { res.cookie('token', sign('1'), { httpOnly: true, secure: true, sameSite: 'none' }); res.sendStatus(204); }); // quiet
app.post('/l', (req, res) => { res.append('Set-Cookie', \`token=\${sign('1')}; HttpOnly\`); res.sendStatus(204); }); // report
app.use(session({ secret: S, resave: false, saveUninitialized: false })); // report
app.use(session({ secret: S, resave: false, saveUninitialized: false, cookie: { secure: false, maxAge: 1000 } })); // report
app.use(session({ secret: S, resave: false, saveUninitialized: false, cookie: { httpOnly: false, secure: true, sameSite: 'lax', maxAge: 1000 } })); // report
app.use(session({ secret: S, resave: false, saveUninitialized: false, cookie: { secure: 'auto', sameSite: 'lax', maxAge: 1000 } })); // quiet
const sess: session.SessionOptions = { secret: S, resave: false, saveUninitialized: false, cookie: { maxAge: 1000, sameSite: 'lax' } }; // quiet
if (process.env.NODE_ENV === 'production') { sess.cookie!.secure = true; } // quiet
app.use(session(sess)); // quiet
const sess2: session.SessionOptions = { secret: S, resave: false, saveUninitialized: false, cookie: { maxAge: 1000 } }; // quiet
app.use(session(sess2)); // report
app.use(cookieSession({ keys: [S], maxAge: 1000, httpOnly: false, sameSite: 'lax' })); // report
export async function action() { (await cookies()).set('token', sign('1')); } // report
export async function action2() { (await cookies()).set({ name: 'token', value: sign('1'), httpOnly: true, secure: true, sameSite: 'lax' }); } // quiet
const h = new Hono(); // quiet
h.post('/a', (c) => { setCookie(c, 'token', sign('1')); return c.body(null, 204); }); // report
h.post('/b', (c) => { setCookie(c, 'token', sign('1'), { httpOnly: true, secure: true, sameSite: 'Lax' }); return c.body(null, 204); }); // quiet
const f = Fastify(); // quiet
f.register(fastifyCookie); // quiet
f.post('/a', (req, reply) => { reply.setCookie('token', sign('1'), { path: '/' }).send(); }); // report
f.post('/b', (req, reply) => { reply.setCookie('token', sign('1'), { path: '/', httpOnly: true, secure: true, sameSite: 'lax' }).send(); }); // quiet
f.register(fastifySession, { secret: S, cookie: { secure: false } }); // report
const koa = new Koa(); // quiet
koa.use(async (ctx) => { ctx.cookies.set('token', sign('1'), { httpOnly: false }); ctx.status = 204; }); // report
koa.use(koaSession({ httpOnly: false, maxAge: 1000 }, koa)); // report
const hapi = Hapi.server(); // quiet
hapi.auth.strategy('a', 'cookie', { cookie: { name: 'sid', password: S, isSecure: false } }); // report
hapi.auth.strategy('b', 'cookie', { cookie: { name: 'sid', password: S, isHttpOnly: false } }); // report
hapi.auth.strategy('c', 'cookie', { cookie: { name: 'sid', password: S, isSecure: process.env.NODE_ENV === 'production' } }); // quiet
hapi.auth.strategy('d', 'jwt', { cookie: { isSecure: false } }); // quiet`,
  );
});
