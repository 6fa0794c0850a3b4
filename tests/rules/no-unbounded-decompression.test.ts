import rule from '../../src/rules/no-unbounded-decompression.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-unbounded-decompression', rule, {
  valid: [
    {
      name: 'a body: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { gunzipSync } from 'node:zlib';

const app = express();

app.post('/items', (req, res) => {
  const text = gunzipSync(Buffer.from(req.body.data, 'base64'), { maxOutputLength: 1_000_000 });
  res.json({ size: text.length });
});
`,
    },
    {
      name: 'with a callback: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { inflate } from 'node:zlib';

const app = express();

app.post('/items', (req, res) => {
  inflate(req.body, { maxOutputLength: 1_000_000 }, (error, text) => res.json({ size: text.length }));
});
`,
    },
    {
      name: 'another format: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import zlib from 'node:zlib';

const app = express();

app.post('/items', (req, res) => {
  res.json({ size: zlib.brotliDecompressSync(req.body, { maxOutputLength: 4096 }).length });
});
`,
    },
  ],
  invalid: [
    {
      name: 'a body',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { gunzipSync } from 'node:zlib';

const app = express();

app.post('/items', (req, res) => {
  const text = gunzipSync(Buffer.from(req.body.data, 'base64'));
  res.json({ size: text.length });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.data` (src/example.ts:8:39) reaches the compressed data of `gunzipSync`. Set `maxOutputLength`, or count the bytes of the result and stop at a limit.',
          },
          line: 8,
        },
      ],
    },
    {
      name: 'with a callback',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { inflate } from 'node:zlib';

const app = express();

app.post('/items', (req, res) => {
  inflate(req.body, (error, text) => res.json({ size: text.length }));
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
    {
      name: 'another format',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import zlib from 'node:zlib';

const app = express();

app.post('/items', (req, res) => {
  res.json({ size: zlib.brotliDecompressSync(req.body).length });
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
  ],
});
