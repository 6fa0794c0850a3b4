/** Route schemas of Fastify: each named part of the request is validated before preHandler hooks and the handler. */
import type { TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { NO_FACTS, type Facts } from '../../flow/conditions.js';
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import { addAllFacts } from '../../flow/store.js';
import { isConst, join, truthiness, UNDEFINED, UNKNOWN, withOutcome, type Value } from '../../flow/value.js';
import { isOwnFunction } from '../shared/chain.js';
import { routeShape } from '../json-schema/natives.js';
import { mapObjects } from '../shared/shape.js';
import { parsedOrRefused, parseOrThrow } from '../shared/verdicts.js';
import { dropsUnlisted } from './bodies.js';
import { scopesOf } from './scopes.js';

const PARTS = [
  ['querystring', 'query'],
  ['query', 'query'],
  ['params', 'params'],
  ['body', 'body'],
  ['headers', 'headers'],
] as const;

/** A compiler of the program's own whose validators answer true to whatever they are given. */
function acceptsAll(m: Machine, compiler: Value, node: TS.Node): boolean {
  if (!isOwnFunction(compiler)) return false;
  const validator = callValue(m, compiler, plainCall(node, UNKNOWN, [UNKNOWN]));
  if (!isOwnFunction(validator)) return false;
  const answer = callValue(m, validator, plainCall(node, UNKNOWN, [UNKNOWN]));
  return isConst(answer) && truthiness(answer) === true;
}

/**
 * Replaces the parts of a request that the route's schema names by what passes it. `attachValidation` lets the handler
 * run in spite of a failure: only the absence of `request.validationError` proves anything then.
 */
export function schemaValue(m: Machine, owner: Obj, options: Value, request: Value, node: TS.Node): void {
  const schema = getProperty(m, options, 'schema', node);
  if (schema.refs.length === 0 || acceptsAll(m, getProperty(m, options, 'validatorCompiler', node), node)) return;
  const attached = truthiness(getProperty(m, options, 'attachValidation', node)) === true;
  const shared = scopesOf(m, owner).flatMap((scope) => m.kept(scope, 'schemas') as readonly Value[]);
  const drops = dropsUnlisted(m, owner);
  let proved: Facts = NO_FACTS;
  for (const [name, part] of PARTS) {
    const own = getProperty(m, schema, name, node);
    if (own.refs.length === 0) continue;
    const listed = routeShape(m, own, shared, node);
    const shape = drops
      ? mapObjects(listed, (object) => ({ ...object, unknownKeys: 'strip', catchall: null }))
      : listed;
    const raw = getProperty(m, request, part, node);
    if (attached) {
      const parsed = parsedOrRefused(m, shape, raw, node);
      proved = addAllFacts(proved, parsed.facts);
      setProperty(m, request, part, parsed.value, node);
    } else setProperty(m, request, part, parseOrThrow(m, shape, raw, node), node);
  }
  if (attached)
    setProperty(
      m,
      request,
      'validationError',
      withOutcome(join(m.object('error', null), UNDEFINED), { yes: NO_FACTS, no: proved }),
      node,
    );
}
