/** Filters by which one record is found: a value that is missing finds a record that lacks it, or any record at all. */
import type { SinkSpec } from '../schema.js';

export function lookup(at: string): SinkSpec {
  return { at, kind: 'lookup', deep: true };
}
