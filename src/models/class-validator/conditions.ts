/** Conditions of validators (https://github.com/typestack/class-validator#conditional-validation). */
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import { constant, refValue, truthiness, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';

/** Values that are there. */
const PRESENT: readonly Value[] = [constant('a'), constant(1), constant(true)];

/**
 * True when `ValidateIf((object, value) => value !== null)` leaves out only values that are missing: its condition holds
 * for whatever there may be, told by the value itself or as the property of the object.
 */
export function skipsMissingOnly(m: Machine, condition: Value | undefined, name: string, node: TS.Node): boolean {
  if (!condition || condition.refs.length === 0) return false;
  return PRESENT.every((value) => {
    const object = m.alloc('object', null);
    m.setCell(object, name, value);
    // Of the other properties nothing is known.
    object.lazy = () => UNKNOWN;
    return truthiness(callValue(m, condition, plainCall(node, UNKNOWN, [refValue(object), value]))) === true;
  });
}
