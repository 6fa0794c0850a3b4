/** What a condition that was made by calls demands: kept with the object that stands for it. */
import type { Value } from './value.js';

/** The key under which an object keeps its conditions. */
export const CONDITIONS = 'conditions';

/** A field of what is stored, and the value that it must be equal to. */
export interface FieldCondition {
  readonly field: string;
  readonly value: Value;
}

/** The key under which it is noted that only one of them has to hold. */
export const ALTERNATIVES = 'alternatives';
