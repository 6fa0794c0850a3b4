/** Small packages: hashes, merges, programs, clients, drivers, templates, cookies, files, texts. */
import { fixture } from './harness.js';

fixture(
  'packages that merge, copy and respell keep what they are given',
  `import express from 'express';
import deepmerge from 'deepmerge';
import extend from 'extend';
import objectAssign from 'object-assign';
import cloneDeep from 'clone-deep';
import camelcaseKeys from 'camelcase-keys';
import humps from 'humps';
import fs from 'node:fs';
const app = express();
app.post('/', (req, res) => {
  const merged = deepmerge({ name: 'x' }, req.body);
  fs.readFileSync(merged.file); // sink path
  const all = deepmerge.all([{ name: 'x' }, req.body]);
  fs.readFileSync(all.file); // sink path
  const extended = extend(true, {}, { name: 'x' }, req.body);
  fs.readFileSync(extended.file); // sink path
  const own = extend({}, { file: 'a.txt' });
  fs.readFileSync(own.file); // quiet
  fs.readFileSync(objectAssign({}, req.body).file); // sink path
  fs.readFileSync(cloneDeep(req.body).file); // sink path
  fs.readFileSync(camelcaseKeys(req.body).fileName); // sink path
  fs.readFileSync(humps.camelizeKeys(req.body).fileName); // sink path
  const defaults = { file: 'a.txt' };
  deepmerge(defaults, req.body);
  fs.readFileSync(defaults.file); // quiet
  res.end();
});
`,
);

fixture(
  'packages that run a line in a shell, or a program',
  `import express from 'express';
import cmd from 'node-cmd';
import { exec, spawn } from 'child-process-promise';
import sudo from 'sudo-prompt';
import pty from 'node-pty';
const app = express();
app.get('/', async (req, res) => {
  const x = String(req.query.x);
  cmd.run('ls ' + x, () => {}); // sink command
  cmd.runSync('ls'); // quiet
  await exec('ls ' + x); // sink command
  await exec('ls'); // quiet
  await spawn('ls', ['--', x]); // quiet
  sudo.exec('chown ' + x, {}, () => {}); // sink command
  pty.spawn(x, [], {}); // sink program
  pty.spawn('bash', ['-c', x], {}); // sink command
  pty.spawn('bash', [], {}); // quiet
  res.end();
});
`,
);

fixture(
  'small clients go where they are told',
  `import express from 'express';
import phin from 'phin';
import get from 'simple-get';
import { request } from 'gaxios';
import urllib from 'urllib';
import unirest from 'unirest';
import wretch from 'wretch';
import makeFetchHappen from 'make-fetch-happen';
import { getLinkPreview } from 'link-preview-js';
import ogs from 'open-graph-scraper';
import Parser from 'rss-parser';
import soap from 'soap';
import download from 'download';
const app = express();
app.get('/', async (req, res) => {
  const x = String(req.query.x);
  await phin(x); // sink address
  await phin({ url: x }); // sink address
  get(x, () => {}); // sink address
  get.concat({ url: x }, () => {}); // sink address
  await request({ url: x }); // sink address
  await request({ url: 'https://api.example.org/' + encodeURIComponent(x) }); // quiet
  await urllib.request(x); // sink address
  unirest.get(x).end(() => {}); // sink address
  await wretch(x).get().json(); // sink address
  await wretch('https://api.example.org').get().json(); // quiet
  await makeFetchHappen(x); // sink address
  await getLinkPreview(x); // sink address
  await ogs({ url: x }); // sink address
  await new Parser().parseURL(x); // sink address
  await soap.createClientAsync(x); // sink address
  await download(x, 'dist'); // sink address
  await download('https://example.org/a.zip', 'dist'); // quiet
  res.end();
});
`,
);

fixture(
  'drivers that are met less often take SQL texts',
  `import express from 'express';
import { Request } from 'tedious';
import mysql from 'promise-mysql';
import initSqlJs from 'sql.js';
import { connect } from '@planetscale/database';
import serverless from 'serverless-mysql';
import odbc from 'odbc';
import Firebird from 'node-firebird';
import SqlString from 'sqlstring';
import alasql from 'alasql';
const app = express();
app.get('/', async (req, res) => {
  const x = String(req.query.x);
  new Request("select * from t where a = '" + x + "'", () => {}); // sink sql
  new Request('select * from t where a = @a', () => {}); // quiet
  const connection = await mysql.createConnection({});
  await connection.query("select * from t where a = '" + x + "'"); // sink sql
  await connection.query('select * from t where a = ?', [x]); // quiet
  const SQL = await initSqlJs();
  const db = new SQL.Database();
  db.exec("select '" + x + "'"); // sink sql
  db.exec('select ?', [x]); // quiet
  const hosted = connect({});
  await hosted.execute("select '" + x + "'"); // sink sql
  await hosted.execute('select ?', [x]); // quiet
  await serverless().query("select '" + x + "'"); // sink sql
  const own = await odbc.connect('DSN=a');
  await own.query("select '" + x + "'"); // sink sql
  await own.query('select ' + SqlString.escape(x)); // quiet
  Firebird.attach({}, (error, db2) => {
    db2.query("select '" + x + "'", [], () => {}); // sink sql
    db2.query('select ?', [x], () => {}); // quiet
  });
  alasql("select '" + x + "'"); // sink sql
  alasql('select ?', [x]); // quiet
  res.end();
});
`,
);

