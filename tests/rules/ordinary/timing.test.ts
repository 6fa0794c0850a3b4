/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-timing-unsafe-compare in ordinary programs', () => {
  marked(
    'no-timing-unsafe-compare',
    'signatures and keys',
    `import express from 'express';
import crypto, { createHmac, timingSafeEqual } from 'node:crypto';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient(); // quiet
const app = express(); // quiet
app.use(express.raw({ type: '*/*' })); // quiet
const SECRET = process.env.WEBHOOK_SECRET!; // quiet
app.post('/a', (req, res) => { const sig = createHmac('sha256', SECRET).update(req.body).digest('hex'); if (sig !== req.headers['x-signature']) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
app.post('/b', (req, res) => { const expected = 'sha256=' + createHmac('sha256', SECRET).update(req.body).digest('hex'); const given = req.get('X-Hub-Signature-256'); if (given === expected) { res.sendStatus(200); return; } res.sendStatus(401); }); // report
app.post('/c', (req, res) => { if (req.headers['x-api-key'] !== process.env.API_KEY) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
function verifySig(body: Buffer, sig: string) { const h = crypto.createHmac('sha1', SECRET); h.update(body); return h.digest('base64') == sig; } // report
app.post('/d', (req, res) => { if (!verifySig(req.body, String(req.headers['x-shop-hmac']))) { res.sendStatus(401); return; } res.sendStatus(200); }); // quiet
app.post('/e', (req, res) => { const a = createHmac('sha256', SECRET).update(req.body).digest(); const b = Buffer.from(String(req.headers['x-signature']), 'hex'); if (!a.equals(b)) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
app.post('/f', (req, res) => { const a = createHmac('sha256', SECRET).update(req.body).digest(); const b = Buffer.from(String(req.headers['x-signature']), 'hex'); if (a.length !== b.length || !timingSafeEqual(a, b)) { res.sendStatus(401); return; } res.sendStatus(200); }); // quiet
app.post('/g', (req, res) => { const keys = (process.env.API_KEYS ?? '').split(','); if (!keys.includes(String(req.headers['x-api-key']))) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
app.post('/h', (req, res) => { const auth = req.headers.authorization; if (auth !== \`Bearer \${process.env.ADMIN_TOKEN}\`) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
app.post('/i', (req, res) => { if (!process.env.API_KEY || req.headers['x-api-key'] === undefined) { res.sendStatus(401); return; } if (process.env.NODE_ENV === 'production') { res.sendStatus(200); return; } res.sendStatus(204); }); // quiet
app.post('/j', async (req, res) => { const u = await prisma.user.findUnique({ where: { id: 1 } }); if (u!.resetToken === String(req.body.token)) { res.sendStatus(200); return; } res.sendStatus(401); }); // report
app.post('/k', (req, res) => { const a = createHmac('sha256', SECRET).update(req.body).digest('hex'); if (a.localeCompare(String(req.headers['x-signature'])) === 0) { res.sendStatus(200); return; } res.sendStatus(401); }); // report
app.post('/l', (req, res) => { const a = createHmac('sha256', SECRET).update(req.body).digest(); if (Buffer.compare(a, Buffer.from(String(req.headers['x-signature']), 'hex')) === 0) { res.sendStatus(200); return; } res.sendStatus(401); }); // report
class Hook { constructor(private readonly secret: string) {} check(body: Buffer, given: string) { return createHmac('sha256', this.secret).update(body).digest('hex') === given; } } // report
const hook = new Hook(SECRET); // quiet
app.post('/m', (req, res) => { if (!hook.check(req.body, String(req.headers['x-signature']))) { res.sendStatus(401); return; } res.sendStatus(200); }); // quiet
app.post('/n', (req, res) => { const etag = crypto.createHash('sha1').update(req.body).digest('hex'); if (req.headers['if-none-match'] === etag) { res.sendStatus(304); return; } res.sendStatus(200); }); // quiet
const config = { apiKey: process.env.API_KEY, port: process.env.PORT }; // quiet
app.post('/o', (req, res) => { if (req.query.key !== config.apiKey) { res.sendStatus(401); return; } res.sendStatus(200); }); // report
app.post('/q', (req, res) => { switch (req.headers['x-api-key']) { case process.env.API_KEY: res.sendStatus(200); return; default: res.sendStatus(401); } }); // report
app.post('/r', (req, res) => { switch (req.headers['x-kind']) { case process.env.DEFAULT_KIND: res.sendStatus(200); return; default: res.sendStatus(401); } }); // quiet
app.post('/p', (req, res) => { if (req.header('x-role') === process.env.DEFAULT_ROLE) { res.sendStatus(200); return; } res.sendStatus(401); }); // quiet`,
  );
});
