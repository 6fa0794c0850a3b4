/** Every model, and the semantics made of them. */
import type { EntryReader, Semantics } from '../flow/semantics.js';
import { lambdaEntries } from './aws-lambda/entries.js';
import { awsLambda } from './aws-lambda/model.js';
import { AUTH_MODELS, AUTH_NATIVES } from './auth.js';
import { childProcess } from './child-process/model.js';
import { compileModels } from './compile.js';
import { express, expressNatives } from './express/model.js';
import { fastify, fastifyPlugin, fastifyPlugins } from './fastify/model.js';
import { routeNatives as fastifyRoutes } from './fastify/routes.js';
import { scopeNatives as fastifyScopes } from './fastify/scopes.js';
import { apollo, apolloAdapters, yoga } from './graphql/model.js';
import { graphqlNatives } from './graphql/resolvers.js';
import { hapi } from './hapi/model.js';
import { hapiNatives } from './hapi/routes.js';
import { contextNatives as honoContext } from './hono/context.js';
import { hono, honoCookie, honoException, honoFactory, honoMiddleware, honoSchemaValidators, honoValidator } from './hono/model.js';
import { routeNatives as honoRoutes } from './hono/routes.js';
import { koa, koaPlugins, koaRouter } from './koa/model.js';
import { koaNatives } from './koa/routes.js';
import { messageNatives } from './messages/listeners.js';
import { socketIo, ws } from './messages/model.js';
import { nestEntries } from './nest/parameters.js';
import { nestCommon, nestGraphql, nestMicroservices, nestNatives, nestWebsockets } from './nest/model.js';
import { nextEntries } from './next/entries.js';
import { next, nextHeaders, nextNavigation, nextServer } from './next/model.js';
import { pg } from './pg/model.js';
import { POLICIES } from './policies.js';
import type { LibraryModel, Natives } from './schema.js';
import { exitNatives } from './shared/exits.js';
import { trpc, trpcAdapters } from './trpc/model.js';
import { trpcNatives } from './trpc/procedures.js';
import { webNatives } from './web/answers.js';
import { web } from './web/model.js';

export const MODELS: readonly LibraryModel[] = [
  ...AUTH_MODELS,
  apollo,
  apolloAdapters,
  awsLambda,
  childProcess,
  express,
  fastify,
  fastifyPlugin,
  fastifyPlugins,
  hapi,
  hono,
  honoCookie,
  honoException,
  honoFactory,
  honoMiddleware,
  honoSchemaValidators,
  honoValidator,
  koa,
  koaPlugins,
  koaRouter,
  nestCommon,
  nestGraphql,
  nestMicroservices,
  nestWebsockets,
  next,
  nextHeaders,
  nextNavigation,
  nextServer,
  pg,
  socketIo,
  trpc,
  ...trpcAdapters,
  web,
  ws,
  yoga,
];
export const NATIVES: Natives = {
  ...AUTH_NATIVES,
  ...expressNatives,
  ...fastifyRoutes,
  ...fastifyScopes,
  ...exitNatives,
  ...graphqlNatives,
  ...hapiNatives,
  ...honoContext,
  ...honoRoutes,
  ...koaNatives,
  ...messageNatives,
  ...nestNatives,
  ...trpcNatives,
  ...webNatives,
};

/** Who calls functions that nothing in the program calls. */
export const ENTRIES: readonly EntryReader[] = [
  nestEntries,
  nextEntries,
  lambdaEntries,
];

let compiled: Semantics | null = null;

/** Returns the semantics of all models; compiled once. */
export function semantics(): Semantics {
  compiled ??= compileModels(MODELS, NATIVES, POLICIES, ENTRIES);
  return compiled;
}
