/**
 * Functions of libraries that no model describes, and that are handed schemas for parts of a request:
 * `validate({ body: Joi.object({ ... }) })`, `check(schema, 'query')`. What such a call makes is taken for a validator of these
 * parts where a route uses it: libraries of this kind are many, and all of them answer or fail when a schema refuses.
 * Whether one puts what the schema has made in the place of the part is not known, so the part stays what the client sent,
 * with what its check proves.
 */
import { getProperty } from '../flow/access.js';
import { callValue, plainCall } from '../flow/calls.js';
import type { Machine } from '../flow/machine.js';
import type { Call } from '../flow/refs.js';
import type { UndescribedReader } from '../flow/semantics.js';
import { UNDEFINED, UNKNOWN, type Value } from '../flow/value.js';
import { nativeFunction } from './shared/predicates.js';
import { constantIn, entriesOf, schemaShape } from './shared/schemas.js';
import { checkOrThrow } from './shared/verdicts.js';
import type { Shape } from './shared/shape.js';

/** The parts of a request that Express and Koa name. */
const PARTS: readonly string[] = ['body', 'query', 'params', 'headers', 'cookies'];

type Schemas = readonly (readonly [part: string, shape: Shape])[];

/** The shape of a schema, or of a plain object that holds nothing but schemas: other properties pass. */
function shapeOf(m: Machine, value: Value): Shape | null {
  const shape = schemaShape(m, value);
  if (shape) return shape;
  const entries = entriesOf(m, value).map(([name, each]) => [name, schemaShape(m, each)] as const);
  const properties = entries.flatMap(([name, each]) =>
    each ? [[name, { shape: each, optional: true }] as const] : [],
  );
  if (properties.length === 0 || properties.length < entries.length) return null;
  return { kind: 'object', properties: new Map(properties), unknownKeys: 'keep', catchall: null };
}

function holdsPart(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'obj' && PARTS.some((part) => ref.cells.has(part)));
}

/** `{ body: schema, query: schema }` */
function named(m: Machine, value: Value): Schemas {
  return entriesOf(m, value).flatMap(([name, each]) => {
    const shape = PARTS.includes(name) ? shapeOf(m, each) : null;
    return shape ? [[name, shape] as const] : [];
  });
}

/** One schema for all: `z.object({ body: z.object({ ... }) })`, or, with the name of a part beside it, for that part. */
function whole(m: Machine, value: Value, { args }: Call): Schemas {
  const shape = schemaShape(m, value);
  if (!shape) return [];
  const part = args.map(constantIn).find((each) => typeof each === 'string' && PARTS.includes(each));
  if (typeof part === 'string') return [[part, shape]];
  if (shape.kind !== 'object' || shape.properties.size === 0) return [];
  const properties = [...shape.properties];
  return properties.every(([name]) => PARTS.includes(name)) ? properties.map(([name, each]) => [name, each.shape]) : [];
}

function schemasOf(m: Machine, call: Call): Schemas {
  return call.args.flatMap((value) => {
    if (value.refs.length === 0) return [];
    return holdsPart(value) ? named(m, value) : whole(m, value, call);
  });
}

/** Koa hands over the context alone, and the body and the query by its request. */
function partOf(m: Machine, { args, node }: Call, part: string): Value {
  const [given = UNKNOWN] = args;
  const isContext = args.length === 2 && part === 'body';
  return getProperty(m, isContext ? getProperty(m, given, 'request', node) : given, part, node);
}

/** Returns the validator that an undescribed call makes of the schemas it is given; null when it is given none. */
export const validatorOfSchemas: UndescribedReader = (m, call) => {
  const schemas = schemasOf(m, call);
  if (schemas.length === 0) return null;
  return nativeFunction('validated', (machine, own) => {
    for (const [part, shape] of own.args.length > 1 ? schemas : [])
      checkOrThrow(machine, shape, partOf(machine, own, part), own.node);
    const next = own.args.length > 1 ? own.args.at(-1) : undefined;
    return next && !machine.dead ? callValue(machine, next, plainCall(own.node, UNDEFINED, [])) : UNDEFINED;
  });
};
