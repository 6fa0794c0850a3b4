/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-permissive-cors in ordinary programs', () => {
  marked(
    'no-permissive-cors',
    'frameworks',
    `import express from 'express';
import cors from 'cors';
import Fastify from 'fastify';
import fcors from '@fastify/cors';
import { Hono } from 'hono';
import { cors as hcors } from 'hono/cors';
import Koa from 'koa';
import kcors from '@koa/cors';
import { NestFactory } from '@nestjs/core';
const app = express(); // quiet
app.use(cors({ origin: true, credentials: true })); // report
app.use(cors()); // quiet
app.use(cors({ origin: ['https://a.example', 'https://b.example'], credentials: true })); // quiet
app.use(cors({ origin: (o, cb) => cb(null, true), credentials: true })); // report
app.use(cors({ origin: (o, cb) => cb(null, o), credentials: true })); // report
app.use(cors({ origin: /acme\\.com/, credentials: true })); // report
app.use(cors({ origin: /^https:\\/\\/([a-z]+\\.)?acme\\.com$/, credentials: true })); // quiet
app.use(cors({ origin: /^https:\\/\\/.*acme\\.com$/, credentials: true })); // report
app.use(cors({ origin: (o, cb) => { if (!o || o.endsWith('acme.com')) { cb(null, true); } else { cb(new Error('no')); } }, credentials: true })); // report
app.use(cors({ origin: (o, cb) => { if (!o || o.includes('acme.com')) { cb(null, true); } else { cb(null, false); } }, credentials: true })); // report
const allow = new Set(['https://a.example']); // quiet
app.use(cors({ origin: (o, cb) => { if (!o || allow.has(o)) { cb(null, true); } else { cb(new Error('no')); } }, credentials: true })); // quiet
const allowed = ['https://a.example', 'https://b.example']; // quiet
app.use(cors({ origin: (o, cb) => { if (!o || allowed.indexOf(o) !== -1) { cb(null, true); } else { cb(new Error('no')); } }, credentials: true })); // quiet
app.use(cors({ origin: ['https://a.example', 'null'], credentials: true })); // report
app.use((req, res, next) => { res.header('Access-Control-Allow-Origin', req.headers.origin); res.header('Access-Control-Allow-Credentials', 'true'); next(); }); // report
app.use((req, res, next) => { const o = req.get('Origin'); if (o) res.set({ 'Access-Control-Allow-Origin': o, 'Access-Control-Allow-Credentials': 'true' }); next(); }); // report
app.use((req, res, next) => { const o = req.headers.origin; if (o && allow.has(o)) { res.setHeader('Access-Control-Allow-Origin', o); res.setHeader('Access-Control-Allow-Credentials', 'true'); } next(); }); // quiet
app.use((req, res, next) => { res.header('Access-Control-Allow-Origin', '*'); next(); }); // quiet
const corsOptions = { origin: function (origin: any, callback: any) { callback(null, true); }, credentials: true, methods: ['GET'] }; // quiet
app.use(cors(corsOptions)); // report
const delegate = (req: any, cb: any) => { cb(null, { origin: true, credentials: true }); }; // quiet
app.use(cors(delegate)); // report
const isDev = process.env.NODE_ENV !== 'production'; // quiet
app.use(cors({ origin: isDev ? true : 'https://a.example', credentials: true })); // quiet
app.use(cors({ origin: process.env.CORS_ORIGIN, credentials: true })); // quiet
app.use(cors({ origin: process.env.CORS_ORIGIN?.split(','), credentials: true })); // quiet
const f = Fastify(); // quiet
f.register(fcors, { origin: true, credentials: true }); // report
f.register(fcors, { origin: ['https://a.example'], credentials: true }); // quiet
f.register(fcors, () => (req: any, cb: any) => { cb(null, { origin: true, credentials: true }); }); // report
const h = new Hono(); // quiet
h.use('*', hcors({ origin: (o) => o, credentials: true })); // report
h.use('*', hcors({ origin: (o) => o.endsWith('.acme.com') ? o : 'https://acme.com', credentials: true })); // quiet
h.use('*', hcors({ origin: 'https://acme.com', credentials: true })); // quiet
const k = new Koa(); // quiet
k.use(kcors({ credentials: true })); // report
k.use(kcors({ origin: (ctx) => ctx.get('Origin'), credentials: true })); // report
k.use(kcors({ origin: (ctx) => allow.has(ctx.get('Origin')) ? ctx.get('Origin') : '', credentials: true })); // quiet
async function boot() { // quiet
  const n = await NestFactory.create(class {}, { cors: { origin: true, credentials: true } }); // report
  n.enableCors({ origin: true, credentials: true }); // report
  n.enableCors({ origin: ['https://a.example'], credentials: true }); // quiet
  n.enableCors({ origin: (o: any, cb: any) => cb(null, true), credentials: true }); // report
}
boot();`,
  );
  marked(
    'no-permissive-cors',
    'checks of origins',
    `import cors from 'cors';
export const a = cors({ origin: (o, cb) => { if (o && o.endsWith('acme.com')) { cb(null, true); } else { cb(new Error('no')); } }, credentials: true }); // report
export const b = cors({ origin: (o, cb) => { if (!o || o.endsWith('acme.com')) { cb(null, true); } else { cb(new Error('no')); } }, credentials: true }); // report
export const c = cors({ origin: (o, cb) => { if (!o) return cb(null, true); if (o.endsWith('acme.com')) { cb(null, true); } else { cb(new Error('no')); } }, credentials: true }); // report
export const d = cors({ origin: (o, cb) => { if (!o || o === 'https://acme.com') { cb(null, true); } else { cb(new Error('no')); } }, credentials: true }); // quiet
export const e = cors({ origin: (o, cb) => { if (!o || ['https://acme.com'].includes(o)) { cb(null, true); } else { cb(new Error('no')); } }, credentials: true }); // quiet
export const f = cors({ origin: (o, cb) => { cb(null, !o || o.startsWith('https://acme')); }, credentials: true }); // report
export const g = cors({ origin: (o, cb) => { const ok = [/acme\\.com$/, /acme\\.io$/].some((r) => r.test(o!)); cb(null, ok); }, credentials: true }); // report
export const h = cors({ origin: (o, cb) => { const ok = [/^https:\\/\\/acme\\.com$/, /^https:\\/\\/acme\\.io$/].some((r) => r.test(o!)); cb(null, ok); }, credentials: true }); // quiet
export const j = cors({ origin: (o, cb) => { const host = new URL(o!).hostname; cb(null, host === 'acme.com' || host.endsWith('.acme.com')); }, credentials: true }); // quiet
import Hapi from '@hapi/hapi';
export const h1 = Hapi.server({ routes: { cors: { credentials: true } } }); // report
export const h2 = Hapi.server({ routes: { cors: { origin: ['*'], credentials: true } } }); // report
export const h3 = Hapi.server({ routes: { cors: { origin: ['https://acme.com'], credentials: true } } }); // quiet
export const h4 = Hapi.server({ routes: { cors: true } }); // quiet
const hosts = ['acme.com', 'shop.acme.com']; // quiet
export const j1 = cors({ origin: (o, cb) => { const host = new URL(o!).hostname; cb(null, host.endsWith('acme.com')); }, credentials: true }); // report
export const j2 = cors({ origin: (o, cb) => { cb(null, !!o && hosts.includes(new URL(o).hostname)); }, credentials: true }); // quiet
export const j3 = cors({ origin: (o, cb) => { cb(null, !!o && new URL(o).host.includes('acme.com')); }, credentials: true }); // report
export const j4 = cors({ origin: (o, cb) => { if (o && /^(?:[a-z]+\\.)?acme\\.com$/.test(new URL(o).hostname)) cb(null, true); else cb(null, false); }, credentials: true }); // quiet
export const j5 = cors({ origin: (o, cb) => { if (o && /acme\\.com$/.test(new URL(o).hostname)) cb(null, true); else cb(null, false); }, credentials: true }); // report
export const j6 = cors({ origin: (o, cb) => { const { hostname, protocol } = new URL(o!); cb(null, protocol === 'https:' && hostname.endsWith('.acme.com')); }, credentials: true }); // quiet
import express from 'express';
const app = express(); // quiet
app.use(cors((req: any, cb: any) => { cb(null, { origin: req.header('Origin'), credentials: true }); })); // report
const list = ['https://a.example']; // quiet
app.use(cors((req: any, cb: any) => { const o = list.indexOf(req.header('Origin')) !== -1 ? { origin: true, credentials: true } : { origin: false }; cb(null, o); })); // quiet
app.use(cors((req: any, cb: any) => { let options; if (list.includes(req.header('Origin'))) { options = { origin: true, credentials: true }; } else { options = { origin: false }; } cb(null, options); })); // quiet
app.use((req, res, next) => { res.set({ 'Access-Control-Allow-Origin': 'https://a.example', 'Access-Control-Allow-Credentials': 'true' }); next(); }); // quiet
export const isDev = process.env.NODE_ENV === 'development'; // quiet
app.use(cors({ origin: isDev ? true : ['https://a.example'], credentials: true })); // quiet
app.use(cors({ origin: isDev || ['https://a.example'], credentials: true })); // quiet`,
  );
});
