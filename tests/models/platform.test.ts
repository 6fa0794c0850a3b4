/** The Node platform: what paths, addresses, programs, streams and encodings make of client data. */
import { describe } from 'vitest';
import { fixture } from './harness.js';

const APP = `import express from 'express';
const app = express();
`;

describe('node:path and node:fs', () => {
  fixture(
    'joins, names and containment',
    `${APP}import fs, { promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import extra from 'fs-extra';
import path, { join, posix } from 'node:path';
const ROOT = '/srv/files';
app.get('/:name', async (req, res) => {
  const { name } = req.params;
  await readFile(join(ROOT, name)); // sink path
  await readFile(join(ROOT, path.basename(name))); // quiet
  fs.readFileSync(path.resolve(ROOT, name)); // sink path
  fs.readFileSync(posix.join(ROOT, 'index.html')); // quiet
  await promises.copyFile('/srv/a', path.join(ROOT, name)); // sink path
  await extra.outputFile(\`\${ROOT}/\${name}\`, 'x'); // sink path
  await extra.outputFile(\`\${ROOT}/x\`, name); // quiet
  fs.appendFileSync('/var/log/app.log', String(req.query.q)); // sink log
  fs.appendFileSync('/srv/notes.txt', String(req.query.q)); // quiet
  const target = path.resolve(ROOT, name);
  if (target.startsWith(ROOT + path.sep)) fs.unlinkSync(target); // quiet
  if (target.startsWith(ROOT)) fs.unlinkSync(target); // sink path
  const relative = path.relative(ROOT, target);
  if (!relative.startsWith('..') && !path.isAbsolute(relative)) fs.unlinkSync(target); // quiet
  fs.createReadStream(path.join(ROOT, \`cover\${path.extname(name)}\`)).pipe(res); // quiet
});
`,
  );
  fixture(
    'a check before the join holds behind it',
    `${APP}import { readFileSync } from 'fs';
import { join } from 'path';
app.get('/:name', (req) => {
  const { name } = req.params;
  if (name.startsWith('public/')) readFileSync(join('/srv', name)); // sink path
  if (!name.includes('..')) readFileSync(join('/srv', name)); // quiet
});
`,
  );
});

describe('node:child_process', () => {
  fixture(
    'shells, programs, options and operands',
    `${APP}import { exec, execFile, execFileSync, spawn } from 'node:child_process';
import { promisify } from 'node:util';
const run = promisify(exec);
app.get('/', async (req) => {
  const q = String(req.query.q);
  exec(\`tool \${q}\`); // sink command
  await run(\`tool \${q}\`); // sink command
  execFile('tool', ['--', q]); // quiet
  execFile('tool', [q]); // sink argument
  execFile('tool', ['--name=' + q]); // quiet
  execFileSync(q); // sink program
  spawn('bash', ['-lc', \`tool \${q}\`]); // sink command
  spawn('bash', ['-c', 'tool "$1"', 'bash', q]); // quiet
  spawn('node', ['-e', q]); // sink code
  spawn('tool', [q], { shell: true }); // sink command
});
`,
  );
});

describe('addresses', () => {
  fixture(
    'URL parts, checks of the host, queries',
    `${APP}import http from 'node:http';
const HOSTS = new Set(['a.example.com']);
app.get('/', async (req, res) => {
  const url = new URL(String(req.query.url));
  await fetch(url); // sink address
  await fetch(url.href); // sink address
  if (HOSTS.has(url.hostname)) await fetch(url); // quiet
  if (url.hostname.endsWith('.example.com')) await fetch(url); // quiet
  if (url.hostname.endsWith('example.com')) await fetch(url); // sink address
  if (/^(?:api\\.)?example\\.com$/.test(url.hostname)) await fetch(url); // quiet
  if (/^(?:api\\.)?example\\.com/.test(url.hostname)) await fetch(url); // sink address
  if (url.protocol === 'https:') await fetch(url); // sink address
  const api = new URL('/v1', 'https://api.example.com');
  api.searchParams.set('q', String(req.query.q));
  await fetch(api); // quiet
  api.host = String(req.query.host);
  await fetch(api); // sink address
  http.get({ hostname: 'api.example.com', path: '/x', headers: { a: String(req.query.a) } }); // quiet
  http.get({ hostname: String(req.query.host), path: '/x' }); // sink address
  res.redirect(new URL(String(req.query.next), 'https://own.example').href); // sink redirect
  res.redirect(\`/search?\${new URLSearchParams({ q: String(req.query.q) })}\`); // quiet
});
`,
  );
});

