/** Koa, and the packages that belong to it. */
import type { LibraryModel } from '../schema.js';
import { koaCompose } from './compose.js';
import { koa, koaPlugins, koaRouter } from './model.js';

export const KOA_MODELS: readonly LibraryModel[] = [koa, koaCompose, koaPlugins, koaRouter];
