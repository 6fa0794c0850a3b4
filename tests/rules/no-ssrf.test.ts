import rule from '../../src/rules/no-ssrf.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-ssrf: addresses', rule, {
  valid: [
    {
      name: 'an entry of a list',
      filename: 'src/preview.ts',
      code: `
import express from 'express';

const app = express();
const feeds = new Map([['news', 'https://news.example/feed'], ['jobs', 'https://jobs.example/feed']]);

app.post('/previews', async (req, res) => {
  const url = feeds.get(req.body.feed);
  if (url === undefined) return res.sendStatus(404);
  const answer = await fetch(url);
  return res.json({ status: answer.status });
});
`,
    },
    {
      name: 'a label of a host, checked',
      filename: 'src/tenant.ts',
      code: `
import { Router } from 'express';

class Tenants {
  async get(tenant: string) {
    if (!/^[a-z0-9-]+$/.test(tenant)) throw new Error('no tenant');
    return fetch(\`https://\${tenant}.internal.example/status\`);
  }
}

const router = Router();
const tenants = new Tenants();

router.get('/tenants/:tenant', async (req, res) => {
  res.json((await tenants.get(req.params.tenant)).ok);
});
`,
    },
    {
      name: 'a part of the path, encoded',
      filename: 'src/users.ts',
      code: `
import http from 'node:http';
import express from 'express';

const app = express();

app.get('/users', (req, res) => {
  http.get(\`http://users.internal/v1/users/\${encodeURIComponent(String(req.query.id))}\`, (answer) => answer.pipe(res));
});
`,
    },
    {
      name: 'a part of the query',
      filename: 'src/users.ts',
      code: `
import http from 'node:http';
import express from 'express';

const app = express();

app.get('/users', (req, res) => {
  http.get(\`http://users.internal/v1/users?name=\${req.query.name}\`, (answer) => answer.pipe(res));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a whole address',
      filename: 'src/preview.ts',
      code: `
import express from 'express';

const app = express();

app.post('/previews', async (req, res) => {
  const answer = await fetch(req.body.url);
  res.json({ status: answer.status });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.url` (src/preview.ts:7:30) reaches the address of `fetch`. Choose the host from a fixed list, and encode values that become part of the path.',
          },
          line: 7,
          column: 30,
          endLine: 7,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'a part of the host',
      filename: 'src/tenant.ts',
      code: `
import { Router } from 'express';

class Tenants {
  async get(tenant: string) {
    return fetch(\`https://\${tenant}.internal.example/status\`);
  }
}

const router = Router();
const tenants = new Tenants();

router.get('/tenants/:tenant', async (req, res) => {
  res.json((await tenants.get(req.params.tenant)).ok);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.tenant` (src/tenant.ts:14:31) reaches the address of `fetch` through `get` (src/tenant.ts:5:3). Choose the host from a fixed list, and encode values that become part of the path.',
          },
          line: 6,
          column: 18,
          endLine: 6,
          endColumn: 61,
        },
      ],
    },
    {
      name: 'a part of the path, where slashes and dots lead to other resources',
      filename: 'src/users.ts',
      code: `
import http from 'node:http';
import express from 'express';

const app = express();

app.get('/users', (req, res) => {
  http.get(\`http://users.internal/v1/users/\${req.query.id}\`, (answer) => answer.pipe(res));
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 12, endLine: 8, endColumn: 60 }],
    },
  ],
});

ruleTester.run('no-ssrf: checks', rule, {
  valid: [
    {
      name: 'the host is one of a list',
      filename: 'src/hooks.ts',
      code: `
import express from 'express';

const app = express();
const hosts = ['hooks.example', 'second.example'];

app.post('/hooks', async (req, res) => {
  const url = new URL(req.body.url);
  if (url.protocol !== 'https:' || !hosts.includes(url.hostname)) return res.sendStatus(400);
  await fetch(url);
  return res.sendStatus(204);
});
`,
    },
    {
      name: 'the origin is compared',
      filename: 'src/base.ts',
      code: `
import express from 'express';

const app = express();

app.get('/proxy', async (req, res) => {
  const url = new URL(String(req.query.path), 'https://files.internal/');
  if (url.origin !== 'https://files.internal') return res.sendStatus(400);
  const answer = await fetch(url);
  return res.json({ status: answer.status });
});
`,
    },
  ],
  invalid: [
    {
      name: 'the scheme alone',
      filename: 'src/hooks.ts',
      code: `
import express from 'express';

const app = express();

app.post('/hooks', async (req, res) => {
  const url = new URL(req.body.url);
  if (url.protocol !== 'https:') return res.sendStatus(400);
  await fetch(url);
  return res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow', line: 9, column: 15, endLine: 9, endColumn: 18 }],
    },
    {
      name: 'a base that an absolute address replaces',
      filename: 'src/base.ts',
      code: `
import express from 'express';

const app = express();

app.get('/proxy', async (req, res) => {
  const answer = await fetch(new URL(String(req.query.path), 'https://files.internal/'));
  res.json({ status: answer.status });
});
`,
      errors: [{ messageId: 'flow', line: 7, column: 30, endLine: 7, endColumn: 88 }],
    },
  ],
});

marked(
  'no-ssrf',
  'a request leads somewhere once it is sent, and a look-up of a name whose answer is looked at is a check',
  `
import { resolve4 } from 'node:dns';
import { lookup } from 'node:dns/promises';
import express from 'express';

const app = express();
declare const pages: { readonly answer: (request: Request) => Promise<Response> };
app.get('/a', async (req, res) => {
  const target = String(req.query.url);
  const inside = new Request(target); // quiet
  await pages.answer(inside); // quiet
  const { address } = await lookup(new URL(target).hostname); // quiet
  if (address.startsWith('10.')) res.sendStatus(400);
  const outside = new Request(target, { method: 'POST' }); // quiet
  await fetch(outside); // report
});
app.get('/b', async (req, res) => {
  const found = await lookup(String(req.query.host)); // report
  if (!found.address) return res.sendStatus(404);
  return res.json(found);
});
app.get('/c', async (req, res) => {
  const all = await lookup(String(req.query.host), { all: true }); // quiet
  for (const each of all) if (isPrivate(each.address)) return res.sendStatus(400);
  return res.sendStatus(204);
});
app.get('/d', (req, res) => {
  resolve4(String(req.query.host), (error, addresses) => { // quiet
    res.json(!error && addresses.every((each) => !isPrivate(each)) ? addresses : []);
  });
  resolve4(String(req.query.host), (error, addresses) => res.json(error ? [] : addresses)); // report
});
declare function isPrivate(address: string): boolean;
`,
);

marked(
  'no-ssrf',
  'what a page asks for, and what its server does',
  `
import axios from 'axios';
import type { LoaderFunction } from 'react-router';
export function Page(): LoaderFunction {
  window.scrollTo(0, 0);
  return async ({ params }) => axios.get('https://api.internal/items/' + params.id); // quiet
}
export const loader: LoaderFunction = async ({ params }) => axios.get('https://api.internal/items/' + params.id); // report
`,
);

marked(
  'no-ssrf',
  'the query of an address behind one of the program',
  `
import { API } from './settings.js';
export async function GET({ url }) {
  await fetch(API + url.search); // quiet
  await fetch(API + url.searchParams.get('path')); // report
  return new Response('');
}
`,
  'src/routes/api/+server.ts',
);

marked(
  'no-ssrf',
  'an address that a setting describes as a format',
  `
import { format } from 'node:util';
import express from 'express';
import { SEARCH } from './settings.js';
const app = express();
app.get('/a', async (req, res) => {
  await fetch(format(SEARCH, encodeURIComponent(String(req.query.place)))); // quiet
  await fetch(format(SEARCH, String(req.query.place))); // report
  await fetch(format(String(req.query.format), 'x')); // report
  await fetch(format('%s/search', String(req.query.place))); // report
  res.end();
});
`,
);

marked(
  'no-ssrf',
  'slashes where a pattern has them, and only there',
  `
import express from 'express';

const app = express();
app.get('/packages', async (req, res) => {
  const name = String(req.query.name);
  if (!/^(?:@[\\w-]+\\/)?[\\w-]+$/.test(name)) return res.status(400).end();
  await fetch(\`https://registry.example/\${name}/latest\`); // quiet
  res.end();
});
app.get('/files', async (req, res) => {
  const name = String(req.query.name);
  if (!/^[\\w.\\/-]+$/.test(name)) return res.status(400).end();
  await fetch(\`https://files.example/\${name}/latest\`); // report
  res.end();
});
app.get('/others', async (req, res) => {
  const name = String(req.query.name);
  if (name.includes('..')) return res.status(400).end();
  await fetch(\`https://files.example/\${name}/latest\`); // report
  res.end();
});
`,
);

marked(
  'no-ssrf',
  'a proxy asks one host for the path that it was asked for',
  `
import http from 'node:http';
import express from 'express';

const app = express();
const HOST = process.env.BACKEND_HOST;
app.use('/a', (req, res) => {
  http.request({ hostname: HOST, path: req.originalUrl, method: req.method }, (answer) => answer.pipe(res)).end(); // quiet
  void fetch(\`http://backend.internal\${req.originalUrl}\`); // quiet
});
app.use('/b', (req, res) => {
  http.request({ hostname: HOST, path: '/v1/users' + req.url, method: req.method }, (answer) => answer.pipe(res)).end(); // report
  void fetch(\`http://backend.internal\${decodeURIComponent(req.originalUrl)}\`); // report
  void fetch(\`http://backend.internal\${req.query.path}\`); // report
});
`,
);
