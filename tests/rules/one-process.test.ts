/** What one process lints: what was asked for one project, or for one file, decides nothing about another. */
import { expect, it } from 'vitest';
import { withProgram, type Files } from './project.js';

function storeIn(folder: string): Files {
  return {
    'src/store.ts': 'export interface Store { find(name: string): Promise<unknown> }\n',
    [`src/${folder}/store.ts`]: `import { Pool } from 'pg';
import type { Store } from '../store.js';
export class PgStore implements Store {
  private readonly pool = new Pool();
  find(name: string) { return this.pool.query("SELECT * FROM items WHERE name = '" + name + "'"); }
}
`,
    'src/routes/app.ts': `import express from 'express';
import { Container } from 'some-container';
import type { Store } from '../store.js';
const app = express();
const store: Store = Container.get('store');
app.get('/items', async (req, res) => { res.json(await store.find(String(req.query.name))); });
`,
  };
}

function reported(files: Files): readonly number[] {
  return withProgram(files, ['no-sql-injection'], (lint) => lint('src/routes/app.ts').map(({ line }) => line));
}

it('finds the classes of an interface in each of them', () => {
  expect([reported(storeIn('pg')), reported(storeIn('database')), reported(storeIn('pg'))]).toEqual([[6], [6], [6]]);
});

it('leaves what one of them declares of a library out of the others', () => {
  const declaring = (has: boolean): Files => ({
    'types/fastify.d.ts': has
      ? "import type { Pool } from 'pg';\ndeclare module 'fastify' { interface FastifyInstance { db: Pool } }\nexport {};\n"
      : 'export {};\n',
    'types/fastify.ts': has
      ? "import type { Pool } from 'pg';\ndeclare module 'fastify' { interface FastifyInstance { db: Pool } }\nexport {};\n"
      : 'export {};\n',
    'src/routes/items.ts': `import type { FastifyInstance } from 'fastify';
export async function items(app: FastifyInstance) {
  app.get('/items', async (request) => app.db.query('SELECT * FROM items WHERE name = ' + (request.query as { name: string }).name));
}
`,
  });
  const lines = (has: boolean): readonly number[] =>
    withProgram(declaring(has), ['no-sql-injection'], (lint) => lint('src/routes/items.ts').map(({ line }) => line));
  expect([lines(true), lines(false), lines(true)]).toEqual([[3], [], [3]]);
});

/** The lines that a rule reports in each of some files, linted one after the other by one process. */
function inOrder(rule: string, files: Files, names: readonly string[]): Readonly<Record<string, readonly number[]>> {
  return withProgram(files, [rule], (lint) =>
    Object.fromEntries(names.map((name) => [name, lint(name).map(({ line }) => line)])),
  );
}

it('finds that nobody is there for strangers, whoever else calls the same function with nobody', () => {
  const files: Files = {
    'src/posts.ts': `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const create = (text: string, user?: { id: string }) => prisma.post.create({ data: { text, ownerId: user!.id } });
`,
    'src/drafts.ts': `import express from 'express';
import { create } from './posts.js';
const app = express();
app.post('/drafts', async (req, res) => { await create(String(req.body.text)); res.sendStatus(201); });
app.listen(3000);
`,
    'src/notes.ts': `import express from 'express';
import jwt from 'jsonwebtoken';
import { create } from './posts.js';
const app = express();
app.use((req: any, res, next) => {
  const token = req.headers.authorization;
  if (token) req.user = jwt.verify(token, process.env.SECRET!, { algorithms: ['HS256'] });
  next();
});
app.post('/notes', async (req: any, res) => { await create(String(req.body.text), req.user); res.sendStatus(201); });
app.post('/any', async (req: any, res) => { await create(String(req.body.text), { id: 'x' }); res.sendStatus(201); });
app.listen(3001);
`,
  };
  const wanted = { 'src/drafts.ts': [4], 'src/notes.ts': [11] };
  expect(inOrder('require-authorization', files, ['src/drafts.ts', 'src/notes.ts'])).toEqual(wanted);
  expect(inOrder('require-authorization', files, ['src/notes.ts', 'src/drafts.ts'])).toEqual(wanted);
});

