/** Models of modules that are not there, and of plugins: what is called on them tells what they are. */
import { describe } from 'vitest';
import { fixture } from './harness.js';

describe('models by the methods that are called', () => {
  fixture(
    'Mongoose',
    `import express from 'express';
import { User } from './not-there/users.js';
import Post from './not-there/posts.js';
import Other from './not-there/others.js';
import { users } from './not-there/lists.js';
const app = express();
app.put('/a', async (req, res) => {
  await User.findByIdAndUpdate(String(req.body.id), req.body); // sink record
  await User.findByIdAndUpdate(String(req.body.id), { name: String(req.body.name) }); // quiet
  await Post.findOne({ title: req.body.title }); // sink document-query
  await Post.findOne({ title: String(req.body.title) }); // quiet
  await Other.save(req.body); // quiet
  await users.findOne({ title: req.body.title }); // quiet
  res.end();
});
`,
  );
  fixture(
    'Sequelize, by require',
    `const express = require('express');
const { Member, label } = require('./not-there/models');
const Team = require('./not-there/team');
const app = express();
app.put('/a', async (req, res) => {
  const member = await Member.findByPk(req.params.id);
  await member.update(req.body); // sink record
  await member.update({ name: String(req.body.name) }); // quiet
  await Team.findAll({ where: { id: 1 } });
  await Team.create(req.body); // sink record
  await Team.create({ name: String(req.body.name) }); // quiet
  label(req.body); // quiet
  res.end();
});
`,
    'fixture.js',
  );
});

describe('where a browser goes next, by a header', () => {
  fixture(
    'fastify, Koa, Hono and hapi',
    `import Fastify from 'fastify';
import Koa from 'koa';
import { Hono } from 'hono';
import Hapi from '@hapi/hapi';
Fastify().get('/', async (req, reply) => {
  const { to } = req.query as { to: string };
  reply.header('location', to); // sink header redirect
  reply.header('x-from', to); // sink header
  reply.headers({ Location: to }); // sink header redirect
  return reply.code(302).send();
});
new Koa().use((ctx) => {
  ctx.set('Location', String(ctx.query.to)); // sink header redirect
  ctx.set('Location', '/items/' + Number(ctx.query.id)); // quiet
});
new Hono().get('/', (c) => {
  c.header('Location', c.req.query('to')); // sink header redirect
  return c.body(null, 302);
});
Hapi.server().route({ method: 'GET', path: '/', handler: (request, h) => {
  return h.response().code(302).header('Location', String(request.query.to)); // sink header redirect
} });
`,
  );
});

describe('databases of plugins, flags and options', () => {
  fixture(
    'Fastify',
    `import Fastify from 'fastify';
const app = Fastify();
app.post('/', async (req) => {
  const { token, name } = req.body as any;
  await app.mongo.db.collection('users').updateOne({ token }, { $set: { active: true } }); // sink document-query
  await app.mongo.db.collection('users').updateOne({ token: String(token) }, { $set: { active: true } }); // quiet
  await app.pg.query('SELECT * FROM t WHERE name = \\'' + String(name) + '\\''); // sink sql
  await app.pg.query('SELECT * FROM t WHERE name = $1', [String(name)]); // quiet
  await app.mysql.query('SELECT * FROM t WHERE name = \\'' + String(name) + '\\''); // sink sql
});
`,
  );
  fixture(
    'flags that are put together',
    `import express from 'express';
import { ParseOption, XmlDocument } from 'libxml2-wasm';
express().post('/', express.text(), (req, res) => {
  XmlDocument.fromString(String(req.body), { option: ParseOption.XML_PARSE_NOENT | ParseOption.XML_PARSE_DTDLOAD }); // sink xml xml-options
  XmlDocument.fromString(String(req.body), { option: ParseOption.XML_PARSE_RECOVER | ParseOption.XML_PARSE_DEFAULT }); // quiet
  XmlDocument.fromString(String(req.body), { option: ParseOption.XML_PARSE_NOENT & ParseOption.XML_PARSE_RECOVER }); // quiet
  res.end();
});
`,
  );
  fixture(
    'files of hapi that may stand anywhere',
    `import Hapi from '@hapi/hapi';
Hapi.server().route({ method: 'GET', path: '/', handler: (request, h) => {
  h.file('docs/' + String(request.query.page), { confine: 'docs' }); // quiet
  return h.file('docs/' + String(request.query.page), { confine: false }); // sink path
} });
`,
  );
});
