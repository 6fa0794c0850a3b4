import type { Evidence } from './probe.js';
import type { OwnCheck } from './types.js';

/** Roles of functions that hand credentials out or take them in: what a login, a registration or a recovery does. */
const ISSUING: readonly string[] = ['auth.issue', 'auth.password'];

/** Says what a handler does about the caller by itself. */
export function ownCheck(evidence: Evidence): OwnCheck {
  if (ISSUING.some((role) => evidence.roles.has(role))) return 'issues';
  if (evidence.denies) return 'denies';
  return evidence.verifiedEnd ? 'verifies' : 'open';
}
