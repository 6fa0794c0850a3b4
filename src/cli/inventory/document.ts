/** Reads an OpenAPI document from a file. */
import fs from 'node:fs';
import path from 'node:path';
import { parseDocument } from '../../inventory/compare/read.js';
import { TroubleError, troubleIn } from '../trouble.js';

/**
 * Returns the parsed document.
 * @throws {TroubleError} when the file cannot be read or parsed.
 */
export function readDocument(cwd: string, given: string): unknown {
  const fail = (message: string): TroubleError => new TroubleError([troubleIn('document', given, message)]);
  let text: string;
  try {
    text = fs.readFileSync(path.resolve(cwd, given), 'utf8');
  } catch {
    throw fail('The document cannot be read. Name it relative to the current folder.');
  }
  try {
    return parseDocument(given, text);
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
}
