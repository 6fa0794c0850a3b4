/** Each quiet program beside its reporting twin: what was wrongly reported of projects that were read for `recommended`. */
import { describe, expect, it } from 'vitest';
import { linesIn, withProgram } from './project.js';

describe('what one call leads to in other files', () => {
  const files = {
    'src/assets.ts': `import { access, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
async function exists(file: string) { return access(file).then(() => true, () => false); }
export async function serve(id: string) {
  const file = path.join('/srv/assets', id);
  if (!(await exists(file))) return null;
  return readFile(file);
}
export async function replace(old: string, next: string) {
  await rm(path.join('/srv/assets', old));
  return serve(next);
}`,
    'src/app.ts': `import express from 'express';
import { replace, serve } from './assets.js';
const app = express();
app.get('/assets', async (req, res) => { res.send(await serve(String(req.query.id))); });
app.put('/assets', async (req, res) => {
  res.send(await replace(String(req.query.old), String(req.query.next)));
});`,
  };

  it('is one report for each datum, which tells how many places that datum comes to', () => {
    withProgram(files, ['no-path-traversal'], (lint) => {
      const found = lint('src/app.ts');
      expect(found.map(({ line }) => line)).toEqual([4, 6, 6]);
      expect(found[0]?.message).toContain('The same data comes to 1 more such place from here.');
    });
  });
});

const drizzle = (where: string, refusal: string): string => `import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express from 'express';
import { and, eq, ne, or } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { assets } from './schema.js';
const db = drizzle(process.env.DATABASE_URL);
const app = express();
app.get('/assets/:id', async (req, res) => {
  const { id } = req.params;
  const asset = await db.query.assets.findFirst({ where: ${where} });
  ${refusal}
  res.send(await readFile(path.join('/srv/assets', id)));
});`;

const mongoose = (find: string): string => `import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express from 'express';
import mongoose from 'mongoose';
const Asset = mongoose.model('Asset', new mongoose.Schema({ code: String }));
const app = express();
app.get('/assets/:id', async (req, res) => {
  const { id } = req.params;
  const asset = await ${find};
  if (!asset) return res.sendStatus(404);
  res.send(await readFile(path.join('/srv/assets', id)));
});`;

const leaves = 'if (!asset) return res.sendStatus(404);';
const NOT_FOUND_REFUSED = [
  ['drizzle', drizzle('eq(assets.id, id)', leaves), []],
  ['drizzle, with an owner', drizzle('and(eq(assets.id, id), eq(assets.owner, req.user.id))', leaves), []],
  ['drizzle, which goes on', drizzle('eq(assets.id, id)', 'console.log(asset);'), [13]],
  ['drizzle, another comparison', drizzle('ne(assets.id, id)', leaves), [13]],
  ['drizzle, one of several', drizzle('or(eq(assets.id, id), eq(assets.open, true))', leaves), [13]],
  ['drizzle, the name of a file', drizzle('eq(assets.filename, id)', leaves), [13]],
  ['mongoose', mongoose('Asset.findById(id)'), []],
  ['mongoose, a filter', mongoose('Asset.findOne({ code: id })'), []],
  ['mongoose, another comparison', mongoose('Asset.findOne({ code: { $ne: id } })'), [11]],
  ['mongoose, which makes it', mongoose('Asset.findOneAndUpdate({ code: id }, {}, { upsert: true })'), [11]],
] as const;

describe('a key by which something was found in the store is no path of the client', () => {
  it.each(NOT_FOUND_REFUSED)('%s', (_, code, lines) => {
    expect(linesIn('no-path-traversal', 'src/app.ts', { 'src/app.ts': code })).toEqual(lines);
  });
});

it('two data that come to one call are one report, whichever of two implementations is meant', () => {
  const client = (name: string): string => `export class ${name} {
  async call(owner: string, id: string) { return readFile(path.join('/srv/${name}', owner, id)); }
}`;
  const files = {
    'src/stores.ts': `import { readFile } from 'node:fs/promises';
import path from 'node:path';
${client('Near')}
${client('Far')}
export const store = process.env.FAR ? new Far() : new Near();`,
    'src/app.ts': `import express from 'express';
import { store } from './stores.js';
const app = express();
app.get('/files', async (req, res) => { res.send(await store.call(String(req.query.owner), String(req.query.id))); });`,
  };
  expect(linesIn('no-path-traversal', 'src/app.ts', files)).toEqual([4]);
});

describe('the version in front of a credential is no secret', () => {
  const app = (body: string): string => `import express from 'express';
const app = express();
app.post('/keys', (req, res) => {
  const { apiKey } = req.body;
  ${body}
  res.json({ ok: true });
});`;
  it.each([
    [`const parts = String(apiKey).split('_'); if (parts[0] !== 'ak1') return res.sendStatus(401);`, []],
    [`const parts = String(apiKey).split('_'); if (parts[1] !== 'ak1') return res.sendStatus(401);`, [5]],
    [
      `const parts = Buffer.from(apiKey, 'base64').toString().split(':'); if (parts.shift() !== '2') return res.sendStatus(401);`,
      [],
    ],
    [
      `const parts = Buffer.from(apiKey, 'base64').toString().split(':'); parts.shift(); if (parts.shift() !== 'tiger7') return res.sendStatus(401);`,
      [5],
    ],
    [`if (apiKey !== 'ak1') return res.sendStatus(401);`, [5]],
  ])('%s', (body, lines) => {
    expect(linesIn('no-hardcoded-secrets', 'src/app.ts', { 'src/app.ts': app(body) })).toEqual(lines);
  });
});

describe('what is optional and has to be valid where it is given', () => {
  const app = (body: string): string => `import express from 'express';
import { isUUID } from 'class-validator';
import { writeFile } from 'node:fs/promises';
const app = express();
app.post('/saves', async (req, res) => {
  const id = req.headers['x-installation'] as string;
  ${body}
  res.sendStatus(204);
});`;
  const write = 'await writeFile(`/srv/saves/a_${id}.zip`, req.rawBody);';
  it.each([
    [`if (id && !isUUID(id, 4)) throw new Error('no'); ${write}`, []],
    [`if (id && !/^[a-z]+$/.test(id)) throw new Error('no'); ${write}`, []],
    [`if (!id || isUUID(id)) ${write}`, []],
    [`if (id && isUUID(id)) throw new Error('no'); ${write}`, [7]],
    [`if (req.headers.y && !isUUID(id)) throw new Error('no'); ${write}`, [7]],
    [`if (id || !isUUID(id)) ${write}`, [7]],
  ])('%s', (body, lines) => {
    expect(linesIn('no-path-traversal', 'src/app.ts', { 'src/app.ts': app(body) })).toEqual(lines);
  });
});
