import { marked } from './marked.js';

/** Lists, maps and statements that stand for a database: whose records are given away, changed or stored. */
const HEAD = `
import express from 'express';
import jwt from 'jsonwebtoken';
const app = express();
app.use(express.json());
const auth = (req, res, next) => {
  try {
    req.user = jwt.verify(req.get('authorization') ?? '', process.env.KEY, { algorithms: ['HS256'] });
  } catch {
    return res.sendStatus(401);
  }
  return next();
};
`;

marked(
  'require-object-ownership',
  'records that a program keeps by itself',
  `${HEAD}
const orders = [{ id: 1, userId: 1, total: 2 }];
const notes = new Map();
const users = [{ id: 1, name: 'a', passwordHash: 'x' }];
app.post('/notes', auth, (req, res) => {
  notes.set(String(req.body.id), { ownerId: req.user.id, text: String(req.body.text) });
  res.end();
});
app.get('/orders/:id', auth, (req, res) => {
  res.json(orders.find((o) => o.id === Number(req.params.id))); // report
});
app.get('/mine/:id', auth, (req, res) => {
  res.json(orders.find((o) => o.id === Number(req.params.id) && o.userId === req.user.id)); // quiet
});
app.get('/checked/:id', auth, (req, res) => {
  const order = orders.find((o) => o.id === Number(req.params.id)); // quiet
  if (order.userId !== req.user.id) return res.sendStatus(403);
  res.json(order);
});
app.get('/claimed/:id', auth, (req, res) => {
  const order = orders.find((o) => o.id === Number(req.params.id)); // report
  if (order.userId !== req.body.userId) return res.sendStatus(403);
  res.json(order);
});
app.post('/bulk', auth, (req, res) => {
  res.json(orders.filter((o) => req.body.ids.includes(o.id))); // report
});
app.get('/notes/:id', auth, (req, res) => {
  res.json(notes.get(req.params.id)); // report
});
app.delete('/notes/:id', auth, (req, res) => {
  if (notes.get(req.params.id).ownerId !== req.user.id) return res.sendStatus(403); // quiet
  notes.delete(req.params.id); // quiet
  res.end();
});
app.put('/users/:id', auth, (req, res) => {
  const user = users.find((u) => u.id === Number(req.params.id)); // report
  user.name = String(req.body.name);
  res.end();
});
app.put('/self/:id', auth, (req, res) => {
  if (Number(req.params.id) !== req.user.id) return res.sendStatus(403);
  const user = users.find((u) => u.id === Number(req.params.id)); // quiet
  user.name = String(req.body.name);
  res.end();
});
app.listen(1);
`,
);

marked(
  'require-object-ownership',
  'statements that are prepared, builders, collections by their name',
  `${HEAD}
import Database from 'better-sqlite3';
import knexFactory from 'knex';
import { MongoClient, ObjectId } from 'mongodb';
const db = new Database('app.db');
const knex = knexFactory({ client: 'pg' });
const shop = new MongoClient(process.env.MONGO).db('shop');
app.get('/a/:id', auth, (req, res) => {
  res.json(db.prepare('SELECT * FROM notes WHERE id = ?').get(req.params.id)); // report
});
app.get('/b/:id', auth, (req, res) => {
  res.json(db.prepare('SELECT * FROM notes WHERE id = ? AND user_id = ?').get(req.params.id, req.user.id)); // quiet
});
app.get('/c/:id', auth, async (req, res) => {
  res.json(await knex('messages').where({ id: req.params.id }).first()); // report
});
app.get('/d/:id', auth, async (req, res) => {
  res.json(await knex('messages').where({ id: req.params.id }).andWhere('author_id', req.user.id).first()); // quiet
});
app.get('/e/:id', auth, async (req, res) => {
  res.json(await shop.collection('orders').findOne({ _id: new ObjectId(req.params.id) })); // report
});
app.get('/f/:id', auth, async (req, res) => {
  res.json(await shop.collection('orders').findOne({ _id: new ObjectId(req.params.id), userId: req.user.id })); // quiet
});
app.listen(1);
`,
);

