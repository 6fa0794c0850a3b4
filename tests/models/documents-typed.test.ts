/** With types: document stores and builders are known by their declared types, also classes behind a default export. */
import { expect, test } from 'vitest';
import { marks, typedReports } from './typed-harness.js';

const text = `
import express from 'express';
import type { Client } from '@elastic/elasticsearch';
import type { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import type { CollectionReference } from '@google-cloud/firestore';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Client as Files } from 'minio';
import type { IDatabase } from 'pg-promise';
import type { Pool } from 'mariadb';
import type { QueryBuilder, Model } from 'objection';

interface Stores {
  elastic: Client;
  dynamo: DynamoDBDocument;
  users: CollectionReference;
  em: SqlEntityManager;
  files: Files;
  promised: IDatabase<unknown>;
  maria: Pool;
  persons: QueryBuilder<Model>;
}
declare function connect<T>(make: () => T): T;
declare const made: { stores(): Stores };
const stores = connect(() => made.stores());

const app = express();
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await stores.elastic.sql.query({ query: 'SELECT ' + name }); // no-sql-injection
  await stores.elastic.sql.query({ query: 'SELECT ?', params: [name] }); // quiet
  await stores.dynamo.scan({ TableName: 't', FilterExpression: 'a = ' + name }); // no-nosql-injection
  await stores.users.add(req.body); // no-mass-assignment
  await stores.users.add({ name }); // quiet
  await stores.em.execute('SELECT ' + name); // no-sql-injection
  await stores.em.execute('SELECT ?', [name]); // quiet
  await stores.em.getConnection().execute('SELECT ' + name); // no-sql-injection
  await stores.files.fGetObject('b', 'k', '/srv/' + name); // no-path-traversal
  await stores.promised.any('SELECT ' + name); // no-sql-injection
  await stores.promised.any('SELECT $1', [name]); // quiet
  await stores.maria.query('SELECT ' + name); // no-sql-injection
  await stores.persons.whereRaw('name = ' + name); // no-sql-injection
  res.sendStatus(200);
});
`;

test('with types, the stores that a service hands around are known', () => {
  const rules = ['no-sql-injection', 'no-nosql-injection', 'no-mass-assignment', 'no-path-traversal'];
  expect(typedReports(text, rules)).toEqual(marks(text));
});
