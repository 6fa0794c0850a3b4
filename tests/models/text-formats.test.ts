/** Texts that become more than texts: templates, XML, YAML and other formats, HTML. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'templates: a source is a program, and settings hide among the data',
  `${express}
import dust from 'dustjs-linkedin';
import ejs from 'ejs';
import { Eta } from 'eta';
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import Mustache from 'mustache';
import nunjucks from 'nunjucks';
import pug from 'pug';

app.post('/', async (req, res) => {
  const text = String(req.body.text);
  ejs.render(text, {}); // sink template
  ejs.render('<%= a %>', { a: text }); // quiet
  ejs.render('<%= a %>', req.body); // sink template-options
  await ejs.renderFile('/views/' + text); // sink path
  pug.compile(text); // sink template
  pug.render('p= a', { a: text }); // quiet
  pug.renderFile('/views/a.pug', req.body); // sink template-options
  Handlebars.compile(text); // sink template
  Handlebars.compile('{{a}}')({ a: text }); // quiet
  Handlebars.create().registerPartial('a', text); // sink template
  nunjucks.renderString(text, {}); // sink template
  nunjucks.renderString('{{ a }}', { a: text }); // quiet
  nunjucks.configure('/views').renderString(text, {}); // sink template
  Mustache.render(text, {}); // sink template
  Mustache.render('{{a}}', { a: text }); // quiet
  Mustache.parse(text); // quiet
  new Eta().renderString(text, {}); // sink template
  new Eta().renderString('<%= it.a %>', { a: text }); // quiet
  dust.renderSource(text, {}, () => undefined); // sink template
  dust.compile('{a}', 'name'); // quiet
  await new Liquid().parseAndRender(text, {}); // sink template
  await new Liquid().parseAndRender('{{ a }}', { a: text }); // quiet
});
`,
);

fixture(
  'XML: entities that are loaded, expressions, and what parsers make of a text',
  `${express}
import { execSync } from 'node:child_process';
import { DOMParser } from '@xmldom/xmldom';
import { XMLParser } from 'fast-xml-parser';
import libxml from 'libxmljs2';
import { Parser } from 'node-expat';
import sax from 'sax';
import { parseString, parseStringPromise } from 'xml2js';
import xpath from 'xpath';

app.post('/', async (req, res) => {
  const text = String(req.body.text);
  libxml.parseXml(text, { noent: true }); // sink xml xml-options
  const read = libxml.parseXml(text); // quiet
  read.get('//user[@name="' + text + '"]'); // sink xpath
  read.get('//user[@name="a"]'); // quiet
  new Parser('UTF-8').parse(text); // sink xml
  new Parser('UTF-8').parse('<a/>'); // quiet
  const document = new DOMParser().parseFromString('<a/>', 'text/xml');
  xpath.select('//user[@name="' + text + '"]', document); // sink xpath
  xpath.select('//user', document); // quiet
  xpath.select1('//a[b="' + text + '"]', document); // sink xpath
  parseString(text, (error, result) => {
    execSync('a ' + result.user.name); // sink command
    execSync('a ' + Number(result.user.age)); // quiet
  });
  const { user } = await parseStringPromise(text);
  execSync('b ' + user.name); // sink command
  execSync('c ' + new XMLParser().parse(text).user.name); // sink command
  execSync('d ' + new XMLParser().parse('<user/>').user.name); // quiet
  const parser = sax.parser(true);
  parser.ontext = (part) => execSync('e ' + part); // sink command
  parser.onend = () => execSync('f'); // quiet
  parser.write(text).close();
});
`,
);

fixture(
  'formats whose readers build more than data',
  `${express}
import { deserialize } from 'node:v8';
import yaml from 'js-yaml';
import serialize from 'node-serialize';
import serializeJavascript from 'serialize-javascript';
import YAML from 'yaml';

app.post('/', (req, res) => {
  const text = String(req.body.text);
  serialize.unserialize(text); // sink deserialize
  JSON.parse(text); // quiet
  deserialize(Buffer.from(text)); // sink deserialize
  yaml.load(text); // quiet
  yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA }); // sink deserialize
  YAML.parse(text); // quiet
  res.send('<script>var a = ' + serializeJavascript(req.body) + '</script>'); // quiet
  res.send('<script>var a = ' + JSON.stringify(req.body) + '</script>'); // sink html
});
`,
);

fixture(
  'HTML: sanitizers leave markup of their own choice, escapes leave none',
  `${express}
import DOMPurify from 'dompurify';
import he from 'he';
import { encode } from 'html-entities';
import Isomorphic from 'isomorphic-dompurify';
import xss, { FilterXSS } from 'xss';
import validator from 'validator';

app.get('/', (req, res) => {
  const q = String(req.query.q);
  res.send('<p>' + q + '</p>'); // sink html
  res.send('<p>' + DOMPurify.sanitize(q) + '</p>'); // quiet
  res.send('<p>' + Isomorphic.sanitize(q) + '</p>'); // quiet
  res.send('<p>' + xss(q) + '</p>'); // quiet
  res.send('<p>' + new FilterXSS({}).process(q) + '</p>'); // quiet
  res.send('<p>' + encode(q) + '</p>'); // quiet
  res.send('<p>' + he.encode(q) + '</p>'); // quiet
  res.send('<p>' + he.decode(he.encode(q)) + '</p>'); // sink html
  res.send('<p>' + validator.escape(q) + '</p>'); // quiet
  res.send('<p>' + validator.unescape(q) + '</p>'); // sink html
  res.send('<script>a(' + encode(q) + ')</script>'); // sink html
});
`,
);
