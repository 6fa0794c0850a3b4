import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';

marked(
  'no-plaintext-password',
  'statements',
  `
import { createCipheriv } from 'node:crypto';
import bcrypt from 'bcrypt';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
const encrypt = (text: string) => createCipheriv('aes-256-gcm', String(process.env.K), 'iv').update(text, 'utf8', 'hex');
app.post('/a', async (req, res) => {
  await pool.query('INSERT INTO users (password) VALUES ($1)', [req.body.password]); // report
  await pool.query('INSERT INTO users (password) VALUES ($1)', [encrypt(req.body.password)]); // report
  await pool.query('INSERT INTO users (password) VALUES ($1)', [await bcrypt.hash(req.body.password, 12)]); // quiet
  await pool.query('INSERT INTO users (email) VALUES ($1)', [req.body.email]); // quiet
  await pool.query('SELECT id FROM users WHERE password = $1', [req.body.password]); // report
});
`,
);

marked(
  'no-plaintext-password',
  'models with and without hooks',
  `
import bcrypt from 'bcrypt';
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const Bare = mongoose.model('Bare', new Schema({ password: String }));
const schema = new Schema({ password: String });
schema.pre('save', async function () {
  this.password = await bcrypt.hash(String(this.password), 12);
});
const Hooked = mongoose.model('Hooked', schema);
const app = express();
app.post('/a', async (req, res) => {
  await Bare.create({ password: req.body.password }); // report
  await Hooked.create({ password: req.body.password }); // quiet
  await Hooked.updateOne({ _id: '1' }, { password: req.body.password }); // report
});
`,
);

marked(
  'no-plaintext-password',
  'a virtual property is not stored: its setter stores something instead',
  `
import bcrypt from 'bcrypt';
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const schema = new Schema({ name: String, hash: String });
schema
  .virtual('password')
  .get(function () { return null; })
  .set(function (password) { this.hash = bcrypt.hashSync(password, 12); });
const User = mongoose.model('User', schema);
const shown = new Schema({ name: String, password: String });
shown.virtual('label').get(function () { return this.name; });
const Shown = mongoose.model('Shown', shown);
const app = express();
app.post('/a', async (req, res) => {
  const user = new User({ name: 'a' });
  (user as unknown as { password: string }).password = req.body.password;
  await user.save(); // quiet
  const other = new Shown({ name: 'a' });
  other.password = req.body.password;
  await other.save(); // report
});
`,
);

marked(
  'no-plaintext-password',
  'settings of a connection, whose password opens something elsewhere',
  `
import { PrismaClient } from '@prisma/client';
import express from 'express';

const prisma = new PrismaClient();
const app = express();
app.post('/a', async (req, res) => {
  const { host, port, user, password } = req.body;
  await prisma.mailbox.create({ data: { host, port, user, password } }); // quiet
  await prisma.account.create({ data: { user, password } }); // report
});
`,
);

marked(
  'no-plaintext-password',
  'comparisons',
  `
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.post('/a', async (req, res) => {
  const { rows } = await pool.query('SELECT id, password FROM users');
  if (rows[0].password === req.body.password) res.sendStatus(204); // report
  if (req.body.password !== req.body.repeated) res.sendStatus(400); // quiet
  if (rows[0].id === req.body.id) res.sendStatus(204); // quiet
});
`,
);

it('no-plaintext-password: tells the whole story', () => {
  const code = `import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();

app.post('/users', async (req, res) => {
  await pool.query('INSERT INTO users (email, password) VALUES ($1, $2)', [req.body.email, req.body.password]);
  res.sendStatus(201);
});
`;
  expect(reportsOf('no-plaintext-password', code, 'src/app.ts').map((each) => each.message)).toEqual([
    'A password from `req.body.password` (src/app.ts:8:92) reaches the values of `Pool.query`. Hash it with argon2, scrypt or bcrypt, and check it with their verify function.',
  ]);
});

marked(
  'no-plaintext-password',
  'Drizzle writes the columns of its table, and nothing else',
  `
import express from 'express';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';

const profiles = pgTable('profiles', { id: uuid('id').primaryKey(), name: text('name') });
const accounts = pgTable('accounts', { id: uuid('id').primaryKey(), name: text('name'), password: text('password') });
const db = drizzle(process.env.DATABASE_URL!);
const app = express();
app.post('/a', async (req, res) => {
  const { name, password } = req.body;
  await db.insert(profiles).values({ name, password }); // quiet
  await db.insert(profiles).values([{ name, password }]); // quiet
  await db.insert(accounts).values({ name, password }); // report
  await db.insert(accounts).values([{ name, password }]); // report
  await db.update(profiles).set({ name, password }); // quiet
  await db.update(accounts).set({ name, password }); // report
  res.end();
});
`,
);
