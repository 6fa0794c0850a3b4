/** Of several files that lead to one place of another file, the first tells of it. */
import { LIMITS } from '../flow/limits.js';
import type { TS } from '../lang/ts.js';

/** Returns the first users of a file, the nearest first, as far as they stand before the one that asks. */
export function tellersAmong(users: readonly TS.SourceFile[], asking: TS.SourceFile): readonly TS.SourceFile[] {
  const first = users.slice(0, LIMITS.tellersOfFile);
  const own = first.indexOf(asking);
  return own < 0 ? first : first.slice(0, own);
}
