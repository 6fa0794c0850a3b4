/** Filters by which one record is found: a value that is missing finds a record that lacks it, or any record at all. */
import type { SinkSpec } from '../schema.js';

/** The same where `undefined` is refused and `null` stands for a column without a value (https://sequelize.org/docs/v6/core-concepts/model-querying-basics/). */
export function lookupOfNull(at: string): SinkSpec {
  return { at, kind: 'lookup-null', deep: true };
}

export function lookup(at: string): SinkSpec {
  return { at, kind: 'lookup', deep: true };
}
