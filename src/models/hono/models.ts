/** Hono, and the packages that belong to it. */
import type { LibraryModel } from '../schema.js';
import {
  hono,
  honoCookie,
  honoException,
  honoFactory,
  honoHtml,
  honoMiddleware,
  honoNodeServer,
  honoSchemaValidators,
  honoValidator,
} from './model.js';

export const HONO_MODELS: readonly LibraryModel[] = [
  hono,
  honoCookie,
  honoException,
  honoFactory,
  honoHtml,
  honoMiddleware,
  honoNodeServer,
  honoSchemaValidators,
  honoValidator,
];
