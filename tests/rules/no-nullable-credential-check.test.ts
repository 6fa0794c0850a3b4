import rule from '../../src/rules/no-nullable-credential-check.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-nullable-credential-check', rule, {
  valid: [
    {
      name: 'a check that leaves',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
app.use(express.json());

app.get('/metrics', (req, res) => {
  const expected = process.env.METRICS_KEY;
  if (!expected || req.get('x-metrics-key') !== expected) return res.sendStatus(403);
  return res.json({ requests: 0 });
});
`,
    },
    {
      name: 'both are there',
      filename: 'src/example.ts',
      code: `
import { findDoor } from './doors.js';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/doors/:id', async (req, res) => {
  const door = await findDoor(req.params.id);
  if (!door?.pin || typeof req.body.pin !== 'string') return res.sendStatus(403);
  return res.sendStatus(door.pin === req.body.pin ? 204 : 403);
});
`,
    },
    {
      name: 'a lookup by a text',
      filename: 'src/example.ts',
      code: `
import mongoose, { Schema } from 'mongoose';
import express from 'express';

const app = express();
app.use(express.json());

const User = mongoose.model('User', new Schema({ resetToken: String }));

app.get('/reset', async (req, res) => {
  const { token } = req.query;
  if (typeof token !== 'string' || token.length !== 64) return res.sendStatus(400);
  const user = await User.findOne({ resetToken: token });
  return res.sendStatus(user ? 204 : 404);
});
`,
    },
  ],
  invalid: [
    {
      name: 'no key, no header',
      filename: 'src/case-0.ts',
      code: `
import express from 'express';

const app = express();
app.use(express.json());

app.get('/metrics', (req, res) => {
  if (req.get('x-metrics-key') !== process.env.METRICS_KEY) return res.sendStatus(403);
  return res.json({ requests: 0 });
});
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'no account, no pin',
      filename: 'src/case-1.ts',
      code: `
import { findDoor } from './doors.js';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/doors/:id', async (req, res) => {
  const door = await findDoor(req.params.id);
  return res.sendStatus(door?.pin === req.body.pin ? 204 : 403);
});
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'a lookup',
      filename: 'src/case-2.ts',
      code: `
import mongoose, { Schema } from 'mongoose';
import express from 'express';

const app = express();
app.use(express.json());

const User = mongoose.model('User', new Schema({ resetToken: String }));

app.get('/reset', async (req, res) => {
  const user = await User.findOne({ resetToken: req.query.token as string });
  return res.sendStatus(user ? 204 : 404);
});
`,
      errors: [{ messageId: 'evidence' }],
    },
  ],
});

marked(
  'no-nullable-credential-check',
  'the one that may be missing is asked for next',
  `
import express from 'express';
const app = express();
app.get('/next', (req, res) => {
  const token = req.get('x-token');
  if (token !== process.env.API_TOKEN) return res.sendStatus(401); // quiet
  if (!process.env.API_TOKEN) return res.sendStatus(500);
  res.json({ ok: true });
});
app.get('/late', (req, res) => {
  const token = req.get('x-token');
  if (token !== process.env.API_TOKEN) return res.sendStatus(401); // report
  console.log('passed');
  if (!process.env.API_TOKEN) return res.sendStatus(500);
  res.json({ ok: true });
});
`,
);
