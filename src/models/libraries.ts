/** Libraries of small helpers that services share: HTTP clients, texts, loggers, programs, identifiers. */
import { archiveNatives } from './archives/entries.js';
import { ARCHIVE_MODELS } from './archives/model.js';
import { axios } from './axios/model.js';
import { DIRECTORY_MODELS } from './directories/model.js';
import { bluebird, dotenv, globs, handlerWrappers, limiters, nodemailer, retriers, rxjs } from './helpers/model.js';
import { helperNatives } from './helpers/running.js';
import { errorHandler, heapdump, nestSwagger, nodeInspector, nodeV8 } from './debugging/model.js';
import { escapeHtml, he, patternEscapes, sanitizers, serializers } from './html/model.js';
import { fetchLike, gotLike, needle, requestLike, superagent, undici } from './http-clients/model.js';
import { KEY_MODELS } from './keys/model.js';
import { lodashNatives } from './lodash/helpers.js';
import { lodash, lodashFunctions } from './lodash/model.js';
import { loggerNatives } from './loggers/formats.js';
import { debug, lineLoggers, pino, winston } from './loggers/model.js';
import type { LibraryModel, Natives } from './schema.js';
import { schemaNatives } from './serialization/schemas.js';
import { SERIALIZATION_MODELS } from './serialization/model.js';
import { crossSpawn, execa, shelljs, shellQuote, zx } from './shell/model.js';
import { shellNatives } from './shell/quoting.js';
import { TEMPLATE_MODELS } from './templates/model.js';
import { MAIL_MODELS } from './mail/model.js';
import { nanoid, uuid, uuidV4, uuidValidate } from './uuid/model.js';
import { staticFileLibraries } from './static-files/model.js';
import { uploadNatives } from './uploads/callbacks.js';
import { expressFileupload, formidable, nestFilePipes, nestUploads } from './uploads/model.js';
import { validator, validatorFunctions } from './validator/model.js';
import { validatorNatives } from './validator/tests.js';
import { XML_MODELS } from './xml/model.js';

export const LIBRARY_MODELS: readonly LibraryModel[] = [
  axios,
  bluebird,
  crossSpawn,
  debug,
  errorHandler,
  heapdump,
  nestSwagger,
  nodeInspector,
  nodeV8,
  ...staticFileLibraries,
  dotenv,
  escapeHtml,
  expressFileupload,
  formidable,
  nestFilePipes,
  nestUploads,
  execa,
  fetchLike,
  globs,
  gotLike,
  handlerWrappers,
  he,
  limiters,
  lineLoggers,
  lodash,
  nanoid,
  needle,
  nodemailer,
  patternEscapes,
  pino,
  requestLike,
  retriers,
  rxjs,
  sanitizers,
  serializers,
  shelljs,
  shellQuote,
  superagent,
  undici,
  uuid,
  uuidV4,
  uuidValidate,
  validator,
  winston,
  zx,
  ...ARCHIVE_MODELS,
  ...DIRECTORY_MODELS,
  ...KEY_MODELS,
  ...lodashFunctions,
  ...MAIL_MODELS,
  ...SERIALIZATION_MODELS,
  ...TEMPLATE_MODELS,
  ...validatorFunctions,
  ...XML_MODELS,
];

export const LIBRARY_NATIVES: Natives = {
  ...archiveNatives,
  ...helperNatives,
  ...lodashNatives,
  ...loggerNatives,
  ...schemaNatives,
  ...shellNatives,
  ...uploadNatives,
  ...validatorNatives,
};
