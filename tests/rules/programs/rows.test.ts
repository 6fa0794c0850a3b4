/** Rows that changes give back, as builders of queries know them. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

describe('rows of changes', () => {
  markedFiles('are answered whole', {
    'tables.ts': `import knex from 'knex';
import { Kysely, PostgresDialect } from 'kysely';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, serial, text } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
export interface Account { id: number; email: string; password_hash: string }
export const plain = knex({ client: 'pg', connection: process.env.DATABASE });
export const typed = new Kysely<{ accounts: Account }>({ dialect: new PostgresDialect({ pool: new Pool() }) });
export const accounts = pgTable('accounts', { id: serial('id'), email: text('email'), passwordHash: text('password_hash') });
export const db = drizzle(new Pool());
`,
    'app.ts': `import express from 'express';
import { eq } from 'drizzle-orm';
import { accounts, db, plain, typed, type Account } from './tables';
const app = express();
app.post('/a', async (req, res) => { res.json((await plain<Account>('accounts').insert({ email: 'a' }).returning('*'))[0]); }); // report no-excessive-data-exposure
app.post('/b', async (req, res) => { res.json((await plain<Account>('accounts').insert({ email: 'a' }).returning(['id', 'email']))[0]); });
app.post('/c', async (req, res) => { res.json(await typed.updateTable('accounts').set({ email: 'a' }).where('id', '=', 1).returningAll().executeTakeFirst()); }); // report no-excessive-data-exposure
app.post('/d', async (req, res) => { res.json(await typed.updateTable('accounts').set({ email: 'a' }).where('id', '=', 1).returning(['id', 'email']).executeTakeFirst()); });
app.post('/e', async (req, res) => { res.json(await typed.selectFrom('accounts').selectAll().execute()); }); // report no-excessive-data-exposure
app.post('/f', async (req, res) => { res.json(await typed.insertInto('accounts').values({ id: 1, email: 'a', password_hash: 'b' }).execute()); });
app.post('/g', async (req, res) => { const [row] = await db.update(accounts).set({ email: 'a' }).where(eq(accounts.id, 1)).returning(); res.json({ row }); }); // report no-excessive-data-exposure
app.post('/h', async (req, res) => { const [row] = await db.update(accounts).set({ email: 'a' }).where(eq(accounts.id, 1)).returning({ id: accounts.id }); res.json({ row }); });
app.post('/i', async (req, res) => { const [row] = await db.insert(accounts).values({ email: 'a' }).returning(); res.json({ id: row?.id }); });
`,
  });
});
