/** The longest expression or name that a message quotes, in UTF-16 units. */
export const MAX_QUOTED_LENGTH = 60;

const HIGH_SURROGATE_AT_END = /[\uD800-\uDBFF]$/;

/**
 * Returns source text fit for a message: white space folded to single blanks and at most `MAX_QUOTED_LENGTH` units long,
 * the cut marked by an ellipsis. Shortening twice changes nothing.
 */
export function shorten(text: string): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  if (folded.length <= MAX_QUOTED_LENGTH) return folded;
  const head = folded.slice(0, MAX_QUOTED_LENGTH - 1).replace(HIGH_SURROGATE_AT_END, '');
  return `${head.trimEnd()}…`;
}
