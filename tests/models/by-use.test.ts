/** Handlers without annotations that nothing registers: what they do with their parameters tells what these are. */
import { describe } from 'vitest';
import { fixture } from './harness.js';

describe('handlers by their use', () => {
  fixture(
    'a request and an answer',
    `const { exec } = require('node:child_process');
const { Pool } = require('pg');
const pool = new Pool();
exports.list = async (req, res) => {
  await exec('ls ' + req.query.folder); // sink command
  res.json({});
};
exports.find = async function (a, b, c) {
  const { id } = a.params;
  try {
    b.json(await pool.query('SELECT * FROM t WHERE id = ' + id)); // sink sql
  } catch (error) {
    c(error);
  }
};
module.exports.count = ({ body }, res) => {
  exec('wc ' + body.file); // sink command
  res.sendStatus(200);
};
exports.step = (req, res, next) => {
  exec('log ' + req.headers['x-tag']); // sink command
  next();
};
`,
    'controller.js',
  );
  fixture(
    'parameters that are anything',
    `import { exec } from 'node:child_process';
export const list = async (req: any, res: any) => {
  exec('ls ' + req.query.folder); // sink command
  res.json({});
};
export const count = async (req: { query: { folder: string } }, res: any) => {
  exec('ls ' + req.query.folder); // quiet
  res.json({});
};
`,
  );
  fixture(
    'answers to whatever request',
    `const mongoose = require('mongoose');
const User = mongoose.model('User', new mongoose.Schema({ name: String, password: String }));
exports.all = async (req, res) => {
  const all = await User.find({}).limit(9);
  res.json(all);
};
exports.show = async (req, res) => {
  res.status(200).json({ html: req.text });
  res.send('<b>' + req.get('x-name') + '</b>'); // sink html
};
exports.tell = (name, socket) => {
  socket.send('<b>' + name.get('x-name') + '</b>'); // quiet
};
`,
    'answers.js',
  );
  fixture(
    'tables of resolvers',
    `import { Pool } from 'pg';
const pool = new Pool();
export const resolvers = {
  Query: {
    user: async (parent: unknown, args: { name: string }) =>
      (await pool.query('SELECT * FROM t WHERE name = ' + args.name)).rows, // sink sql
    users(parent: unknown, { id }: { id: string }) {
      return pool.query('SELECT * FROM t WHERE id = $1', [id]); // quiet
    },
  },
};
export const others = {
  reports: {
    user: async (parent: unknown, args: { name: string }) =>
      (await pool.query('SELECT * FROM t WHERE name = ' + args.name)).rows, // quiet
  },
};
`,
  );
  fixture(
    'functions that answer nobody',
    `const { exec } = require('node:child_process');
exports.convert = (job, file) => {
  exec('convert ' + job.params.from + file.path); // quiet
  return file.json;
};
exports.load = async (options, response) => {
  exec('log ' + options.headers.accept); // quiet
  return await response.json();
};
exports.options = (req, res = {}) => {
  exec('log ' + req.query.x); // quiet
  res.send(1);
};
`,
    'helper.js',
  );
  fixture(
    'what throws comes first of four',
    `const { exec } = require('node:child_process');
module.exports = (err, req, res, next) => {
  exec('log ' + req.originalUrl); // sink command
  res.status(500).send({});
};
`,
    'errors.js',
  );
  fixture(
    'requests of hapi and contexts of Koa',
    `const { exec } = require('node:child_process');
exports.save = (request, h) => {
  exec('ls ' + request.payload.folder); // sink command
  return h.response({});
};
exports.show = async (ctx) => {
  exec('ls ' + ctx.query.folder); // sink command
  ctx.body = {};
};
exports.other = async (ctx) => {
  exec('ls ' + ctx.query.folder); // quiet
  return ctx.total;
};
`,
    'others.js',
  );
});
