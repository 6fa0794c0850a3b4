/** Questions to document stores: texts of a query syntax, lists of operations, chains of Mongoose. */
import { fixture } from './harness.js';

fixture(
  'Elasticsearch, OpenSearch, CouchDB',
  `import express from 'express';
import { Client as Elastic } from '@elastic/elasticsearch';
import { Client as Open } from '@opensearch-project/opensearch';
import nano from 'nano';
import zlib, { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { pipeline as pipe2 } from 'node:stream';
import fs from 'node:fs';
const es = new Elastic({ node: 'http://x' });
const os = new Open({ node: 'http://x' });
const couch = nano('http://localhost:5984');
const app = express();
app.get('/es', async (req, res) => {
  await es.search({ index: 'a', q: req.query.q as string }); // sink query-text
  await es.search({ index: 'a', query: { match: { t: req.query.q as string } } }); // quiet
  await es.search({ index: 'a', query: { query_string: { query: req.query.q as string } } }); // sink query-text
  await es.search(req.body); // sink document-query query-code query-text
  await es.search({ index: 'a', query: req.body.query }); // sink document-query
  await es.updateByQuery({ index: 'a', script: { source: req.body.script } }); // sink query-code
  await es.updateByQuery({ index: 'a', script: { source: 'ctx._source.x = params.v', params: { v: req.body.v } } }); // quiet
  await es.update({ index: 'a', id: '1', script: { source: \`ctx._source.x = \${req.body.v}\` } }); // sink query-code
  await es.bulk({ operations: req.body.ops }); // sink document-query query-code record
  await es.bulk({ operations: [{ update: { _index: 'a', _id: '1' } }, { script: { source: req.body.s } }] }); // sink query-code
  await es.bulk({ operations: [{ index: { _index: 'a' } }, { title: String(req.body.title) }] }); // quiet
  await es.count({ index: 'a', q: String(req.query.q) }); // sink query-text
  await es.sql.query({ query: \`SELECT * FROM a WHERE x = '\${req.query.q}'\` }); // sink sql
  await os.search({ index: 'a', q: req.query.q as string }); // sink query-text
  await os.search({ index: 'a', body: { query: req.body.query } }); // sink document-query
  await es.deleteByQuery({ index: 'a', q: String(req.query.q) }); // sink query-text
  await es.msearch({ searches: req.body.searches }); // sink document-query
  await es.search({ index: String(req.query.index) }); // quiet
});
app.post('/couch', async (req, res) => {
  await couch.request({ db: 'a', path: req.body.path }); // sink address
  await couch.use('a').find({ selector: req.body.selector }); // sink document-query
  await couch.use('a').find({ selector: { name: String(req.body.name) } }); // quiet
  await couch.use('a').find(req.body); // sink document-query
});
`,
);

fixture(
  'parts of a query text',
  `import express from 'express';
import { Client } from '@elastic/elasticsearch';
import nano from 'nano';
import { createGunzip, createGzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import fs from 'node:fs';
const es = new Client({ node: 'http://x' });
const couch = nano('http://localhost:5984');
const app = express();
app.get('/es', async (req, res) => {
  const q = String(req.query.q);
  await es.search({ index: 'a', query: { simple_query_string: { query: q } } }); // quiet
  await es.search({ index: 'a', q: \`tenant:1 AND title:"\${q}"\` }); // sink query-text
  await es.search({ index: 'a', q: \`id:\${Number(q)}\` }); // quiet
  if (/^\\w+$/.test(q)) await es.search({ index: 'a', q: \`title:\${q}\` }); // quiet
  await es.search({ index: 'a', query: { bool: { must: [{ query_string: { query: q } }], filter: [{ term: { a: q } }] } } }); // sink query-text
  await es.bulk({ operations: req.body.items.flatMap((each: any) => [{ index: { _index: 'a' } }, { title: String(each.title) }]) }); // quiet
  await es.bulk({ operations: [{ index: { _index: 'a' } }, { source: String(req.body.source) }] }); // quiet
  await es.msearch({ searches: [{ index: 'a' }, { query: { match: { a: q } } }] }); // quiet
  await es.msearch({ searches: [{ index: 'a' }, { query: req.body.query }] }); // sink document-query
  await couch.request({ db: 'a', path: encodeURIComponent(q) }); // quiet
  await couch.request({ db: String(req.body.db), path: '_all_docs' }); // quiet
  await couch.request({ db: 'a', path: '_design/x/_view/' + q }); // sink address
  await couch.request({ db: 'a', path: '_all_docs', qs: { key: q } }); // quiet
});
`,
);

