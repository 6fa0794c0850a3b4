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
