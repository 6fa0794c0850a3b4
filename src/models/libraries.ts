/** Libraries of small helpers that services share: HTTP clients, texts, loggers, programs, identifiers. */
import { archiveNatives } from './archives/entries.js';
import { ARCHIVE_MODELS } from './archives/model.js';
import { arangodb } from './arangodb/model.js';
import { cloudflare } from './cloudflare/model.js';
import { duckdb, duckdbCallbacks } from './duckdb/model.js';
import { jsonata, jsonPath, jsonPathPlus, mathjs } from './expressions/model.js';
import { gitNatives } from './git/arguments.js';
import { simpleGit } from './git/model.js';
import { MEDIA_MODELS } from './media/model.js';
import { SESSION_MODELS, sessionNatives } from './sessions/model.js';
import { supabase, supabaseServer } from './supabase/model.js';
import { asyncNatives } from './async/control.js';
import { asyncLibrary } from './async/model.js';
import { axios } from './axios/model.js';
import { nestAxios, nestAxiosNatives } from './axios/nest.js';
import { BROWSER_MODELS } from './browsers/model.js';
import { awilixNatives } from './containers/awilix.js';
import { awilix, inversify, tsyringe, typedi } from './containers/model.js';
import { containerNatives } from './containers/natives.js';
import { DIRECTORY_MODELS } from './directories/model.js';
import { DOCUMENT_STORE_MODELS } from './document-stores/model.js';
import {
  bluebird,
  dotenv,
  globs,
  handlerWrappers,
  limiters,
  nodemailer,
  queues,
  retriers,
  rxjs,
} from './helpers/model.js';
import { helperNatives } from './helpers/running.js';
import { nestjsZod, nestjsZodNatives } from './nestjs-zod/model.js';
import { zodExpressMiddleware, zodExpressNatives } from './zod-express-middleware/model.js';
import { errorHandler, heapdump, nestSwagger, nodeInspector, nodeV8 } from './debugging/model.js';
import {
  devalue,
  escapeHtml,
  he,
  marked,
  markdownIt,
  patternEscapes,
  sanitizers,
  serializers,
  showdown,
} from './html/model.js';
import { htmlNatives } from './html/natives.js';
import { fetchLike, gotLike, needle, ofetch, requestLike, superagent, undici, wreck } from './http-clients/model.js';
import { KEY_MODELS } from './keys/model.js';
import { lodashNatives } from './lodash/helpers.js';
import { lodash, lodashFunctions } from './lodash/model.js';
import { loggerNatives } from './loggers/formats.js';
import { bunyan, consola, debug, log4js, loglevel, pino, sentry, tslog, winston } from './loggers/model.js';
import { AWS_SDK_MODELS } from './aws-sdk/model.js';
import { REMOTE_MODELS } from './remote/model.js';
import { OBJECT_STORE_MODELS } from './object-stores/model.js';
import { httpProxy, proxyMiddleware } from './proxies/model.js';
import { QUEUE_MODELS } from './queues/model.js';
import { routingControllers, routingControllersNatives } from './routing-controllers/model.js';
import type { LibraryModel, Natives } from './schema.js';
import { schemaNatives } from './serialization/schemas.js';
import { SERIALIZATION_MODELS } from './serialization/model.js';
import { crossSpawn, execa, shellEscapes, shelljs, shellQuote, shescape, tinyExec, zx } from './shell/model.js';
import { shellNatives } from './shell/quoting.js';
import { templateNatives } from './shell/templates.js';
import { TEMPLATE_MODELS } from './templates/model.js';
import { typeGraphql, typeGraphqlNatives } from './type-graphql/model.js';
import { MAIL_MODELS } from './mail/model.js';
import { memory } from './memory/model.js';
import { memoryNatives } from './memory/records.js';
import { nanoid, uuid, uuidV4 } from './uuid/model.js';
import { boom, fastifyError, httpErrors } from './http-errors/model.js';
import { httpStatus, httpStatusCodes } from './statuses/model.js';
import { staticFileLibraries } from './static-files/model.js';
import { SUPABASE_CHANGES } from './shared/change-tables.js';
import { changing } from './shared/store-changes.js';
import { statementNatives } from './shared/statements.js';
import { convict, envalid } from './settings/model.js';
import { settingsNatives } from './settings/values.js';
import { SMALL_MODELS, SMALL_NATIVES } from './small/index.js';
import { uploadNatives } from './uploads/callbacks.js';
import { busboy, expressFileupload, formidable, nestFilePipes, nestUploads } from './uploads/model.js';
import { validator, validatorFunctions } from './validator/model.js';
import { validatorNatives } from './validator/tests.js';
import { WAREHOUSE_MODELS } from './warehouses/model.js';
import { xmlNatives } from './xml/documents.js';
import { XML_MODELS } from './xml/model.js';

