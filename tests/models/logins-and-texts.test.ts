/** Logins by name and password, tokens, digests and Markdown: libraries of one function each. */
import { describe, expect, test } from 'vitest';
import { fixture } from './harness.js';
import { marks, typedReports } from './typed-harness.js';

describe('logins', () => {
  fixture(
    'basic-auth: what clients claim to be',
    `import auth from 'basic-auth';
import express from 'express';
import { exec } from 'node:child_process';
const app = express();
app.get('/', (req, res) => {
  const user = auth(req);
  exec('id ' + user?.name); // sink command
  exec('id ' + user?.pass); // sink command
  exec('id ' + String(user?.name).length); // quiet
  const parsed = auth.parse(req.headers.authorization ?? '');
  exec('id ' + parsed?.name); // sink command
  exec('id ' + auth.parse('Basic YTpi')?.name); // quiet
  res.end();
});
`,
  );

  fixture(
    'jwt-simple: claims that are verified, and claims that are not',
    `import express from 'express';
import jwt from 'jwt-simple';
import { exec } from 'node:child_process';
const key = process.env.KEY ?? '';
const app = express();
app.get('/', (req, res) => {
  const token = String(req.headers.authorization);
  exec('id ' + jwt.decode(token, key, true).sub); // sink command
  exec('id ' + jwt.decode(token, key, false, 'HS256').sub); // quiet
  exec('id ' + jwt.decode(token, key).sub); // quiet
  res.end();
});
`,
  );

  test('keys and passwords that stand in the code', () => {
    const text = `import express from 'express';
import { google } from 'googleapis';
import basicAuth from 'express-basic-auth';
import forge from 'node-forge';
import jwt from 'jwt-simple';
const app = express();
app.use('/a', basicAuth({ users: { admin: 'h4rd-c0ded-pa55' } })); // no-hardcoded-secrets
app.use('/b', basicAuth({ users: { admin: process.env.ADMIN_PASSWORD ?? '' } }));
app.post('/c', (req, res) => {
  res.send(jwt.encode({ sub: '1' }, 'a4-k3y-of-ours-in-code')); // no-hardcoded-secrets
  res.send(jwt.encode({ sub: '1' }, process.env.KEY ?? ''));
});
new google.auth.OAuth2('id', 's3cr3t-0f-ours-1n-c0de', 'https://a.example/'); // no-hardcoded-secrets
new google.auth.OAuth2('id', process.env.SECRET, 'https://a.example/');
new google.auth.JWT({ email: 'a@b.example', key: 's3cr3t-0f-ours-1n-c0de' }); // no-hardcoded-secrets
new google.auth.JWT({ email: 'a@b.example', key: process.env.SECRET });
app.post('/d', (req, res) => {
  const own = forge.hmac.create();
  own.start('sha256', 'a4-k3y-of-ours-in-code'); // no-hardcoded-secrets
  const other = forge.hmac.create();
  other.start('sha256', process.env.KEY ?? '');
  res.end();
});
`;
    expect(typedReports(text, ['no-hardcoded-secrets'])).toEqual(marks(text));
  });
});

describe('digests', () => {
  fixture(
    'node-forge: fast ones of passwords, and slow ones',
    `import express from 'express';
import forge from 'node-forge';
const app = express();
app.use(express.json());
app.post('/', (req, res) => {
  const digest = forge.md.sha256.create();
  digest.update(req.body.password); // sink fast-hash
  digest.digest().toHex();
  forge.md.sha256.create().update('a'); // quiet
  const keyed = forge.hmac.create();
  keyed.start('sha256', process.env.KEY ?? '');
  keyed.update(req.body.password); // sink fast-hash
  forge.pkcs5.pbkdf2(req.body.password, forge.random.getBytesSync(16), 600000, 32, 'sha256'); // sink slow-hash
  res.end();
});
`,
  );
});

describe('names that the typings corrected', () => {
  fixture(
    'libxslt, html-pdf-node, libSQL, Spanner',
    `import express from 'express';
import { Spanner } from '@google-cloud/spanner';
import { createClient } from '@libsql/client';
import { generatePdf, generatePdfs } from 'html-pdf-node';
import libxslt from 'libxslt';
const app = express();
app.use(express.json());
app.post('/', async (req, res) => {
  const sheet = libxslt.parse(process.env.SHEET ?? '');
  sheet.applyToFile('/data/' + req.body.name, (error, text) => res.type('text/plain').send(text)); // sink path
  sheet.applyToFile('/data/a.xml', (error, text) => res.type('text/plain').send(text)); // quiet
  libxslt.parse(req.body.sheet); // sink xml
  await generatePdf({ url: req.body.url }); // sink address
  await generatePdf({ url: 'https://a.example/' }); // quiet
  await generatePdfs([{ url: req.body.url }]); // sink address
  await generatePdfs([{ url: 'https://a.example/' }]); // quiet
  const client = createClient({ url: 'file:a.db' });
  await client.migrate(['DROP TABLE ' + req.body.table]); // sink sql
  await client.migrate(['DROP TABLE a']); // quiet
  const database = new Spanner().instance('a').database('b');
  await database.runPartitionedUpdate('DELETE FROM a WHERE b = ' + req.body.b); // sink sql
  await database.runPartitionedUpdate({ sql: 'DELETE FROM a WHERE b = @b', params: { b: req.body.b } }); // quiet
});
`,
  );
});

test('what only types tell', () => {
  const text = `import express from 'express';
import type { AwilixContainer } from 'awilix';
import type { Container } from 'inversify';
import type MarkdownIt from 'markdown-it';
import type { Marked } from 'marked';
import type { Converter } from 'showdown';
import { exec } from 'node:child_process';
class Runner {
  run(text: string) { exec('ls ' + text); } // no-command-injection
  count(text: string) { exec('head -n ' + Number(text)); }
}
interface Tools { marked: Marked; converter: Converter; plain: MarkdownIt; awilix: AwilixContainer<{ runner: Runner }>; own: Container }
export function routes(app: express.Express, { marked, converter, plain, awilix, own }: Tools) {
  app.get('/a', async (req, res) => { res.send(await marked.parse(String(req.query.text))); }); // no-reflected-xss
  app.get('/b', async (req, res) => { res.send(await marked.parse('# a')); });
  app.get('/c', (req, res) => { res.send(converter.makeHtml(String(req.query.text))); }); // no-reflected-xss
  app.get('/d', (req, res) => { res.send(converter.makeHtml('# a')); });
  app.get('/e', (req, res) => { awilix.resolve<Runner>('runner').run(String(req.query.text)); res.end(); });
  app.get('/f', (req, res) => { awilix.resolve<Runner>('runner').count(String(req.query.text)); res.end(); });
  app.get('/g', (req, res) => { own.get(Runner).run('a'); res.end(); });
  app.get('/h', (req, res) => { res.send(plain.render('a')); });
}
`;
  expect(typedReports(text, ['no-command-injection', 'no-reflected-xss'])).toEqual(marks(text));
});
