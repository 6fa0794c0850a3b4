/** Patterns in schemas that stand in files of their own. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

describe('patterns of services of several files', () => {
  markedFiles('patterns in a schema of Mongoose', {
    'src/model.ts': String.raw`import mongoose from 'mongoose';
const schema = new mongoose.Schema({
  a: { type: String, match: /^.*,.*,.*$/ },
  b: { type: String, match: /^.*,.*,.*$/, maxlength: 80 },
  c: { type: String, match: [/^[^,]*,.*$/, 'two parts'] },
  d: { type: String, match: [/^.*;.*;.*$/, 'three parts'] },
  e: { type: String, match: /^(?:[a-z]+)*$/ }, // report no-redos
});
export const Row = mongoose.model('Row', schema);
`,
    'src/routes.ts': `import { Router } from 'express';
import { Row } from './model.js';
export const routes = Router();
routes.post('/a', async (req, res) => {
  await Row.create({ a: String(req.body.a) }); // report no-redos
  res.sendStatus(201);
});
routes.post('/b', async (req, res) => {
  await Row.create({ b: String(req.body.b), c: String(req.body.c) });
  res.sendStatus(201);
});
routes.post('/d', async (req, res) => {
  await new Row({ d: String(req.body.d) }).save(); // report no-redos
  res.sendStatus(201);
});
routes.post('/e', async (req, res) => {
  await Row.create({ a: String(req.body.a).slice(0, 50) });
  res.sendStatus(201);
});
`,
  });
});
