import { marked } from './marked.js';
import rule from '../../src/rules/require-pagination-limit.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';
import { expect, it } from 'vitest';

ruleTester.run('require-pagination-limit', rule, {
  valid: [
    {
      name: 'a filter: what it leaves is not the whole table',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';

const app = express();
const prisma = new PrismaClient();

app.get('/items', async (req, res) => {
  res.json(await prisma.order.findMany({ where: { customerId: String(req.query.customer) } }));
});
`,
    },
    {
      name: 'no page size: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';

const app = express();
const prisma = new PrismaClient();

app.get('/items', async (req, res) => {
  res.json(await prisma.order.findMany({ where: { status: 'open' }, take: 50 }));
});
`,
    },
    {
      name: "a page size of the client's: the quiet twin",
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';

const app = express();
const prisma = new PrismaClient();

app.get('/items', async (req, res) => {
  res.json(await prisma.order.findMany({ take: Math.min(Math.max(Number(req.query.limit) || 20, 1), 100) }));
});
`,
    },
    {
      name: 'a query without limit: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const app = express();
const Post = mongoose.model('Post', new Schema({ title: String }));

app.get('/items', async (req, res) => {
  res.json(await Post.find({}, 'title').limit(50));
});
`,
    },
    {
      name: 'a statement: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const { rows } = await pool.query('SELECT id, text FROM comments LIMIT 50');
  res.json(rows);
});
`,
    },
    {
      name: 'a placeholder: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const limit = Number(req.query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) return res.sendStatus(400);
  const { rows } = await pool.query('SELECT id FROM comments LIMIT $1', [limit]);
  return res.json(rows);
});
`,
    },
  ],
  invalid: [
    {
      name: 'no page size',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';

const app = express();
const prisma = new PrismaClient();

app.get('/items', async (req, res) => {
  res.json(await prisma.order.findMany({ orderBy: { at: 'desc' } }));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              '`GET /items` lists by `Delegate.findMany` without a limit: its answer grows with the table. Give it a page size with a maximum.',
          },
          line: 9,
        },
      ],
    },
    {
      name: "a page size of the client's",
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';

const app = express();
const prisma = new PrismaClient();

app.get('/items', async (req, res) => {
  res.json(await prisma.order.findMany({ take: Number(req.query.limit) || 20 }));
});
`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
    {
      name: 'a query without limit',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const app = express();
const Post = mongoose.model('Post', new Schema({ title: String }));

app.get('/items', async (req, res) => {
  res.json(await Post.find({}, 'title'));
});
`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
    {
      name: 'a statement',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const { rows } = await pool.query('SELECT id, text FROM comments');
  res.json(rows);
});
`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
    {
      name: 'a placeholder',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const { rows } = await pool.query('SELECT id FROM comments LIMIT $1', [req.query.limit]);
  res.json(rows);
});
`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
  ],
});

marked(
  'require-pagination-limit',
  'a property that begins with a value, where the client keeps its other keys',
  `import { Controller, Get, Module, Query, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository } from '@nestjs/typeorm';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Repository } from 'typeorm';
class Item { id!: number }
class Page { @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) size = 20; }
class Any { @IsOptional() @Type(() => Number) @IsInt() size = 20; }
@Controller()
class Items {
  constructor(@InjectRepository(Item) private readonly items: Repository<Item>) {}
  @Get('a') a(@Query() page: Page) { return this.items.find({ take: page.size }); } // quiet
  @Get('b') b(@Query() page: Any) { return this.items.find({ take: page.size }); } // report
}
@Module({ controllers: [Items] })
class App {}
async function start() {
  const app = await NestFactory.create(App);
  app.useGlobalPipes(new ValidationPipe({ transform: true }));
  await app.listen(3000);
}
void start();`,
);

marked(
  'require-pagination-limit',
  'a list that is only waited for, and one that is answered',
  `
import express from 'express';
import { PrismaClient } from '@prisma/client';
const app = express();
const prisma = new PrismaClient();
app.get('/health', async (req, res) => {
  await prisma.config.findMany(); // quiet
  res.send('OK');
});
app.get('/settings', async (req, res) => {
  res.json(await prisma.config.findMany()); // report
});
app.listen(3000);
`,
);

