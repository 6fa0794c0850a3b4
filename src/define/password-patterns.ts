/** What the patterns of passwords demand. */
import { excludes } from '../lang/regex/language.js';
import { ts, type TS } from '../lang/ts.js';

/** A long passphrase of small letters: only a demand for other kinds of characters refuses all of them. */
const PASSPHRASES = { pattern: '^[a-z]{8,24}$', flags: '', matches: true } as const;

/** True when the pattern that a call is given refuses every passphrase of small letters. */
export function asksForClasses(call: TS.Node): boolean {
  const [first] = ts.isCallExpression(call) ? call.arguments : [];
  if (!first || !ts.isRegularExpressionLiteral(first)) return false;
  const end = first.text.lastIndexOf('/');
  return (
    excludes([{ pattern: first.text.slice(1, end), flags: first.text.slice(end + 1), matches: true }], PASSPHRASES) ===
    true
  );
}
