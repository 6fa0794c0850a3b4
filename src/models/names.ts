/** Which names make a variable or a property a place of its own: what flows there is used for that. */
import { isIdentityName, isUnguessableName } from '../lang/secrets/names.js';

/** Returns the kind of sink that a variable or property of this name is, or null. */
export function placeNamed(name: string): string | null {
  if (isUnguessableName(name)) return 'unguessable';
  return isIdentityName(name) ? 'identity' : null;
}
