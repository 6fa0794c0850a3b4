import { fixture } from './harness.js';

fixture(
  'restify: routes, chains that come first, parsers',
  `
import restify, { plugins, type Request, type Response } from 'restify';
import errors from 'restify-errors';
import { Pool } from 'pg';

const pool = new Pool();
const COLUMNS = ['name', 'age'];
const server = restify.createServer();
server.use(plugins.queryParser());
server.use(plugins.bodyParser({ maxBodySize: 1000 }));

server.get('/list', (req, res, next) => {
  pool.query('SELECT ' + req.query.sort); // quiet - checked by what is registered later
  pool.query('SELECT ' + req.query.other); // sink sql
  pool.query('SELECT ' + req.body.name); // sink sql
  res.send(200, '<p>' + req.query.other); // quiet - formatted as JSON or as plain text
  return next();
});
server.use((req, res, next) => {
  if (!COLUMNS.includes(req.query.sort)) return next(new errors.BadRequestError('no'));
  return next();
});

server.get({ path: '/items/:id', name: 'item' }, async (req, res) => {
  await pool.query('SELECT ' + req.params.id); // sink sql
  await pool.query('SELECT ' + Number(req.params.id)); // quiet
  await pool.query('SELECT ' + req.header('x-column')); // sink sql
  await pool.query('SELECT ' + req.getQuery()); // sink sql
  res.redirect(req.query.to, () => {}); // sink redirect
  res.redirect(302, req.query.to, () => {}); // sink redirect
  res.redirect('/items/' + Number(req.params.id), () => {}); // quiet
  res.sendRaw(200, '<p>' + req.query.q, { 'Content-Type': 'text/html' }); // sink html
  res.sendRaw(200, '<p>' + req.query.q, { 'Content-Type': 'text/plain' }); // quiet
});
server.del('/x', (req, res) => {
  res.setHeader('Content-Type', 'text/html');
  res.end('<p>' + req.query.q); // sink html
});
export async function listed(req: Request, res: Response) {
  await pool.query('SELECT ' + req.params.id); // sink sql
  await pool.query('SELECT ' + req.userAgent()); // sink sql
}
server.listen(80);
`,
);

fixture(
  'restify: what parsers put into params',
  `
import restify from 'restify';
import { MongoClient } from 'mongodb';

const users = new MongoClient('mongodb://localhost').db().collection('users');
const plain = restify.createServer();
plain.use(restify.plugins.bodyParser());
plain.post('/users/:id', async (req, res) => {
  await users.findOne({ _id: req.params.id }); // quiet - a text of the path
  await users.findOne({ _id: req.body.id }); // sink document-query
});
const mapped = restify.createServer();
mapped.use(restify.plugins.queryParser({ mapParams: true }));
mapped.post('/users', async (req, res) => {
  await users.findOne({ name: req.params.name }); // sink document-query
  await users.findOne({ name: String(req.params.name) }); // quiet
});
`,
);

fixture(
  'connect',
  `
import connect from 'connect';
import bodyParser from 'body-parser';
import { createServer } from 'node:http';
import { Pool } from 'pg';

const pool = new Pool();
const app = connect();
app.use(bodyParser.json());
app.use((req, res, next) => {
  req.column = req.headers['x-column'];
  next();
});
app.use('/list', async (req, res) => {
  await pool.query('SELECT ' + req.column); // sink sql
  await pool.query('SELECT ' + req.body.name); // sink sql
  await pool.query('SELECT ' + Number(req.body.name)); // quiet
  res.setHeader('Location', req.url.slice(1)); // sink redirect
  res.end('<p>' + req.body.name); // sink html
});
app.use('/text', (req, res) => {
  res.setHeader('Content-Type', 'text/plain');
  res.end('<p>' + req.body.name); // quiet
});
createServer(app).listen(80);
`,
);

fixture(
  'polka',
  `
import polka from 'polka';
import { Pool } from 'pg';

const pool = new Pool();
const COLUMNS = ['name', 'age'];
const users = polka();
users.get('/:id', async (req, res) => {
  await pool.query('SELECT ' + req.params.id); // sink sql
  await pool.query('SELECT ' + req.query.column); // quiet - checked before, by the application
  await pool.query('SELECT ' + req.query.other); // sink sql
  res.end('<p>' + req.path); // sink html
});
polka()
  .use((req, res, next) => {
    if (!COLUMNS.includes(req.query.column)) return res.end('no');
    next();
  })
  .use('/users', users)
  .add('POST', '/items', async (req, res) => {
    await pool.query('SELECT ' + req.body.name); // sink sql
    res.writeHead(302, { Location: req.query.to }); // sink redirect
    res.end();
  })
  .listen(3000);
`,
);

fixture(
  'tinyhttp',
  `
import { App } from '@tinyhttp/app';
import { MongoClient } from 'mongodb';
import { Pool } from 'pg';

const pool = new Pool();
const users = new MongoClient('mongodb://localhost').db().collection('users');
const app = new App();
app
  .get('/list/:id', async (req, res) => {
    await pool.query('SELECT ' + req.params.id); // sink sql
    await pool.query('SELECT ' + req.get('x-column')); // sink sql
    await users.findOne({ name: req.query.name.toString() }); // quiet
    await users.findOne({ name: req.body.name }); // sink document-query
    res.send('<p>' + req.query.q); // sink html
  })
  .post('/to', (req, res) => {
    res.cookie('a', 'b', { path: '/' });
    res.type('text/plain').send('<p>' + req.query.q); // quiet
    res.redirect(req.query.to, 301); // sink redirect
    res.redirect('/to?x=' + encodeURIComponent(req.query.to)); // quiet
  });
app.listen(3000);
`,
);
