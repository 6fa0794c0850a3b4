/** Names that a walk through the typings of the libraries has shown to be missing: streams, events, builders, containers. */
import { describe } from 'vitest';
import { fixture } from './harness.js';

describe('servers', () => {
  fixture(
    'express renders by itself, fastify with its view plugin',
    `import express from 'express';
import fastify from 'fastify';
const app = express();
app.use(express.json());
app.post('/', (req, res) => {
  app.render(req.body.view, (error, page) => res.send(page)); // sink path
  app.render('home', (error, page) => res.send(page)); // quiet
});
const server = fastify();
server.post('/', async (request, reply) => reply.viewAsync((request.body as { view: string }).view)); // sink path
server.post('/b', async (request, reply) => reply.viewAsync('home')); // quiet
`,
  );

  fixture(
    'loggers of fastify, of its answers too',
    `import fastify from 'fastify';
const server = fastify({ logger: true });
server.post('/', async (request, reply) => {
  server.log.info(request.body); // sink logged
  reply.log.info(request.body); // sink logged
  reply.log.info('a request'); // quiet
  return 'ok';
});
`,
  );

  fixture(
    'streams of HTTP/2',
    `import http2 from 'node:http2';
import { exec } from 'node:child_process';
const server = http2.createSecureServer({});
server.on('stream', (stream, headers) => {
  exec('ls ' + headers[':path']); // sink command
  exec('ls ' + Number(headers['x-depth'])); // quiet
  stream.respond({ ':status': 200, 'content-type': 'text/html' });
  stream.end('<b>' + headers['x-name'] + '</b>'); // sink html
});
server.on('stream', (stream, headers) => {
  stream.respond({ ':status': 200, 'content-type': 'text/plain' });
  stream.end('<b>' + headers['x-name'] + '</b>'); // quiet
});
server.on('stream', (stream, headers) => {
  stream.respondWithFile('/srv/' + headers['x-file']); // sink path
  stream.respondWithFile('/srv/a.txt', { 'content-type': 'text/plain' }); // quiet
});
`,
  );

  fixture(
    'ws: upgrades by hand, a connection as a stream',
    `import http from 'node:http';
import { exec } from 'node:child_process';
import { createWebSocketStream, WebSocketServer } from 'ws';
const wss = new WebSocketServer({ noServer: true });
http.createServer().on('upgrade', (request, socket, head) => {
  wss.handleUpgrade(request, socket, head, (connection) => {
    connection.on('message', (message) => exec('ls ' + message)); // sink command
    connection.on('close', (code) => exec('ls ' + code)); // quiet
    createWebSocketStream(connection).on('data', (chunk) => exec('ls ' + chunk)); // sink command
  });
});
`,
  );

  fixture(
    'socket.io: what the other end acknowledges with',
    `import { exec } from 'node:child_process';
import { Server } from 'socket.io';
const io = new Server();
io.on('connection', async (socket) => {
  const answer = await socket.timeout(5000).emitWithAck('ask');
  exec('ls ' + answer); // sink command
  exec('ls ' + Number(answer)); // quiet
  socket.broadcast.emit('joined', socket.id); // quiet
  socket.emit('ask', 1, (reply: string) => exec('ls ' + reply)); // sink command
});
`,
  );

  fixture(
    'events of formidable',
    `import formidable from 'formidable';
import { exec } from 'node:child_process';
const form = formidable({ maxFileSize: 1000, filter: ({ mimetype }) => mimetype === 'image/png' });
form.on('field', (name, value) => exec('ls ' + value)); // sink command
form.on('file', (name, file) => exec('ls ' + file.originalFilename)); // sink command
form.on('end', () => exec('ls')); // quiet
`,
  );
});

