/** Databases whose drivers fill placeholders themselves, run batches, or hand over connections of their own. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'pg-promise: values are quoted unless they are asked for raw',
  `${express}
import pgPromise from 'pg-promise';

const pgp = pgPromise();
const db = pgp(process.env.DATABASE ?? '');
class Users {
  constructor(private readonly inner = db) {}
  find(name: string) {
    return this.inner.oneOrNone('SELECT * FROM users WHERE name = ' + name); // sink sql
  }
}
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await db.any('SELECT * FROM users WHERE name = $1', [name]); // quiet
  await db.any('SELECT * FROM users WHERE name = ' + name); // sink sql
  await db.any('SELECT * FROM users WHERE name = $1 ORDER BY $2:raw', ['a', name]); // sink sql
  await db.any('SELECT * FROM users WHERE name = $1 ORDER BY $2:raw', [name, 'id']); // quiet
  await db.any('SELECT * FROM users ORDER BY $1^', name); // sink sql
  await db.any('SELECT * FROM users ORDER BY $1:name', name); // quiet
  await db.tx(async (t) => t.none('DELETE FROM ' + name)); // sink sql
  await db.task('find', async (t) => t.none('DELETE FROM users WHERE id = $1', [name])); // quiet
  await db.none(pgp.as.format('DELETE FROM ' + name, [])); // sink sql
  await db.none(pgp.as.format('DELETE FROM $1:name', [name])); // quiet
  await db.none('DELETE FROM ' + pgp.as.name(name)); // quiet
  await db.none(pgp.helpers.insert(req.body, null, 'users')); // sink record
  await db.none(pgp.helpers.insert(req.body, ['name'], 'users')); // quiet
  await new Users().find(name);
  const own = await db.connect();
  await own.query('SELECT ' + name); // sink sql
});
`,
);

fixture(
  'libSQL: statements with their arguments, batches, scripts',
  `${express}
import { createClient } from '@libsql/client';

const turso = createClient({ url: process.env.TURSO ?? '' });
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await turso.execute('SELECT * FROM users WHERE name = ' + name); // sink sql
  await turso.execute({ sql: 'SELECT * FROM users WHERE name = ?', args: [name] }); // quiet
  await turso.execute({ sql: 'SELECT * FROM users WHERE name = ' + name, args: [] }); // sink sql
  await turso.batch(['DELETE FROM ' + name], 'write'); // sink sql
  await turso.batch([{ sql: 'DELETE FROM users WHERE name = ?', args: [name] }], 'write'); // quiet
  await turso.executeMultiple('DELETE FROM ' + name); // sink sql
  const tx = await turso.transaction('write');
  await tx.execute('DELETE FROM ' + name); // sink sql
});
`,
);

fixture(
  'MariaDB: promises, callbacks, batches, files of statements',
  `${express}
import mariadb, { createPool } from 'mariadb';
import * as plain from 'mariadb/callback';

const pool = createPool({ host: 'db.internal' });
const called = plain.createConnection({ host: 'db.internal' });
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  const own = await pool.getConnection();
  await own.query('SELECT * FROM users WHERE name = ' + name); // sink sql
  await own.query('SELECT * FROM users WHERE name = ?', [name]); // quiet
  await own.query('SELECT * FROM users WHERE name = ' + own.escape(name)); // quiet
  await pool.batch('INSERT INTO ' + name + ' VALUES (?)', [[1]]); // sink sql
  await pool.batch('INSERT INTO users VALUES (?)', [[name]]); // quiet
  await pool.importFile({ file: '/srv/' + name, database: 'a' }); // sink path
  await pool.importFile({ file: '/srv/a.sql', database: 'a' }); // quiet
  own.queryStream('SELECT ' + name); // sink sql
  const statement = await own.prepare('SELECT ' + name); // sink sql
  called.query('SELECT ' + name, () => undefined); // sink sql
  called.query('SELECT ?', [name], () => undefined); // quiet
  await mariadb.createPoolCluster().of('a*').query('SELECT ' + name); // sink sql
});
`,
);

fixture(
  'Neon and Vercel: tags bind, texts do not',
  `${express}
import { neon, Pool } from '@neondatabase/serverless';
import { createPool, sql } from '@vercel/postgres';

const tag = neon(process.env.DATABASE ?? '');
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await tag\`SELECT * FROM users WHERE name = \${name}\`; // quiet
  await tag.query('SELECT * FROM users WHERE name = ' + name); // sink sql
  await tag.query('SELECT * FROM users WHERE name = $1', [name]); // quiet
  await new Pool().query('SELECT ' + name); // sink sql
  await sql\`SELECT \${name}\`; // quiet
  await sql.query('SELECT ' + name); // sink sql
  const client = await createPool().connect();
  await client.query('SELECT ' + name); // sink sql
  client.release();
});
`,
);

fixture(
  'MikroORM 7: options, several records, repositories, builders and the builder of Kysely',
  `${express}
import { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

class User {
  id!: number;
  name!: string;
}
const orm = await MikroORM.init({});
app.post('/', async (req, res) => {
  const em = orm.em.fork();
  const name = String(req.query.name);
  await em.findAll(User, { where: { name: req.body.name } }); // sink document-query
  await em.findAll(User, { where: { name } }); // quiet
  await em.insertMany(User, [req.body]); // sink record
  await em.insertMany(User, [{ name }]); // quiet
  await em.repo(User).findOne({ name: req.body.name }); // sink document-query
  await em.repo(User).findOne({ name }); // quiet
  await em.nativeUpdate(User, { id: 1 }, req.body); // sink record
  await em.qb(User).select('*').andHaving('count(*) > ' + name); // sink sql
  await em.qb(User).indexHint('use index(' + name + ')').execute(); // sink sql
  await em.getConnection().executeDump(name); // sink sql
  await sql.raw('SELECT ' + name).execute(em.getKysely()); // sink sql
});
`,
);

fixture(
  'the second AWS SDK: operations are methods of clients',
  `${express}
import AWS, { DynamoDB, S3 } from 'aws-sdk';
import Files from 'aws-sdk/clients/s3';

const table = new DynamoDB.DocumentClient();
const files = new Files();
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await table.scan({ TableName: 't', FilterExpression: 'a = ' + name }).promise(); // sink query-code
  await table.scan({ TableName: 't', FilterExpression: 'a = :a', ExpressionAttributeValues: { ':a': name } }).promise(); // quiet
  await table.put({ TableName: 't', Item: req.body }).promise(); // sink record
  await table.put({ TableName: 't', Item: { name } }).promise(); // quiet
  await new AWS.S3().getObject({ Bucket: 'b', Key: name }).promise(); // sink object-key
  await new S3().getObject({ Bucket: 'b', Key: 'public/' + name }).promise(); // quiet
  files.getSignedUrl('getObject', { Bucket: 'b', Key: name }); // sink object-key
});
`,
);
