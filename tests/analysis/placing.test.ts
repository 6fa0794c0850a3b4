import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';
import { sandbox } from '../cli/sandbox.js';

/** Returns the lines of each file on which untrusted text is said to reach a regular expression. */
function regexLines(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly number[]>> {
  const folder = sandbox(files);
  return Object.fromEntries(
    Object.keys(files).map((name) => {
      const file = path.join(folder, name);
      const { file: parsed, regexes } = analyseText(file, fs.readFileSync(file, 'utf8'));
      const lines = regexes.map(({ at }) => parsed.getLineAndCharacterOfPosition(at.getStart()).line + 1);
      return [name, [...new Set(lines)]];
    }),
  );
}

describe('a regular expression that untrusted text reaches', () => {
  it('is placed in its own file alone, when that file finds the text by itself', () => {
    expect(
      regexLines({
        'guard.ts': `import type { Request } from 'express';
export function guard(req: Request, _res: unknown, next: () => void) {
  if (req.headers.authorization?.match(/(\\S+)\\s+(\\S+)/)) next();
}
`,
        'app.ts': `import express from 'express';
import { guard } from './guard.js';
express().use(guard);
`,
      }),
    ).toEqual({ 'guard.ts': [3], 'app.ts': [] });
  });

  it('is placed at the call that hands the text over, when only that file knows where it comes from', () => {
    expect(
      regexLines({
        'words.ts': `export function words(text) {
  return text.match(/(\\S+)\\s+(\\S+)/);
}
`,
        'app.ts': `import express from 'express';
import { words } from './words.js';
express().get('/', (req, res) => res.json(words(req.query.text)));
`,
      }),
    ).toEqual({ 'words.ts': [], 'app.ts': [3] });
  });
});

/** Returns the lines of each file on which a value is said to reach a kind of sink. */
function sinkLines(kind: string, files: Readonly<Record<string, string>>): Readonly<Record<string, readonly number[]>> {
  const folder = sandbox(files);
  return Object.fromEntries(
    Object.keys(files).map((name) => {
      const file = path.join(folder, name);
      const { file: parsed, findings } = analyseText(file, fs.readFileSync(file, 'utf8'));
      const lines = findings
        .filter(({ hit }) => hit.kind === kind)
        .map(({ at }) => parsed.getLineAndCharacterOfPosition(at.getStart()).line + 1);
      return [name, [...new Set(lines)]];
    }),
  );
}

describe('a sink at which any value counts', () => {
  const service = `export function profile(token: string) {
  const url = new URL('https://api.example.com/me');
  url.searchParams.set('access_token', token);
  return fetch(url.toString());
}
`;
  const app = `import express from 'express';
import { profile } from './service.js';
express().post('/', async (req, res) => res.json(await profile(String(req.body.token))));
`;

  it('is placed in its own file alone, wherever the value comes from', () => {
    expect(sinkLines('credential-sent', { 'service.ts': service, 'app.ts': app })).toEqual({
      'service.ts': [4],
      'app.ts': [],
    });
  });

  it('is placed in its own file alone when that file has a source of its own for it', () => {
    const both = service.replace("'https://api.example.com/me'", 'process.env.PROFILES');
    expect(sinkLines('credential-sent', { 'service.ts': both, 'app.ts': app })).toEqual({
      'service.ts': [4],
      'app.ts': [],
    });
  });

  it('is placed at the call when only values of a client count', () => {
    const query = service.replace('url.searchParams', 'void 0, url.searchParams').replace('url.toString()', 'token');
    expect(sinkLines('address', { 'service.ts': query, 'app.ts': app })).toEqual({ 'service.ts': [], 'app.ts': [3] });
  });
});

describe('a resolver in a table of another file', () => {
  it('is placed in the file of the table, where a helper of a third file has the sink', () => {
    const run = (line: string): string => `import { exec } from 'child_process';
export const run = (name) => exec(${line});
`;
    const files = (line: string): Readonly<Record<string, string>> => ({
      'index.js': `import { ApolloServer } from '@apollo/server';
import { resolvers } from './resolvers.js';
export const server = new ApolloServer({ typeDefs: 'type Query { show(name: String): String }', resolvers });
`,
      'resolvers.js': `import { run } from './run.js';
export const resolvers = { Query: { show: (_parent, { name }) => run(name) } };
`,
      'run.js': run(line),
    });
    expect(sinkLines('command', files(`'ls ' + name`))).toEqual({ 'index.js': [], 'resolvers.js': [2], 'run.js': [] });
    expect(sinkLines('command', files(`'ls'`))).toEqual({ 'index.js': [], 'resolvers.js': [], 'run.js': [] });
  });
});

describe('a route that a function registers on what it is handed', () => {
  it('is placed in the file of the function, which other files hand the application', () => {
    expect(
      sinkLines('command', {
        'app.js': `const app = require('express')();
require('./routes')(app);
module.exports = app;
`,
        'routes.js': `const { run } = require('./run');
const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
module.exports = (app) => {
  app.get('/own', wrap(async (req) => { require('child_process').exec(req.query.line); }));
  app.get('/other', (req) => run(req.query.line));
  app.get('/fixed', () => run('uptime'));
};
`,
        'run.js': `exports.run = (line) => require('child_process').exec(line);
`,
      }),
    ).toEqual({ 'app.js': [], 'routes.js': [4, 5], 'run.js': [] });
  });
});

describe('a module that is required by a computed name', () => {
  it('is one of the files of the folder that is listed, or the file that a constant path names', () => {
    expect(
      sinkLines('command', {
        'package.json': '{}',
        'models/index.js': `const fs = require('fs');
const path = require('path');
const db = {};
fs.readdirSync(__dirname).filter((file) => file.endsWith('.js')).forEach((file) => {
  const model = require(path.join(__dirname, file))('name');
  db[model.name] = model;
});
db.tools = require(path.join(__dirname, '../tools'));
module.exports = db;
`,
        'models/product.js': `const { exec } = require('child_process');
module.exports = () => {
  class Product {
    static pack(name) { exec('tar c ' + name); }
    static list() { exec('ls'); }
  }
  return Product;
};
`,
        'tools.js': `const { exec } = require('child_process');
exports.run = (line) => exec(line);
`,
        'app.js': `const app = require('express')();
const db = require('./models');
app.get('/a', (req) => db.Product.pack(req.query.name));
app.get('/b', (req) => db.Product.list(req.query.name));
app.get('/c', (req) => db.tools.run(req.query.line));
app.get('/d', (req) => db.tools.run('uptime'));
`,
      }),
    ).toEqual({
      'package.json': [],
      'models/index.js': [],
      'models/product.js': [],
      'tools.js': [],
      'app.js': [3, 5],
    });
  });
});

/** Returns the lines of each file on which a hit of SQL text is placed. */
function sqlLines(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly number[]>> {
  const folder = sandbox(files);
  return Object.fromEntries(
    Object.keys(files).map((name) => {
      const file = path.join(folder, name);
      const { file: parsed, findings } = analyseText(file, fs.readFileSync(file, 'utf8'));
      const found = findings.filter(({ hit }) => hit.kind === 'sql');
      return [name, found.map(({ at }) => parsed.getLineAndCharacterOfPosition(at.getStart()).line + 1)];
    }),
  );
}

describe('data that enters in a table of functions', () => {
  it('is placed in the file of the table, which by itself does not know what its functions are given', () => {
    expect(
      sqlLines({
        'resolvers.ts': `import { Pool } from 'pg';
const pool = new Pool();
export const resolvers = {
  Query: {
    user: (_parent, { name }) => pool.query('SELECT ' + name),
    safe: (_parent, { name }) => pool.query('SELECT $1', [name]),
  },
};
`,
        'server.ts': `import { ApolloServer } from '@apollo/server';
import { resolvers } from './resolvers.js';
const typeDefs = 'type Query { user(name: String): String, safe(name: String): String }';
export const server = new ApolloServer({ typeDefs, resolvers });
`,
      }),
    ).toEqual({ 'resolvers.ts': [5], 'server.ts': [] });
  });
});
