/** Models of libraries that tell who is calling, and of middleware that does not. */
import { corsLibraries } from './cors/model.js';
import { corsNatives } from './cors/origins.js';
import { expressJwtNatives } from './express-jwt/guard.js';
import { expressJwt } from './express-jwt/model.js';
import { jose } from './jose/model.js';
import { joseNatives } from './jose/tokens.js';
import { jsonwebtoken } from './jsonwebtoken/model.js';
import { jsonwebtokenNatives } from './jsonwebtoken/verify.js';
import { hapiJwt } from './hapi/jwt.js';
import { koaJwt } from './koa/model.js';
import { csrfMiddleware, csrfSync, csrfTokens, doubleCsrf } from './csrf/model.js';
import { basicAuth, expressBasicAuth, koaBasicAuth } from './middleware/basic.js';
import { HEADER_LIBRARIES } from './middleware/headers.js';
import { cookieLibraries, middlewareLibraries, sessions } from './middleware/model.js';
import { sessionNatives } from './middleware/session.js';
import { expressOpenapiValidator, wesleytoddOpenapi } from './openapi/model.js';
import { nestAuthModels, nestAuthNatives } from './nest/auth.js';
import { nestConfig } from './nest/config.js';
import { nestSettingsNatives } from './nest/settings.js';
import { coreNatives, nestCore, nestFastify } from './nest/core.js';
import { nestModuleNatives, nestModules } from './nest/modules.js';
import { otpauth, otplib, speakeasy } from './otp/model.js';
import { passportNatives } from './passport/authenticate.js';
import { passport } from './passport/model.js';
import { argon2, bcrypt } from './passwords/model.js';
import type { LibraryModel, Natives } from './schema.js';
import { tokenNatives } from './tokens/claims.js';
import { passportLocalNatives } from './passport/local.js';
import { nodeForge } from './crypto/forge.js';
import { jwtSimple, jwtSimpleNatives } from './tokens/jwt-simple.js';
import { fastJwt, honoJwt, jwtDecode, passportJwt, passportLocal } from './tokens/model.js';
import { stripe } from './stripe/model.js';

export const AUTH_MODELS: readonly LibraryModel[] = [
  argon2,
  basicAuth,
  bcrypt,
  expressBasicAuth,
  koaBasicAuth,
  expressJwt,
  fastJwt,
  honoJwt,
  jose,
  jsonwebtoken,
  jwtDecode,
  jwtSimple,
  nodeForge,
  hapiJwt,
  koaJwt,
  ...cookieLibraries,
  csrfMiddleware,
  csrfSync,
  csrfTokens,
  doubleCsrf,
  ...corsLibraries,
  ...HEADER_LIBRARIES,
  expressOpenapiValidator,
  wesleytoddOpenapi,
  middlewareLibraries,
  nestConfig,
  ...nestAuthModels,
  ...nestModules,
  nestCore,
  nestFastify,
  otpauth,
  otplib,
  passport,
  passportJwt,
  passportLocal,
  sessions,
  speakeasy,
  stripe,
];
export const AUTH_NATIVES: Natives = {
  ...coreNatives,
  ...corsNatives,
  ...expressJwtNatives,
  ...joseNatives,
  ...jwtSimpleNatives,
  ...jsonwebtokenNatives,
  ...nestAuthNatives,
  ...nestSettingsNatives,
  ...nestModuleNatives,
  ...tokenNatives,
  ...passportNatives,
  ...passportLocalNatives,
  ...sessionNatives,
};
