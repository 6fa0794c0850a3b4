/** Helper libraries: HTTP clients, texts, loggers, programs, identifiers. */
import { describe } from 'vitest';
import { fixture } from './harness.js';

const APP = `import express from 'express';
const app = express();
`;

describe('HTTP clients', () => {
  fixture(
    'axios, got, undici and others',
    `${APP}import axios, { type AxiosInstance } from 'axios';
import got from 'got';
import { request } from 'undici';
import needle from 'needle';
const client = axios.create({ baseURL: 'https://api.example.com' });
const use = (own: AxiosInstance, url: string) => own.get(url); // sink address
app.get('/', async (req) => {
  const url = String(req.query.url);
  await axios.get(url); // sink address
  await axios.get('https://api.example.com/', { params: { url } }); // quiet
  await axios({ url }); // sink address
  await client.post('/items', { url }); // quiet
  await client.post(url, {}); // sink address
  use(client, url);
  await got(url).json(); // sink address
  await got.get('https://api.example.com', { searchParams: { url } }); // quiet
  await request(url); // sink address
  needle('get', url); // sink address
});
`,
  );
});

describe('validator and uuid', () => {
  fixture(
    'tests promise an alphabet',
    `${APP}import validator from 'validator';
import isInt from 'validator/lib/isInt';
import { validate, v4 } from 'uuid';
import { execSync } from 'node:child_process';
app.get('/', (req) => {
  const q = String(req.query.q);
  if (validator.isUUID(q)) execSync('a ' + q); // quiet
  if (validator.isURL(q)) execSync('b ' + q); // sink command
  if (validator.isIn(q, ['x', 'y'])) execSync('c ' + q); // quiet
  if (validator.isIn(q, req.body.list)) execSync('d ' + q); // sink command
  if (isInt(q)) execSync('e ' + q); // quiet
  if (validate(q)) execSync('f ' + q); // quiet
  if (validator.isLength(q, { max: 5 })) execSync('g ' + q); // sink command
  execSync('h ' + v4()); // quiet
});
`,
  );
});

describe('HTML, shells, patterns', () => {
  fixture(
    'escapes are made for one place',
    `${APP}import escapeHtml from 'escape-html';
import he from 'he';
import sanitizeHtml from 'sanitize-html';
import { quote } from 'shell-quote';
import escapePattern from 'escape-string-regexp';
import { execSync } from 'node:child_process';
app.get('/', (req, res) => {
  const q = String(req.query.q);
  res.send('<p>' + q + '</p>'); // sink html
  res.send('<p>' + escapeHtml(q) + '</p>'); // quiet
  res.send('<a href="' + escapeHtml(q) + '">x</a>'); // sink html
  res.send('<p>' + he.decode(q) + '</p>'); // sink html
  res.send('<p>' + sanitizeHtml(q) + '</p>'); // quiet
  execSync('a ' + quote([q])); // quiet
  execSync('b ' + escapeHtml(q)); // sink command
  new RegExp(escapePattern(q)); // quiet
});
`,
  );
});

describe('lodash', () => {
  fixture(
    'helpers move values',
    `${APP}import _ from 'lodash';
import get from 'lodash/get';
import { execSync } from 'node:child_process';
app.post('/', (req) => {
  execSync('a ' + _.get(req, 'body.name')); // sink command
  execSync('b ' + get({ name: 'x' }, 'name')); // quiet
  execSync('c ' + _.pick(req.body, ['name']).name); // sink command
  execSync('d ' + _.omit({ name: req.body.name, size: 1 }, 'name').size); // quiet
  execSync('e ' + _.map(req.body.list, 'name').join(' ')); // sink command
  execSync('f ' + _.map(req.body.list, Number).join(' ')); // quiet
  _.template(req.body.text); // sink code
});
`,
  );
});

describe('loggers', () => {
  fixture(
    'lines can be forged, JSON cannot',
    `${APP}import winston, { createLogger, format } from 'winston';
import pino from 'pino';
const lines = createLogger({ format: format.combine(format.timestamp(), format.simple()) });
const json = winston.createLogger({ format: winston.format.json() });
const printed = winston.createLogger({ format: format.printf((info) => JSON.stringify(info.message)) });
app.get('/', (req) => {
  const q = String(req.query.q);
  lines.info('seen ' + q); // sink log
  json.info('seen ' + q); // quiet
  printed.info('seen ' + q); // quiet
  pino().info(q); // quiet
  console.log('seen', q); // sink log
  console.log('seen %j', q); // quiet
  console.log('seen', { q }); // quiet
  console.error(q, 1); // sink log log-format
});
`,
  );
});

describe('programs', () => {
  fixture(
    'execa, cross-spawn and shelljs',
    `${APP}import { execa, execaCommand } from 'execa';
import spawn from 'cross-spawn';
import shell from 'shelljs';
app.get('/', async (req) => {
  const q = String(req.query.q);
  await execa('tool', [q]); // sink argument
  await execa('tool', ['--', q]); // quiet
  await execaCommand(q); // sink argument
  await execaCommand('tool ' + q, { shell: true }); // sink command
  await execaCommand('tool run', { shell: true }); // quiet
  spawn('tool', [q], { shell: true }); // sink command
  shell.exec('tool ' + q); // sink command
  shell.rm('-rf', '/srv/' + q); // sink path
});
`,
  );
});

describe('small helpers', () => {
  fixture(
    'wrappers and observables pass values',
    `${APP}import handle from 'express-async-handler';
import pLimit from 'p-limit';
import invariant from 'tiny-invariant';
import { firstValueFrom, map, of } from 'rxjs';
import { execSync } from 'node:child_process';
const limit = pLimit(2);
app.get('/', handle(async (req) => {
  const q = String(req.query.q);
  await limit(() => execSync('a ' + q)); // sink command
  execSync('b ' + (await firstValueFrom(of(q).pipe(map((each) => each.trim()))))); // sink command
  invariant(/^[a-z]+$/.test(q));
  execSync('c ' + q); // quiet
}));
`,
  );
});
