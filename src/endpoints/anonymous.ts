/** Requests that show nothing of who sends them. */
import type { Machine } from '../flow/machine.js';

export const ANONYMOUS = 'requests without credentials';

/** Runs something on requests that carry neither headers nor cookies. */
export function anonymously<T>(m: Machine, run: () => T): T {
  m.notes.set(ANONYMOUS, true);
  try {
    return run();
  } finally {
    m.notes.delete(ANONYMOUS);
  }
}