/** Every file once as the first and once as the last. */
function turned(names: readonly string[]): readonly (readonly string[])[] {
  return names.map((_, at) => [...names.slice(at), ...names.slice(0, at)]);
}

function sameInAnyOrder(rule: string, files: Files, wanted: Readonly<Record<string, readonly number[]>>): void {
  const names = Object.keys(files);
  for (const order of [...turned(names), ...turned([...names].reverse())]) {
    const found = Object.entries(inOrder(rule, files, order)).filter(([, lines]) => lines.length > 0);
    expect(Object.fromEntries(found), order.join(' ')).toEqual(wanted);
  }
}

const SHARED_APPLICATION: Files = {
  'src/app.ts': `import express from 'express';
export const app = express();
`,
  'src/auth.ts': `import jwt from 'jsonwebtoken';
import { app } from './app.js';
app.use('/items', (req: any, res, next) => {
  try { req.user = jwt.verify(String(req.headers.authorization), process.env.SECRET!, { algorithms: ['HS256'] }); next(); }
  catch { res.sendStatus(401); }
});
`,
  'src/db.ts': `import { MongoClient, type Db } from 'mongodb';
export let db: Db | undefined;
export async function open() { db = (await new MongoClient('mongodb://localhost').connect()).db('shop'); }
`,
  'src/index.ts': `import { app } from './app.js';
import { open } from './db.js';
import './auth.js';
import './items.js';
void open().then(() => app.listen(3000));
`,
  'src/items.ts': `import { app } from './app.js';
import { db } from './db.js';
app.post('/items', async (req, res) => { await db!.collection('items').insertOne({ title: String(req.body.title) }); res.sendStatus(201); });
app.delete('/things/:id', async (req, res) => { await db!.collection('things').deleteOne({ id: req.body.id }); res.sendStatus(201); });
app.delete('/items/:id', async (req, res) => { await db!.collection('things').deleteOne({ id: String(req.body.id) }); res.sendStatus(201); });
`,
};

it('knows what modules register on the application of another one in the order of their imports', () => {
  sameInAnyOrder('require-authorization', SHARED_APPLICATION, { 'src/items.ts': [4] });
});

it('knows what a module keeps in a variable that its own function fills later', () => {
  sameInAnyOrder('no-nosql-injection', SHARED_APPLICATION, { 'src/items.ts': [4] });
});

it('knows what modules add to the list of another one', () => {
  const adding = (name: string, argument: string): string => `import { exec } from 'node:child_process';
import { jobs } from './jobs.js';
jobs.push((text) => { exec('${name} ' + ${argument}); });
`;
  sameInAnyOrder(
    'no-command-injection',
    {
      'src/jobs.ts': 'export const jobs: ((text: string) => void)[] = [];\n',
      'src/mail.ts': adding('mail', 'text'),
      'src/number.ts': adding('number', 'Number(text)'),
      'src/print.ts': adding('print', 'text'),
      'src/server.ts': `import express from 'express';
import { jobs } from './jobs.js';
import './mail.js';
import './number.js';
import './print.js';
const app = express();
app.get('/jobs', (req, res) => { for (const each of jobs) each(String(req.query.name)); res.end(); });
app.listen(3000);
`,
    },
    { 'src/mail.ts': [3], 'src/print.ts': [3] },
  );
});

it('does not know what another program makes of a setting that it shares with this one', () => {
  const serving = `import express from 'express';
import cors from 'cors';
import { config } from './config.js';
const app = express();
app.use(cors({ origin: config.origin, credentials: true }));
app.listen(3000);
`;
  sameInAnyOrder(
    'no-permissive-cors',
    {
      'src/config.ts': "export const config: Record<string, string> = { origin: 'https://shop.example' };\n",
      'src/inner-settings.ts': "import { config } from './config.js';\nconfig.origin = '*';\n",
      'src/inner.ts': `import './inner-settings.js';\n${serving}`,
      'src/outer.ts': serving,
    },
    { 'src/inner.ts': [6] },
  );
});
