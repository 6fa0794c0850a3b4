/** Every model, and the semantics made of them. */
import type { Semantics } from '../flow/semantics.js';
import { ajv, ajvNatives } from './ajv/model.js';
import { assertNatives } from './assert/checks.js';
import { epicInvariant, invariants, nodeAssert } from './assert/model.js';
import { asyncHooksNatives, nodeAsyncHooks } from './async-hooks/model.js';
import { AUTH_MODELS, AUTH_NATIVES } from './auth.js';
import { awsLambda } from './aws-lambda/model.js';
import { bufferNatives } from './buffer/bytes.js';
import { nodeBuffer } from './buffer/model.js';
import { cassandra } from './cassandra/model.js';
import { childProcess } from './child-process/model.js';
import { programNatives } from './child-process/programs.js';
import { nestMappedTypes } from './class-validator/mapped-types.js';
import { classTransformer, classValidator, classValidatorNatives } from './class-validator/model.js';
import { clickhouse } from './clickhouse/model.js';
import { compileModels } from './compile.js';
import { readUserModels, type UserModels } from './user.js';
import { FRAMEWORK_MODELS, FRAMEWORK_NATIVES } from './frameworks.js';
import { nodeConsole } from './console/model.js';
import { consoleNatives } from './console/printing.js';
import { cryptoNatives } from './crypto/digests.js';
import { nodeCrypto } from './crypto/model.js';
import { pgNatives } from './pg/rows.js';
import { thenableNatives } from './stores/thenable.js';
import { sequelizeNatives } from './sequelize/rows.js';
import { casl } from './casl/model.js';
import { languageModels } from './costly/model.js';
import { templateNatives } from './templates/filled.js';
import { viewNatives } from './templates/views.js';
import { drizzle, drizzleTables } from './drizzle/model.js';
import { drizzleNatives } from './drizzle/natives.js';
import { emitterNatives } from './events/emitters.js';
import { nodeEvents } from './events/model.js';
import { expressValidator, expressValidatorNatives } from './express-validator/model.js';
import { express, expressNatives } from './express/model.js';
import { fastify, fastifyAutoload, fastifyPlugin, fastifyPlugins, signingPlugins } from './fastify/model.js';
import { routeNatives as fastifyRoutes } from './fastify/routes.js';
import { scopeNatives as fastifyScopes } from './fastify/scopes.js';
import { fsExtra, fsModel, fsPromises } from './fs/model.js';
import { GRAPHQL_MODELS } from './graphql/model.js';
import { remix } from './remix/model.js';
import { sveltekit } from './sveltekit/model.js';
import { graphqlNatives } from './graphql/resolvers.js';
import { hapi } from './hapi/model.js';
import { hapiNatives } from './hapi/routes.js';
import { contextNatives as honoContext } from './hono/context.js';
import { HONO_MODELS } from './hono/models.js';
import { routeNatives as honoRoutes } from './hono/routes.js';
import { answerNatives } from './http/answers.js';
import { nodeDgram, nodeDns, nodeHttp, nodeHttp2, nodeNet } from './http/model.js';
import { celebrate, joi, joiNatives } from './joi/model.js';
import { jsonSchemaNatives } from './json-schema/natives.js';
import { jsonwebtokenNatives } from './jsonwebtoken/verify.js';
import { knex } from './knex/model.js';
import { KOA_MODELS } from './koa/models.js';
import { koaNatives } from './koa/routes.js';
import { knexNatives } from './knex/rows.js';
import { kyselyNatives } from './kysely/tables.js';
import { prismaNatives } from './prisma/rows.js';
import { queryOf } from './stores/entities.js';
import { kysely } from './kysely/model.js';
import { language } from './language/model.js';
import { LIBRARY_MODELS, LIBRARY_NATIVES } from './libraries.js';
import { messageNatives } from './messages/listeners.js';
import { socketIo, ws } from './messages/model.js';
import { expressMongoSanitize, mongoSanitize, mongoSanitizeNatives } from './mongo-sanitize/model.js';
import { mikroOrm } from './mikro-orm/model.js';
import { mongodb } from './mongodb/model.js';
import { mongoose } from './mongoose/model.js';
import { mongooseHookNatives } from './mongoose/hooks.js';
import { mongooseNatives } from './mongoose/queries.js';
import { mssql } from './mssql/model.js';
import { multer } from './multer/model.js';
import { mariadb, mariadbCallback, mysql, mysqlPromise } from './mysql/model.js';
import { securing } from './tls/places.js';
import { nestCommon, nestGraphql, nestMicroservices, nestNatives, nestWebsockets } from './nest/model.js';
import { next, nextHeaders, nextNavigation, nextServer } from './next/model.js';
import { oauthClients } from './oauth/model.js';
import { objection } from './objection/model.js';
import { oracledb } from './oracledb/model.js';
import { nodePath, nodePathPosix, nodePathWin32 } from './path/model.js';
import { pathNatives } from './path/paths.js';
import { pgFormat, pgFormatNatives } from './pg-format/model.js';
import { pgPromise } from './pg-promise/model.js';
import { libsqlClient } from './sqlite/libsql.js';
import { hostedPostgres, pgCursor } from './pg/extras.js';
import { pg } from './pg/model.js';
import { pglite } from './pglite/model.js';
import { POLICIES } from './policies.js';
import { READERS } from './readers.js';
import { postgres } from './postgres/model.js';
import { prisma } from './prisma/model.js';
import { nodeOs, nodeProcess, nodeTimerPromises, nodeTimers, nodeWorkers } from './process/model.js';
import { ioredis, redis } from './redis/model.js';
import type { LibraryModel, Natives } from './schema.js';
import { sequelize } from './sequelize/model.js';
import {
  DRIZZLE_CHANGES,
  KNEX_CHANGES,
  KYSELY_CHANGES,
  MIKRO_ORM_CHANGES,
  OBJECTION_CHANGES,
  MONGODB_CHANGES,
  MONGOOSE_CHANGES,
  PRISMA_CHANGES,
  SEQUELIZE_CHANGES,
  TYPEORM_CHANGES,
} from './shared/change-tables.js';
import { changing } from './shared/store-changes.js';
import { exitNatives } from './shared/exits.js';
import { servedNatives } from './shared/served.js';
import { slonik } from './slonik/model.js';
import { betterSqlite, nodeSqlite, sqlite, sqlite3 } from './sqlite/model.js';
import { streamNatives } from './streams/flows.js';
import {
  nodeReadline,
  nodeStream,
  nodeStreamConsumers,
  nodeStreamPromises,
  nodeZlib,
  streamCollectors,
} from './streams/model.js';
import { superstruct, superstructNatives } from './superstruct/model.js';
import { safeActionNatives } from './next-safe-action/actions.js';
import { nextSafeAction } from './next-safe-action/model.js';
import { trpc, trpcAdapters } from './trpc/model.js';
import { trpcNatives } from './trpc/procedures.js';
import { typebox, typeboxCompiler, typeboxNatives, typeboxValue } from './typebox/model.js';
import { askedLimiters, fastifyRateLimit, limitingMiddleware } from './limits/model.js';
import { requestLoggers } from './request-loggers/model.js';
import { mikroOrmNatives } from './mikro-orm/hooks.js';
import { typeormNatives } from './typeorm/hooks.js';
import { typeorm } from './typeorm/model.js';
import { typeormTexts } from './typeorm/texts.js';
import { nodeQuerystring, nodeUrl } from './url/model.js';
import { urlNatives } from './url/objects.js';
import { utilNatives } from './util/functions.js';
import { nodeUtil } from './util/model.js';
import { valibot, valibotNatives } from './valibot/model.js';
import { vercel } from './vercel/model.js';
import { codeLoader, interopModules, nodeModule, nodeVm } from './vm/model.js';
import { webNatives } from './web/answers.js';
import { web } from './web/model.js';
import { webRequest } from './web/request.js';
import { yup, yupNatives } from './yup/model.js';
import { zod, zodNatives } from './zod/model.js';

