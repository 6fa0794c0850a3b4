import { fixture } from './harness.js';

fixture(
  'express-validator: chains, schemas, results',
  `
import { Router } from 'express';
import { body, check, checkSchema, matchedData, oneOf, param, query, validationResult } from 'express-validator';
import { Pool } from 'pg';

const pool = new Pool();
export const routes = Router();
const refuse = (req, res, next) => {
  const errors = validationResult(req);
  if (errors.array().length > 0) return res.status(400).json(errors.array());
  next();
};

routes.post('/a', [body('sort').isIn(['a', 'b']), body('filter.kind').isAlphanumeric(), body('tags.*').isInt(), body('text').isLength({ max: 20 })], refuse, (req) => {
  void pool.query(req.body.sort); // quiet
  void pool.query('SELECT ' + req.body.filter.kind); // quiet
  void pool.query('SELECT ' + req.body.text); // sink sql
  for (const tag of req.body.tags) void pool.query('SELECT ' + tag); // quiet
  for (const tag of req.body.labels) void pool.query('SELECT ' + tag); // sink sql
});

routes.get('/schema', checkSchema({ sort: { in: ['query'], isIn: { options: [['a', 'b']] } }, text: { in: 'query', notEmpty: true }, id: { in: ['query'], toInt: true } }), refuse, (req) => {
  void pool.query('SELECT ' + req.query.sort + req.query.id); // quiet
  void pool.query('SELECT ' + req.query.text); // sink sql
});

routes.get('/custom/:id', param('id').custom((value) => /^[a-z]+$/.test(value)), query('other').custom((value) => {
  if (!['a', 'b'].includes(value)) throw new Error('no');
  return true;
}), query('made').customSanitizer((value) => (value === 'a' ? 'a' : 'b')), refuse, (req) => {
  void pool.query('SELECT ' + req.params.id); // quiet
  void pool.query('SELECT ' + req.query.other); // quiet
  void pool.query('SELECT ' + req.query.made); // quiet
});

routes.get('/negated', query('sort').not().isIn(['a', 'b']), refuse, (req) => {
  void pool.query('SELECT ' + req.query.sort); // sink sql
});

routes.get('/conditional', query('sort').if(query('x').exists()).isIn(['a', 'b']), refuse, (req) => {
  void pool.query('SELECT ' + req.query.sort); // sink sql
});

routes.get('/either', oneOf([query('sort').isIn(['a', 'b']), query('page').isInt()]), refuse, (req) => {
  void pool.query('SELECT ' + req.query.sort); // sink sql
  void pool.query('SELECT ' + req.query.page); // sink sql
});

routes.get('/either-same', oneOf([query('sort').isIn(['a', 'b']), query('sort').isIn(['c'])]), refuse, (req) => {
  void pool.query('SELECT ' + req.query.sort); // quiet
});

routes.get('/by-hand', async (req, res) => {
  const result = await check('sort').isIn(['a', 'b']).run(req);
  if (!result.isEmpty()) return res.sendStatus(400);
  void pool.query('SELECT ' + req.query.sort); // quiet
  void pool.query('SELECT ' + req.query.other); // sink sql
});

routes.get('/matched', query('sort').isIn(['a', 'b']), query('text').notEmpty(), (req) => {
  const { sort, text } = matchedData(req);
  void pool.query('SELECT ' + sort); // quiet
  void pool.query('SELECT ' + text); // sink sql
});

routes.get('/sanitized', query('letters').whitelist('a-z'), query('word').escape(), (req, res) => {
  void pool.query('SELECT ' + req.query.letters); // quiet
  void pool.query("SELECT '" + req.query.word + "'"); // quiet
  res.send(req.query.word); // quiet
  res.send(req.query.raw); // sink html
});
`,
);
