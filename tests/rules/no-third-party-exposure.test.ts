import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';

marked(
  'no-third-party-exposure',
  'requests to others',
  `
import { createHash } from 'node:crypto';
import axios from 'axios';
import express from 'express';

const app = express();
app.use(express.json());

const track = 'https://api.analytics.example/track';
app.post('/login', async (req, res) => {
  await axios.post(track, { password: req.body.password }); // report
  await fetch(track, { method: 'POST', body: JSON.stringify({ ssn: req.body.ssn }) }); // report
  await axios.post(track, { ssn: createHash('sha256').update(req.body.ssn).digest('hex') }); // quiet
  await axios.post(track, { tenant: req.body.tenant }); // quiet
  await axios.post('http://auth.internal/login', { password: req.body.password }); // quiet
  await axios.post(String(process.env.AUTH), { password: req.body.password }); // quiet
  await axios.post('https://captcha.example.com/verify', { token: req.body.token }); // quiet
});
`,
);

marked(
  'no-third-party-exposure',
  'stored records and model services',
  `
import OpenAI from 'openai';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const openai = new OpenAI();
const app = express();
app.post('/a', async (req, res) => {
  const { rows } = await pool.query('SELECT name, ssn, ward FROM patients');
  await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: JSON.stringify(rows[0]) }] }); // report
  await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: rows[0].ward }] }); // quiet
  await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: rows[0].ssn.slice(-4) }] }); // quiet
});
`,
);

it('no-third-party-exposure: tells the whole story', () => {
  const code = `import axios from 'axios';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/login', async (req, res) => {
  await axios.post('https://api.analytics.example/track', { event: 'login', password: req.body.password });
  res.sendStatus(204);
});
`;
  expect(reportsOf('no-third-party-exposure', code, 'src/app.ts').map((each) => each.message)).toEqual([
    'A password from `req.body.password` (src/app.ts:8:87) reaches the data of `axios.post`. Send a pseudonym, a masked value or only the fields that the other side needs.',
  ]);
});
