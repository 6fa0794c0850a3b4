/** What a handler does about the caller by itself; found out when somebody asks. */
import type { Machine } from '../flow/machine.js';
import { awaited } from '../flow/promises.js';
import { isMissing, type Value } from '../flow/value.js';
import { readsCredentials } from './credentials.js';
import { compared, type Compared } from './anonymous.js';
import type { Evidence } from './probe.js';
import type { Handling } from './types.js';

/** Roles of functions that hand credentials out or take them in: what a login, a registration or a recovery does. */
const ISSUING: readonly string[] = ['auth.issue', 'auth.password', 'auth.entrance'];

/** Without credentials nothing of what the handler does is done: strangers are turned away, by whatever answer. */
function leavesStrangers({ ordinary, ofStrangers }: Compared<Evidence>, isToldWho: boolean): boolean {
  const { exhausted, reads, effects, changes, answers } = ordinary;
  if (exhausted || !(isToldWho || readsCredentials(reads))) return false;
  const stranger = ofStrangers();
  if (stranger.exhausted) return false;
  const isIdle = stranger.effects.length === 0 && !stranger.changes;
  if (effects.length > 0 || changes) return isIdle;
  return isIdle && answers.some(isSomething) && !stranger.answers.some(isSomething) && !stranger.replies;
}

/** `return user ? find(user.id) : null` answers a stranger with nothing. */
function isSomething(answer: Value): boolean {
  return !isMissing(awaited(answer));
}

/** Says what a handler does, and what it does about the caller by itself. */
function handlingOf(evidence: Evidence): Handling {
  const about = { acts: evidence.acts, changes: evidence.changes, effects: evidence.effects, shown: evidence };
  if (ISSUING.some((role) => evidence.roles.has(role))) return { own: 'issues', ...about };
  if (evidence.denies) return { own: 'denies', ...about };
  if (evidence.verifiedEnd) return { own: 'verifies', ...about };
  if (evidence.turnsAway) return { own: 'denies', ...about };
  // What a library answers by means of its own is no handler of the program.
  const isHandedOn = evidence.roles.has('request.handed-on');
  return { own: evidence.exhausted || isHandedOn ? 'unknown' : 'open', ...about };
}

/**
 * Runs the handler on the store of now, once, when the answer is needed. `isToldWho`: what stands before it has read who is
 * calling, and left it there.
 */
export function handling(m: Machine, probe: () => Evidence, isToldWho = false): () => Handling {
  const base = m.store;
  let known: Handling | null = null;
  return () => {
    if (known) return known;
    const { store } = m;
    m.store = base;
    const both = compared(m, probe);
    known = handlingOf(both.ordinary);
    if (known.own === 'open' && leavesStrangers(both, isToldWho)) known = { ...known, own: 'denies' };
    m.store = store;
    return known;
  };
}

/** A handler that cannot be run. */
export function unknownHandling(): Handling {
  return { own: 'unknown', acts: true, changes: false, effects: [], shown: null };
}

/** A guard of a library that takes a password itself and stands alone: whoever gets through is answered with credentials. */
export function loginHandling(): Handling {
  return { ...unknownHandling(), own: 'issues' };
}