it('require-pagination-limit: what is listed answers nobody', () => {
  const files = {
    'settings.ts': `
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
const cache: Record<string, unknown> = {};
async function fill() { const rows = await db.setting.findMany(); for (const row of rows) cache[row.name] = row; }
export async function one(name: string) { await fill(); return cache[name]; }
export async function all() { return db.setting.findMany(); }
export async function isConnected() { const tokens = await db.token.findMany(); return tokens.some((each) => each.valid) ? true : false; }
`,
    'router.ts': `import { initTRPC } from '@trpc/server';
import { all, isConnected, one } from './settings.js';
const t = initTRPC.create();
export const app = t.router({
  one: t.procedure.input((value: unknown) => String(value)).query(({ input }) => one(input)),
  connected: t.procedure.query(() => isConnected()),
  all: t.procedure.query(() => all()),
});
`,
  };
  expect(linesIn('require-pagination-limit', 'router.ts', files)).toEqual([7]);
});

marked(
  'require-pagination-limit',
  'the number of rows in a text of SQL, as a placeholder or as a number',
  `
import Database from 'better-sqlite3';
import express from 'express';
import mysql from 'mysql2/promise';
import { Pool } from 'pg';

const db = mysql.createPool({ host: 'localhost' });
const pool = new Pool();
const lite = new Database('shop.db');
const app = express();
app.get('/placeholder', async (req, res) => {
  res.json(await db.query('SELECT id FROM item LIMIT ? OFFSET ?', [Number(req.query.limit), 0])); // report
});
app.get('/second', async (req, res) => {
  res.json(await db.execute('SELECT id FROM item WHERE owner = ? LIMIT ?', ['x', Number(req.query.limit)])); // report
});
app.get('/offset-first', async (req, res) => {
  res.json(await db.execute('SELECT id FROM item LIMIT ?, ?', [0, Number(req.query.limit)])); // report
});
app.get('/only-the-offset', async (req, res) => {
  res.json(await db.execute('SELECT id FROM item LIMIT ?, ?', [Number(req.query.offset), 20])); // quiet
});
app.get('/text', async (req, res) => {
  const size = Number(req.query.size);
  res.json(await pool.query(\`SELECT id FROM item LIMIT \${size} OFFSET \${Number(req.query.page) * 20}\`)); // report
});
app.get('/bounded', async (req, res) => {
  const size = Math.min(Math.max(Number(req.query.size) || 20, 1), 100);
  res.json(await pool.query(\`SELECT id FROM item LIMIT \${size} OFFSET \${Number(req.query.page) * 20}\`)); // quiet
});
app.get('/prepared', (req, res) => {
  res.json(lite.prepare('SELECT id FROM item LIMIT ?').all(Number(req.query.limit))); // report
});
app.listen(3000);
`,
);

marked(
  'require-pagination-limit',
  'bounds that bound nothing',
  `
import express from 'express';
import { PrismaClient } from '@prisma/client';
import { z } from 'zod';

const prisma = new PrismaClient();
const app = express();
const Vast = z.object({ take: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const Small = z.object({ take: z.coerce.number().int().min(1).max(100) });
app.get('/a', async (req, res) => {
  const { take } = Vast.parse(req.query);
  res.json(await prisma.product.findMany({ take })); // report
});
app.get('/b', async (req, res) => {
  const { take } = Small.parse(req.query);
  res.json(await prisma.product.findMany({ take })); // quiet
});
app.get('/c', async (req, res) => {
  const take = Math.min(Math.max(Number(req.query.take) || 10, 1), Infinity);
  res.json(await prisma.product.findMany({ take })); // report
});
app.get('/d', async (req, res) => {
  const take = Math.min(Math.max(Number(req.query.take) || 10, 1), 50);
  res.json(await prisma.product.findMany({ take })); // quiet
});
app.get('/e', async (req, res) => {
  const take = Number(req.query.take);
  if (!(take > 0) || take > Number.MAX_VALUE) return res.status(400).end();
  res.json(await prisma.product.findMany({ take })); // report
});
app.get('/f', async (req, res) => {
  const take = Number(req.query.take);
  if (!(take > 0) || take > 200) return res.status(400).end();
  res.json(await prisma.product.findMany({ take })); // quiet
});
`,
);
