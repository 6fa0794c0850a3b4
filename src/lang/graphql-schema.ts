/**
 * Schemas that a package keeps in files of their own (https://graphql.org/learn/schema/), which servers load with the file
 * system or a loader: the text is not in the program.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { sourcesBelow } from './sources-below.js';
import { upwards } from './upwards.js';

const ENDINGS: readonly string[] = ['.graphql', '.graphqls', '.gql'];
const MAX_BYTES = 2_000_000;
const MAX_KNOWN = 1_000;

/** In an editor schemas are edited while the process goes on: what was read is believed for this long. */
const BELIEVED = 2_000;
const known = new Map<string, { readonly at: number; readonly text: string }>();

function packageAround(fileName: string): string | null {
  for (const each of upwards(path.dirname(path.resolve(fileName))))
    if (existsSync(path.join(each, 'package.json'))) return each;
  return null;
}

function read(file: string): string {
  try {
    return statSync(file).size > MAX_BYTES ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Returns the text of all schema files in the package of a file; empty where there is none. Never throws. */
export function schemaTextNear(fileName: string, now: number = Date.now()): string {
  const folder = packageAround(fileName);
  if (folder === null) return '';
  const before = known.get(folder);
  if (before && now - before.at < BELIEVED) return before.text;
  const text = (sourcesBelow(folder, ENDINGS) ?? []).map(read).join('\n');
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(folder, { at: now, text });
  return text;
}
