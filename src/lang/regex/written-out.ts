/** Patterns without groups: what a pattern stands for when each of its alternatives is written out. */

/** More ways than this are not written out. */
const MAX_WAYS = 64;

/** The index behind the group that begins at an index. */
function endOfGroup(pattern: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let index = start; index < pattern.length; index++) {
    const char = pattern[index];
    if (char === '\\') index++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return index + 1;
  }
  return pattern.length + 1;
}

/** The index of the first group that only groups; null when there is none. Look-arounds stay as they are. */
function firstGroup(pattern: string): number | null {
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index];
    if (char === '\\') index++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(' && /^\((?:\?:|\?<\w+>|(?!\?))/.test(pattern.slice(index))) return index;
  }
  return null;
}

/** Splits a pattern at the bars that stand in no group or class. */
export function alternatives(pattern: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    let char = pattern[index] ?? '';
    if (char === '\\') char += pattern[++index] ?? '';
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      parts.push('');
      continue;
    }
    parts.push((parts.pop() ?? '') + char);
  }
  return parts;
}

/** What a group may be by the quantifier behind it: once, not at all, or after more of the same. */
function turns(inner: string, quantifier: string): readonly string[] {
  const each = alternatives(inner);
  if (quantifier === '') return each;
  const none = quantifier.startsWith('+') ? [] : [''];
  return quantifier.startsWith('?') ? [...each, ...none] : [...each.map((text) => `.*${text}`), ...none];
}

/**
 * Returns patterns without groups that together match what a pattern matches, or more; null when they are too many. In
 * front of the last round of a repeated group stands `.*`.
 */
export function writtenOut(pattern: string): readonly string[] | null {
  let ways = alternatives(pattern);
  while (ways.some((way) => firstGroup(way) !== null)) {
    ways = ways.flatMap(withoutFirstGroup);
    if (ways.length > MAX_WAYS) return null;
  }
  return ways;
}

function withoutFirstGroup(way: string): readonly string[] {
  const start = firstGroup(way);
  if (start === null) return [way];
  const end = endOfGroup(way, start);
  const inner = way.slice(start + 1, end - 1).replace(/^\?(?::|<\w+>)/, '');
  const quantifier = /^(?:[?+*]|\{\d+(?:,\d*)?\})\??/.exec(way.slice(end))?.[0] ?? '';
  return turns(inner, quantifier).map((turn) => way.slice(0, start) + turn + way.slice(end + quantifier.length));
}
