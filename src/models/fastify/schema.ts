/** Route schemas of Fastify: each named part of the request is validated before preHandler hooks and the handler. */
import type { TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import { truthiness, UNKNOWN, type Value } from '../../flow/value.js';
import { scopesOf } from './scopes.js';

const PARTS = [
  ['querystring', 'query'],
  ['query', 'query'],
  ['params', 'params'],
  ['body', 'body'],
  ['headers', 'headers'],
] as const;

/** The reader of JSON schemas: arguments are the schema, the raw value, and the schemas that `$ref` may name. */
const READER = 'json-schema.value';

/**
 * Replaces the parts of a request that the route's schema names by what passes it. `attachValidation` lets the handler
 * run in spite of a failure, so nothing is known then.
 */
export function schemaValue(m: Machine, owner: Obj, options: Value, request: Value, node: TS.Node): void {
  const schema = getProperty(m, options, 'schema', node);
  if (schema.refs.length === 0 || truthiness(getProperty(m, options, 'attachValidation', node)) === true) return;
  const reader = m.semantics.native(READER);
  if (!reader) return;
  const shared = scopesOf(m, owner).flatMap((scope) => m.kept(scope, 'schemas') as readonly Value[]);
  for (const [name, part] of PARTS) {
    const own = getProperty(m, schema, name, node);
    if (own.refs.length === 0) continue;
    const args = [own, getProperty(m, request, part, node), ...shared];
    setProperty(m, request, part, reader(m, plainCall(node, UNKNOWN, args)), node);
  }
}
