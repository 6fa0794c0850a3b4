/** Types mapped from DTO classes (https://docs.nestjs.com/openapi/mapped-types): they inherit the decorators. */
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { refValue, type Value } from '../../flow/value.js';
import { Form } from '../../flow/forms.js';
import type { Natives } from '../schema.js';
import { calledName, constantsOf } from '../shared/schemas.js';
import { optional, type ObjectShape, type Property } from '../shared/shape.js';
import { MAPPED, shapeOfClass, type MappedShape } from './dto.js';

function mapProperties(shape: ObjectShape, change: (name: string, property: Property) => Property | null): ObjectShape {
  const properties = new Map<string, Property>();
  for (const [name, property] of shape.properties) {
    const changed = change(name, property);
    if (changed) properties.set(name, changed);
  }
  const { kind, unknownKeys, catchall } = shape;
  return { kind, unknownKeys, catchall, properties };
}

function mapping(m: Machine, call: Call): MappedShape {
  const name = calledName(call);
  const [first, second] = call.args;
  const keys = new Set(
    (name === 'PickType' || name === 'OmitType') && second ? (constantsOf(m, second, call.node) ?? []) : [],
  );
  return (machine, reading, node) => {
    if (name === 'IntersectionType') {
      const parts = call.args.flatMap((each) => shapeOfClass(machine, each, reading, node) ?? []);
      const [head] = parts;
      return head
        ? {
            ...mapProperties(head, (_name, each) => each),
            properties: new Map(parts.flatMap((each) => [...each.properties])),
          }
        : null;
    }
    const shape = first ? shapeOfClass(machine, first, reading, node) : null;
    if (!shape) return null;
    switch (name) {
      case 'PartialType':
        return mapProperties(shape, (_name, each) => ({ shape: optional(each.shape), optional: true }));
      case 'PickType':
        return mapProperties(shape, (key, each) => (keys.has(key) ? each : null));
      default:
        return mapProperties(shape, (key, each) => (keys.has(key) ? null : each));
    }
  };
}

export const mappedNatives: Natives = {
  'class-validator.mapped': (m, call): Value => {
    const made = m.alloc('object', null);
    m.keep(made, MAPPED, mapping(m, call));
    return refValue(made, Form.Function);
  },
};
