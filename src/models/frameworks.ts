/** Smaller frameworks that answer requests. */
import { connect, polka, tinyhttp } from './connect/model.js';
import { restify, restifyErrors } from './restify/model.js';
import { restifyNatives } from './restify/routes.js';
import type { LibraryModel, Natives } from './schema.js';

export const FRAMEWORK_MODELS: readonly LibraryModel[] = [connect, polka, tinyhttp, restify, restifyErrors];

export const FRAMEWORK_NATIVES: Natives = { ...restifyNatives };
