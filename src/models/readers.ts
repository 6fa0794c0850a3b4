/** What is told of programs beside the models of libraries: by names, by use, by what is handed over. */
import type { Readers } from './compile.js';
import { azureEntries } from './functions/handlers.js';
import { cloudflareEntries } from './cloudflare/entries.js';
import { expressEntries } from './express/entries.js';
import { lambdaEntries } from './aws-lambda/entries.js';
import { modelByCalls } from './by-calls.js';
import { nestEntries } from './nest/parameters.js';
import { nextEntries } from './next/entries.js';
import { nitroImplied } from './h3/implied.js';
import { parameterByUse } from './by-use.js';
import { partOfSource } from './parts.js';
import { remixEntries } from './remix/entries.js';
import { resolverEntries } from './graphql/entries.js';
import { routingControllersEntries } from './routing-controllers/entries.js';
import { sveltekitEntries } from './sveltekit/entries.js';
import { validatorOfSchemas } from './by-schemas.js';

export const READERS: Readers = {
  // Who calls functions that nothing in the program calls.
  entries: [
    nestEntries,
    routingControllersEntries,
    nextEntries,
    lambdaEntries,
    cloudflareEntries,
    expressEntries,
    remixEntries,
    sveltekitEntries,
    azureEntries,
    resolverEntries,
  ],
  part: partOfSource,
  implied: nitroImplied,
  parameter: parameterByUse,
  missing: modelByCalls,
  undescribed: validatorOfSchemas,
};
