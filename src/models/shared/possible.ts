/** Which options of a union a value may have: the program's own objects tell it by the properties that they lack. */
import { getProperty } from '../../flow/access.js';
import { isUndefined } from '../../flow/functions.js';
import type { Machine } from '../../flow/machine.js';
import type { Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { isOptional, type Shape } from './shape.js';

/** An object that the program has written out, and nothing else. */
function isWritten({ labels, consts, open, refs }: Value): boolean {
  return (
    labels.length === 0 &&
    consts.length === 0 &&
    !open &&
    refs.length > 0 &&
    refs.every((ref) => ref.kind === 'obj' && ref.shape === 'object' && ref.lazy === null && ref.entity === null)
  );
}

function mayHave(m: Machine, shape: Shape, value: Value, node: TS.Node): boolean {
  if (shape.kind === 'literals' && !value.open && value.labels.length === 0 && value.refs.length === 0)
    return value.consts.some((each) => shape.values.includes(each.value));
  if (shape.kind !== 'object' || !isWritten(value)) return true;
  for (const [name, property] of shape.properties) {
    const own = getProperty(m, value, name, node);
    const isThere = isUndefined(own)
      ? property.optional || isOptional(property.shape)
      : mayHave(m, property.shape, own, node);
    if (!isThere) return false;
  }
  return true;
}

/** Returns the options that a value may have; all of them where it has none, which no schema accepts. */
export function possibleOptions(m: Machine, options: readonly Shape[], value: Value, node: TS.Node): readonly Shape[] {
  if (!isWritten(value)) return options;
  const possible = options.filter((each) => mayHave(m, each, value, node));
  return possible.length > 0 ? possible : options;
}
