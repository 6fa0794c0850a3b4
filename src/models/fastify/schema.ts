/** Route schemas of Fastify: each named part of the request is validated before preHandler hooks and the handler. */
import type { TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { NO_FACTS, type Facts } from '../../flow/conditions.js';
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import { soleText, truthiness, UNKNOWN, withOutcome, type Value } from '../../flow/value.js';
import { addAllFacts } from '../../flow/store.js';
import { jsonSchemaShape } from '../json-schema/shape.js';
import { guardFacts } from '../shared/guard-facts.js';
import { schemaShape } from '../shared/schemas.js';
import type { Shape } from '../shared/shape.js';
import { shapedValue } from '../shared/shaped.js';
import { scopesOf } from './scopes.js';

const PARTS = [
  ['querystring', 'query'],
  ['query', 'query'],
  ['params', 'params'],
  ['body', 'body'],
  ['headers', 'headers'],
] as const;

/** What passes a schema: a JSON schema with `$ref` to shared ones, or a schema of a library that a compiler reads. */
function shapeFor(m: Machine, schema: Value, node: TS.Node, shared: readonly Value[]): Shape {
  const byId = (ref: string): Value | null =>
    shared.find((each) => soleText(getProperty(m, each, '$id', node)) === ref.replace(/#$/, '')) ?? null;
  return schemaShape(m, schema) ?? jsonSchemaShape(m, schema, node, byId);
}

/**
 * Replaces the parts of a request that the route's schema names by what passes it. With `attachValidation` the handler
 * runs in spite of a failure, and `request.validationError` tells.
 */
export function schemaValue(m: Machine, owner: Obj, options: Value, request: Value, node: TS.Node): void {
  const schema = getProperty(m, options, 'schema', node);
  if (schema.refs.length === 0) return;
  const attached = truthiness(getProperty(m, options, 'attachValidation', node)) === true;
  const shared = scopesOf(m, owner).flatMap((scope) => m.kept(scope, 'schemas') as readonly Value[]);
  let valid: Facts = NO_FACTS;
  for (const [name, part] of PARTS) {
    const own = getProperty(m, schema, name, node);
    if (own.refs.length === 0) continue;
    const raw = getProperty(m, request, part, node);
    const shape = shapeFor(m, own, node, shared);
    if (attached) valid = addAllFacts(valid, guardFacts(m, shape, raw, node));
    else setProperty(m, request, part, shapedValue(m, shape, raw, node), node);
  }
  if (attached) setProperty(m, request, 'validationError', withOutcome(UNKNOWN, { yes: NO_FACTS, no: valid }), node);
}
