import type { Evidence } from './probe.js';
import type { Endpoint } from './types.js';

/** Roles of functions that hand credentials out or take them in: what a login, a registration or a recovery does. */
const ISSUING: readonly string[] = ['auth.issue', 'auth.password'];

/** Says what a handler does, and what it does about the caller by itself. */
export function ownCheck(evidence: Evidence): Pick<Endpoint, 'own' | 'acts' | 'changes'> {
  const { acts, changes } = evidence;
  if (ISSUING.some((role) => evidence.roles.has(role))) return { own: 'issues', acts, changes };
  if (evidence.denies) return { own: 'denies', acts, changes };
  return { own: evidence.verifiedEnd ? 'verifies' : 'open', acts, changes };
}

/** A handler that cannot be run. */
export const UNKNOWN_HANDLER: Pick<Endpoint, 'own' | 'acts' | 'changes'> = { own: 'unknown', acts: true, changes: false };
