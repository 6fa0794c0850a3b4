/** Databases and stores whose models stand beside the large ones: query builders over knex, warehouses, graphs, documents. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'Objection: raw pieces are text, patches and graphs choose fields',
  `${express}
import { Model, raw } from 'objection';

class Person extends Model {
  static override tableName = 'persons';
}
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await Person.query().whereRaw('name = ' + name); // sink sql
  await Person.query().whereRaw('name = ?', [name]); // quiet
  await Person.query().where('name', name).orderByRaw(name); // sink sql
  await Person.query().select(raw('upper(' + name + ')')); // sink sql
  await Person.query().select(raw('upper(?)', [name])); // quiet
  await Person.query().insert(req.body); // sink record
  await Person.query().insert({ name }); // quiet
  await Person.query().patchAndFetchById(1, req.body); // sink record
  const person = await Person.query().findById(1);
  await Person.knex().raw('SELECT ' + name); // sink sql
});
`,
);

fixture(
  'MikroORM: operators in filters, texts, assigned fields',
  `${express}
import { MikroORM, raw, EntityManager } from '@mikro-orm/postgresql';

class User {
  id!: number;
  name!: string;
}
const list = (em: EntityManager, text: string) => em.execute('SELECT ' + text); // sink sql
app.post('/', async (req, res) => {
  const orm = await MikroORM.init();
  const em = orm.em.fork();
  const name = String(req.query.name);
  await list(em, name);
  await em.execute('SELECT ?', [name]); // quiet
  await em.find(User, { name: req.body.name }); // sink document-query
  await em.find(User, { name }); // quiet
  await em.getConnection().execute('SELECT ' + name); // sink sql
  await em.createQueryBuilder(User).where('name = ' + name); // sink sql
  await em.createQueryBuilder(User).where('name = ?', [name]); // quiet
  await em.find(User, { name: raw('lower(' + name + ')') }); // sink sql
  const user = await em.findOneOrFail(User, 1);
  em.assign(user, req.body); // sink record
  em.assign(user, { name }); // quiet
  em.create(User, req.body); // sink record
});
`,
);

fixture(
  'BigQuery, Snowflake and Neo4j: values travel beside the text',
  `${express}
import { BigQuery } from '@google-cloud/bigquery';
import neo4j, { type Session } from 'neo4j-driver';
import snowflake from 'snowflake-sdk';

const big = new BigQuery();
const graph = neo4j.driver('bolt://graph.internal', neo4j.auth.basic('app', process.env.GRAPH ?? ''));
const flakes = snowflake.createConnection({ account: 'a' });
const find = (session: Session, label: string) => session.run('MATCH (n:' + label + ') RETURN n'); // sink sql

app.get('/', async (req, res) => {
  const name = String(req.query.name);
  await big.query('SELECT ' + name); // sink sql
  await big.query({ query: 'SELECT @name', params: { name } }); // quiet
  await big.createQueryJob({ query: 'SELECT 1 FROM ' + name }); // sink sql
  await big.dataset('d').table('t').query({ query: 'SELECT ' + name }); // sink sql
  flakes.execute({ sqlText: 'SELECT ' + name, complete: () => undefined }); // sink sql
  flakes.execute({ sqlText: 'SELECT ?', binds: [name] }); // quiet
  await find(graph.session(), name);
  await graph.executeQuery('MATCH (n) WHERE n.name = $name RETURN n', { name }); // quiet
  await graph.executeQuery('MATCH (n) WHERE n.name = "' + name + '" RETURN n'); // sink sql
  await graph.session().executeRead((tx) => tx.run('MATCH (n:' + name + ') RETURN n')); // sink sql
});
`,
);

fixture(
  'DynamoDB: expressions are text, items choose fields',
  `${express}
import { DynamoDBClient, ExecuteStatementCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await client.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'id = ' + name })); // sink query-code
  await client.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': name } })); // quiet
  await client.send(new ScanCommand({ TableName: 't', FilterExpression: 'contains(a, ' + name + ')' })); // sink query-code
  await client.send(new ExecuteStatementCommand({ Statement: "SELECT * FROM t WHERE id = '" + name + "'" })); // sink sql
  await client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM t WHERE id = ?', Parameters: [{ S: name }] })); // quiet
  await client.send(new PutCommand({ TableName: 't', Item: req.body })); // sink record
  await client.send(new PutCommand({ TableName: 't', Item: { name } })); // quiet
  await client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 't', Item: req.body } }] })); // sink record
  await client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 't', Item: { name } } }] })); // quiet
  await client.send(new TransactWriteCommand({ TransactItems: [{ Update: { TableName: 't', Key: { id: 1 }, UpdateExpression: 'SET a = ' + name } }] })); // sink query-code
});
`,
);

fixture(
  "Firestore: names of fields and paths are the program's, values are compared as they are",
  `${express}
import { Firestore } from '@google-cloud/firestore';
import { getFirestore } from 'firebase-admin/firestore';

const db = new Firestore();
app.post('/', async (req, res) => {
  await db.collection('users').where('name', '==', req.body.name).get(); // quiet
  await db.collection('users').where(String(req.body.field), '==', 1).get(); // sink document-key
  await db.doc(String(req.body.path)).get(); // sink object-key
  await db.doc('users/' + String(req.body.id)).get(); // quiet
  await db.collection('users').doc(String(req.body.id)).set(req.body); // sink record
  await getFirestore().collection('users').add({ name: String(req.body.name) }); // quiet
  await getFirestore().collection('users').add(req.body); // sink record
});
`,
);

fixture(
  'Elasticsearch: whole queries, scripts, SQL',
  `${express}
import { Client } from '@elastic/elasticsearch';

const client = new Client({ node: 'http://search.internal' });
app.post('/', async (req, res) => {
  await client.search({ index: 'users', query: req.body.query }); // sink document-query
  await client.search({ index: 'users', query: { match: { name: String(req.body.name) } } }); // quiet
  await client.search({ index: 'users', query: { script: { script: { source: String(req.body.code) } } } }); // sink query-code
  await client.search({ index: 'users', query: { script: { script: { source: 'doc.a > params.b', params: { b: req.body.b } } } } }); // quiet
  await client.update({ index: 'users', id: '1', script: { source: 'ctx._source.n = ' + req.body.n } }); // sink query-code
  await client.index({ index: 'users', document: req.body }); // sink record
  await client.index({ index: 'users', document: { name: String(req.body.name) } }); // quiet
  await client.sql.query({ query: 'SELECT ' + String(req.body.name) }); // sink sql
});
`,
);

fixture(
  'CouchDB: selectors read objects as operators',
  `${express}
import Nano from 'nano';

const users = Nano('http://couch.internal').use('users');
app.post('/', async (req, res) => {
  await users.find({ selector: { name: req.body.name } }); // sink document-query
  await users.find({ selector: { name: String(req.body.name) } }); // quiet
  await users.find({ selector: { name: { $eq: req.body.name } } }); // quiet
  await users.insert(req.body); // sink record
  await users.insert({ name: String(req.body.name) }); // quiet
});
`,
);
