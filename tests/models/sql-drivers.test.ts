import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
`;

fixture(
  'mysql2: texts, escapes and formats, with callbacks and promises',
  `${express}
import mysql from 'mysql2';
import { createConnection, createPool, escapeId, format, type Pool } from 'mysql2/promise';
import * as callbacks from 'mysql';

const pool = createPool('mysql://localhost/shop');
const old = mysql.createPool({ host: 'db.internal' });
const older = callbacks.createConnection({ host: 'db.internal' });

async function byName(db: Pool, name: string) {
  await db.query('SELECT 1 FROM t WHERE a = ' + name); // sink sql
  await db.execute('SELECT 1 FROM t WHERE a = ?', [name]); // quiet
}

app.get('/', async (req, res) => {
  const name = String(req.query.name);
  await byName(pool, name);
  await pool.query({ sql: 'SELECT 1 FROM ' + name }); // sink sql
  await pool.query({ sql: 'SELECT 1 FROM t WHERE a = ?', values: [name] }); // quiet
  await pool.query(format('SELECT 1 FROM ?? WHERE a = ?', [name, name])); // quiet
  await pool.query(format('SELECT 1 FROM ' + name, [])); // sink sql
  await pool.query('SELECT 1 FROM ' + escapeId(name)); // quiet
  await pool.query('SELECT ? FROM t', [mysql.raw(name)]); // sink sql
  const connection = await pool.getConnection();
  await connection.prepare('SELECT ' + name); // sink sql
  const single = await createConnection({ host: 'db.internal' });
  await single.query('SELECT ' + single.escape(name)); // quiet
  await single.query('SELECT ' + name); // sink sql
  old.getConnection((failure, borrowed) => {
    borrowed.query('SELECT ' + name, () => undefined); // sink sql
    borrowed.query('SELECT ?', [name], () => undefined); // quiet
  });
  await old.promise().query('SELECT ' + name); // sink sql
  older.query('SELECT ' + name, (failure, rows) => res.json(rows)); // sink sql
  older.query('SELECT ' + callbacks.escape(name), (failure, rows) => res.json(rows)); // quiet
});
`,
);

fixture(
  'SQLite in its drivers: the statement is text, the values of run, get and all are bound',
  `${express}
import { DatabaseSync } from 'node:sqlite';
import Database from 'better-sqlite3';
import sqlite3 from 'sqlite3';

const better = new Database('/var/lib/app/data.db');
const own = new DatabaseSync('/var/lib/app/data.db');
const lite = new (sqlite3.verbose().Database)('/var/lib/app/data.db');
const insert = better.transaction((name: string) => {
  better.prepare('INSERT INTO t VALUES (?)').run(name); // quiet
  better.exec('INSERT INTO t VALUES (' + name + ')'); // sink sql
});

app.get('/', (req, res) => {
  const name = String(req.query.name);
  insert(name);
  better.prepare('SELECT 1 FROM t WHERE a = ?').pluck().get(name); // quiet
  better.prepare('SELECT 1 FROM ' + name).all(); // sink sql
  better.pragma('table_info(' + name + ')'); // sink sql
  new Database('/var/lib/app/' + name); // sink path
  own.prepare('SELECT 1 FROM t WHERE a = :a').all({ a: name }); // quiet
  own.exec('DROP TABLE ' + name); // sink sql
  lite.serialize(() => {
    lite.run('INSERT INTO t VALUES (?)', [name], () => undefined); // quiet
    lite.each('SELECT 1 FROM ' + name, () => undefined); // sink sql
  });
  lite.get('SELECT 1 FROM t WHERE a = ?', name, (failure, row) => {
    lite.all('SELECT 1 FROM ' + name); // sink sql
  });
});
`,
);

fixture(
  'SQL Server, Oracle, ClickHouse and Cassandra',
  `${express}
import { createClient } from '@clickhouse/client';
import { Client } from 'cassandra-driver';
import sql, { ConnectionPool, Request } from 'mssql';
import oracledb from 'oracledb';

const cassandra = new Client({ contactPoints: ['db.internal'] });
const click = createClient();

async function rows(pool: ConnectionPool, name: string) {
  await new Request(pool).input('a', name).query('SELECT 1 FROM t WHERE a = @a'); // quiet
  await new Request(pool).batch('SELECT 1 FROM ' + name); // sink sql
}

app.get('/', async (req, res) => {
  const name = String(req.query.name);
  await rows(await sql.connect('Server=db'), name);
  await sql.query\`SELECT 1 FROM t WHERE a = \${name}\`; // quiet
  await sql.query('SELECT 1 FROM ' + name); // sink sql
  const pool = new sql.ConnectionPool('Server=db');
  await pool.transaction().request().query('SELECT 1 FROM ' + name); // sink sql
  const oracle = await oracledb.createPool({ user: 'app' });
  const connection = await oracle.getConnection();
  await connection.execute('SELECT 1 FROM t WHERE a = :a', [name]); // quiet
  await connection.executeMany('INSERT INTO ' + name, []); // sink sql
  await click.command({ query: 'TRUNCATE TABLE ' + name }); // sink sql
  await click.query({ query: 'SELECT 1 FROM t WHERE a = {a: String}', query_params: { a: name } }); // quiet
  await click.insert({ table: name, values: [] }); // sink sql
  await click.insert({ table: 't', values: [name] }); // quiet
  await cassandra.batch([{ query: 'UPDATE t SET a = ?', params: [name] }, 'TRUNCATE t']); // quiet
  await cassandra.batch([{ query: 'UPDATE t SET a = ' + name }]); // sink sql
});
`,
);

fixture(
  'PostgreSQL beside pg: postgres.js, slonik, PGlite, pg-format',
  `${express}
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { Pool } from 'pg';
import format, { ident } from 'pg-format';
import postgres, { type Sql } from 'postgres';
import { createPool, sql as token, type DatabasePool } from 'slonik';

const sql = postgres('postgres://db.internal/shop');
const pg = new Pool();
const lite = new PGlite();

const list = async (db: Sql, name: string) => db\`SELECT 1 FROM t ORDER BY \${db.unsafe(name)}\`; // sink sql
const one = async (db: DatabasePool, name: string) => db.one(token.unsafe\`SELECT 1 FROM t WHERE a = \${name}\`); // quiet

app.get('/', async (req, res) => {
  const name = String(req.query.name);
  await list(sql, name);
  await one(await createPool('postgres://db.internal/shop'), name);
  await sql\`SELECT 1 FROM \${sql(name)} WHERE a = \${name}\`; // quiet
  await sql.begin(async (tx) => {
    await tx\`INSERT INTO t VALUES (\${name})\`; // quiet
    await tx.unsafe('INSERT INTO t VALUES (' + name + ')'); // sink sql
  });
  await lite.query('SELECT 1 FROM t WHERE a = $1', [name]); // quiet
  await lite.exec('DROP TABLE ' + name); // sink sql
  await lite.sql\`SELECT 1 FROM t WHERE a = \${name}\`; // quiet
  await lite.transaction(async (tx: Transaction) => {
    await tx.query('SELECT 1 FROM ' + name); // sink sql
  });
  await pg.query(format('SELECT %I FROM t WHERE a = %L', name, name)); // quiet
  await pg.query(format('SELECT %2$s FROM t WHERE a = %1$L', 'a', name)); // sink sql
  await pg.query(format('SELECT %2$s FROM t WHERE a = %1$L', name, 'a')); // quiet
  await pg.query('SELECT 1 FROM ' + ident(name)); // quiet
});
`,
);
