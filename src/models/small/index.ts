/** Models of small packages, a few lines each, by what they do. */
import type { LibraryModel, Natives } from '../schema.js';
import { CLIENT_MODELS } from './clients.js';
import { CODE_MODELS } from './code.js';
import { DATABASE_MODELS } from './databases.js';
import { FILE_MODELS } from './files.js';
import { bcryptNodejs, bcryptRelatives, digests } from './hashes.js';
import { MERGING_MODELS, mergingNatives } from './merging.js';
import { PROCESS_MODELS } from './processes.js';
import { RANDOM_MODELS } from './random.js';
import { REQUEST_MODELS } from './requests.js';
import { OLDER_TEMPLATE_MODELS } from './templates.js';
import { TEXT_MODELS, textNatives } from './texts.js';

export const SMALL_MODELS: readonly LibraryModel[] = [
  bcryptNodejs,
  bcryptRelatives,
  digests,
  ...CLIENT_MODELS,
  ...CODE_MODELS,
  ...DATABASE_MODELS,
  ...FILE_MODELS,
  ...MERGING_MODELS,
  ...OLDER_TEMPLATE_MODELS,
  ...PROCESS_MODELS,
  ...RANDOM_MODELS,
  ...REQUEST_MODELS,
  ...TEXT_MODELS,
];

export const SMALL_NATIVES: Natives = { ...mergingNatives, ...textNatives };
