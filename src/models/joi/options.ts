/** Options of a validation that change what comes out. */
import type { Machine } from '../../flow/machine.js';
import type { Value } from '../../flow/value.js';
import { entriesOf } from '../shared/schemas.js';
import { mapObjects, type Shape } from '../shared/shape.js';

/** True when an option is set to anything but a constant that is falsy. */
export function optionSet(m: Machine, options: Value | undefined, name: string): boolean {
  const value = entriesOf(m, options).find(([key]) => key === name)?.[1];
  return value !== undefined && (value.open || value.refs.length > 0 || value.labels.length > 0 || value.consts.some((each) => Boolean(each.value)));
}

/** `stripUnknown` drops, `allowUnknown` keeps keys that would be refused. */
export function withOptions(m: Machine, shape: Shape, options: Value | undefined): Shape {
  if (options === undefined) return shape;
  const strips = optionSet(m, options, 'stripUnknown');
  const allows = optionSet(m, options, 'allowUnknown');
  if (!strips && !allows) return shape;
  return mapObjects(shape, (object) => (object.unknownKeys === 'refuse' ? { ...object, unknownKeys: strips ? 'strip' : 'keep' } : object));
}
