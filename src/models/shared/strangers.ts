/** Requests that show nothing of who sends them. */
import type { Watcher } from '../../flow/machine.js';

/** What strangers do not show: nobody has filled a session for them, and no strategy knows them. */
export const SHOWN: ReadonlySet<string> = new Set(['http.headers', 'http.cookies', 'session', 'principal']);

/** Watches nothing of a run on such a request. */
export const STRANGER: Watcher = {
  onlyWatches: true,
  called: (_m, _entity, _call, run) => run(),
  thrown: () => undefined,
  isAbsent: (kind) => SHOWN.has(kind),
};