fixture(
  'small document stores take filters and records',
  `import express from 'express';
import Datastore from 'nedb';
import monk from 'monk';
const app = express();
app.use(express.json());
const db = new Datastore({ filename: 'a.db' });
const users = monk('localhost/a').get('users');
app.post('/', async (req, res) => {
  db.findOne({ name: req.body.name }, () => {}); // sink document-query
  db.findOne({ name: String(req.body.name) }, () => {}); // quiet
  await users.findOne({ name: req.body.name }); // sink document-query
  await users.findOne({ name: String(req.body.name) }); // quiet
  db.insert(req.body, () => {}); // sink record
  db.insert({ name: String(req.body.name) }, () => {}); // quiet
  res.end();
});
`,
);

fixture(
  'older templates are programs',
  `import express from 'express';
import jade from 'jade';
import swig from 'swig-templates';
import { twig } from 'twig';
import hbs from 'hbs';
import cons from 'consolidate';
const app = express();
app.get('/', async (req, res) => {
  const x = String(req.query.x);
  jade.compile('h1 ' + x)(); // sink template
  jade.compile('h1= title')({ title: x }); // quiet
  swig.render(x, {}); // sink template
  twig({ data: 'Hello ' + x }).render(); // sink template
  twig({ data: 'Hello {{ name }}' }).render({ name: x }); // quiet
  hbs.handlebars.compile(x)({}); // sink template
  await cons.swig.render(x, {}); // sink template
  await cons.swig('views/' + x, {}); // sink path
  res.end();
});
`,
);

fixture(
  'texts that run, files that are named, pages with scripts',
  `import express from 'express';
import safeEval from 'safe-eval';
import { JSDOM } from 'jsdom';
import jsonfile from 'jsonfile';
import loadJsonFile from 'load-json-file';
import XLSX from 'xlsx';
import ExcelJS from 'exceljs';
import mammoth from 'mammoth';
import { Jimp } from 'jimp';
const app = express();
app.get('/', async (req, res) => {
  const x = String(req.query.x);
  safeEval(x); // sink code
  safeEval('1 + 1'); // quiet
  new JSDOM(x, { runScripts: 'dangerously' }); // sink code
  new JSDOM(x); // quiet
  await JSDOM.fromURL(x); // sink address
  jsonfile.readFileSync(x); // sink path
  jsonfile.readFileSync('a.json'); // quiet
  await loadJsonFile(x); // sink path
  XLSX.readFile(x); // sink path
  XLSX.writeFile({}, 'uploads/' + x); // sink path
  await new ExcelJS.Workbook().xlsx.readFile(x); // sink path
  await mammoth.convertToHtml({ path: x }); // sink path
  await mammoth.convertToHtml({ path: 'a.docx' }); // quiet
  await Jimp.read(x); // sink address path
  await Jimp.read('a.png'); // quiet
  res.end();
});
`,
);

fixture(
  "cookies and JSON that are read by packages are still the client's",
  `import express from 'express';
import cookie from 'cookie';
import Cookies from 'cookies';
import JSON5 from 'json5';
import destr from 'destr';
import stringify from 'fast-safe-stringify';
import iconv from 'iconv-lite';
import fs from 'node:fs';
const app = express();
app.get('/', (req, res) => {
  const jar = cookie.parse(req.headers.cookie ?? '');
  fs.readFileSync(jar.file); // sink path
  const cookies = new Cookies(req, res);
  fs.readFileSync(cookies.get('file')); // sink path
  fs.readFileSync(JSON5.parse(String(req.query.x)).file); // sink path
  fs.readFileSync(destr(String(req.query.x)).file); // sink path
  fs.readFileSync(destr('{}').file); // quiet
  res.send('<b>' + stringify({ a: req.query.x }) + '</b>'); // sink html
  fs.readFileSync(iconv.decode(req.body, 'win1251')); // sink path
  res.end();
});
`,
);
