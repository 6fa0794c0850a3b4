/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-xxe in ordinary programs', () => {
  marked(
    'no-xxe',
    'parsers',
    `import express from 'express';
import libxmljs from 'libxmljs2';
import { XMLParser } from 'fast-xml-parser';
import xml2js from 'xml2js';
import { DOMParser } from '@xmldom/xmldom';
import sax from 'sax';
const app = express(); // quiet
app.use(express.text({ type: 'application/xml' })); // quiet
app.post('/a', (req, res) => { const d = libxmljs.parseXml(req.body, { noent: true }); res.json({ r: d.root()?.name() }); }); // report
app.post('/b', (req, res) => { const d = libxmljs.parseXml(req.body); res.json({ r: d.root()?.name() }); }); // quiet
app.post('/c', (req, res) => { const d = libxmljs.parseXmlString(req.body, { noent: true, nonet: true }); res.json({ r: d.root()?.name() }); }); // report
const opts = { noent: true }; // quiet
app.post('/d', (req, res) => { const d = libxmljs.parseXml(req.body, { ...opts }); res.json({ r: d.root()?.name() }); }); // report
app.post('/e', (req, res) => { const d = libxmljs.parseXml(req.body, { dtdload: true }); res.json({ r: d.root()?.name() }); }); // report
app.post('/f', (req, res) => { const p = new XMLParser(); res.json(p.parse(req.body)); }); // quiet
app.post('/g', (req, res) => { const p = new XMLParser({ processEntities: false }); res.json(p.parse(req.body)); }); // quiet
app.post('/h', async (req, res) => { res.json(await xml2js.parseStringPromise(req.body)); }); // quiet
function parse(x: string) { return libxmljs.parseXml(x, { noent: true, huge: true }); } // report
app.post('/i', (req, res) => { res.json({ r: parse(req.body).root()?.name() }); }); // quiet
class Xml { private readonly o = { noent: true }; parse(x: string) { return libxmljs.parseXmlAsync(x, this.o); } } // report
const xml = new Xml(); // quiet
app.post('/j', async (req, res) => { res.json({ r: (await xml.parse(req.body)).root()?.name() }); }); // quiet`,
  );
});
