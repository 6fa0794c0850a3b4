/** Every model, and the semantics made of them. */
import type { Semantics } from '../flow/semantics.js';
import { cassandra } from './cassandra/model.js';
import { childProcess } from './child-process/model.js';
import { clickhouse } from './clickhouse/model.js';
import { compileModels } from './compile.js';
import { drizzle } from './drizzle/model.js';
import { express, expressNatives } from './express/model.js';
import { knex } from './knex/model.js';
import { kysely } from './kysely/model.js';
import { expressMongoSanitize, mongoSanitize, mongoSanitizeNatives } from './mongo-sanitize/model.js';
import { mongodb } from './mongodb/model.js';
import { mongoose } from './mongoose/model.js';
import { mongooseNatives } from './mongoose/queries.js';
import { mssql } from './mssql/model.js';
import { mysql, mysqlPromise } from './mysql/model.js';
import { oracledb } from './oracledb/model.js';
import { pgFormat, pgFormatNatives } from './pg-format/model.js';
import { hostedPostgres, pgCursor } from './pg/extras.js';
import { pg } from './pg/model.js';
import { pglite } from './pglite/model.js';
import { POLICIES } from './policies.js';
import { postgres } from './postgres/model.js';
import { prisma } from './prisma/model.js';
import { ioredis, redis } from './redis/model.js';
import type { LibraryModel, Natives } from './schema.js';
import { sequelize } from './sequelize/model.js';
import { slonik } from './slonik/model.js';
import { betterSqlite, nodeSqlite, sqlite, sqlite3 } from './sqlite/model.js';
import { typeorm } from './typeorm/model.js';

export const MODELS: readonly LibraryModel[] = [
  betterSqlite,
  cassandra,
  childProcess,
  clickhouse,
  drizzle,
  express,
  expressMongoSanitize,
  hostedPostgres,
  ioredis,
  knex,
  kysely,
  mongodb,
  mongoose,
  mongoSanitize,
  mssql,
  mysql,
  mysqlPromise,
  nodeSqlite,
  oracledb,
  pg,
  pgCursor,
  pgFormat,
  pglite,
  postgres,
  prisma,
  redis,
  sequelize,
  slonik,
  sqlite,
  sqlite3,
  typeorm,
];
export const NATIVES: Natives = { ...expressNatives, ...mongooseNatives, ...mongoSanitizeNatives, ...pgFormatNatives };

let compiled: Semantics | null = null;

/** Returns the semantics of all models; compiled once. */
export function semantics(): Semantics {
  compiled ??= compileModels(MODELS, NATIVES, POLICIES);
  return compiled;
}
