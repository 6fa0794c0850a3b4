/** Schemas that a framework runs itself: by the method that gives the value back or throws. */
import type { TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { isOwnFunction, settle } from './chain.js';
import { schemaShape } from './schemas.js';
import { parseOrThrow } from './verdicts.js';

/** The first one that a schema has decides; the order is tRPC's (getParseFn), the async ones of joi and yup beside it. */
const METHODS = ['parse', 'validateAsync', 'validateSync', 'create', 'assert'];

/**
 * Returns what a schema, or a function that checks, makes of a value; the path ends when it throws always. A schema of
 * which nothing is known gives something unknown.
 */
export function parsedBy(m: Machine, schema: Value, raw: Value, node: TS.Node): Value {
  if (isOwnFunction(schema)) return settle(m, schema, [raw], node);
  for (const name of METHODS) {
    const method = getProperty(m, schema, name, node);
    if (method.refs.length > 0) return settle(m, method, [raw], node, undefined, schema);
  }
  const shape = schemaShape(m, schema);
  return shape ? parseOrThrow(m, shape, raw, node) : UNKNOWN;
}
