/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('require-body-limit in ordinary programs', () => {
  marked(
    'require-body-limit',
    'parsers',
    `import express from 'express';
import bodyParser from 'body-parser';
import Fastify from 'fastify';
import koaBody from 'koa-body';
import bp from 'koa-bodyparser';
import Koa from 'koa';
import http from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
const app = express(); // quiet
app.use(express.json({ limit: '50mb' })); // report
app.use(express.json({ limit: '1mb' })); // quiet
app.use(express.json()); // quiet
app.use(bodyParser.json({ limit: '100MB' })); // report
app.use(express.urlencoded({ extended: true, limit: Infinity })); // report
const LIMIT = 200 * 1024 * 1024; // quiet
app.use(express.raw({ limit: LIMIT })); // report
app.use(express.text({ limit: process.env.LIMIT })); // quiet
app.use(express.json({ limit: process.env.LIMIT ?? '1gb' })); // report
const f = Fastify({ bodyLimit: 1024 * 1024 * 500 }); // report
f.post('/x', { bodyLimit: 1e9 }, async () => 1); // report
const k = new Koa(); // quiet
k.use(bp({ jsonLimit: '100mb' })); // report
k.use(koaBody({ jsonLimit: '500mb' })); // report
app.post('/a', (req, res) => { let data = ''; req.on('data', (c) => { data += c; }); req.on('end', () => { res.json(JSON.parse(data)); }); }); // report
app.post('/b', (req, res) => { let data = ''; req.on('data', (c) => { data += c; if (data.length > 1e6) { req.destroy(); } }); req.on('end', () => { res.json(JSON.parse(data)); }); }); // quiet
http.createServer(async (req, res) => { const chunks: Buffer[] = []; for await (const c of req) chunks.push(c as Buffer); res.end(Buffer.concat(chunks)); }).listen(1); // report
http.createServer(async (req, res) => { const chunks: Buffer[] = []; let n = 0; for await (const c of req) { n += (c as Buffer).length; if (n > 100_000) { res.statusCode = 413; res.end(); return; } chunks.push(c as Buffer); } res.end(Buffer.concat(chunks)); }).listen(1); // quiet
async function boot() { // quiet
  const n = await NestFactory.create<NestExpressApplication>(class {}, { bodyParser: false }); // quiet
  n.useBodyParser('json', { limit: '80mb' }); // report
  n.use(express.json({ limit: '90mb' })); // report
}
boot();`,
  );
});
