/**
 * Schemas that a package keeps in files of their own (https://graphql.org/learn/schema/), which servers load with the file
 * system or a loader: the text is not in the program.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageAround } from './manifests.js';
import { believing } from './remembering.js';
import { sourcesBelow } from './sources-below.js';

const ENDINGS: readonly string[] = ['.graphql', '.graphqls', '.gql'];
const MAX_BYTES = 2_000_000;
/** Schemas are edited while an editor's process goes on: how long what was read is believed, in milliseconds. */
const BELIEVED = 2_000;

function read(file: string): string {
  try {
    return statSync(file).size > MAX_BYTES ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const schemaBelow = believing(BELIEVED, (folder) => (sourcesBelow(folder, ENDINGS) ?? []).map(read).join('\n'));

/** Returns the text of all schema files in the package of a file; empty where there is none. Never throws. */
export function schemaTextNear(fileName: string, now: number = Date.now()): string {
  const own = packageAround(path.dirname(path.resolve(fileName)));
  return own === null ? '' : schemaBelow(own.folder, now);
}
