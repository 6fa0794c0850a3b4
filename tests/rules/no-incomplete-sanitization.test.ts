import rule from '../../src/rules/no-incomplete-sanitization.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-incomplete-sanitization', rule, {
  valid: [
    {
      name: 'a split that takes every quote, and one that only counts',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).split("'").join("''");
  res.json({ name, depth: String(req.query.name).split('../').length });
});
`,
    },
    {
      name: 'the first quote only: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).replaceAll("'", "''");
  res.json({ name });
});
`,
    },
    {
      name: 'a marker in a marker: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).replace(/[./\\\\]/g, '');
  res.json({ name });
});
`,
    },
    {
      name: 'a class without the flag g: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).replace(/[^a-z]/gi, '');
  res.json({ name });
});
`,
    },
    {
      name: 'a tag: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  let text = String(req.query.text);
  while (/<\\/?script>/i.test(text)) text = text.replace(/<\\/?script>/gi, '');
  res.json({ text });
});
`,
    },
  ],
  invalid: [
    {
      name: 'the first quote only',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).replace("'", "''");
  res.json({ name });
});
`,
      errors: [
        {
          messageId: 'check',
          data: {
            message:
              'This replacement in `req.query.name` is incomplete: only the first occurrence is replaced, every other one stays. Use the encoder of the place that the text goes to, or accept only texts that match an allow-list.',
          },
          line: 7,
        },
      ],
    },
    {
      name: 'a marker in a marker',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).replace(/\\.\\.\\//g, '');
  res.json({ name });
});
`,
      errors: [{ messageId: 'check', line: 7 }],
    },
    {
      name: 'a class without the flag g',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).replace(/[^a-z]/i, '');
  res.json({ name });
});
`,
      errors: [{ messageId: 'check', line: 7 }],
    },
    {
      name: 'a tag',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const text = String(req.query.text).replace(/<\\/?script>/gi, '');
  res.json({ text });
});
`,
      errors: [{ messageId: 'check', line: 7 }],
    },
    {
      name: 'a marker that a split takes and a join leaves out',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name).split('../').join('');
  res.json({ name });
});
`,
      errors: [{ messageId: 'check', line: 7 }],
    },
  ],
});
