import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';

marked(
  'no-client-supplied-identity',
  'owner conditions',
  `
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.get('/a/:userId', async (req, res) => {
  await pool.query('SELECT id FROM orders WHERE user_id = $1', [req.get('x-user-id')]); // report
  await pool.query('SELECT id FROM orders WHERE user_id = $1', [req.query.userId]); // report
  await pool.query('SELECT id FROM orders WHERE user_id = $1', [req.params.userId]); // quiet
  await pool.query('SELECT id FROM orders WHERE id = $1', [req.query.userId]); // quiet
  await pool.query('SELECT id FROM posts WHERE author_id = $1', [req.query.author]); // quiet
  await pool.query('INSERT INTO notes (text, created_by) VALUES ($1, $2)', [req.body.text, req.body.createdBy]); // report
});
`,
);

marked(
  'no-client-supplied-identity',
  'filters of documents',
  `
import cookieParser from 'cookie-parser';
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const List = mongoose.model('List', new Schema({ ownerId: String }));
const app = express();
app.use(cookieParser('secret'));
app.get('/a', async (req, res) => {
  await List.find({ ownerId: String(req.cookies.uid) }); // report
  await List.find({ ownerId: String(req.signedCookies.uid) }); // quiet
  await List.find({ title: String(req.cookies.uid) }); // quiet
});
`,
);

marked(
  'no-client-supplied-identity',
  'branches that grant',
  `
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.delete('/a', async (req, res) => {
  if (req.body.isAdmin) await pool.query('DELETE FROM posts'); // report
  if (req.get('x-role') === 'admin') await pool.query('DELETE FROM posts'); // report
  if (req.body.role === 'admin') await pool.query('SELECT 1'); // quiet
  if (req.body.isAdmin) console.log('asked for'); // quiet
  if (req.body.admin) await pool.query('SELECT 1', [req.body.admin]); // quiet
  if (req.body.admin) await pool.query('DELETE FROM posts'); // report
  if (!req.body.admin) await pool.query('DELETE FROM posts'); // quiet
  if (req.body.drafts) await pool.query('SELECT 2'); // quiet
});
`,
);

it('no-client-supplied-identity: tells the whole story', () => {
  const code = `import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();

app.get('/orders', async (req, res) => {
  res.json((await pool.query('SELECT id FROM orders WHERE customer_id = $1', [req.get('x-user-id')])).rows);
});
`;
  expect(reportsOf('no-client-supplied-identity', code, 'src/app.ts').map((each) => each.message)).toEqual([
    "User input from `req.get('x-user-id')` (src/app.ts:8:79) reaches the owner `customer_id` of `Pool.query`. Take it from the session or from a verified token.",
  ]);
});

marked(
  'no-client-supplied-identity',
  'decisions by a name, by a helper, by what is not so',
  `
import cookieParser from 'cookie-parser';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.use(express.json(), cookieParser());
const fromAdmin = (req: express.Request) => req.headers['x-role'] === 'admin'; // report
app.delete('/a', async (req, res) => {
  const isAdmin = req.headers['x-is-admin'] === 'true'; // report
  if (!isAdmin) return res.sendStatus(403);
  await pool.query('DELETE FROM things');
  return res.end();
});
app.delete('/b', async (req, res) => {
  if (!fromAdmin(req)) return res.sendStatus(403);
  await pool.query('DELETE FROM things');
  return res.end();
});
app.delete('/c', async (req, res) => {
  const user = JSON.parse(Buffer.from(req.cookies.user, 'base64').toString());
  if (!user.isAdmin) return res.sendStatus(403); // report
  await pool.query('DELETE FROM things');
  return res.end();
});
app.get('/d', async (req, res) => {
  if (!req.query.role) return res.status(400).end('role?'); // quiet
  const forAdmins = req.query.role === 'admin'; // quiet
  return res.json({ forAdmins });
});
`,
);

marked(
  'no-client-supplied-identity',
  'a role that is asked for, not believed',
  `
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.get('/permissions', async (req, res) => {
  if (req.query.role) return res.json((await pool.query('SELECT name FROM permissions WHERE role = $1', [String(req.query.role)])).rows); // quiet
  if (req.query.role && req.query.full) return res.json([]); // quiet
  if (req.query.isAdmin) return res.json((await pool.query('SELECT name FROM permissions')).rows); // report
  return res.status(422).json({});
});
`,
);

