/** Libraries of small helpers that services share: HTTP clients, texts, loggers, programs, identifiers. */
import { axios } from './axios/model.js';
import { bluebird, dotenv, globs, handlerWrappers, limiters, nodemailer, retriers, rxjs } from './helpers/model.js';
import { helperNatives } from './helpers/running.js';
import { errorHandler, heapdump, nestSwagger, nodeInspector, nodeV8 } from './debugging/model.js';
import { escapeHtml, he, patternEscapes, sanitizers, serializers } from './html/model.js';
import { fetchLike, gotLike, needle, requestLike, superagent, undici } from './http-clients/model.js';
import { lodashNatives } from './lodash/helpers.js';
import { lodash, lodashFunctions } from './lodash/model.js';
import { loggerNatives } from './loggers/formats.js';
import { debug, lineLoggers, pino, winston } from './loggers/model.js';
import type { LibraryModel, Natives } from './schema.js';
import { crossSpawn, execa, shelljs, shellQuote, zx } from './shell/model.js';
import { shellNatives } from './shell/quoting.js';
import { nanoid, uuid, uuidV4, uuidValidate } from './uuid/model.js';
import { staticFileLibraries } from './static-files/model.js';
import { uploadNatives } from './uploads/callbacks.js';
import { expressFileupload, formidable, nestFilePipes, nestUploads } from './uploads/model.js';
import { validator, validatorFunctions } from './validator/model.js';
import { validatorNatives } from './validator/tests.js';

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
  ...lodashFunctions,
  ...validatorFunctions,
];

export const LIBRARY_NATIVES: Natives = {
  ...helperNatives,
  ...lodashNatives,
  ...loggerNatives,
  ...shellNatives,
  ...uploadNatives,
  ...validatorNatives,
};
