/** Requests that show nothing of who sends them. */
import type { Machine } from '../flow/machine.js';

export const ANONYMOUS = 'requests without credentials';

/** What strangers do not show: nobody has filled a session for them, and no strategy knows them. */
export const SHOWN: ReadonlySet<string> = new Set(['http.headers', 'http.cookies', 'session', 'principal']);

/** Runs something on requests that carry neither headers nor cookies, and whose session is empty. */
export function anonymously<T>(m: Machine, run: () => T): T {
  m.notes.set(ANONYMOUS, true);
  try {
    return run();
  } finally {
    m.notes.delete(ANONYMOUS);
  }
}
