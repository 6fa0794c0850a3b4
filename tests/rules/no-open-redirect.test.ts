import rule from '../../src/rules/no-open-redirect.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-open-redirect: targets', rule, {
  valid: [
    {
      name: 'a path that the client only adds a query to',
      filename: 'src/login.ts',
      code: `
import express from 'express';

const app = express();

app.get('/login/done', (req, res) => {
  res.redirect(\`/welcome?from=\${encodeURIComponent(String(req.query.next))}\`);
});
`,
    },
    {
      name: 'a fixed folder in front',
      filename: 'src/paths.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.get('/go', (req, res) => {
  res.redirect(\`/docs/\${req.query.path}\`);
});
`,
    },
  ],
  invalid: [
    {
      name: 'a target from the query',
      filename: 'src/login.ts',
      code: `
import express from 'express';

const app = express();

app.get('/login/done', (req, res) => {
  res.redirect(String(req.query.next));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.next` (src/login.ts:7:23) reaches the redirect target of `Response.redirect`. Redirect to a fixed path or to an entry of a list, or compare the origin of the parsed address.',
          },
          line: 7,
          column: 16,
          endLine: 7,
          endColumn: 38,
        },
      ],
    },
    {
      name: 'a status in front',
      filename: 'src/links.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.get('/out/:link', (req, res) => {
  res.redirect(301, req.params.link);
});
`,
      errors: [{ messageId: 'flow', line: 7, column: 21, endLine: 7, endColumn: 36 }],
    },
    {
      name: 'a slash in front, which a second one turns into a host',
      filename: 'src/paths.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.get('/go', (req, res) => {
  res.redirect(\`/\${req.query.path}\`);
});
`,
      errors: [{ messageId: 'flow', line: 7, column: 16, endLine: 7, endColumn: 36 }],
    },
    {
      name: 'the header by its own name',
      filename: 'src/location.ts',
      code: `
import { Router, type Response } from 'express';

const router = Router();

function moved(res: Response, target: string): void {
  res.status(302).location(target).end();
}

router.post('/moved', (req, res) => {
  moved(res, req.body.returnTo);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.returnTo` (src/location.ts:11:14) reaches the redirect target of `Response.location` through `moved` (src/location.ts:6:1). Redirect to a fixed path or to an entry of a list, or compare the origin of the parsed address.',
          },
          line: 7,
          column: 28,
          endLine: 7,
          endColumn: 34,
        },
      ],
    },
  ],
});

