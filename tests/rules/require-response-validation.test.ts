import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';

marked(
  'require-response-validation',
  'answers that are stored',
  `
import { Pool } from 'pg';
import { z } from 'zod';

const Name = z.object({ name: z.string() });
const pool = new Pool();
const save = (name: unknown) => pool.query('INSERT INTO names (name) VALUES ($1)', [name]);
export async function asserted() {
  const answer = await fetch('https://a.example.com');
  const data = (await answer.json()) as { name: string }; // report
  await save(data.name);
}
export async function parsed() {
  const answer = await fetch('https://a.example.com');
  const data = Name.parse(await answer.json()); // quiet
  await save(data.name);
}
export async function looked() {
  const answer = await fetch('https://a.example.com');
  const data = (await answer.json()) as { old: boolean }; // quiet
  return data.old ? 1 : 2;
}
`,
);

marked(
  'require-response-validation',
  'answers that are handed on',
  `
import axios from 'axios';
import { z } from 'zod';
import express from 'express';

const app = express();
app.get('/a', async (req, res) => {
  const { data } = await axios.get<string[]>('https://a.example.com'); // report
  res.json(data);
});
app.get('/b', async (req, res) => {
  const { data } = await axios.get<unknown>('https://a.example.com'); // quiet
  res.json(z.array(z.string()).parse(data));
});
`,
);

it('require-response-validation: tells the whole story', () => {
  const code = `import axios from 'axios';
import express from 'express';

const app = express();
app.get('/a', async (_req, res) => {
  const answer = await axios.get<string[]>('https://a.example.com');
  res.json(answer.data);
});
`;
  expect(reportsOf('require-response-validation', code, 'src/app.ts').map((each) => each.message)).toEqual([
    'An answer of another service from `answer.data` (src/app.ts:7:12) reaches the answer of `Response.json`. Parse it with a schema where it comes in: a type argument or an assertion checks nothing.',
  ]);
});

marked(
  'require-response-validation',
  'bytes, and errors that stay where they are thrown',
  `
import express from 'express';
const app = express();
app.get('/icon', async (req, res) => {
  const answer = await fetch('https://a.example.com/icon');
  const icon = await answer.arrayBuffer(); // quiet
  res.type('image/png').send(Buffer.from(icon));
});
app.get('/text', async (req, res) => {
  const answer = await fetch('https://a.example.com/text');
  const text = await answer.text(); // report
  res.json({ text });
});
export async function profile() {
  try {
    const answer = await fetch('https://a.example.com');
    if (!answer.ok) throw new Response(await answer.text(), { status: answer.status }); // quiet
    return 1;
  } catch (error) {
    console.error('no profile');
  }
  return 0;
}
export async function handed() {
  try {
    const answer = await fetch('https://a.example.com');
    if (!answer.ok) throw new Response(await answer.text(), { status: answer.status }); // report
    return 1;
  } catch (error) {
    if (error instanceof Response) throw error;
  }
  return 0;
}
`,
);
