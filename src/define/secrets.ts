/** What the rules about secrets need to know of texts and places; the facts are in lang. */
import type { CredentialPosition } from '../lang/secrets/plausible.js';

export { isTestFile, outsideProduction } from '../lang/environment.js';
export { findSecret } from '../lang/secrets/find.js';
export { maskSecret } from '../lang/secrets/mask.js';
export { plausibleSecretText } from '../lang/secrets/plausible.js';

/** Returns which credential a kind of sink takes; null for kinds that take none. */
export function positionOf(kind: string): CredentialPosition | null {
  switch (kind) {
    case 'credential':
      return 'secret';
    case 'authorization':
      return 'token';
    case 'password':
      return 'password';
    case 'connection':
      return 'connection';
    default:
      return null;
  }
}
