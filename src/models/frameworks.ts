/** Smaller frameworks that answer requests. */
import { connect, polka, tinyhttp } from './connect/model.js';
import { elysia } from './elysia/model.js';
import { elysiaNatives } from './elysia/routes.js';
import { functionNatives } from './functions/handlers.js';
import {
  azureFunctions,
  firebaseAuth,
  firebaseFunctions,
  firebaseFunctionsFirst,
  firebaseFunctionsSecond,
  firebaseHttps,
  googleFunctions,
} from './functions/model.js';
import { h3Natives } from './h3/handlers.js';
import { h3 } from './h3/model.js';
import { nitro, nuxtAuthUtils } from './h3/nitro.js';
import { itty, micro } from './itty/model.js';
import { ittyNatives } from './itty/routes.js';
import { middy, middyJson, middyPlugins, serverlessHttp } from './middy/model.js';
import { middyNatives } from './middy/wrapped.js';
import { restify, restifyErrors } from './restify/model.js';
import { restifyNatives } from './restify/routes.js';
import type { LibraryModel, Natives } from './schema.js';

export const FRAMEWORK_MODELS: readonly LibraryModel[] = [
  connect,
  polka,
  tinyhttp,
  azureFunctions,
  firebaseAuth,
  firebaseFunctions,
  firebaseFunctionsFirst,
  firebaseFunctionsSecond,
  firebaseHttps,
  googleFunctions,
  elysia,
  h3,
  itty,
  micro,
  middy,
  middyJson,
  middyPlugins,
  serverlessHttp,
  nitro,
  nuxtAuthUtils,
  restify,
  restifyErrors,
];

export const FRAMEWORK_NATIVES: Natives = {
  ...elysiaNatives,
  ...functionNatives,
  ...h3Natives,
  ...ittyNatives,
  ...middyNatives,
  ...restifyNatives,
};