export const LIBRARY_MODELS: readonly LibraryModel[] = [
  arangodb,
  asyncLibrary,
  axios,
  nestAxios,
  bluebird,
  bunyan,
  busboy,
  cloudflare,
  consola,
  convict,
  envalid,
  crossSpawn,
  debug,
  devalue,
  marked,
  markdownIt,
  showdown,
  errorHandler,
  heapdump,
  nestjsZod,
  zodExpressMiddleware,
  nestSwagger,
  nodeInspector,
  nodeV8,
  ...staticFileLibraries,
  dotenv,
  duckdb,
  duckdbCallbacks,
  escapeHtml,
  expressFileupload,
  formidable,
  nestFilePipes,
  nestUploads,
  execa,
  fetchLike,
  globs,
  ...gotLike,
  handlerWrappers,
  he,
  httpProxy,
  boom,
  fastifyError,
  httpErrors,
  httpStatus,
  jsonata,
  jsonPath,
  jsonPathPlus,
  mathjs,
  awilix,
  inversify,
  tsyringe,
  typedi,
  httpStatusCodes,
  limiters,
  log4js,
  loglevel,
  lodash,
  memory,
  nanoid,
  needle,
  wreck,
  nodemailer,
  ofetch,
  patternEscapes,
  pino,
  proxyMiddleware,
  queues,
  requestLike,
  retriers,
  routingControllers,
  rxjs,
  sanitizers,
  sentry,
  serializers,
  shellEscapes,
  shelljs,
  shellQuote,
  shescape,
  simpleGit,
  changing(supabase, SUPABASE_CHANGES),
  supabaseServer,
  superagent,
  tinyExec,
  tslog,
  typeGraphql,
  undici,
  uuid,
  uuidV4,
  validator,
  winston,
  zx,
  ...ARCHIVE_MODELS,
  ...BROWSER_MODELS,
  ...DIRECTORY_MODELS,
  ...DOCUMENT_STORE_MODELS,
  ...KEY_MODELS,
  ...lodashFunctions,
  ...MAIL_MODELS,
  ...MEDIA_MODELS,
  ...AWS_SDK_MODELS,
  ...REMOTE_MODELS,
  ...OBJECT_STORE_MODELS,
  ...QUEUE_MODELS,
  ...SERIALIZATION_MODELS,
  ...SESSION_MODELS,
  ...SMALL_MODELS,
  ...TEMPLATE_MODELS,
  ...validatorFunctions,
  ...WAREHOUSE_MODELS,
  ...XML_MODELS,
];

export const LIBRARY_NATIVES: Natives = {
  ...SMALL_NATIVES,
  ...archiveNatives,
  ...asyncNatives,
  ...awilixNatives,
  ...containerNatives,
  ...gitNatives,
  ...helperNatives,
  ...htmlNatives,
  ...nestAxiosNatives,
  ...nestjsZodNatives,
  ...zodExpressNatives,
  ...lodashNatives,
  ...loggerNatives,
  ...routingControllersNatives,
  ...memoryNatives,
  ...schemaNatives,
  ...sessionNatives,
  ...settingsNatives,
  ...shellNatives,
  ...templateNatives,
  ...typeGraphqlNatives,
  ...statementNatives,
  ...uploadNatives,
  ...validatorNatives,
  ...xmlNatives,
};
