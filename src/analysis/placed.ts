import type { TS } from '../lang/ts.js';

/** Something that a run has seen, with its place in the linted file. */
export interface Placed<T> {
  readonly seen: T;
  readonly at: TS.Node;
}