const ALL: readonly LibraryModel[] = [
  ...AUTH_MODELS,
  ...LIBRARY_MODELS,
  ...trpcAdapters,
  ...FRAMEWORK_MODELS,
  ajv,
  ...GRAPHQL_MODELS,
  awsLambda,
  betterSqlite,
  casl,
  cassandra,
  celebrate,
  childProcess,
  classTransformer,
  classValidator,
  clickhouse,
  codeLoader,
  askedLimiters,
  fastifyRateLimit,
  languageModels,
  limitingMiddleware,
  requestLoggers,
  drizzleTables,
  changing(drizzle, DRIZZLE_CHANGES),
  express,
  expressMongoSanitize,
  expressValidator,
  fastify,
  fastifyPlugin,
  fastifyAutoload,
  ...fastifyPlugins,
  ...oauthClients,
  ...signingPlugins,
  fsExtra,
  fsModel,
  fsPromises,
  hapi,
  ...HONO_MODELS,
  hostedPostgres,
  libsqlClient,
  pgPromise,
  interopModules,
  epicInvariant,
  invariants,
  ioredis,
  joi,
  changing(knex, KNEX_CHANGES),
  ...KOA_MODELS,
  changing(kysely, KYSELY_CHANGES),
  language,
  changing(mikroOrm, MIKRO_ORM_CHANGES),
  changing(mongodb, MONGODB_CHANGES),
  changing(mongoose, MONGOOSE_CHANGES),
  mongoSanitize,
  mssql,
  multer,
  mariadb,
  mariadbCallback,
  mysql,
  mysqlPromise,
  nestCommon,
  nestGraphql,
  nestMappedTypes,
  nestMicroservices,
  nestWebsockets,
  next,
  nextHeaders,
  nextNavigation,
  nextServer,
  nodeAssert,
  nodeBuffer,
  nodeConsole,
  nodeCrypto,
  nodeDgram,
  nodeDns,
  nodeAsyncHooks,
  nodeEvents,
  nodeHttp,
  nodeHttp2,
  nodeModule,
  nodeNet,
  nodeOs,
  nodePath,
  nodePathPosix,
  nodePathWin32,
  nodeProcess,
  nodeQuerystring,
  nodeReadline,
  nodeSqlite,
  nodeStream,
  nodeStreamConsumers,
  nodeStreamPromises,
  nodeTimerPromises,
  nodeTimers,
  nodeUrl,
  nodeUtil,
  nodeVm,
  nodeWorkers,
  nodeZlib,
  changing(objection, OBJECTION_CHANGES),
  oracledb,
  pg,
  pgCursor,
  pgFormat,
  pglite,
  postgres,
  changing(prisma, PRISMA_CHANGES),
  redis,
  changing(sequelize, SEQUELIZE_CHANGES),
  slonik,
  socketIo,
  sqlite,
  sqlite3,
  streamCollectors,
  superstruct,
  trpc,
  nextSafeAction,
  typebox,
  typeboxCompiler,
  typeboxValue,
  changing(typeorm, TYPEORM_CHANGES),
  valibot,
  vercel,
  web,
  webRequest,
  ws,
  remix,
  sveltekit,
  yup,
  zod,
];
export const MODELS: readonly LibraryModel[] = ALL.map(securing);

