import { marked } from './marked.js';

marked(
  'no-state-change-on-get',
  'what a look into the store has missed is filled in',
  `
import express from 'express';
import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { eq } from 'drizzle-orm';
import { settings, tokens, wallets } from './schema.js';

const db = drizzle(process.env.DATABASE_URL!);
const app = express();

async function settingsOf() {
  const found = await db.query.settings.findFirst({ orderBy: (row, { asc }) => [asc(row.createdAt)] });
  if (!found) {
    const [made] = await db.insert(settings).values({}).returning();
    return made;
  }
  return found;
}
async function findWallet(owner: string) {
  const [row] = await db.select().from(wallets).where(eq(wallets.owner, owner));
  return row ?? null;
}
async function makeWallet(owner: string) {
  return db.insert(wallets).values({ owner, coins: 0 });
}
async function walletOf(owner: string) {
  let wallet = await findWallet(owner);
  if (wallet === null) wallet = await makeWallet(owner);
  return wallet;
}
async function ensureKey(row) {
  if (!row.key) await db.update(wallets).set({ key: randomUUID() }).where(eq(wallets.id, row.id));
}
async function renewed(id: string) {
  const token = await db.query.tokens.findFirst({ where: eq(tokens.id, id) });
  const now = Math.floor(Date.now() / 1000);
  if (token.expiresAt && token.expiresAt > now + 300 && token.access) return token.access;
  const answer = await fetch('https://id.test/token', { method: 'POST' });
  const { access } = await answer.json();
  await db.update(tokens).set({ access }).where(eq(tokens.id, id));
  return access;
}
app.get('/settings', async (req, res) => { // quiet
  res.json((await settingsOf()).name);
});
app.get('/wallet', async (req, res) => { // quiet
  res.json((await walletOf(req.session.user)).coins);
});
app.get('/key', async (req, res) => { // quiet
  const row = await findWallet(req.session.user);
  await ensureKey(row);
  res.json({});
});
app.get('/repositories', async (req, res) => { // quiet
  await renewed(req.session.provider);
  res.json([]);
});
app.get('/always', async (req, res) => { // report
  const row = await findWallet(req.session.user);
  if (row) await db.update(wallets).set({ key: randomUUID() }).where(eq(wallets.id, row.id));
  res.json({});
});
app.get('/follow', async (req, res) => { // report
  const row = await findWallet(req.session.user);
  if (!row) await db.insert(wallets).values({ owner: req.session.user, name: req.query.name });
  res.json({});
});
app.get('/agree', async (req, res) => { // report
  const row = await findWallet(req.session.user);
  if (!row.agreed) await db.update(wallets).set({ agreed: true, agreedAt: new Date() }).where(eq(wallets.id, row.id));
  res.json({});
});
app.get('/redeem', async (req, res) => { // report
  const token = await db.query.tokens.findFirst({ where: eq(tokens.id, req.session.token) });
  if (token.expiresAt < Date.now()) return res.status(410).end();
  await db.update(tokens).set({ used: randomUUID() }).where(eq(tokens.id, token.id));
  res.json({});
});
app.get('/unasked', async (req, res) => { // report
  if (!req.session.seen) await db.insert(wallets).values({ owner: req.session.user });
  res.json({});
});
app.listen(3000);
`,
);
