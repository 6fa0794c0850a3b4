/** Requests that a route of @hono/zod-openapi describes (https://hono.dev/examples/zod-openapi). */
import type { TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import type { Value } from '../../flow/value.js';
import { definedNames } from '../shared/rows.js';
import { schemaValidator } from './context.js';

/** The parts of a description, with the target under which a handler asks for what was checked. */
const PARTS: readonly (readonly [part: string, target: string])[] = [
  ['query', 'query'],
  ['params', 'param'],
  ['headers', 'header'],
  ['cookies', 'cookie'],
];

/** The target of a body by its media type; null for types that the library does not check. */
function targetOfBody(type: string): string | null {
  if (/^application\/([a-z0-9.-]+\+)?json/i.test(type)) return 'json';
  return /^(?:multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type) ? 'form' : null;
}

/** Returns a validator for each part of the request that the options of a route describe. */
export function describedValidators(m: Machine, options: Value, node: TS.Node): readonly Value[] {
  const request = getProperty(m, options, 'request', node);
  if (request.refs.length === 0) return [];
  const found: Value[] = [];
  for (const [part, target] of PARTS) {
    const schema = getProperty(m, request, part, node);
    if (schema.refs.length > 0) found.push(schemaValidator(target, schema, node));
  }
  const content = getProperty(m, getProperty(m, request, 'body', node), 'content', node);
  for (const type of definedNames(m, content, node)) {
    const target = targetOfBody(type);
    const schema = getProperty(m, getProperty(m, content, type, node), 'schema', node);
    if (target !== null) found.push(schemaValidator(target, schema, node));
  }
  return found;
}
