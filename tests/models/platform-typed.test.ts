/** With types: clients, loggers and servers are known by their declared types. */
import { expect, test } from 'vitest';
import { marks, typedReports } from './typed-harness.js';

const text = `
import express from 'express';
import type { AxiosInstance } from 'axios';
import type { EventEmitter } from 'node:events';
import type { Transporter } from 'nodemailer';
import type { Dispatcher } from 'undici';
import type { Pool } from 'undici';

interface Tools {
  axios: AxiosInstance;
  pool: Pool;
  mail: Transporter;
  bus: EventEmitter;
}
declare function connect<T>(make: () => T): T;
declare const made: { tools(): Tools };
const tools = connect(() => made.tools());
export type Any = Dispatcher;

const app = express();
app.post('/', async (req, res) => {
  const url = String(req.body.url);
  await tools.axios.get(url); // no-ssrf
  await tools.axios.get('https://api.example.com', { params: { url } }); // quiet
  await tools.pool.request({ origin: url, path: '/', method: 'GET' }); // no-ssrf
  await tools.pool.request({ origin: 'https://api.example.com', path: '/', method: 'GET' }); // quiet
  tools.bus.emit('done', url);
  await tools.mail.sendMail({ to: 'a@example.com', text: url });
  res.sendStatus(200);
});
`;

test('with types, the clients that a service hands around are known', () => {
  expect(typedReports(text, ['no-ssrf'])).toEqual(marks(text));
});

const uploads = `
import { exec } from 'node:child_process';
import express from 'express';
import multer from 'multer';

const app = express();
app.post('/', multer().single('f'), (req, res) => {
  const bytes = req.file!.buffer;
  exec('tool ' + bytes.toString()); // no-command-injection
  exec('tool ' + bytes.subarray(1).toString('latin1')); // no-command-injection
  exec('tool ' + bytes.toString('hex')); // quiet
  exec('tool ' + (req.body as Buffer).toString('utf8')); // no-command-injection
});
`;

test('bytes of a client stay theirs where the checker knows that they are a Buffer', () => {
  expect(typedReports(uploads, ['no-command-injection'])).toEqual(marks(uploads));
});
