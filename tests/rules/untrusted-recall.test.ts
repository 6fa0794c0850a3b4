/** Flaws of programs that were written before anybody looked at what the rules say of them, each beside its harmless twin. */
import { marked } from './marked.js';

marked(
  'no-user-controlled-loop',
  'as many calls at once as the body has elements',
  `
import express from 'express';
import axios from 'axios';

const app = express();
app.use(express.json());
const ping = (id: string) => axios.head('https://example.com/' + encodeURIComponent(id), { timeout: 100 });
app.post('/a', async (req, res) => {
  await Promise.all(req.body.ids.map((id: string) => ping(id))); // report
  res.end();
});
app.post('/b', async (req, res) => {
  const ids: string[] = req.body.ids;
  if (!Array.isArray(ids) || ids.length > 20) return res.sendStatus(400);
  await Promise.all(ids.map(ping)); // quiet
  res.end();
});
app.post('/c', async (req, res) => {
  const ids: string[] = req.body.ids;
  if (ids.length > 20) return res.sendStatus(400);
  await Promise.allSettled(ids.map(ping)); // quiet
  res.end();
});
app.post('/d', async (req, res) => {
  const ids: string[] = req.body.ids;
  await Promise.allSettled(ids.map(ping)); // report
  await Promise.all(ids.slice(0, 20).map(ping)); // quiet
  await Promise.all(['a', 'b'].map(ping)); // quiet
  res.end();
});
`,
);

marked(
  'no-unvalidated-number',
  'amounts that are stored',
  `
import express from 'express';
import { Pool } from 'pg';
import { PrismaClient } from '@prisma/client';

const app = express();
const pool = new Pool();
const prisma = new PrismaClient();
app.use(express.json());
app.post('/a', async (req, res) => {
  const quantity = parseInt(req.body.quantity, 10);
  await pool.query('INSERT INTO orders (quantity, total) VALUES ($1, $2)', [quantity, quantity * 100]); // report
  await pool.query('INSERT INTO seats (row_number) VALUES ($1)', [quantity]); // quiet
  await pool.query('SELECT id FROM orders WHERE quantity = $1', [quantity]); // quiet
  await prisma.order.create({ data: { amount: Number(req.body.amount) } }); // report
  await prisma.order.create({ data: { year: Number(req.body.year) } }); // quiet
  res.end();
});
app.post('/b', async (req, res) => {
  const quantity = parseInt(req.body.quantity, 10);
  if (!(quantity > 0 && quantity < 100)) return res.sendStatus(400);
  await pool.query('INSERT INTO orders (quantity, total) VALUES ($1, $2)', [quantity, quantity * 100]); // quiet
  await prisma.order.create({ data: { amount: quantity } }); // quiet
  res.end();
});
`,
);

marked(
  'no-unanchored-validation',
  'endings of file names',
  `
import express from 'express';

const app = express();
app.get('/a', (req, res) => {
  const name = String(req.query.name);
  if (!/\\\\.(png|jpe?g)/.test(name)) return res.sendStatus(400); // report
  res.sendFile('/srv/images/' + name);
});
app.get('/b', (req, res) => {
  const name = String(req.query.name);
  if (!/\\\\.(png|jpe?g)$/.test(name)) return res.sendStatus(400); // quiet
  res.sendFile('/srv/images/' + name);
});
app.get('/c', (req, res) => {
  const name = String(req.query.name);
  if (/\\\\.com/.test(name)) return res.sendStatus(400); // quiet
  res.json({ length: name.length });
});
`.replaceAll('\\\\', '\\'),
);

marked(
  'no-sensitive-logging',
  'a short word beside a user',
  `
import express from 'express';

const app = express();
app.use(express.json());
app.post('/login', (req, res) => {
  const { user, pass } = req.body;
  console.log('login', { user, pass }); // report
  console.log('login', { user }); // quiet
  res.end();
});
app.post('/flights', (req, res) => {
  const { flight, pass } = req.body;
  console.log('boarding', { flight, pass }); // quiet
  res.end();
});
`,
);

marked(
  'no-third-party-exposure',
  'rows whose type is written at the query',
  `
import axios from 'axios';
import express from 'express';
import { Pool } from 'pg';

interface UserRow {
  id: string;
  email: string;
  password_hash: string;
}
const pool = new Pool();
express().post('/', async (req, res) => {
  const { rows } = await pool.query<UserRow>('SELECT * FROM users WHERE id = $1', [req.query.id]);
  await axios.post('https://crm.example.org/contacts', rows[0], { timeout: 100 }); // report
  await axios.post('https://crm.example.org/contacts', { id: rows[0]?.id }, { timeout: 100 }); // quiet
  res.end();
});
`,
);

marked(
  'no-credentials-in-url',
  'options that a library could find in what the client sent',
  `
import Fastify from 'fastify';
import got from 'got';

const app = Fastify();
app.get('/a', async (request) => got(request.query.address).json()); // quiet
app.get('/b', async (request) => ({ ok: request.query.password === 'x' })); // report
`,
);
