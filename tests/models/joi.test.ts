import { fixture } from './harness.js';

fixture(
  'Joi: shapes, options and answers',
  `
import { Router } from 'express';
import { celebrate, Segments } from 'celebrate';
import * as JoiAll from 'joi';
import Joi, { object, string } from 'joi';
import { Pool } from 'pg';

const pool = new Pool();
export const routes = Router();
const schema = Joi.object({
  sort: Joi.valid('a', 'b').required(),
  page: Joi.number().integer().max(9),
  list: Joi.array().items(Joi.string().valid('a', 'b')),
  texts: Joi.array().items(Joi.string()),
  nested: { kind: Joi.string().alphanum(), free: Joi.string() },
  custom: Joi.string().custom((value, helpers) => {
    if (!['a', 'b'].includes(value)) return helpers.error('any.invalid');
    return value;
  }),
  made: Joi.string().custom((value) => value.trim()),
});

routes.post('/a', (req) => {
  const value = Joi.attempt(req.body, schema);
  void pool.query(value.sort); // quiet
  void pool.query('SELECT ' + value.page); // quiet
  void pool.query(value.list.join(',')); // quiet
  void pool.query(value.texts.join(',')); // sink sql
  void pool.query('SELECT ' + value.nested.kind); // quiet
  void pool.query('SELECT ' + value.nested.free); // sink sql
  void pool.query(value.custom); // quiet
  void pool.query(value.made); // sink sql
  void pool.query(value.other); // quiet
});

routes.post('/b', (req, res) => {
  const { error, value } = object({ page: JoiAll.number(), text: string() }).validate(req.body);
  void pool.query('SELECT ' + value.page); // sink sql
  if (error !== undefined) return res.sendStatus(400);
  void pool.query('SELECT ' + value.page); // quiet
  void pool.query('SELECT ' + value.text); // sink sql
});

routes.get('/c', celebrate({ [Segments.QUERY]: Joi.object({ sort: Joi.valid('a', 'b'), text: Joi.string() }) }), (req) => {
  void pool.query('SELECT ' + req.query.sort); // quiet
  void pool.query('SELECT ' + req.query.text); // sink sql
});
`,
);

fixture(
  'Joi: a validator of parts of the request, made of a map of schemas',
  `
import express from 'express';
import Joi from 'joi';
import mongoose from 'mongoose';

const User = mongoose.model('User', new mongoose.Schema({ name: String }));
const pick = (object, keys) =>
  keys.reduce((obj, key) => {
    if (object && Object.prototype.hasOwnProperty.call(object, key)) obj[key] = object[key];
    return obj;
  }, {});
const password = (value, helpers) => (value.length < 8 ? helpers.message('too short') : value);
const validate = (schemas) => (req, res, next) => {
  const chosen = pick(schemas, ['params', 'query', 'body']);
  const parts = pick(req, Object.keys(chosen));
  const { value, error } = Joi.compile(chosen).prefs({ abortEarly: false }).validate(parts);
  if (error) return next(new Error('wrong'));
  Object.assign(req, value);
  return next();
};
const app = express();
app.use(express.json());
app.post('/closed', validate({ body: Joi.object().keys({ name: Joi.string() }) }), (req) => {
  void User.create(req.body); // quiet
});
app.post('/custom', validate({ body: Joi.object().keys({ name: Joi.string().custom(password) }) }), (req) => {
  void User.create(req.body); // quiet
});
app.post('/open', validate({ body: Joi.object().keys({ name: Joi.string() }).unknown() }), (req) => {
  void User.create(req.body); // sink record
});
app.post('/elsewhere', validate({ query: Joi.object() }), (req) => {
  void User.create(req.body); // sink record
});
const schema = Joi.object({ body: Joi.object({ name: Joi.string().custom(password) }) });
app.post('/asked', (req) => {
  const { value, error } = schema.validate({ body: req.body });
  if (!error) void User.create(value.body); // quiet
  else void User.create(value.body); // sink record
});
app.post('/unasked', (req) => {
  const { value } = schema.validate({ body: req.body });
  void User.create(value.body); // sink record
});
`,
);

fixture(
  'Joi before version 16: the root validates',
  `
import { Router } from 'express';
import Joi from '@hapi/joi';
import { Pool } from 'pg';

const pool = new Pool();
export const routes = Router();

routes.post('/a', (req) => {
  const { error, value } = Joi.validate(req.body, { sort: Joi.valid('a', 'b').required(), free: Joi.string() }, { abortEarly: false });
  if (error) return;
  void pool.query(value.sort); // quiet
  void pool.query(value.free); // sink sql
});
`,
);

fixture(
  'Joi: what is checked may be converted or changed, joined of several schemas, or held by one of them',
  `
import express from 'express';
import Joi from 'joi';
import { Schema, model } from 'mongoose';

const User = model('User', new Schema({ name: String, role: String }));
const checked = (schema) => async (req, res, next) => {
  try {
    await schema.validateAsync(req.body);
    next();
  } catch (error) {
    res.status(400).json({ message: error.details[0].message });
  }
};
const base = Joi.object().strict().keys({ name: Joi.string() }).messages({ 'object.unknown': 'no' });
const app = express();
app.use(express.json());
app.post('/flag', checked(Joi.object({ active: Joi.bool().optional(), since: Joi.date() })), (req) => {
  void User.create(req.body); // quiet
});
app.post('/anything', checked(Joi.object({ active: Joi.any() })), (req) => {
  void User.create(req.body); // sink record
});
app.post('/custom', checked(Joi.object({ kind: Joi.string().custom((value, helpers) => value === 'a' ? value : helpers.message('no')) })), (req) => {
  void User.create(req.body); // quiet
});
app.post('/joined', checked(base.concat(Joi.object().keys({ age: Joi.number().required() }))), (req) => {
  void User.create(req.body); // quiet
});
app.post('/joined-open', checked(base.concat(Joi.object().keys({ age: Joi.number() }).unknown())), (req) => {
  void User.create(req.body); // sink record
});
app.post('/one', (req, res, next) => checked(req.body.kind === 'task' ? base.concat(Joi.object({ task: Joi.string() })) : base)(req, res, next), (req) => {
  void User.create(req.body); // quiet
});
app.post('/one-open', (req, res, next) => checked(req.body.kind === 'task' ? base : base.unknown())(req, res, next), (req) => {
  void User.create(req.body); // sink record
});
`,
);
