/** Libraries without a model that are handed schemas for parts of a request: what they make checks these parts. */
import { describe } from 'vitest';
import { fixture } from './harness.js';

describe('validators of libraries without a model', () => {
  fixture(
    'a map of schemas, for Express',
    `const express = require('express');
const Joi = require('joi');
const validate = require('some-validation');
const { Pool } = require('pg');
const mongoose = require('mongoose');
const pool = new Pool();
const User = mongoose.model('User', new mongoose.Schema({ name: String }));
const rules = {
  find: { body: { name: Joi.string().required(), free: Joi.any() } },
  sorted: { query: Joi.object({ sort: Joi.valid('a', 'b') }) },
};
const app = express();
app.use(express.json());
app.post('/find', validate(rules.find), (req, res) => {
  User.findOne({ name: req.body.name }).then((found) => res.json(found.id)); // quiet
  User.findOne({ name: req.body.free }); // sink document-query
  User.findOne({ name: req.body.other }); // sink document-query
  User.findOne({ name: req.query.name }); // sink document-query
});
app.get('/sorted', validate(rules.sorted), (req, res) => {
  pool.query('SELECT id FROM users ORDER BY ' + req.query.sort); // quiet
  res.end();
});
app.get('/unsorted', validate({ body: Joi.object({ sort: Joi.valid('a', 'b') }) }), (req, res) => {
  pool.query('SELECT id FROM users ORDER BY ' + req.query.sort); // sink sql
  res.end();
});
app.get('/kept', (req, res) => {
  validate(rules.sorted);
  pool.query('SELECT id FROM users ORDER BY ' + req.query.sort); // sink sql
  res.end();
});
`,
  );
  fixture(
    'one schema for all parts, or for the part that is named beside it; for Koa',
    `import express from 'express';
import Koa from 'koa';
import Router from '@koa/router';
import { Pool } from 'pg';
import { z } from 'zod';
import { check, validateAll } from 'some-zod-middleware';
const pool = new Pool();
const sort = z.enum(['a', 'b']);
const app = express();
app.get('/a', check(z.object({ sort }), 'query'), (req, res) => {
  void pool.query('SELECT id FROM users ORDER BY ' + req.query.sort); // quiet
  void pool.query('SELECT id FROM users ORDER BY ' + req.params.sort); // sink sql
  res.end();
});
app.get('/b', validateAll(z.object({ query: z.object({ sort }) })), (req, res) => {
  void pool.query('SELECT id FROM users ORDER BY ' + req.query.sort); // quiet
  void pool.query('SELECT id FROM users ORDER BY ' + req.query.other); // sink sql
  res.end();
});
app.get('/c', validateAll(z.object({ sort })), (req, res) => {
  void pool.query('SELECT id FROM users ORDER BY ' + req.query.sort); // sink sql
  res.end();
});
const router = new Router();
router.post('/d', check({ body: z.object({ sort }) }), async (ctx) => {
  await pool.query('SELECT id FROM users ORDER BY ' + ctx.request.body.sort); // quiet
  await pool.query('SELECT id FROM users ORDER BY ' + ctx.query.sort); // sink sql
});
new Koa().use(router.routes());
`,
  );
});
