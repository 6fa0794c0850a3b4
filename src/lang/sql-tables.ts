/**
 * Tables that a package declares by `CREATE TABLE`, in files of SQL or in its own sources: a service that has no types of
 * its rows asks for `*`, and what that is stands where the tables are made.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageAround } from './manifests.js';
import { believing } from './remembering.js';
import { sourcesBelow } from './sources-below.js';

const MAX_BYTES = 500_000;
/** In a package of more sources only its files of SQL are read. */
const MAX_SOURCES = 400;
/** Files are edited while an editor's process goes on: how long what was read is believed, in milliseconds. */
const BELIEVED = 5_000;

type Tables = ReadonlyMap<string, readonly string[]>;

const CREATES = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?["`[]?(?:\w+["`\]]?\.["`[]?)?(\w+)["`\]]?\s*\(/gi;
/** What stands in the place of a column and is none. */
const CONSTRAINT = /^(?:primary|foreign|unique|check|constraint|key|index|exclude|like|fulltext|spatial)$/i;

/** The names in front of the parts of a list that ends with its own bracket; empty when it does not end. */
function firstWords(text: string, start: number): readonly string[] {
  const words: string[] = [];
  let depth = 1;
  let begin = start;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    if (depth === 0 || (depth === 1 && char === ',')) {
      const [, word] = /^[\s"'`[]*(\w+)/.exec(text.slice(begin, at)) ?? [];
      if (word !== undefined && !CONSTRAINT.test(word)) words.push(word);
      begin = at + 1;
    }
    if (depth === 0) return words;
  }
  return [];
}

/** Returns the columns of each table that statements in a text create, by the table's name in lower case. */
export function tablesCreated(text: string): Tables {
  const found = new Map<string, readonly string[]>();
  for (const match of text.matchAll(CREATES)) {
    const columns = firstWords(text, match.index + match[0].length);
    const name = (match[1] ?? '').toLowerCase();
    if (columns.length > 0) found.set(name, [...new Set([...(found.get(name) ?? []), ...columns])]);
  }
  return found;
}

function read(file: string): string {
  try {
    return statSync(file).size > MAX_BYTES ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const tablesBelow = believing(BELIEVED, (folder): Tables => {
  const sources = sourcesBelow(folder) ?? [];
  const files = [...(sourcesBelow(folder, ['.sql']) ?? []), ...(sources.length > MAX_SOURCES ? [] : sources)];
  const found = new Map<string, readonly string[]>();
  for (const file of files)
    for (const [name, columns] of tablesCreated(read(file)))
      found.set(name, [...new Set([...(found.get(name) ?? []), ...columns])]);
  return found;
});

/** Returns the columns with which the package of a file creates a table; empty where it does not. Never throws. */
export function columnsCreated(fileName: string, table: string, now: number = Date.now()): readonly string[] {
  const own = packageAround(path.dirname(path.resolve(fileName)));
  return own === null ? [] : (tablesBelow(own.folder, now).get(table.toLowerCase()) ?? []);
}