ruleTester.run('no-open-redirect: checks', rule, {
  valid: [
    {
      name: 'a check of one slash and no second',
      filename: 'src/check.ts',
      code: `
import express from 'express';

const app = express();

app.get('/next', (req, res) => {
  const next = String(req.query.next);
  if (!/^\\/[a-z][a-z/]*$/.test(next)) return res.sendStatus(400);
  return res.redirect(next);
});
`,
    },
    {
      name: 'the target is one of a list',
      filename: 'src/partner.ts',
      code: `
import express from 'express';

const app = express();
const partners = new Set(['https://partner.example/start', 'https://second.example/']);

app.get('/partner', (req, res) => {
  const target = String(req.query.target);
  if (partners.has(target)) return res.redirect(target);
  return res.redirect('/');
});
`,
    },
  ],
  invalid: [
    {
      name: 'a check that any host passes',
      filename: 'src/check.ts',
      code: `
import express from 'express';

const app = express();

app.get('/next', (req, res) => {
  const next = String(req.query.next);
  if (!next.startsWith('/')) return res.sendStatus(400);
  return res.redirect(next);
});
`,
      errors: [{ messageId: 'flow', line: 9, column: 23, endLine: 9, endColumn: 27 }],
    },
    {
      name: 'the host contains a name',
      filename: 'src/partner.ts',
      code: `
import express from 'express';

const app = express();

app.get('/partner', (req, res) => {
  const target = String(req.query.target);
  if (target.includes('partner.example')) return res.redirect(target);
  return res.redirect('/');
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 63, endLine: 8, endColumn: 69 }],
    },
  ],
});

ruleTester.run('no-open-redirect: other frameworks', rule, {
  valid: [
    {
      name: 'Fastify, an entry of a table',
      filename: 'src/fastify.ts',
      code: `
import Fastify from 'fastify';

const app = Fastify();
const pages = new Map([['orders', '/orders']]);

app.get('/next', async (request, reply) => {
  const { next } = request.query as { next: string };
  return reply.redirect(pages.get(next) ?? '/');
});
`,
    },
    {
      name: 'another header',
      filename: 'src/header.ts',
      code: `
import express from 'express';

const app = express();

app.get('/next', (req, res) => {
  res.status(200).set('X-Next', String(req.query.next)).end();
});
`,
    },
  ],
  invalid: [
    {
      name: 'Fastify',
      filename: 'src/fastify.ts',
      code: `
import Fastify from 'fastify';

const app = Fastify();

app.get('/next', async (request, reply) => {
  const { next } = request.query as { next: string };
  return reply.redirect(next);
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 25, endLine: 8, endColumn: 29 }],
    },
    {
      name: 'Hono',
      filename: 'src/hono.ts',
      code: `
import { Hono } from 'hono';

const app = new Hono();

app.get('/next', (c) => c.redirect(c.req.query('next') ?? '/'));
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              "User input from `c.req.query('next')` (src/hono.ts:6:36) reaches the redirect target of `Context.redirect`. Redirect to a fixed path or to an entry of a list, or compare the origin of the parsed address.",
          },
          line: 6,
          column: 36,
          endLine: 6,
          endColumn: 62,
        },
      ],
    },
    {
      name: 'a header of Express by its name',
      filename: 'src/header.ts',
      code: `
import express from 'express';

const app = express();

app.get('/next', (req, res) => {
  res.status(303).set('Location', String(req.query.next)).end();
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.next` (src/header.ts:7:42) reaches the redirect target of `Response.set`. Redirect to a fixed path or to an entry of a list, or compare the origin of the parsed address.',
          },
          line: 7,
          column: 35,
          endLine: 7,
          endColumn: 57,
        },
      ],
    },
  ],
});

marked(
  'no-open-redirect',
  'a path behind a host that the program names',
  `
import express from 'express';

const app = express();
app.use((req, res, next) => {
  if (req.secure) return next();
  return res.redirect('https://shop.example.com' + req.url); // quiet
});
app.get('/a', (req, res) => {
  const to = String(req.query.to);
  if (to.startsWith('/')) return res.redirect('https://shop.example.com' + to); // quiet
  return res.redirect('https://shop.example.com' + to); // report
});
`,
);

marked(
  'no-open-redirect',
  'nobody can be sent to a server action with a target',
  `'use server';
import { redirect } from 'next/navigation';
export async function save(path: string) { redirect(path); } // quiet
export async function submit(form: FormData) { redirect(String(form.get('next'))); } // report
`,
  'app/actions.ts',
);

marked(
  'no-open-redirect',
  'the query of an address changes no host, whatever stands in front of it',
  `import { redirect } from '@sveltejs/kit';
import { pathOf } from './paths.js';
export async function load({ url, params }) {
  if (params.a) redirect(302, pathOf(params.a) + url.search); // quiet
  if (params.b) redirect(302, url.search); // quiet
  if (params.c) redirect(302, pathOf(params.c) + new URL(url).search); // quiet
  if (params.d) redirect(302, url.searchParams.get('next') + url.search); // report
  redirect(302, pathOf(params.d) + url.searchParams.get('next')); // report
}
`,
  'src/routes/show/[id]/+page.server.ts',
);

marked(
  'no-open-redirect',
  'a path without its last slash, of which no two stand in a row',
  `
import express from 'express';
const app = express();
app.use((req, res, next) => {
  if (!req.path.endsWith('/') || req.path.length < 2) return next();
  const query = req.url.slice(req.path.length);
  res.redirect(301, req.path.slice(0, -1).replace(/\\/+/g, '/') + query); // quiet
});
app.use((req, res, next) => {
  if (!req.path.endsWith('/') || req.path.length < 2) return next();
  res.redirect(301, req.path.slice(0, -1)); // report
});
app.get('/decoded', (req, res) => {
  res.redirect(decodeURIComponent(req.path).slice(0, -1).replace(/\\/+/g, '/')); // report
});
`,
);

marked(
  'no-open-redirect',
  'what the browser writes by itself leads nowhere new',
  `import express from 'express';
const app = express();
app.use(express.urlencoded());
app.post('/items', (req, res) => {
  res.redirect(req.get('Referrer') || '/'); // quiet
});
app.put('/items', (req, res) => {
  res.redirect(req.headers.referer ?? '/'); // quiet
});
app.post('/other', (req, res) => {
  res.redirect(String(req.body.back || '/')); // report
});
app.get('/other', (req, res) => {
  res.redirect(String(req.query.back || req.get('Referrer'))); // report
});
`,
);
