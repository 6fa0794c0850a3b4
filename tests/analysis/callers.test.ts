import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';

const root = mkdtempSync(path.join(os.tmpdir(), 'callers-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Writes a project and returns the kinds of sinks that are reported in one of its files. */
function reportedIn(name: string, files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(path.join(root, 'p-'));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  const { findings } = analyseText(path.join(folder, name), files[name] ?? '');
  return findings.flatMap(({ hit }) => (['sql', 'stored-value', 'record'].includes(hit.kind) ? [hit.kind] : []));
}

const handlers = `import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
const pool = new Pool();
export const find = async (request: FastifyRequest<{ Querystring: { sort: string } }>, reply: FastifyReply) => {
  await pool.query('SELECT * FROM items ORDER BY ' + request.query.sort);
  return reply.send({});
};`;

function routes(schema: string): string {
  return `import Fastify from 'fastify';
import { find } from './handlers.js';
const app = Fastify();
app.get('/items', { ${schema} }, find);
app.listen({ port: 3000 });`;
}

const closed = `schema: { querystring: { type: 'object', properties: { sort: { type: 'string', enum: ['name', 'age'] } } } }`;

describe('a handler that declares its request', () => {
  it('is reported where nobody registers it', () => {
    expect(reportedIn('handlers.ts', { 'handlers.ts': handlers })).toEqual(['sql']);
  });

  it('is believed what the schema of its only route says', () => {
    expect(reportedIn('handlers.ts', { 'handlers.ts': handlers, 'routes.ts': routes(closed) })).toEqual([]);
    expect(reportedIn('routes.ts', { 'handlers.ts': handlers, 'routes.ts': routes(closed) })).toEqual([]);
  });

  it('is believed the schema, too, where the sink is in a third file', () => {
    const store = `import { Pool } from 'pg';
const pool = new Pool();
export const sorted = (sort: string) => pool.query('SELECT * FROM items ORDER BY ' + sort);`;
    const through = `import type { FastifyReply, FastifyRequest } from 'fastify';
import { sorted } from './store.js';
export const find = async (request: FastifyRequest<{ Querystring: { sort: string } }>, reply: FastifyReply) =>
  reply.send(await sorted(request.query.sort));`;
    const files = { 'store.ts': store, 'handlers.ts': through };
    expect(reportedIn('handlers.ts', files)).toEqual(['sql']);
    expect(reportedIn('handlers.ts', { ...files, 'routes.ts': routes(closed) })).toEqual([]);
    expect(reportedIn('handlers.ts', { ...files, 'routes.ts': routes('') })).toEqual(['sql']);
  });

  it('is reported where one of its routes has no such schema', () => {
    const files = { 'handlers.ts': handlers, 'routes.ts': routes(closed), 'others.ts': routes('') };
    expect(reportedIn('handlers.ts', files)).toEqual(['sql']);
  });
});

describe('a handler that is a field of a class', () => {
  const controller = `import type { Request, Response } from 'express';
import { Pool } from 'pg';
const pool = new Pool();
export class Items {
  public find = async (req: Request, res: Response): Promise<void> => {
    await pool.query('SELECT * FROM items ORDER BY ' + String(req.query.sort));
    res.end();
  };
}`;
  const main = (before: string): string => `import express from 'express';
import { Items } from './controller.js';
const app = express();
const items = new Items();
app.get('/items', async (req, res) => {
  ${before}
  await items.find(req, res);
});
app.listen(3000);`;

  it('is believed what its caller has checked', () => {
    const check = "if (!['name', 'age'].includes(String(req.query.sort))) return res.status(400).end();";
    expect(reportedIn('controller.ts', { 'controller.ts': controller })).toEqual(['sql']);
    expect(reportedIn('controller.ts', { 'controller.ts': controller, 'main.ts': main(check) })).toEqual([]);
    expect(reportedIn('controller.ts', { 'controller.ts': controller, 'main.ts': main('') })).toEqual(['sql']);
  });
});

describe('a function that is given what was checked', () => {
  const store = `import { Pool } from 'pg';
import type { Request } from 'express';
const pool = new Pool();
export async function list(req: Request): Promise<void> {
  await pool.query('SELECT * FROM items ORDER BY ' + String(req.query.sort));
}`;
  const main = (check: string): string => `import express from 'express';
import { list } from './store.js';
const app = express();
app.get('/items', async (req, res) => {
  ${check}
  await list(req);
  res.end();
});
app.listen(3000);`;

  it('is believed the check of its caller', () => {
    const check = `if (!['name', 'age'].includes(String(req.query.sort))) return res.status(400).end();`;
    expect(reportedIn('store.ts', { 'store.ts': store, 'main.ts': main(check) })).toEqual([]);
    expect(reportedIn('store.ts', { 'store.ts': store, 'main.ts': main('') })).toEqual(['sql']);
  });

  it('is believed the schema, too, where a decorator of the program stands at it', () => {
    const decorated = `import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
const pool = new Pool();
function timed(target: object, key: string, descriptor: PropertyDescriptor) {
  const original = descriptor.value;
  descriptor.value = function (...args: unknown[]) { return original.apply(this, args); };
}
class Items {
  @timed
  async find(request: FastifyRequest<{ Querystring: { sort: string } }>, reply: FastifyReply) {
    await pool.query('SELECT * FROM items ORDER BY ' + request.query.sort);
    return reply.send({});
  }
}
export const items = new Items();`;
    const route = (schema: string): string =>
      routes(schema).replace('{ find }', '{ items }').replace(', find)', ', items.find)');
    const files = { 'handlers.ts': decorated };
    expect(reportedIn('handlers.ts', files)).toEqual(['sql']);
    expect(reportedIn('handlers.ts', { ...files, 'routes.ts': route(closed) })).toEqual([]);
    expect(reportedIn('handlers.ts', { ...files, 'routes.ts': route('') })).toEqual(['sql']);
  });

  it('is believed the schema, too, where a field holds what a wrapper makes of it', () => {
    const wrapped = `import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { caught } from './caught.js';
const pool = new Pool();
class Items {
  find = caught(async (request: FastifyRequest<{ Querystring: { sort: string } }>, reply: FastifyReply) => {
    await pool.query('SELECT * FROM items ORDER BY ' + request.query.sort);
    return reply.send({});
  });
}
export const items = new Items();`;
    const caught = `export const caught = (fn) => async (request, reply) => {
  try { return await fn(request, reply); } catch { return reply.code(500).send({}); }
};`;
    const route = (schema: string): string =>
      routes(schema).replace('{ find }', '{ items }').replace(', find)', ', items.find)');
    const files = { 'handlers.ts': wrapped, 'caught.ts': caught };
    expect(reportedIn('handlers.ts', files)).toEqual(['sql']);
    expect(reportedIn('handlers.ts', { ...files, 'routes.ts': route(closed) })).toEqual([]);
    expect(reportedIn('handlers.ts', { ...files, 'routes.ts': route('') })).toEqual(['sql']);
  });
});
