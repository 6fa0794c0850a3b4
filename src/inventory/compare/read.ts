/** Finds and reads OpenAPI documents. */
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/**
 * Returns the data of a document; YAML is read as YAML 1.2, which holds JSON.
 * @throws {SyntaxError} with one clear sentence when the text is neither.
 */
export function parseDocument(file: string, text: string): unknown {
  try {
    return file.endsWith('.json') ? JSON.parse(text) : parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new SyntaxError(`The document is neither JSON nor YAML: ${reason.replace(/[.:]?\s*$/, '.')}`);
  }
}

const FOLDERS: readonly string[] = ['.', 'docs', 'doc', 'api', 'spec', 'openapi'];
const NAMES: readonly string[] = ['openapi', 'swagger'].flatMap((name) =>
  ['json', 'yaml', 'yml'].map((extension) => `${name}.${extension}`),
);
const MAX_FOLDERS_UP = 12;

/**
 * Returns the document of the package that a file belongs to: `openapi` or `swagger` with the extension json, yaml or yml,
 * beside the nearest package.json or in its folder docs, doc, api, spec or openapi. Null when there is none.
 */
export function documentNear(file: string): string | null {
  const from = path.dirname(file);
  const before = near.get(from);
  if (before && Date.now() - before.at < TRUSTED_MILLISECONDS) return before.document;
  const document = documentAbove(from);
  near.set(from, { at: Date.now(), document });
  return document;
}

/** How long what a folder holds is trusted: the files of a folder are linted one after the other. */
const TRUSTED_MILLISECONDS = 1000;
const near = new Map<string, { readonly at: number; readonly document: string | null }>();

function documentAbove(from: string): string | null {
  let folder = from;
  for (let up = 0; up < MAX_FOLDERS_UP && !fs.existsSync(path.join(folder, 'package.json')); up++)
    folder = path.dirname(folder);
  for (const below of FOLDERS)
    for (const name of NAMES) {
      const candidate = path.join(folder, below, name);
      if (fs.existsSync(candidate)) return candidate;
    }
  return null;
}

const known = new Map<string, { readonly stamp: number; readonly document: unknown }>();

/**
 * Returns the data of a document, read again when the file has changed.
 * @throws {Error} when it cannot be read or parsed.
 */
export function documentAt(file: string): unknown {
  const stamp = fs.statSync(file).mtimeMs;
  const before = known.get(file);
  if (before?.stamp === stamp) return before.document;
  const document = parseDocument(file, fs.readFileSync(file, 'utf8'));
  known.set(file, { stamp, document });
  return document;
}
