/** Every model, and the semantics made of them. */
import type { Semantics } from '../flow/semantics.js';
import { assertNatives } from './assert/checks.js';
import { invariants, nodeAssert } from './assert/model.js';
import { bufferNatives } from './buffer/bytes.js';
import { nodeBuffer } from './buffer/model.js';
import { programNatives } from './child-process/programs.js';
import { nodeConsole } from './console/model.js';
import { consoleNatives } from './console/printing.js';
import { nodeCrypto } from './crypto/model.js';
import { emitterNatives } from './events/emitters.js';
import { nodeEvents } from './events/model.js';
import { fsExtra, fsModel, fsPromises } from './fs/model.js';
import { answerNatives } from './http/answers.js';
import { nodeDns, nodeHttp, nodeHttp2, nodeNet } from './http/model.js';
import { nodeOs, nodeProcess, nodeTimers, nodeWorkers } from './process/model.js';
import { streamNatives } from './streams/flows.js';
import { nodeReadline, nodeStream, nodeStreamConsumers, nodeStreamPromises, nodeZlib, streamCollectors } from './streams/model.js';
import { utilNatives } from './util/functions.js';
import { nodeUtil } from './util/model.js';
import { interopModules, nodeModule, nodeVm } from './vm/model.js';
import { web } from './web/model.js';
import { axios } from './axios/model.js';
import { bluebird, dotenv, globs, handlerWrappers, limiters, nodemailer, retriers, rxjs } from './helpers/model.js';
import { helperNatives } from './helpers/running.js';
import { escapeHtml, he, patternEscapes, sanitizers, serializers } from './html/model.js';
import { fetchLike, gotLike, needle, requestLike, superagent, undici } from './http-clients/model.js';
import { lodashNatives } from './lodash/helpers.js';
import { lodash, lodashFunctions } from './lodash/model.js';
import { loggerNatives } from './loggers/formats.js';
import { debug, lineLoggers, pino, winston } from './loggers/model.js';
import { crossSpawn, execa, shelljs, shellQuote, zx } from './shell/model.js';
import { shellNatives } from './shell/quoting.js';
import { nanoid, uuid, uuidV4, uuidValidate } from './uuid/model.js';
import { validator, validatorFunctions } from './validator/model.js';
import { validatorNatives } from './validator/tests.js';
import { childProcess } from './child-process/model.js';
import { compileModels } from './compile.js';
import { express, expressNatives } from './express/model.js';
import { nodePath, nodePathPosix, nodePathWin32 } from './path/model.js';
import { pathNatives } from './path/paths.js';
import { pg } from './pg/model.js';
import { POLICIES } from './policies.js';
import type { LibraryModel, Natives } from './schema.js';
import { nodeQuerystring, nodeUrl } from './url/model.js';
import { urlNatives } from './url/objects.js';

export const MODELS: readonly LibraryModel[] = [childProcess, express, 
  fsExtra, fsModel, fsPromises, interopModules, invariants, nodeAssert, nodeBuffer, nodeConsole, nodeCrypto, nodeDns, nodeEvents, nodeHttp, nodeHttp2, nodeModule, nodeNet, nodeOs, nodePath,
  axios, bluebird, crossSpawn, debug, dotenv, escapeHtml, execa, fetchLike, globs, gotLike, handlerWrappers, he, limiters, lineLoggers, lodash, nanoid, needle, nodemailer, patternEscapes, pino, requestLike, retriers, rxjs, sanitizers, serializers,
  shelljs, shellQuote, superagent, undici, uuid, uuidV4, uuidValidate, validator, winston, zx, ...lodashFunctions, ...validatorFunctions,
  nodePathPosix,
  nodePathWin32, nodeProcess, nodeQuerystring, nodeReadline, nodeStream, nodeStreamConsumers, nodeStreamPromises, nodeTimers, nodeUrl, nodeUtil, nodeVm, nodeWorkers, nodeZlib, streamCollectors, web,
  pg];
export const NATIVES: Natives = { ...expressNatives, ...answerNatives, ...helperNatives, ...lodashNatives, ...loggerNatives, ...shellNatives, ...validatorNatives, ...assertNatives, ...bufferNatives, ...consoleNatives, ...emitterNatives, ...pathNatives, ...programNatives, ...streamNatives, ...utilNatives, ...urlNatives };

let compiled: Semantics | null = null;

/** Returns the semantics of all models; compiled once. */
export function semantics(): Semantics {
  compiled ??= compileModels(MODELS, NATIVES, POLICIES);
  return compiled;
}
