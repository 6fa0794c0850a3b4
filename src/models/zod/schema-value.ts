/** zod schemas on the heap. */
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { constant, type Value } from '../../flow/value.js';
import { makeSchema } from '../shared/schemas.js';
import { objectIn, type Shape } from '../shared/shape.js';

/** Returns a schema with this shape. Its `shape`, `options`, `enum` and `element` are made when somebody looks. */
export function schemaOf(m: Machine, call: Call, shape: Shape): Value {
  const type = call.entity?.typeNamed('ZodType') ?? null;
  return makeSchema(m, type, shape, (machine, name) => property(machine, call, shape, name));
}

function property(m: Machine, call: Call, shape: Shape, name: string): Value | null {
  switch (name) {
    case 'shape': {
      const object = objectIn(shape);
      return object
        ? m.object(
            'object',
            null,
            [...object.properties].map(([key, each]) => [key, schemaOf(m, call, each.shape)] as const),
          )
        : null;
    }
    case 'element':
      return shape.kind === 'array' ? schemaOf(m, call, shape.element) : null;
    case 'options':
      if (shape.kind === 'literals')
        return m.array(
          shape.values.map((each) => constant(each)),
          null,
        );
      return shape.kind === 'union'
        ? m.array(
            shape.options.map((each) => schemaOf(m, call, each)),
            null,
          )
        : null;
    case 'enum':
    case 'Enum':
    case 'Values':
      return shape.kind === 'literals'
        ? m.object(
            'object',
            null,
            shape.values.map((each) => [String(each), constant(each)] as const),
          )
        : null;
    case 'value':
      return shape.kind === 'literals' && shape.values.length === 1 ? constant(shape.values[0]) : null;
    default:
      return null;
  }
}
