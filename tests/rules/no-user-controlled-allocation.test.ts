import rule from '../../src/rules/no-user-controlled-allocation.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-user-controlled-allocation', rule, {
  valid: [
    {
      name: 'a buffer: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  res.send(Buffer.alloc(Math.min(Number(req.query.size), 4096)));
});
`,
    },
    {
      name: 'a text: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const width = Number(req.query.width);
  if (width > 80) return res.sendStatus(400);
  return res.json('-'.repeat(width));
});
`,
    },
    {
      name: 'a list: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  res.json(new Array(Number(req.query.count) % 100).fill(0));
});
`,
    },
    {
      name: 'random bytes: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const app = express();
const Size = z.coerce.number().int().min(1).max(64);

app.get('/items', (req, res) => {
  res.json(randomBytes(Size.parse(req.query.size)).toString('hex'));
});
`,
    },
    {
      name: 'padding, with the wrong one of the two: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  res.json('x'.padStart(Math.min(Number(req.query.width), 80)));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a buffer',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  res.send(Buffer.alloc(Number(req.query.size)));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.size` (src/example.ts:7:32) reaches the size of `Buffer.alloc`. Refuse numbers above a limit, or take the smaller one by Math.min, before memory is reserved.',
          },
          line: 7,
        },
      ],
    },
    {
      name: 'a text',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  res.json('-'.repeat(Number(req.query.width)));
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
    {
      name: 'a list',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  res.json(new Array(Number(req.query.count)).fill(0));
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
    {
      name: 'random bytes',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { randomBytes } from 'node:crypto';

const app = express();

app.get('/items', (req, res) => {
  res.json(randomBytes(Number(req.query.size)).toString('hex'));
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
    {
      name: 'padding, with the wrong one of the two',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  res.json('x'.padStart(Math.max(Number(req.query.width), 80)));
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
  ],
});
