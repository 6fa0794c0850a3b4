/** JSON schemas for frameworks that validate by them: the parsed value for a part of a request. */
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { parserShape } from '../shared/schemas.js';
import type { Shape } from '../shared/shape.js';
import { parseOrThrow } from '../shared/verdicts.js';
import { jsonSchemaShape } from './shape.js';

/** Returns the shape that a route schema describes: a schema of a library, or a JSON schema that may name shared ones. */
export function routeShape(m: Machine, schema: Value, shared: readonly Value[], node: TS.Node): Shape {
  const find = (ref: string): Value | null =>
    shared.find((each) => soleText(getProperty(m, each, '$id', node)) === ref.replace(/#$/, '')) ?? null;
  return parserShape(m, schema) ?? jsonSchemaShape(m, schema, node, find);
}

export const jsonSchemaNatives: Natives = {
  /** Arguments: the schema, the raw value, and the schemas that `$ref` may name. */
  'json-schema.value': (m, call) => {
    const [schema = UNKNOWN, raw = UNDEFINED, ...shared] = call.args;
    return parseOrThrow(m, routeShape(m, schema, shared, call.node), raw, call.node);
  },
};