fixture(
  'Mongoose: every way to a filter',
  `import express from 'express';
import mongoose, { Schema, model } from 'mongoose';
const userSchema = new Schema({ name: String, age: Number, tags: [String], extra: Schema.Types.Mixed });
const User = model('User', userSchema);
const app = express();
app.use(express.json());
app.post('/', async (req, res) => {
  const b = req.body;
  await User.find({ name: b.name }); // sink document-query
  await User.find({ name: String(b.name) }); // quiet
  await User.findOne({ name: b.name }); // sink document-query
  await User.findOneAndReplace({ name: b.name }, { age: 1 }); // sink document-query
  await User.findOneAndUpdate({ name: b.name }, { age: 1 }); // sink document-query
  await User.findOneAndDelete({ name: b.name }); // sink document-query
  await User.replaceOne({ name: b.name }, { age: 1 }); // sink document-query
  await User.updateOne({ name: b.name }, { age: 1 }); // sink document-query
  await User.updateMany({ name: b.name }, { age: 1 }); // sink document-query
  await User.deleteOne({ name: b.name }); // sink document-query
  await User.deleteMany({ name: b.name }); // sink document-query
  await User.countDocuments({ name: b.name }); // sink document-query
  await User.exists({ name: b.name }); // sink document-query
  await User.distinct('name', { name: b.name }); // sink document-query
  await User.where('name').equals(b.name); // sink document-query
  await User.where({ name: b.name }); // sink document-query
  await User.where('name', b.name); // sink document-query
  await User.$where(b.code); // sink query-code
  await User.$where(\`this.name == '\${b.name}'\`); // sink query-code
  await User.find({ $where: b.code }); // sink document-query query-code
  await User.find().or([{ name: b.name }]); // sink document-query
  await User.find().and([{ name: b.name }]); // sink document-query
  await User.find().nor([{ name: b.name }]); // sink document-query
  await User.find().where('name').equals(b.name); // sink document-query
  await User.find().where('name').ne(b.name); // quiet
  await User.find().where('age').gt(Number(b.age)); // quiet
  await User.find().setQuery(b.filter); // sink document-query query-code
  await User.find().merge(b.filter); // sink document-query query-code
  await User.find(b.filter); // sink document-query query-code
  await User.find().find(b.filter); // sink document-query query-code
  await User.find().findOne({ name: b.name }); // sink document-query
  await User.find().elemMatch('tags', b.m); // sink document-query
  await User.aggregate(b.pipeline); // sink document-query query-code
  await User.aggregate([{ $match: { name: b.name } }]); // sink document-query
  await User.aggregate([{ $match: { name: String(b.name) } }]); // quiet
  await User.aggregate().match({ name: b.name }); // sink document-query
  await User.aggregate().match(b.filter); // sink document-query query-code
  await User.aggregate([b.stage]); // sink document-query query-code
  await User.bulkWrite([{ updateOne: { filter: { name: b.name }, update: { age: 1 } } }]); // sink document-query
  await User.bulkWrite([{ deleteMany: { filter: b.filter } }]); // sink document-query query-code
  await User.bulkWrite([{ insertOne: { document: { name: 'x' } } }]); // quiet
  await User.collection.find({ name: b.name }).toArray(); // sink document-query
  await mongoose.connection.collection('users').findOne({ name: b.name }); // sink document-query
  await mongoose.connection.db!.collection('users').findOne({ name: b.name }); // sink document-query
  await User.find({ _id: { $in: b.ids } }); // quiet
  await User.find({ extra: b.extra }); // sink document-query
  await User.findById(b.id); // sink document-query
  await User.findByIdAndUpdate(b.id, b); // sink document-query record
  const u = await User.findOne({ age: 3 });
  await u!.updateOne(b); // sink record
  await User.find({ name: { $eq: b.name } }); // quiet
  await User.find().sort(b.sort); // quiet
  await User.find().select(String(b.select)); // quiet
  await User.find().mod('age', b.mod); // quiet
  await User.find().regex('name', new RegExp(b.re)); // sink pattern
});
`,
);
