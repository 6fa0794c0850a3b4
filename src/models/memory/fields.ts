/** Fields of records that a program keeps by itself: which of them nobody may choose for herself. */
import type { SinkSpec } from '../schema.js';
import { isOwnerName, isRoleName, isSecretName } from '../sensitive.js';
import { ASSIGNED } from '../stores/parts.js';

/** A name decides nothing by itself: it says which fields of something that is stored matter. */
function isPrivileged(name: string): boolean {
  return (
    /^(?:_?id|balance|credits?|verified|isVerified|approved)$/i.test(name) ||
    isRoleName(name) ||
    isOwnerName(name) ||
    isSecretName(name)
  );
}

/** Returns what a whole object that becomes a record with these fields reaches; null where nobody minds who chooses them. */
export function recordSink(fields: readonly string[]): Omit<SinkSpec, 'at'> | null {
  return fields.some(isPrivileged) ? { ...ASSIGNED, what: 'the stored record' } : null;
}
