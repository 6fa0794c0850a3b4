/** What files are handed: dependencies of routers, functions that wrappers call, texts that helpers check, things of containers. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

describe('a router whose dependencies are made elsewhere', () => {
  markedFiles('is judged with what they are', {
    'orders.js': `class Orders {
  constructor({ mysql }) { this.mysql = mysql; }
  find(id) { return this.mysql.query('SELECT * FROM orders WHERE id = ' + id); }
  findSafely(id) { return this.mysql.query('SELECT * FROM orders WHERE id = ?', [id]); }
}
module.exports = Orders;
`,
    'routes.js': `const { Router } = require('express');
const Orders = require('./orders');
exports.createRouter = (deps) => {
  const router = Router();
  const orders = new Orders(deps);
  router.get('/a/:id', (req, res) => res.json(orders.find(req.params.id))); // report no-sql-injection
  router.get('/b/:id', (req, res) => res.json(orders.findSafely(req.params.id)));
  return router;
};
`,
    'main.js': `const express = require('express');
const { createPool } = require('mysql2/promise');
const { createRouter } = require('./routes');
const app = express();
app.use(createRouter({ mysql: createPool(process.env.MYSQL) }));
app.listen(3000);
`,
  });
});

describe('a handler that a wrapper of another file calls', () => {
  const wrapper = `import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';
export class Reply {
  constructor(readonly statusCode: number, readonly body: string, readonly headers = { 'content-type': 'text/html' }) {}
}
export const endpoint =
  (fn: (body: any, query: Record<string, string | undefined>) => Promise<unknown>) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> => {
    try {
      const out = await fn(JSON.parse(event.body ?? '{}'), event.queryStringParameters ?? {});
      if (out instanceof Reply) return { statusCode: out.statusCode, body: out.body, headers: out.headers };
      return { statusCode: 200, body: JSON.stringify(out) };
    } catch (error) {
      return { statusCode: 500, body: JSON.stringify({ detail: (error as Error).stack }) }; // report no-error-leak
    }
  };
`;
  markedFiles('is an entry of its own file', {
    'wrapper.ts': wrapper,
    'handlers.ts': `import { execSync } from 'node:child_process';
import { endpoint, Reply } from './wrapper.js';
export const run = endpoint(async (body) => execSync('ls ' + body.folder).toString()); // report no-command-injection
export const count = endpoint(async (body) => execSync('ls -n ' + Number(body.count)).toString());
export const page = endpoint(async (_body, query) => new Reply(200, '<h1>' + query.id + '</h1>')); // report no-reflected-xss
export const number = endpoint(async (_body, query) => new Reply(200, '<h1>' + Number(query.id) + '</h1>'));
`,
  });
});

describe('a helper that checks a text', () => {
  markedFiles('is judged by what its users hand to it', {
    'addresses.ts': `export const isOurs = (address: string) => address.includes('clinic.example.com'); // report no-incomplete-url-check
export const isOurHost = (address: string) => new URL(address).hostname === 'clinic.example.com';
`,
    'markup.ts': `export const strip = (text: string) => text.replace('<', ''); // report no-incomplete-sanitization
export const stripAll = (text: string) => text.replaceAll('<', '');
`,
    'names.ts': `export const label = (text: string) => text.replace('<', '');
`,
    'app.ts': `import express from 'express';
import { isOurs, isOurHost } from './addresses.js';
import { strip, stripAll } from './markup.js';
import { label } from './names.js';
const app = express();
console.log(label('<known>'));
app.get('/a', (req, res) => { if (isOurs(String(req.query.to))) res.redirect(String(req.query.to)); });
app.get('/b', (req, res) => { if (isOurHost(String(req.query.to))) res.redirect(String(req.query.to)); });
app.get('/c', (req, res) => { res.json([strip(String(req.query.name)), stripAll(String(req.query.name))]); });
`,
  });
});

describe('a container', () => {
  markedFiles('gives an instance of the class, or what its type argument says', {
    'store.ts': `import { Pool } from 'pg';
export interface Store { find(name: string): Promise<unknown>; findSafely(name: string): Promise<unknown> }
export class PgStore implements Store {
  private readonly pool = new Pool();
  find(name: string) { return this.pool.query("SELECT * FROM items WHERE name = '" + name + "'"); }
  findSafely(name: string) { return this.pool.query('SELECT * FROM items WHERE name = $1', [name]); }
}
`,
    'container.ts': `import { container } from 'tsyringe';
import { PgStore } from './store.js';
container.registerSingleton('store', PgStore);
export { container };
`,
    'app.ts': `import express from 'express';
import { container } from './container.js';
import { PgStore, type Store } from './store.js';
const app = express();
app.get('/b', async (req, res) => { res.json(await container.resolve<Store>('other').find(String(req.query.q))); }); // report no-sql-injection
app.get('/c', async (req, res) => { res.json(await container.resolve<Store>('made').findSafely(String(req.query.q))); });
app.get('/d', async (req, res) => { res.json(await container.resolve(PgStore).find(String(req.query.q))); }); // report no-sql-injection
`,
  });
});

describe('a field of a class of a library', () => {
  markedFiles('is such a thing, whoever sets it', {
    'directory.ts': `import { Client } from 'ldapts';
export class Directory {
  private client: Client;
  onModuleInit() { this.client = new Client({ url: 'ldaps://directory.example.com' }); }
  find(name: string) { return this.client.search('ou=people', { filter: '(uid=' + name + ')' }); }
}
`,
    'app.ts': `import express from 'express';
import { Directory } from './directory.js';
const app = express();
const directory = new Directory();
app.get('/a', async (req, res) => { res.json(await directory.find(String(req.query.name))); }); // report no-ldap-xpath-injection
app.get('/b', async (_req, res) => { res.json(await directory.find('root')); });
`,
  });
});