describe('clients', () => {
  fixture(
    'undici, ssh2, BigQuery, GridFS, vm2, ejs, sqlite and globs',
    `import express from 'express';
import * as undici from 'undici';
import { Client } from 'ssh2';
import { BigQuery } from '@google-cloud/bigquery';
import { GridFSBucket, MongoClient } from 'mongodb';
import { VMScript } from 'vm2';
import ejs from 'ejs';
import Database from 'better-sqlite3';
import { globIterate, globStream } from 'glob';
const app = express();
app.use(express.json());
app.post('/', async (req, res) => {
  await undici.upgrade(req.body.url); // sink address
  await undici.upgrade('https://example.com'); // quiet
  new undici.EventSource(req.body.url); // sink address
  new undici.WebSocket('wss://example.com'); // quiet
  const ssh = new Client();
  ssh.shell((error, stream) => stream.write('ls ' + req.body.folder + '\\n')); // sink command
  ssh.shell((error, stream) => stream.write('ls\\n')); // quiet
  ssh.forwardOut('127.0.0.1', 1, req.body.host, 22, () => {}); // sink address
  ssh.sftp((error, sftp) => sftp.opendir('/srv/' + req.body.folder, () => {})); // sink path
  ssh.sftp((error, sftp) => sftp.opendir('/srv', () => {})); // quiet
  await new BigQuery().createJob({ configuration: { query: { query: 'SELECT ' + req.body.column } } }); // sink sql
  await new BigQuery().createJob({ configuration: { query: { query: 'SELECT 1' } } }); // quiet
  const db = (await MongoClient.connect('mongodb://db')).db('files');
  new GridFSBucket(db).find(req.body.filter); // sink document-query query-code
  new GridFSBucket(db).find({ filename: String(req.body.name) }); // quiet
  db.collection('a').initializeUnorderedBulkOp().find(req.body.filter).delete(); // sink document-query query-code
  db.collection('a').initializeUnorderedBulkOp().find({ a: 1 }).delete(); // quiet
  new VMScript(req.body.code); // sink code
  new VMScript('1 + 1'); // quiet
  new ejs.Template(req.body.template); // sink template
  new ejs.Template('<%= name %>'); // quiet
  await new Database('a.db').backup('/backups/' + req.body.name); // sink path
  await new Database('a.db').backup('/backups/a'); // quiet
  globStream(req.body.pattern); // sink path
  globIterate('*.txt'); // quiet
  res.end();
});
`,
  );

  fixture(
    'scopes of Sentry',
    `import express from 'express';
import * as Sentry from '@sentry/node';
express().post('/', express.json(), (req, res) => {
  Sentry.withScope((scope) => scope.setExtra('body', req.body)); // sink logged
  Sentry.withScope((scope) => scope.setExtra('route', '/')); // quiet
  Sentry.setUser({ id: req.body.id }); // sink logged
  res.end();
});
`,
  );

  fixture(
    'bluebird as a class of promises',
    `import express from 'express';
import Promise from 'bluebird';
import { exec } from 'node:child_process';
const fs = Promise.promisifyAll(require('node:fs'));
const app = express();
app.use(express.json());
app.post('/', (req, res) => {
  Promise.resolve(req.body.a).then((a) => exec('ls ' + a)); // sink command
  Promise.resolve('a').then((a) => exec('ls ' + a)); // quiet
  Promise.join(Promise.resolve(req.body.a), 1, (a) => exec('ls ' + a)); // sink command
  Promise.props({ a: Promise.resolve(req.body.a), b: 1 }).then((all) => exec('ls ' + all.a)); // sink command
  Promise.props({ a: Promise.resolve(req.body.a), b: 1 }).then((all) => exec('ls ' + all.b)); // quiet
  Promise.reduce(['a', req.body.a], (sum, each) => sum + each, '').then((a) => exec('ls ' + a)); // sink command
  new Promise((resolve) => resolve(req.body.a)).then((a) => exec('ls ' + a)); // sink command
  fs.readFileAsync('/data/' + req.body.a).then((text) => res.end(text)); // sink path
  fs.readFileAsync('/data/a').then((text) => res.end(text)); // quiet
});
`,
  );

  fixture(
    'renderers of Markdown',
    `import express from 'express';
import { marked } from 'marked';
import markdownIt from 'markdown-it';
import showdown from 'showdown';
import sanitizeHtml from 'sanitize-html';
const plain = markdownIt();
const open = markdownIt({ html: true });
const app = express();
app.use(express.json());
app.post('/a', (req, res) => res.send(marked.parse(req.body.text))); // sink html
app.post('/b', (req, res) => res.send(sanitizeHtml(marked(req.body.text)))); // quiet
app.post('/c', (req, res) => res.send(plain.render(req.body.text))); // quiet
app.post('/d', (req, res) => res.send(open.render(req.body.text))); // sink html
app.post('/e', (req, res) => res.send(new showdown.Converter().makeHtml(req.body.text))); // sink html
app.post('/f', (req, res) => res.send(new showdown.Converter().makeHtml('# a'))); // quiet
`,
  );
});

describe('containers', () => {
  fixture(
    'awilix: the cradle gives what is registered, to classes and functions',
    `const { createContainer, asClass, asFunction, asValue, InjectionMode } = require('awilix');
const express = require('express');
const { exec } = require('child_process');
class Runner {
  constructor({ program }) { this.program = program; }
  run(text) { exec(this.program + ' ' + text); } // sink command
  count(number) { exec('head -n ' + Number(number)); } // quiet
}
const makeReports = ({ runner }) => ({ read: (name) => runner.run(name) });
const container = createContainer();
container.register({ program: asValue('cat'), runner: asClass(Runner).singleton() });
container.register('reports', asFunction(makeReports));
const app = express();
app.get('/', (req, res) => { container.resolve('reports').read(req.query.name); res.end(); });
app.get('/b', (req, res) => { container.cradle.runner.count(req.query.lines); res.end(); });
class Lister {
  constructor(program) { this.program = program; }
  list(folder) { exec(this.program + ' ' + folder); } // sink command
}
const classic = createContainer({ injectionMode: InjectionMode.CLASSIC });
classic.register({ program: asValue('ls'), lister: asClass(Lister) });
app.get('/c', (req, res) => { classic.resolve('lister').list(req.query.folder); res.end(); });
`,
    'fixture.js',
  );

  fixture(
    'inversify: what is bound to a symbol or a name',
    `import express from 'express';
import { Container } from 'inversify';
import { exec } from 'node:child_process';
const TYPES = { runner: Symbol.for('Runner') };
const container = new Container();
container.bind(TYPES.runner).toDynamicValue(() => ({
  run: (text: string) => exec('ls ' + text), // sink command
  count: (text: string) => exec('head -n ' + Number(text)), // quiet
}));
container.bind('reader').toConstantValue({ read: (text: string) => exec('cat ' + text) }); // sink command
express().get('/', (req, res) => {
  const runner: any = container.get(TYPES.runner);
  runner.run(req.query.folder);
  runner.count(req.query.lines);
  const reader: any = container.get('reader');
  reader.read(req.query.name);
  res.end();
});
`,
  );
});
