/** What a condition that was made by calls demands: kept with the object that stands for it. */
import type { Value } from '../../flow/value.js';

/** The key under which an object keeps its conditions. */
export const CONDITIONS = 'conditions';

export interface FieldCondition {
  readonly field: string;
  readonly value: Value;
}
