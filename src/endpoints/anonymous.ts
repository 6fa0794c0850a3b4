/** Requests that show nothing of who sends them. */
import type { Machine } from '../flow/machine.js';
import { UNKNOWN } from '../flow/value.js';
import type { TS } from '../lang/ts.js';

const KEY = 'whose requests are run';

interface Asked {
  /** Where runs on ordinary requests have read members of what is not there, as far as the analysis sees. */
  readonly missing: Set<TS.Node>;
  readonly areStrangers: boolean;
}

function askedNow(m: Machine): Asked | undefined {
  return m.notes.get(KEY) as Asked | undefined;
}

function asking<T>(m: Machine, asked: Asked, run: () => T): T {
  const before = askedNow(m);
  m.notes.set(KEY, asked);
  try {
    return run();
  } finally {
    if (before) m.notes.set(KEY, before);
    else m.notes.delete(KEY);
  }
}

/** True while requests are run that carry neither headers nor cookies, and whose session is empty. */
export function areStrangers(m: Machine): boolean {
  return askedNow(m)?.areStrangers === true;
}

/** What a run gives on ordinary requests, and on those of strangers when that is asked. */
export interface Compared<T> {
  readonly ordinary: T;
  readonly ofStrangers: () => T;
}

/** Runs something on ordinary requests, and can run it once more on those of strangers, to be compared with them. */
export function compared<T>(m: Machine, run: () => T): Compared<T> {
  const missing = new Set<TS.Node>();
  const ordinary = areStrangers(m) ? run() : asking(m, { missing, areStrangers: false }, run);
  return { ordinary, ofStrangers: () => asking(m, { missing, areStrangers: true }, run) };
}

/**
 * Sees a member read of what is not there. The language throws (ECMA-262, 7.3.2), so `user.id` turns strangers away where
 * there is a user for others; what the run on ordinary requests has missed as well is only not known.
 */
export function notePartOfNothing(m: Machine, node: TS.Node): void {
  const asked = askedNow(m);
  if (asked?.areStrangers === false) asked.missing.add(node);
  else if (asked?.missing.has(node) === false) m.throw(UNKNOWN);
}
