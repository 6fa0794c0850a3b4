/** Requests that show nothing of who sends them. */
import type { Machine } from '../flow/machine.js';
import { UNKNOWN } from '../flow/value.js';
import type { TS } from '../lang/ts.js';

export const ANONYMOUS = 'requests without credentials';

/** Runs something on requests that carry neither headers nor cookies, and whose session is empty. */
export function anonymously<T>(m: Machine, run: () => T): T {
  m.notes.set(ANONYMOUS, true);
  try {
    return run();
  } finally {
    m.notes.delete(ANONYMOUS);
  }
}

/** Where runs on ordinary requests have read members of what is not there, as far as the analysis sees. */
const missing = new WeakSet<TS.Node>();

/**
 * Sees a member read of what is not there. The language throws (ECMA-262, 7.3.2), so `user.id` turns strangers away where
 * there is a user only for others; what is missing in every run is only not known.
 */
export function notePartOfNothing(m: Machine, node: TS.Node, isStranger: boolean): void {
  if (!isStranger) missing.add(node);
  else if (!missing.has(node)) m.throw(UNKNOWN);
}