marked(
  'no-excessive-data-exposure',
  'records that a program keeps by itself',
  `${HEAD}
const users = [{ id: 1, name: 'a', password: 'x' }];
const PLANS = [{ id: 'free', price: 0 }];
app.get('/users', (req, res) => res.json(users)); // report
app.get('/wrapped', (req, res) => res.json({ users })); // report
app.get('/users/:id', (req, res) => res.json(users.find((u) => u.id === Number(req.params.id)))); // report
app.get('/safe', (req, res) => res.json(users.map(({ password, ...rest }) => rest))); // quiet
app.get('/names', (req, res) => res.json(users.map((u) => u.name))); // quiet
app.get('/plans', (req, res) => res.json(PLANS)); // quiet
app.post('/users', (req, res) => {
  const user = { id: 2, name: String(req.body.name), password: 'y' };
  users.push(user);
  res.json(user); // report
});
`,
);

marked(
  'no-plaintext-password',
  'records that a program keeps by itself',
  `${HEAD}
const users = [];
app.post('/register', (req, res) => {
  users.push({ id: users.length, name: String(req.body.name), password: req.body.password }); // report
  res.end();
});
app.post('/login', (req, res) => {
  const user = users.find((u) => u.name === req.body.name);
  res.json({ ok: user.password === req.body.password }); // report
});
app.get('/known', (req, res) => res.json({ known: users.some((u) => u.name === req.query.name) })); // quiet
`,
);

marked(
  'no-mass-assignment',
  'records that a program keeps by itself, and roles that everybody may choose',
  `${HEAD}
import { hash } from 'bcrypt';
import mongoose from 'mongoose';
const User = mongoose.model('User', new mongoose.Schema({ email: String, hash: String, role: String }));
const users = [{ id: 1, role: 'user' }];
app.post('/a', (req, res) => {
  users.push({ id: 2, ...req.body }); // report
  res.end();
});
app.put('/b', auth, (req, res) => {
  users[0] = { ...users[0], ...req.body }; // report
  Object.assign(users[0], req.body); // report
  Object.assign(users[0], { name: String(req.body.name) }); // quiet
  res.end();
});
app.post('/c', async (req, res) => {
  await User.create({ email: String(req.body.email), hash: await hash(req.body.password, 12), role: req.body.role }); // report
  await User.create({ email: String(req.body.email), hash: await hash(req.body.password, 12), role: 'user' }); // quiet
  res.end();
});
const admin = (req, res, next) => (req.user.role === 'admin' ? next() : res.sendStatus(403));
app.post('/d', auth, admin, async (req, res) => {
  await User.create({ email: String(req.body.email), role: req.body.role }); // quiet
  res.end();
});
app.listen(1);
`,
);

marked(
  'no-client-supplied-identity',
  'words that open a guard, and filters of administrators',
  `${HEAD}
import { Pool } from 'pg';
const pool = new Pool();
app.use('/a', (req, res, next) => {
  if (req.query.debug === 'true') return next(); // report
  return res.sendStatus(401);
});
app.use('/b', (req, res, next) => {
  if (req.method === 'OPTIONS') return next(); // quiet
  return res.sendStatus(401);
});
const admin = (req, res, next) => (req.user.role === 'admin' ? next() : res.sendStatus(403));
app.get('/c', auth, async (req, res) => {
  res.json(await pool.query('SELECT id FROM orders WHERE user_id = $1', [req.query.userId])); // report
});
app.get('/d', auth, admin, async (req, res) => {
  res.json(await pool.query('SELECT id FROM orders WHERE user_id = $1', [req.query.userId])); // quiet
});
app.listen(1);
`,
);

