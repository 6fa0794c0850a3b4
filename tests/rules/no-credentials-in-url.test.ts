import rule from '../../src/rules/no-credentials-in-url.js';
import { service } from './service.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-credentials-in-url: read from a request', rule, {
  valid: [
    {
      name: 'a check that looks everywhere',
      filename: 'src/app.ts',
      code: `import express from 'express';
import { check } from 'express-validator';
const app = express();
app.post('/a', async (req, res) => { await check('password').isLength({ min: 8 }).run(req); res.end(); });`,
    },
    {
      name: 'a password in the query, safe',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        'console.log(String(req.body.password).length);',
      ),
    },
    {
      name: 'a destructured key, safe',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        `const { api_key: key } = req.body;
  if (key === undefined) return;`,
      ),
    },
    {
      name: 'a link that works once, safe',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        'if (req.query.token === undefined) return;',
      ),
    },
    {
      name: 'a cursor, safe',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        'if (req.query.pageToken === undefined) return;',
      ),
    },
    {
      name: 'fastify, safe',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        `fastify.get('/a', async (request) => ({ ok: request.headers['x-api-key'] === process.env.KEY }));`,
      ),
    },
    {
      name: 'hono, safe',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        `hono.get('/a', (c) => c.json({ ok: c.req.header('x-api-key') === 'x' }));`,
      ),
    },
  ],
  invalid: [
    {
      name: 'a check that looks in the query',
      filename: 'src/app.ts',
      code: `import express from 'express';
import { query } from 'express-validator';
const app = express();
app.post('/a', async (req, res) => { await query('password').isLength({ min: 8 }).run(req); res.end(); });`,
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a password in the query',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        'console.log(String(req.query.password).length);',
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `The credential \`req.query.password\` arrives in the address of the request, which logs and histories keep. Send it in a header or in the body.`,
          },
        },
      ],
    },
    {
      name: 'a destructured key',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        `const { api_key: key } = req.query;
  if (key === undefined) return;`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'fastify',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        `fastify.get('/a', async (request) => ({ ok: request.query.secret === process.env.KEY }));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'hono',
      filename: 'src/app.ts',
      code: service(
        `import Fastify from 'fastify';
import { Hono } from 'hono';

const fastify = Fastify();
const hono = new Hono();`,
        `hono.get('/a', (c) => c.json({ ok: c.req.query('api_key') === 'x' }));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

ruleTester.run('no-credentials-in-url: sent to others', rule, {
  valid: [
    {
      name: 'in the query, safe',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await fetch('https://api.example/v1?city=Rome', { headers: { authorization: \`Bearer \${key}\` } });`,
      ),
    },
    {
      name: 'in parameters of axios, safe',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await axios.get('https://api.example/v1', { params: { page: key } });`,
      ),
    },
    {
      name: 'in parameters of got, safe',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await got('https://api.example/v1', { headers: { 'x-api-key': key } });`,
      ),
    },
    {
      name: 'before the host, safe',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await axios.get('https://api.example/v1', { auth: { username: 'a', password: key } });`,
      ),
    },
  ],
  invalid: [
    {
      name: 'in the query',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await fetch(\`https://api.example/v1?city=Rome&apikey=\${key}\`);`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `\`fetch\` sends a credential in the address, which logs and histories keep. Send it in a header or in the body.`,
          },
        },
      ],
    },
    {
      name: 'in parameters of axios',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await axios.get('https://api.example/v1', { params: { access_token: key } });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'in parameters of got',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await got('https://api.example/v1', { searchParams: { api_key: key } });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'before the host',
      filename: 'src/app.ts',
      code: service(
        `import axios from 'axios';
import got from 'got';

const key = process.env.KEY;`,
        `await axios.get(\`https://report:\${key}@api.example/v1\`);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

marked(
  'no-credentials-in-url',
  'where a strategy looks for the token',
  `
import { ExtractJwt, Strategy } from 'passport-jwt';

export const open = new Strategy({ jwtFromRequest: ExtractJwt.fromUrlQueryParameter('token'), secretOrKey: process.env.KEY }, () => undefined); // report
export const closed = new Strategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.KEY }, () => undefined); // quiet
`,
);
