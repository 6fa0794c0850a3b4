/** Every model, and the semantics made of them. */
import type { Semantics } from '../flow/semantics.js';
import { childProcess } from './child-process/model.js';
import { compileModels } from './compile.js';
import { express, expressNatives } from './express/model.js';
import { expressValidator, expressValidatorNatives } from './express-validator/model.js';
import { celebrate, joi, joiNatives } from './joi/model.js';
import { pg } from './pg/model.js';
import { POLICIES } from './policies.js';
import type { LibraryModel, Natives } from './schema.js';
import { zod, zodNatives } from './zod/model.js';

export const MODELS: readonly LibraryModel[] = [celebrate, childProcess, express, expressValidator, joi, pg, zod];
export const NATIVES: Natives = { ...expressNatives, ...expressValidatorNatives, ...joiNatives, ...zodNatives };

let compiled: Semantics | null = null;

/** Returns the semantics of all models; compiled once. */
export function semantics(): Semantics {
  compiled ??= compileModels(MODELS, NATIVES, POLICIES);
  return compiled;
}
