import rule from '../../src/rules/no-sql-injection.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-sql-injection: values in templates', rule, {
  valid: [
    {
      name: 'the same value as a parameter',
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/users', async (req, res) => {
  const { rows } = await pool.query('SELECT id, name FROM users WHERE name = $1', [req.query.name]);
  res.json(rows);
});
`,
    },
    {
      name: 'the name of a column from a table of names',
      filename: 'src/orders.ts',
      code: `
import { Router } from 'express';
import { Client } from 'pg';

const router = Router();
const client = new Client();
const columns = new Map([['newest', 'created_at'], ['price', 'total']]);

router.get('/orders', async (req, res) => {
  const column = columns.get(String(req.query.sort)) ?? 'id';
  res.json(await client.query(\`SELECT * FROM orders ORDER BY \${column} DESC\`));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a query parameter in a template',
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/users', async (req, res) => {
  const { rows } = await pool.query(\`SELECT id, name FROM users WHERE name = '\${req.query.name}'\`);
  res.json(rows);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.name` (src/users.ts:9:81) reaches the SQL text of `Pool.query`. Use a placeholder and pass the value as a parameter, or choose names of tables and columns from a fixed list.',
          },
          line: 9,
          column: 37,
          endLine: 9,
          endColumn: 98,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Pass the values as parameters.' },
              output: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/users', async (req, res) => {
  const { rows } = await pool.query('SELECT id, name FROM users WHERE name = $1', [req.query.name]);
  res.json(rows);
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'two values, of which one is a route parameter',
      filename: 'src/orders.ts',
      code: `
import { Router } from 'express';
import { Client } from 'pg';

const router = Router();
const client = new Client();

router.delete('/orders/:id', async (req, res) => {
  await client.query(\`DELETE FROM orders WHERE id = \${req.params.id} AND owner = '\${req.body.owner}'\`);
  res.sendStatus(204);
});
`,
      errors: [
        {
          messageId: 'flow',
          line: 9,
          column: 22,
          endLine: 9,
          endColumn: 102,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Pass the values as parameters.' },
              output: `
import { Router } from 'express';
import { Client } from 'pg';

const router = Router();
const client = new Client();

router.delete('/orders/:id', async (req, res) => {
  await client.query('DELETE FROM orders WHERE id = $1 AND owner = $2', [req.params.id, req.body.owner]);
  res.sendStatus(204);
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'the name of a column, which no placeholder can stand for',
      filename: 'src/orders.ts',
      code: `
import { Router } from 'express';
import { Client } from 'pg';

const router = Router();
const client = new Client();

router.get('/orders', async (req, res) => {
  res.json(await client.query(\`SELECT * FROM orders ORDER BY \${req.query.sort} DESC\`));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.sort` (src/orders.ts:9:64) reaches the SQL text of `Client.query`. Use a placeholder and pass the value as a parameter, or choose names of tables and columns from a fixed list.',
          },
          line: 9,
          column: 31,
          endLine: 9,
          endColumn: 85,
        },
      ],
    },
  ],
});

ruleTester.run('no-sql-injection: functions, classes and callbacks on the way', rule, {
  valid: [
    {
      name: "a repository's method that binds the value",
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

class Users {
  constructor(private readonly pool: Pool) {}

  async find(email: string) {
    const sql = 'SELECT * FROM users WHERE email = $1';
    return this.pool.query(sql, [email]);
  }
}

const app = express();
const users = new Users(new Pool());

app.post('/login', async (req, res) => {
  res.json(await users.find(req.body.email));
});
`,
    },
    {
      name: 'placeholders for every word',
      filename: 'src/search.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

function condition(words: readonly string[]): string {
  return words.map((_word, index) => \`title ILIKE $\${index + 1}\`).join(' AND ');
}

async function search(words: readonly string[]) {
  return pool.query('SELECT * FROM books WHERE ' + condition(words), words.map((word) => \`%\${word}%\`));
}

app.get('/books', async (req, res) => {
  res.json(await search(String(req.query.q).split(' ')));
});
`,
    },
  ],
  invalid: [
    {
      name: "a repository's method",
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

class Users {
  constructor(private readonly pool: Pool) {}

  async find(email: string) {
    const sql = 'SELECT * FROM users WHERE email = \\'' + email + '\\'';
    return this.pool.query(sql);
  }
}

const app = express();
const users = new Users(new Pool());

app.post('/login', async (req, res) => {
  res.json(await users.find(req.body.email));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.email` (src/users.ts:18:29) reaches the SQL text of `Pool.query` through `find` (src/users.ts:8:3). Use a placeholder and pass the value as a parameter, or choose names of tables and columns from a fixed list.',
          },
          line: 10,
          column: 28,
          endLine: 10,
          endColumn: 31,
        },
      ],
    },
    {
      name: 'two helpers, the second of which builds the text',
      filename: 'src/search.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

function condition(words: readonly string[]): string {
  return words.map((word) => \`title ILIKE '%\${word}%'\`).join(' AND ');
}

async function search(words: readonly string[]) {
  return pool.query('SELECT * FROM books WHERE ' + condition(words));
}

app.get('/books', async (req, res) => {
  res.json(await search(String(req.query.q).split(' ')));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.q` (src/search.ts:17:32) reaches the SQL text of `Pool.query` through `search` (src/search.ts:12:1) then `condition` (src/search.ts:8:1). Use a placeholder and pass the value as a parameter, or choose names of tables and columns from a fixed list.',
          },
          line: 13,
          column: 21,
          endLine: 13,
          endColumn: 68,
        },
      ],
    },
    {
      name: 'a statement object in a transaction',
      filename: 'src/pay.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.post('/payments', async (req, res) => {
  const client = await pool.connect();
  const statement = { name: 'pay', text: \`UPDATE accounts SET balance = balance - \${req.body.amount}\` };
  await client.query(statement);
  client.release();
  res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow', line: 11, column: 22, endLine: 11, endColumn: 31 }],
    },
  ],
});

ruleTester.run('no-sql-injection: checks and conversions', rule, {
  valid: [
    {
      name: 'a number that was converted',
      filename: 'src/items.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items/:id', async (req, res) => {
  const id = Number(req.params.id);
  res.json(await pool.query('SELECT * FROM items WHERE id = ' + id));
});
`,
    },
    {
      name: 'a check of the whole text',
      filename: 'src/tables.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/tables/:name', async (req, res) => {
  const { name } = req.params;
  if (!/^[a-z_]+$/.test(name)) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT * FROM \${name}\`));
});
`,
    },
    {
      name: 'one of two checks of the whole text, each of which is enough',
      filename: 'src/parcels.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';
import { validate } from 'uuid';

const app = express();
const pool = new Pool();

app.get('/parcels/:ref', async (req, res) => {
  const { ref } = req.params;
  if (!(validate(ref) || /^[A-Z]{3}[0-9]+$/.test(ref))) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT * FROM \${ref.startsWith('A') ? 'a' : 'b'} WHERE ref = '\${ref}'\`));
});
`,
    },
    {
      name: 'a list of names that holds the value',
      filename: 'src/tables.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();
const tables = ['books', 'authors'];

app.get('/tables/:name', async (req, res) => {
  const { name } = req.params;
  if (!tables.includes(name)) return res.sendStatus(404);
  return res.json(await pool.query(\`SELECT * FROM \${name}\`));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a number that is only declared to be one',
      filename: 'src/items.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items/:id', async (req, res) => {
  const id = req.params.id as unknown as number;
  res.json(await pool.query('SELECT * FROM items WHERE id = ' + id));
});
`,
      errors: [
        {
          messageId: 'flow',
          line: 10,
          column: 29,
          endLine: 10,
          endColumn: 67,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Pass the values as parameters.' },
              output: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items/:id', async (req, res) => {
  const id = req.params.id as unknown as number;
  res.json(await pool.query('SELECT * FROM items WHERE id = $1', [id]));
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'one of two checks, of which the second is not enough',
      filename: 'src/parcels.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';
import { validate } from 'uuid';

const app = express();
const pool = new Pool();

app.get('/parcels/:ref', async (req, res) => {
  const { ref } = req.params;
  if (!(validate(ref) || /^[A-Z]{3}/.test(ref))) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT * FROM \${ref.startsWith('A') ? 'a' : 'b'} WHERE ref = '\${ref}'\`));
});
`,
      errors: [{ messageId: 'flow', line: 12, column: 36, endLine: 12, endColumn: 107 }],
    },
    {
      name: 'a check that does not anchor its end',
      filename: 'src/tables.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/tables/:name', async (req, res) => {
  const { name } = req.params;
  if (!/^[a-z_]+/.test(name)) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT * FROM \${name}\`));
});
`,
      errors: [{ messageId: 'flow', line: 11, column: 36, endLine: 11, endColumn: 59 }],
    },
  ],
});

ruleTester.run('no-sql-injection: names are no evidence', rule, {
  valid: [
    {
      name: 'a query method of something else',
      filename: 'src/graph.ts',
      code: `
import express from 'express';

const app = express();
const pool = { query: (text: string) => text.length };

app.get('/length', (req, res) => {
  res.json(pool.query(\`name \${req.query.name}\`));
});
`,
    },
    {
      name: 'a text that no client wrote',
      filename: 'src/reports.ts',
      code: `
import { Pool } from 'pg';

const pool = new Pool();

export async function report(month: string) {
  return pool.query(\`SELECT * FROM sales WHERE month = '\${month}'\`);
}
`,
    },
  ],
  invalid: [],
});

ruleTester.run('no-sql-injection: other libraries', rule, {
  valid: [
    {
      name: 'a tag of postgres, which binds',
      filename: 'src/postgres.ts',
      code: `
import express from 'express';
import postgres from 'postgres';

const app = express();
const sql = postgres();

app.get('/users/:id', async (req, res) => {
  res.json(await sql\`SELECT * FROM users WHERE id = \${req.params.id}\`);
});
`,
    },
    {
      name: "a builder's condition with a parameter",
      filename: 'src/typeorm.ts',
      code: `
import express from 'express';
import { DataSource } from 'typeorm';

const app = express();
const source = new DataSource({ type: 'postgres' });

app.get('/users', async (req, res) => {
  const users = source.createQueryBuilder().select('u').from('users', 'u');
  res.json(await users.where('u.name = :name', { name: req.query.name }).getMany());
});
`,
    },
  ],
  invalid: [
    {
      name: 'a query of mysql2',
      filename: 'src/mysql.ts',
      code: `
import express from 'express';
import mysql from 'mysql2/promise';

const app = express();
const pool = mysql.createPool({ host: 'db' });

app.get('/users/:id', async (req, res) => {
  res.json(await pool.query(\`SELECT * FROM users WHERE id = '\${req.params.id}'\`));
});
`,
      errors: [
        {
          messageId: 'flow',
          line: 9,
          column: 29,
          endLine: 9,
          endColumn: 80,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Pass the values as parameters.' },
              output: `
import express from 'express';
import mysql from 'mysql2/promise';

const app = express();
const pool = mysql.createPool({ host: 'db' });

app.get('/users/:id', async (req, res) => {
  res.json(await pool.query('SELECT * FROM users WHERE id = ?', [String(req.params.id)]));
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'raw text of postgres',
      filename: 'src/postgres.ts',
      code: `
import express from 'express';
import postgres from 'postgres';

const app = express();
const sql = postgres();

app.get('/users/:id', async (req, res) => {
  res.json(await sql.unsafe(\`SELECT * FROM users WHERE id = \${req.params.id}\`));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.id` (src/postgres.ts:9:63) reaches the SQL text of `Sql.unsafe`. Use a placeholder and pass the value as a parameter, or choose names of tables and columns from a fixed list.',
          },
          line: 9,
          column: 29,
          endLine: 9,
          endColumn: 78,
        },
      ],
    },
    {
      name: "a builder's raw condition",
      filename: 'src/typeorm.ts',
      code: `
import express from 'express';
import { DataSource } from 'typeorm';

const app = express();
const source = new DataSource({ type: 'postgres' });

app.get('/users', async (req, res) => {
  const users = source.createQueryBuilder().select('u').from('users', 'u');
  res.json(await users.where(\`u.name = '\${req.query.name}'\`).getMany());
});
`,
      errors: [{ messageId: 'flow', line: 10, column: 30, endLine: 10, endColumn: 60 }],
    },
  ],
});