describe('servers and streams', () => {
  fixture(
    'requests of a plain server',
    `import { createServer } from 'node:http';
import { exec } from 'node:child_process';
import { text } from 'node:stream/consumers';
createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  exec(\`a \${url.searchParams.get('q')}\`); // sink command
  exec(\`b \${await text(request)}\`); // sink command
  exec(\`c \${request.httpVersion}\`); // quiet
  for await (const chunk of request) exec(\`d \${chunk}\`); // sink command
  response.setHeader('Location', String(url.searchParams.get('next'))); // sink redirect
  response.writeHead(302, { Location: '/home' }); // quiet
  response.end(\`<p>\${url.searchParams.get('q')}</p>\`); // sink html
});
createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain');
  response.end(request.headers.accept); // quiet
});
`,
  );
  fixture(
    'emitters deliver by name',
    `${APP}import { EventEmitter } from 'node:events';
import { exec } from 'node:child_process';
class Bus extends EventEmitter {}
const bus = new Bus();
bus.on('a', (value) => exec(value)); // sink command
bus.on('b', (value) => exec(value)); // quiet
app.get('/', (req) => {
  bus.emit('a', req.query.q);
  bus.emit('b', 'fixed');
});
`,
  );
});

describe('encodings and digests', () => {
  fixture(
    'alphabets protect, decoding does not',
    `${APP}import { createHash } from 'node:crypto';
import { execSync } from 'node:child_process';
app.get('/', (req) => {
  const q = String(req.query.q);
  execSync('a ' + Buffer.from(q).toString('hex')); // quiet
  execSync('b ' + Buffer.from(q).toString('base64')); // quiet
  execSync('c ' + Buffer.from(q, 'base64').toString()); // sink command
  execSync('d ' + Buffer.concat([Buffer.from(q)])); // sink command
  execSync('e ' + createHash('sha256').update(q).digest('hex')); // quiet
  execSync('f ' + atob(q)); // sink command
  execSync('g ' + btoa(q)); // quiet
});
`,
  );
});

describe('code and assertions', () => {
  fixture(
    'text that becomes code',
    `${APP}import vm from 'node:vm';
import { createRequire } from 'node:module';
const load = createRequire(import.meta.url);
app.get('/:name', async (req) => {
  const { name } = req.params;
  eval(name); // sink code
  new Function('a', name)(1); // sink code
  setTimeout(name, 10); // sink code
  setTimeout(() => name, 10); // quiet
  vm.runInNewContext(name); // sink code
  load(name); // sink module-name
  await import(\`./plugins/\${name}.js\`); // sink module-name
  await import('./plugins/a.js'); // quiet
  if (/^[a-z]+$/.test(name)) await import(\`./plugins/\${name}.js\`); // quiet
});
`,
  );
  fixture(
    'assertions hold behind them',
    `${APP}import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';
app.get('/', (req) => {
  const q = String(req.query.q);
  execSync('a ' + q); // sink command
  assert.match(q, /^[a-z]+$/);
  execSync('b ' + q); // quiet
});
app.get('/b', (req) => {
  const q = String(req.query.q);
  assert(/^[a-z]+$/.test(q));
  execSync('c ' + q); // quiet
});
`,
  );
});

fixture(
  'globals as members of the global object',
  `
import express from 'express';

const app = express();
app.get('/', async (req) => {
  await globalThis.fetch(req.query.url); // sink address
  await global.fetch(req.query.url); // sink address
  await globalThis.fetch('https://example.com/?q=' + encodeURIComponent(req.query.q)); // quiet
  globalThis.eval(req.query.text); // sink code
  globalThis.eval('1'); // quiet
  const { fetch: load } = globalThis;
  await load(req.query.url); // sink address
  globalThis.unheardOf(req.query.text); // quiet
});
`,
);
