import type { TextFact } from './language.js';

/** The pattern that finds exactly this text (SyntaxCharacter of ECMA-262, section 22.2.1, and `/` are escaped). */
export function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function fact(pattern: string): TextFact {
  return { pattern, flags: '', matches: true };
}

/** What `text.startsWith(prefix)` tells when it is true. */
export function factOfPrefix(prefix: string): TextFact {
  return fact(`^${escapeForPattern(prefix)}`);
}

/** What `text.endsWith(suffix)` tells when it is true. */
export function factOfSuffix(suffix: string): TextFact {
  return fact(`${escapeForPattern(suffix)}$`);
}

/** What `text.includes(part)` tells when it is true. */
export function factOfContains(part: string): TextFact {
  return fact(escapeForPattern(part));
}

/** What `text === other` tells when it is true. */
export function factOfEquals(other: string): TextFact {
  return fact(`^${escapeForPattern(other)}$`);
}

/** What membership in a list of texts tells: `list.includes(text)`, `set.has(text)`, a `switch` over constants. */
export function factOfOneOf(texts: readonly string[]): TextFact {
  return texts.length === 0 ? fact('[]') : fact(`^(?:${texts.map(escapeForPattern).join('|')})$`);
}

/** The same fact when the check has failed. */
export function negated(known: TextFact): TextFact {
  return { ...known, matches: !known.matches };
}

/** A list of words, the end of a pattern: `(jpg|jpe?g)$`. In front of it stands neither an alternative nor a group. */
const LISTED_END = /^[^|()]*?(\\?[^\w|()])(\((?:\?:)?[\w|?]+\)|\w+)\$$/;

/**
 * What facts about a text tell of its part behind the last separator: `/\.(png|gif)$/` of a name tells `/^(png|gif)$/` of
 * its extension. Only the commonest form is understood: a list of words behind the separator, at the end.
 */
export function factsBehindLast(facts: readonly TextFact[], separator: string): readonly TextFact[] {
  return facts.flatMap((each) => {
    const [, before, words] = each.matches && !each.oneOf ? (LISTED_END.exec(each.pattern) ?? []) : [];
    if (before === undefined || words === undefined || each.flags.includes('m')) return [];
    return before === escapeForPattern(separator) ? [{ pattern: `^${words}$`, flags: each.flags, matches: true }] : [];
  });
}
