import { marked } from './marked.js';

marked(
  'no-command-injection',
  'what is known of a text stays known behind a replacement that finds nothing, and beside a word that it may be instead',
  `
import express from 'express';
import { exec } from 'node:child_process';
import { z } from 'zod';

const app = express();
app.use(express.json());
const Logs = z.object({ search: z.string().regex(/^[a-zA-Z0-9 ._-]{0,500}$/).optional() });
const Loose = z.object({ search: z.string().regex(/^[^|]{0,500}$/).optional() });
app.post('/escaped', (req) => {
  const { search } = Logs.parse(req.body);
  const escaped = search?.replace(/'/g, "'\\\\''") ?? '';
  exec(search ? \`docker logs web | grep -iF '\${escaped}'\` : 'docker logs web'); // quiet
});
app.post('/loose', (req) => {
  const { search } = Loose.parse(req.body);
  const escaped = search?.replace(/"/g, '') ?? '';
  exec(search ? \`docker logs web | grep -iF '\${escaped}'\` : 'docker logs web'); // report
});
const isSince = (since: string): boolean => since === 'all' || /^\\d+[smhd]$/.test(since);
const isLoose = (since: string): boolean => since === 'all' || /^\\d+/.test(since);
const isListed = (since: string): boolean => ['all', 'none'].includes(since) || /^\\d+[smhd]$/.test(since);
app.get('/since', (req, res) => {
  const since = String(req.query.since);
  if (!isSince(since)) return res.status(400).end();
  exec(\`docker logs --since \${since} web\`); // quiet
});
app.get('/listed', (req, res) => {
  const since = String(req.query.since);
  if (!isListed(since)) return res.status(400).end();
  exec(\`docker logs --since \${since} web\`); // quiet
});
app.get('/other', (req, res) => {
  const since = String(req.query.since);
  if (!isLoose(since)) return res.status(400).end();
  exec(\`docker logs --since \${since} web\`); // report
});
app.get('/quoted', (req, res) => {
  const search = new URL(req.url ?? '', 'http://local').searchParams.get('search') ?? '';
  if (search !== '' && !/^[a-zA-Z0-9 ._-]{0,500}$/.test(search)) return res.status(400).end();
  exec(search ? \`docker logs web | grep -iF '\${search}'\` : 'docker logs web'); // quiet
});
app.listen(3000);
`,
);
