import { expect, it } from 'vitest';
import { marked } from './marked.js';
import { linesIn } from './project.js';

marked(
  'no-ssrf',
  'the host of an address is looked up, and what is found decides',
  `
import dns from 'node:dns/promises';
import net from 'node:net';
import express from 'express';

const app = express();
declare function isBlocked(address: string): boolean;
async function isPublic(value: unknown): Promise<boolean> {
  let parsed: URL;
  try {
    parsed = new URL(String(value));
  } catch {
    return false;
  }
  const host = parsed.hostname.toLowerCase().replace(/^\\[|\\]$/g, '');
  if (net.isIP(host)) return !isBlocked(host);
  const records = await dns.lookup(host, { all: true }); // quiet
  for (const record of records) if (isBlocked(record.address)) return false;
  return true;
}
app.get('/checked', async (req, res) => {
  if (!(await isPublic(req.query.url))) return res.sendStatus(400);
  await fetch(String(req.query.url), { redirect: 'manual' }); // quiet
  return res.sendStatus(204);
});
app.get('/other', async (req, res) => {
  if (!(await isPublic(req.query.image))) return res.sendStatus(400);
  await fetch(String(req.query.url), { redirect: 'manual' }); // report
  return res.sendStatus(204);
});
app.get('/late', async (req, res) => {
  const answer = await fetch(String(req.query.url)); // report
  if (!(await isPublic(req.query.url))) return res.sendStatus(400);
  return res.json({ status: answer.status });
});
app.listen(3000);
`,
);

const handler = (agent: string): string => `import express from 'express';
import { ${agent} } from './agents.js';
const app = express();
app.get('/a', async (req, res) => {
  await fetch(String(req.query.url), { dispatcher: ${agent} });
  res.end();
});
app.listen(3000);
`;
const AGENTS = `import { Agent } from 'undici';
import { lookup } from './lookup.js';
export const careful = new Agent({ connect: { lookup } });
export const plain = new Agent({ connect: { timeout: 5000 } });
`;

it('an agent of another file resolves hosts by a function of the program', () => {
  const found = (agent: string): readonly number[] =>
    linesIn('no-ssrf', 'src/app.ts', {
      'src/app.ts': handler(agent),
      'src/agents.ts': AGENTS,
      'src/lookup.ts': 'export const lookup = (host, options, done) => done(new Error("blocked"));',
    });
  expect(found('careful')).toEqual([]);
  expect(found('plain')).toEqual([5]);
});