const guarded = (list: string): string => `
import { initTRPC, TRPCError } from '@trpc/server';
import { PrismaClient } from '@prisma/client';
import { z } from 'zod';
const prisma = new PrismaClient();
const t = initTRPC.context<{ user?: { id: string } }>().create();
const guardedProcedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { user: ctx.user } });
});
const input = z.object({ userId: z.string() });
export const router = t.router({
  add: guardedProcedure.input(input).mutation(({ input }) => prisma.post.create({ data: { userId: input.userId } })), // report
  ${list}
});
`;
marked(
  'no-client-supplied-identity',
  'lists that everybody may read, beside endpoints that know who is calling',
  guarded(
    'list: t.procedure.input(input).query(({ input }) => prisma.post.findMany({ where: { userId: input.userId } })), // quiet',
  ),
);
marked(
  'no-client-supplied-identity',
  'lists of whoever is calling',
  guarded(
    'list: guardedProcedure.input(input).query(({ input }) => prisma.post.findMany({ where: { userId: input.userId } })), // report\n  other: t.procedure.query(() => "a"), // quiet',
  ),
);

marked(
  'no-client-supplied-identity',
  'a role that nobody may give away',
  `
import express from 'express';
const app = express();
app.use(express.json());
app.post('/invite', (req, res) => {
  if (req.body.role === 'owner') return res.status(403).end(); // quiet
  res.json({});
});
app.post('/purge', (req, res) => {
  if (req.body.role !== 'owner') return res.status(403).end(); // report
  res.json({});
});
`,
);

marked(
  'no-client-supplied-identity',
  'a flag about somebody that is asked in order to refuse',
  `
import express from 'express';
const app = express();
app.use(express.json());
const mayBeGiven = (me, roles) => { if (me.isAdmin) return true; if (roles.isAdmin) return false; return true; }; // quiet
app.post('/partners', async (req, res) => {
  if (req.body.isAdmin) return res.status(403).end(); // quiet
  if (mayBeGiven(req.session.user, req.body.roles)) await add(req.body.name);
  res.json({});
});
app.post('/purge', (req, res) => {
  if (!req.body.isAdmin) return res.status(403).end(); // report
  res.json({});
});
app.post('/drop', async (req, res) => {
  if (req.body.isAdmin) await purge(); // report
  res.json({});
});
`,
);

marked(
  'no-client-supplied-identity',
  'who has made what is stored anew, with each mapper',
  `
import express from 'express';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { eq } from 'drizzle-orm';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { DataSource } from 'typeorm';

const notes = pgTable('notes', { text: text('text'), authorId: uuid('author_id') });
const db = drizzle(process.env.DB);
const listings = new MongoClient(process.env.MONGO).db().collection('listings');
const Comment = mongoose.model('Comment', new mongoose.Schema({ text: String, postedBy: String }));
class Letter { text; senderId; }
const letters = new DataSource({ type: 'sqlite' }).getRepository(Letter);

const app = express();
app.use((req, res, next) => (req.session.userId ? next() : res.status(401).end()));
app.post('/notes', async (req, res) => {
  await db.insert(notes).values({ text: req.body.text, authorId: req.body.authorId }); // report
  await db.insert(notes).values({ text: req.body.text, authorId: req.session.userId }); // quiet
  await db.insert(notes).values([{ text: req.body.text, authorId: req.body.authorId }]); // report
  res.end();
});
app.get('/notes', async (req, res) => {
  res.json(await db.select().from(notes).where(eq(notes.authorId, String(req.query.authorId))).limit(10)); // quiet
});
app.post('/listings', async (req, res) => {
  await listings.insertOne({ title: String(req.body.title), sellerId: String(req.body.sellerId) }); // report
  await listings.insertOne({ title: String(req.body.title), sellerId: req.session.userId }); // quiet
  await Comment.create({ text: req.body.text, postedBy: req.body.postedBy }); // report
  await Comment.create({ text: req.body.text, postedBy: req.session.userId }); // quiet
  await letters.save({ text: req.body.text, senderId: req.body.senderId }); // report
  await letters.save({ text: req.body.text, senderId: req.session.userId }); // quiet
  res.end();
});
`,
);
