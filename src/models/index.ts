/** Every model, and the semantics made of them. */
import type { Semantics } from '../flow/semantics.js';
import { ajv, ajvNatives } from './ajv/model.js';
import { childProcess } from './child-process/model.js';
import { compileModels } from './compile.js';
import { express, expressNatives } from './express/model.js';
import { expressValidator, expressValidatorNatives } from './express-validator/model.js';
import { celebrate, joi, joiNatives } from './joi/model.js';
import { pg } from './pg/model.js';
import { POLICIES } from './policies.js';
import type { LibraryModel, Natives } from './schema.js';
import { superstruct, superstructNatives } from './superstruct/model.js';
import { typebox, typeboxCompiler, typeboxNatives, typeboxValue } from './typebox/model.js';
import { valibot, valibotNatives } from './valibot/model.js';
import { yup, yupNatives } from './yup/model.js';
import { zod, zodNatives } from './zod/model.js';

export const MODELS: readonly LibraryModel[] = [ajv, celebrate, childProcess, express, expressValidator, joi, pg, superstruct, typebox, typeboxCompiler, typeboxValue, valibot, yup, zod];
export const NATIVES: Natives = { ...ajvNatives, ...expressNatives, ...expressValidatorNatives, ...joiNatives, ...superstructNatives, ...typeboxNatives, ...valibotNatives, ...yupNatives, ...zodNatives };

let compiled: Semantics | null = null;

/** Returns the semantics of all models; compiled once. */
export function semantics(): Semantics {
  compiled ??= compileModels(MODELS, NATIVES, POLICIES);
  return compiled;
}
