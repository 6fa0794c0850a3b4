import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'the MongoDB driver: filters, pipelines, code, and whole documents',
  `${express}
import { Code, Collection, MongoClient, ObjectId } from 'mongodb';

const client = new MongoClient('mongodb://db.internal');
const users = client.db('app').collection('users');
const find = (collection: Collection, name: unknown) => collection.find({ name }).limit(1).toArray(); // sink document-query

app.post('/', async (req, res) => {
  const { name, list } = req.body;
  await find(users, name);
  await users.findOne({ name: { $in: list } }); // quiet
  await users.findOne({ $and: [{ name: String(name) }, { age: { $gt: req.body.age } }] }); // quiet
  await users.findOne({ $and: [{ name: String(name) }, { age: { $not: req.body.age } }] }); // sink document-query
  await users.findOne({ [String(req.body.field)]: 1 }); // sink document-key
  await users.findOne({ ['profile.' + req.body.field]: 1 }); // quiet - under a name of ours
  await users.findOne({ _id: new ObjectId(String(req.body.id)) }); // quiet
  await users.aggregate([{ $match: { name } }]).toArray(); // sink document-query
  await users.aggregate([{ $match: { name: String(name) } }]).toArray(); // quiet
  await users.findOne({ $where: 'this.name == ' + String(name) }); // sink query-code
  await users.findOne({ $where: new Code(String(name)) }); // sink query-code
  await users.updateOne({ _id: 1 }, { $set: req.body }); // sink record
  await users.updateOne({ _id: 1 }, { $set: { name } }); // quiet
  await users.insertOne({ ...req.body, created: 1 }); // sink record
  await users.insertMany([{ name }]); // quiet
  await users.bulkWrite([{ updateOne: { filter: { name }, update: { $set: { seen: true } } } }]); // sink document-query
  await users.distinct('name', req.body); // sink document-query query-code
  await client.withSession(async (session) => users.findOne({ name }, { session })); // sink document-query
});
`,
);

fixture(
  'Mongoose: filters, query options, documents',
  `${express}
import mongoose, { type HydratedDocument, type Model, Schema, Types } from 'mongoose';

const User = mongoose.model('User', new Schema({ name: String }));
class Users {
  constructor(private readonly model: Model<{ name: string }>) {}
  one(name: unknown) {
    return this.model.findOne({ name }).lean().exec(); // sink document-query
  }
}
const users = new Users(User);
const patch = (user: HydratedDocument<{ name: string }>, change: object) => user.set(change).save(); // sink record record-key

app.post('/', async (req, res) => {
  const { name } = req.body;
  await users.one(name);
  await User.findOne({ name }, null, { sanitizeFilter: true }); // quiet
  const query = User.find({ name }); // quiet - sanitized before it runs
  query.setOptions({ sanitizeFilter: true });
  await query.exec();
  await User.find().where('name').equals(name); // sink document-query
  await User.find().where('name').in(name); // quiet
  await User.find().or([{ name }]); // sink document-query
  await User.find().$where(String(name)); // sink query-code
  await User.findById(new Types.ObjectId(String(req.body.id))); // quiet
  await User.findByIdAndUpdate(1, req.body); // sink record
  await User.findByIdAndUpdate(1, { $set: { name: String(name) } }); // quiet
  const user = await User.findOne({ name: String(name) });
  if (!user) await User.findOne({ other: name }); // sink document-query
  const known = await User.findById(1).orFail();
  await patch(known, req.body);
  known.set({ name: String(name) }); // quiet
  known[req.body.field] = 1; // sink record-key
  User.findById(2).then((found) => Object.assign(found, req.body)); // sink record
});
`,
);

fixture(
  'sanitizers of filters, by hand and for every request',
  `${express}
import mongoSanitize from 'express-mongo-sanitize';
import { MongoClient } from 'mongodb';
import sanitize from 'mongo-sanitize';

const seats = new MongoClient('mongodb://db.internal').db('hall').collection('seats');
app.post('/by-hand', async (req, res) => {
  await seats.findOne({ row: req.body.row }); // sink document-query
  sanitize(req.body.row);
  await seats.findOne({ row: req.body.row }); // quiet - it works in place
  await seats.findOne({ row: mongoSanitize.sanitize(req.body.other) }); // quiet
});
app.use(mongoSanitize());
app.post('/later', async (req, res) => {
  await seats.findOne({ row: req.body.row }); // quiet
  await seats.insertOne(req.body); // sink record
});
`,
);

fixture(
  'Redis: scripts and names of commands are code, their arguments are not',
  `${express}
import Redis, { type Cluster } from 'ioredis';
import { createClient } from 'redis';

const io = new Redis();
const client = createClient({ url: 'redis://db.internal' });
const run = (redis: Cluster, script: string) => redis.eval(script, 0); // sink query-code

app.post('/', async (req, res) => {
  const { key } = req.body;
  await run(io as never as Cluster, String(key));
  await io.eval('return redis.call("GET", KEYS[1])', 1, key); // quiet
  await io.script('LOAD', String(key)); // sink query-code
  await io.multi().set(key, 1).eval(String(key), 0).exec(); // sink query-code
  await client.eval('return 1', { keys: [key] }); // quiet
  await client.eval(String(key)); // sink query-code
  await client.sendCommand([String(key), 'a']); // sink query-code
  await client.sendCommand(['GET', String(key)]); // quiet
  await client.get(key); // quiet
});
`,
);

fixture(
  'Mongoose: statics of a schema are methods of its models',
  `${express}
import mongoose, { Schema } from 'mongoose';

const schema = new Schema({ name: String }, { statics: { first(name) { return this.findOne({ name }); } } }); // sink document-query
schema.statics.second = function (name) { return this.findOne({ name }); }; // sink document-query
schema.static('third', function (name) { return this.findOne({ name: String(name) }); }); // quiet
const User = mongoose.model('User', schema);

app.post('/', async (req, res) => {
  await User.first(req.body.name);
  await User.second(req.body.name);
  await User.third(req.body.name);
});
`,
);

fixture(
  'callbacks of the MongoDB driver, and methods of its older versions',
  `${express}
import { MongoClient } from 'mongodb';

MongoClient.connect('mongodb://db.internal', (error, db) => {
  const users = db.collection('users');
  app.post('/', (req, res) => {
    users.findOne({ name: req.body.name }, (failure, user) => { res.json(user); }); // sink document-query
    users.find({ $where: 'this.name == ' + req.body.name }).toArray((failure, all) => res.json(all)); // sink query-code
    users.find({ name: String(req.body.name) }).toArray((failure, all) => res.json(all)); // quiet
    users.insert(req.body, () => res.end()); // sink record
    users.update({ name: 'x' }, { $set: req.body }, () => res.end()); // sink record
    users.update({ name: 'x' }, { $set: { note: String(req.body.note) } }, () => res.end()); // quiet
    users.remove({ name: req.body.name }, () => res.end()); // sink document-query
    users.findAndModify({ name: req.body.name }, [], { $set: { seen: true } }, () => res.end()); // sink document-query
    db.db('other').collection('notes').findOne({ id: req.body.id }); // sink document-query
  });
});
`,
);
