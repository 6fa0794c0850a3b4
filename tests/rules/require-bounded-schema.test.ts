import rule from '../../src/rules/require-bounded-schema.js';
import { ruleTester } from './tester.js';

ruleTester.run('require-bounded-schema', rule, {
  valid: [
    {
      name: 'a text: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Note = z.object({ text: z.string().max(300) });

app.post('/items', (req, res) => {
  res.json(Note.parse(req.body));
});
`,
    },
    {
      name: 'a number: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Note = z.object({ count: z.number().min(1).max(9) });

app.post('/items', (req, res) => {
  res.json(Note.parse(req.body));
});
`,
    },
    {
      name: 'a list: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Note = z.object({ tags: z.array(z.enum(['a', 'b'])).max(9) });

app.post('/items', (req, res) => {
  res.json(Note.parse(req.body));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a text',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Note = z.object({ text: z.string() });

app.post('/items', (req, res) => {
  res.json(Note.parse(req.body));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.text` (src/example.ts:9:23) reaches the unbounded part of `string`. Give texts and lists a maximum length and numbers a minimum and a maximum.',
          },
          line: 6,
        },
      ],
    },
    {
      name: 'a number',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Note = z.object({ count: z.number().min(1) });

app.post('/items', (req, res) => {
  res.json(Note.parse(req.body));
});
`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
    {
      name: 'a list',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Note = z.object({ tags: z.array(z.enum(['a', 'b'])) });

app.post('/items', (req, res) => {
  res.json(Note.parse(req.body));
});
`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
  ],
});
