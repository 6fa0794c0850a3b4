/** Programs that somebody starts by hand and waits for. */
import type { TS } from '../lang/ts.js';

/**
 * True for a file that a shell runs (`#!/usr/bin/env tsx`) and that serves nobody: who has started it sees that it waits, and
 * ends it.
 */
export function isCommand(file: TS.SourceFile): boolean {
  return file.text.startsWith('#!') && !/\.listen\(|\bcreateServer\(|\bserve\(/.test(file.text);
}
