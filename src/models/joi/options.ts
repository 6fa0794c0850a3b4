/** Options of a validation that change what comes out. */
import type { Machine } from '../../flow/machine.js';
import type { Value } from '../../flow/value.js';
import { optionSet } from '../shared/schemas.js';
import { mapObjects, type Shape } from '../shared/shape.js';

/** `stripUnknown` drops, `allowUnknown` keeps keys that would be refused. */
export function withOptions(m: Machine, shape: Shape, options: Value | undefined): Shape {
  if (options === undefined) return shape;
  const strips = optionSet(m, options, 'stripUnknown');
  const allows = optionSet(m, options, 'allowUnknown');
  if (!strips && !allows) return shape;
  return mapObjects(shape, (object) =>
    object.unknownKeys === 'refuse' ? { ...object, unknownKeys: strips ? 'strip' : 'keep' } : object,
  );
}
