import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import { expect, test } from 'vitest';
import plugin from '../../src/index.js';

const file = path.resolve(import.meta.dirname, '../cases/flow/stores-typed.ts');

/** Connections of which only the checker knows what they are: nothing here shows how they were made. */
const text = `
import express from 'express';
import type { DatabaseSync } from 'node:sqlite';
import type { Database } from 'better-sqlite3';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Kysely } from 'kysely';
import type { Collection } from 'mongodb';
import type { Model } from 'mongoose';
import type { ConnectionPool } from 'mssql';
import type { Pool as MyPool } from 'mysql2/promise';
import type { Connection } from 'oracledb';
import type { Sql } from 'postgres';
import type { Sequelize } from 'sequelize';
import type { DataSource, Repository } from 'typeorm';
import type { PrismaClient } from '@prisma/client';

interface Stores {
  better: Database;
  collection: Collection;
  drizzle: NodePgDatabase;
  knex: Knex;
  kysely: Kysely<never>;
  lite: DatabaseSync;
  model: Model<{ name: string }>;
  mssql: ConnectionPool;
  mysql: MyPool;
  oracle: Connection;
  postgres: Sql;
  prisma: PrismaClient;
  redis: Redis;
  sequelize: Sequelize;
  source: DataSource;
  poems: Repository<{ name: string }>;
}
declare function connect<T>(make: () => T): T;
declare const made: { stores(): Stores };
const stores = connect(() => made.stores());

const app = express();
app.post('/', async (req, res) => {
  const name = String(req.body.name);
  stores.better.prepare('SELECT ' + name); // no-sql-injection
  await stores.collection.findOne({ name: req.body.name }); // no-nosql-injection
  await stores.collection.findOne({ name }); // quiet
  await stores.drizzle.execute('SELECT ' + name); // no-sql-injection
  await stores.knex.raw('SELECT ' + name); // no-sql-injection
  await stores.knex('t').whereRaw('a = ?', [name]); // quiet
  await stores.knex('t').whereRaw('a = ' + name); // no-sql-injection
  stores.lite.exec('SELECT ' + name); // no-sql-injection
  await stores.model.findOne({ name: req.body.name }); // no-nosql-injection
  await stores.model.create(req.body); // no-mass-assignment
  await stores.model.create({ name }); // quiet
  await stores.mssql.request().query('SELECT ' + name); // no-sql-injection
  await stores.mysql.query('SELECT ' + name); // no-sql-injection
  await stores.mysql.query('SELECT ?', [name]); // quiet
  await stores.oracle.execute('SELECT ' + name); // no-sql-injection
  await stores.postgres.unsafe('SELECT ' + name); // no-sql-injection
  await stores.prisma.$queryRawUnsafe('SELECT ' + name); // no-sql-injection
  await stores.prisma.order.create({ data: req.body }); // no-mass-assignment
  await stores.prisma.order.create({ data: { status: name, total: 0, userId: 1 } }); // quiet
  await stores.redis.eval(name, 0); // no-nosql-injection
  await stores.sequelize.query('SELECT ' + name); // no-sql-injection
  await stores.source.query('SELECT ' + name); // no-sql-injection
  await stores.poems.createQueryBuilder().where('a = ' + name).getMany(); // no-sql-injection
  await stores.poems.save(req.body); // no-mass-assignment
  res.sendStatus(200);
});
`;

function program(): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    esModuleInterop: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options, true);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, rest[0], true) : getSourceFile(name, ...rest);
  return ts.createProgram({ rootNames: [file], options, host });
}

test('with types, connections are known by their declared types', () => {
  const rules = Object.fromEntries(
    ['no-sql-injection', 'no-nosql-injection', 'no-mass-assignment'].map((name) => [
      `api-security/${name}`,
      'error' as const,
    ]),
  );
  const messages = new Linter({ configType: 'flat', cwd: path.dirname(file) }).verify(
    text,
    {
      files: ['**/*.ts'],
      plugins: { 'api-security': plugin as never },
      languageOptions: { parser: parser, parserOptions: { programs: [program()] } },
      rules,
    },
    { filename: file },
  );
  const found = messages.map(
    (message) => `${String(message.line)} ${message.ruleId?.replace('api-security/', '') ?? message.message}`,
  );
  const wanted = text.split('\n').flatMap((line, index) => {
    const rule = /\/\/ (no-[\w-]+)$/.exec(line)?.[1];
    return rule === undefined ? [] : [`${String(index + 1)} ${rule}`];
  });
  expect(found).toEqual(wanted);
});
