import rule from '../../src/rules/no-unanchored-validation.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-unanchored-validation', rule, {
  valid: [
    {
      name: 'an open end: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^[a-z_]+$/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
    },
    {
      name: 'the flag m: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^[a-z_]+$/i.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
    },
    {
      name: 'alternatives without a group: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^(?:name|length)$/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
    },
    {
      name: 'a range that is too wide: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^[A-Za-z]+$/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
    },
    {
      name: 'no anchor before a statement: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const agent = String(req.query.agent);
  if (!/Mobile/.test(agent)) return res.json({ small: false });
  return res.json({ small: true });
});
`,
    },
  ],
  invalid: [
    {
      name: 'an open end',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^[a-z_]+/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
      errors: [
        {
          messageId: 'check',
          data: {
            message:
              'The pattern does not check all of `req.query.sort`: one of its ends has no anchor, so anything may stand there. Write it as `^(?:...)$`.',
          },
          line: 8,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Check the whole text.' },
              output: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^(?:[a-z_]+)$/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'the flag m',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^[a-z_]+$/m.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
      errors: [{ messageId: 'check', line: 8 }],
    },
    {
      name: 'alternatives without a group',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^name|length$/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
      errors: [
        {
          messageId: 'check',
          line: 8,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Check the whole text.' },
              output: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^(?:name|length)$/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a range that is too wide',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const sort = String(req.query.sort);
  if (!/^[A-z]+$/.test(sort)) return res.sendStatus(400);
  return res.json({ sort });
});
`,
      errors: [{ messageId: 'check', line: 8 }],
    },
    {
      name: 'no anchor before a statement',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const sort = String(req.query.sort);
  if (!/[a-z_]+/.test(sort)) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT a FROM b ORDER BY \${sort} LIMIT 9\`));
});
`,
      errors: [
        {
          messageId: 'check',
          line: 10,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Check the whole text.' },
              output: `
import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();

app.get('/items', async (req, res) => {
  const sort = String(req.query.sort);
  if (!/^(?:[a-z_]+)$/.test(sort)) return res.sendStatus(400);
  return res.json(await pool.query(\`SELECT a FROM b ORDER BY \${sort} LIMIT 9\`));
});
`,
            },
          ],
        },
      ],
    },
  ],
});