export const NATIVES: Natives = {
  ...ajvNatives,
  ...drizzleNatives,
  ...pgNatives,
  ...sequelizeNatives,
  ...thenableNatives,
  ...answerNatives,
  ...assertNatives,
  ...AUTH_NATIVES,
  ...bufferNatives,
  ...classValidatorNatives,
  ...consoleNatives,
  ...cryptoNatives,
  ...asyncHooksNatives,
  ...emitterNatives,
  ...exitNatives,
  ...expressNatives,
  ...expressValidatorNatives,
  ...fastifyRoutes,
  ...FRAMEWORK_NATIVES,
  ...fastifyScopes,
  ...graphqlNatives,
  ...hapiNatives,
  ...honoContext,
  ...honoRoutes,
  ...joiNatives,
  ...jsonSchemaNatives,
  ...jsonwebtokenNatives,
  ...koaNatives,
  ...LIBRARY_NATIVES,
  ...messageNatives,
  ...mongooseHookNatives,
  ...mongooseNatives,
  ...knexNatives,
  ...kyselyNatives,
  'objection.query': queryOf,
  ...prismaNatives,
  ...templateNatives,
  ...viewNatives,
  ...typeormNatives,
  ...mikroOrmNatives,
  ...typeormTexts,
  ...mongoSanitizeNatives,
  ...nestNatives,
  ...pathNatives,
  ...pgFormatNatives,
  ...programNatives,
  ...servedNatives,
  ...streamNatives,
  ...superstructNatives,
  ...safeActionNatives,
  ...trpcNatives,
  ...typeboxNatives,
  ...urlNatives,
  ...utilNatives,
  ...valibotNatives,
  ...webNatives,
  ...yupNatives,
  ...zodNatives,
};

const compiled = new Map<string, Semantics>();
const KINDS: ReadonlySet<string> = new Set(POLICIES.map((policy) => policy.kind));

/** Returns the semantics of all models; compiled once for each set of models that users add. Theirs go first. */
export function semantics(own: readonly LibraryModel[] = []): Semantics {
  const key = own.length === 0 ? '' : JSON.stringify(own);
  let known = compiled.get(key);
  if (!known) {
    known = compileModels([...own, ...MODELS], NATIVES, POLICIES, READERS);
    compiled.set(key, known);
  }
  return known;
}

const read = new Map<string, UserModels>();

/** Returns the models of the settings, read once for each text that they have. */
export function userModels(value: unknown): UserModels {
  const key = value === undefined ? '' : JSON.stringify(value);
  let known = read.get(key);
  if (!known) {
    known = readUserModels(value, KINDS);
    read.set(key, known);
  }
  return known;
}
