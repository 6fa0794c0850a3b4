import rule from '../../src/rules/no-validate-before-transform.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-validate-before-transform', rule, {
  valid: [
    {
      name: 'decoded after the check: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const tag = decodeURIComponent(String(req.query.tag));
  if (!/^[\\w%]{1,60}$/.test(tag)) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT a FROM b WHERE tag = '\${tag}'\`));
});
`,
    },
    {
      name: 'normalized after the check: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { readFile } from 'node:fs/promises';

const app = express();

app.get('/items', async (req, res) => {
  const name = String(req.query.name).normalize('NFKC');
  if (name.includes('/')) return res.sendStatus(400);
  return res.send(await readFile(\`/srv/notes/\${name}.txt\`));
});
`,
    },
    {
      name: 'decoded from base64: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const next = Buffer.from(String(req.query.next), 'base64').toString('utf8');
  if (!/^\\/(?![/\\\\])/.test(next)) return res.sendStatus(400);
  return res.redirect(next);
});
`,
    },
  ],
  invalid: [
    {
      name: 'decoded after the check',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const tag = String(req.query.tag);
  if (!/^[\\w%]{1,60}$/.test(tag)) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT a FROM b WHERE tag = '\${decodeURIComponent(tag)}'\`));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.tag` (src/example.ts:9:22) reaches the SQL text of `Pool.query`. The check has seen the text before it was decoded or normalized: decode and normalize first, then check what is used.',
          },
          line: 11,
        },
      ],
    },
    {
      name: 'normalized after the check',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { readFile } from 'node:fs/promises';

const app = express();

app.get('/items', async (req, res) => {
  const name = String(req.query.name);
  if (name.includes('/')) return res.sendStatus(400);
  return res.send(await readFile(\`/srv/notes/\${name.normalize('NFKC')}\`));
});
`,
      errors: [{ messageId: 'flow', line: 10 }],
    },
    {
      name: 'decoded from base64',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const next = String(req.query.next);
  if (!/^[A-Za-z0-9]+$/.test(next)) return res.sendStatus(400);
  return res.redirect(Buffer.from(next, 'base64').toString('utf8'));
});
`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
  ],
});
