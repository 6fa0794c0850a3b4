/** Every model, and the semantics made of them. */
import type { Semantics } from '../flow/semantics.js';
import { argon2, bcrypt } from './passwords/model.js';
import { childProcess } from './child-process/model.js';
import { compileModels } from './compile.js';
import { express, expressNatives } from './express/model.js';
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

export const MODELS: readonly LibraryModel[] = [argon2, bcrypt, childProcess, express, expressJwt, jose, jsonwebtoken, middlewareLibraries, passport, pg, stripe];
export const NATIVES: Natives = { ...expressJwtNatives, ...expressNatives, ...jsonwebtokenNatives, ...passportNatives };

let compiled: Semantics | null = null;

/** Returns the semantics of all models; compiled once. */
export function semantics(): Semantics {
  compiled ??= compileModels(MODELS, NATIVES, POLICIES);
  return compiled;
}