marked(
  'no-unverified-jwt',
  'algorithms',
  `${HEAD}
app.get('/a', (req, res) => {
  const { header } = jwt.decode(req.get('authorization'), { complete: true });
  res.json(jwt.verify(req.get('authorization'), process.env.KEY, { algorithms: [header.alg] })); // report
});
export const unsigned = (id) => jwt.sign({ id }, process.env.KEY, { algorithm: 'none' }); // report
export const signed = (id) => jwt.sign({ id }, process.env.KEY, { algorithm: 'HS256' }); // quiet
`,
);

marked(
  'no-permissive-cors',
  'a wildcard with credentials',
  `
import cors from 'cors';
export const a = cors({ origin: '*', credentials: true }); // report
export const b = cors({ origin: '*' }); // quiet
`,
);

marked(
  'no-mass-assignment',
  'a hook of Fastify that answers on one of its paths',
  `
import Fastify from 'fastify';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const app = Fastify();
app.addHook('onRequest', async (request, reply) => {
  try {
    await request.jwtVerify();
  } catch {
    await reply.code(401).send({ error: 'unauthorized' });
  }
});
app.post('/things', async (request) => prisma.thing.create({ data: request.body })); // report
app.post('/names', async (request) => prisma.thing.create({ data: { name: request.body.name } })); // quiet
`,
);

marked(
  'require-object-ownership',
  'objects that are used as maps of records',
  `${HEAD}
interface Parcel { id: string; senderId: string; userId: string; weight: number }
const parcels: Record<string, Parcel> = {};
const drafts = {};
const letters: { [id: string]: Parcel } = Object.create(null);
const LABELS: Record<string, { userId: string }> = { a: { userId: 'nobody' } };
app.post('/drafts', auth, (req, res) => {
  drafts[String(req.body.id)] = { userId: req.user.id, text: String(req.body.text) };
  res.end();
});
app.get('/parcels/:id', auth, (req, res) => {
  res.json(parcels[req.params.id]); // report
});
app.get('/mine/:id', auth, (req, res) => {
  const parcel = parcels[req.params.id]; // quiet
  if (parcel?.userId !== req.user.id) return res.sendStatus(404);
  res.json(parcel);
});
app.get('/drafts/:id', auth, (req, res) => {
  res.json(drafts[req.params.id]); // report
});
app.delete('/drafts/:id', auth, (req, res) => {
  delete drafts[req.params.id]; // report
  res.end();
});
app.delete('/own-drafts/:id', auth, (req, res) => {
  if (drafts[req.params.id].userId !== req.user.id) return res.sendStatus(403); // quiet
  delete drafts[req.params.id]; // quiet
  res.end();
});
app.get('/letters/:id', auth, (req, res) => {
  res.json(letters[req.params.id]); // report
});
app.get('/all', auth, (req, res) => {
  const local: Record<string, Parcel> = {};
  res.json(local[req.params.id]); // quiet
});
app.listen(1);
`,
);

marked(
  'no-plaintext-password',
  'objects that are used as maps of records',
  `${HEAD}
const users: Record<string, { name: string; password: string }> = {};
app.post('/register', (req, res) => {
  users[String(req.body.name)] = { name: String(req.body.name), password: req.body.password }; // report
  res.end();
});
app.post('/seen', (req, res) => {
  users[String(req.body.name)] = { name: String(req.body.name), password: '' }; // quiet
  res.end();
});
`,
);

marked(
  'no-mass-assignment',
  'lists are stores of records by what is done with them, not by the names of their fields',
  `${HEAD}
const members = [{ number: 1, approved: false }];
const themes = [{ number: 1, color: 'red' }];
app.put('/a/:n', (req, res) => {
  Object.assign(members.find((m) => m.number === Number(req.params.n)), req.body); // report
  res.end();
});
app.put('/b/:n', (req, res) => {
  Object.assign(themes.find((m) => m.number === Number(req.params.n)), req.body); // quiet
  res.end();
});
`,
);
