/** Every model, and the semantics made of them. */
import type { EntryReader, Semantics } from '../flow/semantics.js';
import { childProcess } from './child-process/model.js';
import { compileModels } from './compile.js';
import { express, expressNatives } from './express/model.js';
import { fastify, fastifyPlugin, fastifyPlugins } from './fastify/model.js';
import { routeNatives as fastifyRoutes } from './fastify/routes.js';
import { scopeNatives as fastifyScopes } from './fastify/scopes.js';
import { contextNatives as honoContext } from './hono/context.js';
import { hono, honoCookie, honoException, honoFactory, honoMiddleware, honoSchemaValidators, honoValidator } from './hono/model.js';
import { routeNatives as honoRoutes } from './hono/routes.js';
import { koa, koaJwt, koaPlugins, koaRouter } from './koa/model.js';
import { koaNatives } from './koa/routes.js';
import { nestEntries } from './nest/parameters.js';
import { nestCommon, nestGraphql, nestMicroservices, nestNatives, nestWebsockets } from './nest/model.js';
import { argon2, bcrypt } from './passwords/model.js';
import { expressJwtNatives } from './express-jwt/guard.js';
import { expressJwt } from './express-jwt/model.js';
import { jose } from './jose/model.js';
import { jsonwebtoken } from './jsonwebtoken/model.js';
import { jsonwebtokenNatives } from './jsonwebtoken/verify.js';
import { middlewareLibraries } from './middleware/model.js';
import { passportNatives } from './passport/authenticate.js';
import { passport } from './passport/model.js';
import { stripe } from './stripe/model.js';
import { pg } from './pg/model.js';
import { POLICIES } from './policies.js';
import type { LibraryModel, Natives } from './schema.js';
import { exitNatives } from './shared/exits.js';
import { web } from './web/model.js';

export const MODELS: readonly LibraryModel[] = [
  argon2,
  bcrypt,
  childProcess,
  express,
  expressJwt,
  fastify,
  fastifyPlugin,
  fastifyPlugins,
  hono,
  honoCookie,
  honoException,
  honoFactory,
  honoMiddleware,
  honoSchemaValidators,
  honoValidator,
  jose,
  jsonwebtoken,
  koa,
  koaJwt,
  koaPlugins,
  koaRouter,
  middlewareLibraries,
  nestCommon,
  nestGraphql,
  nestMicroservices,
  nestWebsockets,
  passport,
  pg,
  stripe,
  web,
];
export const NATIVES: Natives = {
  ...expressJwtNatives,
  ...expressNatives,
  ...jsonwebtokenNatives,
  ...passportNatives,
  ...fastifyRoutes,
  ...fastifyScopes,
  ...exitNatives,
  ...honoContext,
  ...honoRoutes,
  ...koaNatives,
  ...nestNatives,
};

/** Who calls functions that nothing in the program calls. */
export const ENTRIES: readonly EntryReader[] = [
  nestEntries,
];

let compiled: Semantics | null = null;

/** Returns the semantics of all models; compiled once. */
export function semantics(): Semantics {
  compiled ??= compileModels(MODELS, NATIVES, POLICIES, ENTRIES);
  return compiled;
}
