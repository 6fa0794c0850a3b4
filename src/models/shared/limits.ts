/** Constant bounds that a validator was given, for documents about what it lets pass. */
import type { Value } from '../../flow/value.js';
import { boundsNothing, soleConst } from '../../flow/value.js';
import { narrowed, type Limits, type Shape } from './shape.js';

/** Returns the bounds that an argument says; none where it is no constant number. */
export function limitsOf(value: Value | undefined, above: boolean, below: boolean): Limits {
  const bound = value ? soleConst(value)?.value : undefined;
  if (!value || typeof bound !== 'number' || boundsNothing(value)) return {};
  return { ...(below ? { min: bound } : {}), ...(above ? { max: bound } : {}) };
}

/** Returns the shape with bounds added to those that it has. */
export function limited(shape: Shape, limits: Limits): Shape {
  if (limits.min === undefined && limits.max === undefined) return shape;
  return narrowed(shape, (inner) =>
    inner.kind === 'number' || inner.kind === 'text' || inner.kind === 'array'
      ? { ...inner, limits: { ...inner.limits, ...limits } }
      : inner,
  );
}
