import rule from '../../src/rules/require-body-limit.js';
import { ruleTester } from './tester.js';

ruleTester.run('require-body-limit', rule, {
  valid: [
    {
      name: 'a high limit: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.use(express.json({ limit: '256kb' }));
`,
    },
    {
      name: 'no limit at all: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.use(express.raw({ type: '*/*' }));
`,
    },
    {
      name: 'a number: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.use(express.urlencoded({ extended: true, limit: 300 * 1024 }));
`,
    },
    {
      name: 'a body collected by hand: the quiet twin',
      filename: 'src/example.ts',
      code: `
import { createServer } from 'node:http';

export const server = createServer((req, res) => {
  let body = '';
  req.on('data', (chunk) => {
    body += chunk.toString();
    if (body.length > 65_536) req.destroy();
  });
  req.on('end', () => res.end(String(body.length)));
});
`,
    },
    {
      name: 'a route of Fastify: the quiet twin',
      filename: 'src/example.ts',
      code: `
import Fastify from 'fastify';

const app = Fastify();

app.post('/bulk', { bodyLimit: 10_000 }, async () => ({ ok: true }));
`,
    },
  ],
  invalid: [
    {
      name: 'a high limit',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.use(express.json({ limit: '500mb' }));
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'The limit `500mb` lets every request of `express.json` fill that much memory. Keep the limit of the parser near what the largest honest request needs, and count the bytes of what is collected by hand.',
          },
          line: 6,
        },
      ],
    },
    {
      name: 'no limit at all',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.use(express.raw({ type: '*/*', limit: Infinity }));
`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
    {
      name: 'a number',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.use(express.urlencoded({ extended: true, limit: 300 * 1024 * 1024 }));
`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
    {
      name: 'a body collected by hand',
      filename: 'src/example.ts',
      code: `
import { createServer } from 'node:http';

export const server = createServer((req, res) => {
  let body = '';
  req.on('data', (chunk) => {
    body += chunk.toString();
  });
  req.on('end', () => res.end(String(body.length)));
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
    {
      name: 'a route of Fastify',
      filename: 'src/example.ts',
      code: `
import Fastify from 'fastify';

const app = Fastify();

app.post('/bulk', { bodyLimit: 900_000_000 }, async () => ({ ok: true }));
`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
  ],
});
