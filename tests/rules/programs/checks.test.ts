/** Checks and schemas as services write them: patterns, addresses, limits, logs, answers of others. */
import { describe } from 'vitest';
import { marked } from '../marked.js';
import { markedFiles } from '../marked-files.js';

const express = `import express from 'express';
const app = express();
`;

describe('patterns that schemas demand', () => {
  markedFiles('of every validator', {
    'src/schemas.ts': String.raw`import { z } from 'zod';
import Joi from 'joi';
import * as yup from 'yup';
import * as v from 'valibot';
import Fastify from 'fastify';
import { body } from 'express-validator';
import { IsString, Matches } from 'class-validator';
const handle = /[a-z0-9_]{3,20}/; // report no-unanchored-validation
export const a = z.object({
  handle: z.string().regex(handle),
  slug: z.string().regex(/^[a-z-]+/), // report no-unanchored-validation
  code: z.string().regex(/^[a-z-]+$/),
  // A character of a kind is asked for, as rules for passwords do.
  password: z.string().min(12).regex(/[A-Z]/).regex(/\d+/),
  prefix: z.string().regex(/^https:\/\//),
});
export const b = Joi.object({
  slug: Joi.string().pattern(/^\d{3}-\d{4}/), // report no-unanchored-validation
  code: Joi.string().pattern(/^\d{3}-\d{4}$/),
  plain: Joi.string().pattern(/^[<>]+/, { invert: true }),
});
export const c = yup.string().matches(/^[a-z]+$/m); // report no-unanchored-validation
export const d = v.pipe(v.string(), v.regex(/^a+$|[0-9]+/)); // report no-unanchored-validation
export const e = body('nick').matches(/^\w+/); // report no-unanchored-validation
export const f = body('nick').not().matches(/^\s+/);
export class Dto {
  @IsString() @Matches(/^[A-z]+$/) name!: string; // report no-unanchored-validation
  @Matches(/^(?:new|old)$/) state!: string;
}
const app = Fastify();
app.get('/', { schema: { querystring: { type: 'object', properties: {
  sort: { type: 'string', pattern: '^[a-z_]+' }, // report no-unanchored-validation
  order: { type: 'string', pattern: '^(?:asc|desc)$' },
} } } }, async () => ({}));
`,
  });
});

describe('addresses', () => {
  marked(
    'no-incomplete-url-check',
    'the page that a request came from',
    `${express}app.post('/a', (req, res) => {
  const from = String(req.get('referer'));
  if (!from.includes('app.example.com')) { res.sendStatus(403); return; } // report
  if (from.includes('app.example.com/embedded?')) { res.sendStatus(204); return; } // report
  const title = String(req.get('x-title'));
  if (title.includes('example.com')) { res.sendStatus(200); return; } // quiet
  res.sendStatus(new URL(from).origin === 'https://app.example.com' ? 200 : 403);
});
`,
  );

  marked(
    'no-spoofable-address',
    'the key of a limit of Fastify',
    `import Fastify from 'fastify';
import rateLimit from '@fastify/rate-limit';
const app = Fastify();
await app.register(rateLimit, { max: 10, keyGenerator: (request) => String(request.headers['x-forwarded-for']) }); // report
await app.register(rateLimit, { max: 10, keyGenerator: (request) => request.ip }); // quiet
`,
  );

  marked(
    'no-header-injection',
    'a name in front of an address of mail',
    `${express}import nodemailer from 'nodemailer';
const transport = nodemailer.createTransport({});
app.post('/', async (req, res) => {
  const name = String(req.body.name);
  await transport.sendMail({ to: name + ' <team@example.com>', subject: 'a' }); // report
  await transport.sendMail({ to: name, subject: 'a' }); // quiet
  await transport.sendMail({ to: name.replace(/[\\r\\n,;<>]/g, '') + ' <team@example.com>', subject: 'a' }); // quiet
  res.sendStatus(204);
});
`,
  );
});

describe('logs and answers', () => {
  marked(
    'no-sensitive-logging',
    'names of fields are not what stands in them',
    `${express}import pino from 'pino';
const logger = pino();
app.post('/password', (req, res) => {
  const { email, ...secrets } = req.body;
  logger.info({ email, given: Object.keys(secrets) }, 'change'); // quiet
  logger.info({ email, secrets }, 'change'); // report
  res.json({ ok: secrets.password.length > 12 });
});
`,
  );

  marked(
    'require-response-validation',
    'numbers that were converted, and pieces that are passed on',
    `${express}import axios from 'axios';
import { request } from 'undici';
app.get('/a', async (_req, res) => {
  const { data } = await axios.get('https://api.example.com/'); // report
  res.json({ name: data.name });
});
app.get('/b', async (_req, res) => {
  const { data } = await axios.get('https://api.example.com/'); // quiet
  res.json({ total: Number(data.total), open: Boolean(data.open) });
});
app.get('/c', async (_req, res) => {
  const { body } = await request('https://api.example.com/');
  for await (const chunk of body) res.write(chunk); // quiet
  res.end();
});
app.get('/d', async (_req, res) => {
  const { body } = await request('https://api.example.com/');
  let text = '';
  for await (const chunk of body) text += chunk; // report
  res.json(JSON.parse(text));
});
`,
  );
});

describe('allow-lists', () => {
  markedFiles('a table that is asked, whole or for all but a few characters', {
    'columns.ts': `export const COLUMNS: Record<string, string> = { os: 'os', browser: 'browser' };
`,
    'app.ts': `import express from 'express';
import { Pool } from 'pg';
import { COLUMNS } from './columns';
const pool = new Pool();
const app = express();
app.get('/a', async (req, res) => {
  const name = String(req.query.name);
  if (!COLUMNS[name]) return res.sendStatus(400);
  res.json(await pool.query(\`select \${name} from views limit 10\`));
});
app.get('/b', async (req, res) => {
  const name = String(req.query.name);
  if (COLUMNS[name]) return res.sendStatus(400);
  res.json(await pool.query(\`select \${name} from views limit 10\`)); // report no-sql-injection
});
app.get('/c', async (req, res) => {
  const name = String(req.query.name);
  if (COLUMNS[name] !== undefined) res.json(await pool.query(\`select \${name} from views limit 10\`));
});
app.get('/d', async (req, res) => {
  const name = String(req.query.name);
  if (COLUMNS[name] === undefined) res.json(await pool.query(\`select \${name} from views limit 10\`)); // report no-sql-injection
});
app.get('/e', async (req, res) => {
  const name = String(req.query.name);
  if (COLUMNS[name.slice('cohort_'.length)]) res.json(await pool.query(\`select \${name} from views limit 10\`));
});
`,
  });
  markedFiles('a time zone that the language knows', {
    'zones.ts': `export function isZone(timeZone: string) {
  try {
    Intl.DateTimeFormat(undefined, { timeZone });
    return true;
  } catch {
    return false;
  }
}
`,
    'app.ts': `import express from 'express';
import { Pool } from 'pg';
import { z } from 'zod';
import { isZone } from './zones';
const pool = new Pool();
const app = express();
const checked = z.object({ zone: z.string().max(40).refine((zone) => isZone(zone)) });
const loose = z.object({ zone: z.string().max(40) });
app.get('/a', async (req, res) => {
  const { zone } = checked.parse(req.query);
  res.json(await pool.query(\`select now() at time zone '\${zone}'\`));
});
app.get('/b', async (req, res) => {
  const { zone } = loose.parse(req.query);
  res.json(await pool.query(\`select now() at time zone '\${zone}'\`)); // report no-sql-injection
});
`,
  });
});
