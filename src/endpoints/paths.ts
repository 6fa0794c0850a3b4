/** Paths as routers write them, and which requests they cover. */
import { remembering } from '../lang/remembering.js';

/** Returns a path that a pattern matches: `/teams/:id` becomes `/teams/x`. */
function sample(path: string): string {
  return path
    .replace(/\{[^{}]*\}/g, '')
    .replace(/:(\w+)(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\??/g, 'x')
    .replace(/\{[^{}]*\}/g, 'x')
    .replace(/\*\w*/g, 'x')
    .replace(/(?<=.)\/$/, '');
}

/**
 * Returns the expression of a path pattern (path-to-regexp 0.1 of Express 4, 8 of Express 5): `*` is any text, `*name` at
 * least one character, `{...}` optional, `:name` one segment.
 */
function expression(pattern: string): string {
  let result = '';
  const tokens = pattern.match(/:(\w+)(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\??|\*\w*|\{|\}|./gs) ?? [];
  for (const token of tokens) {
    if (token.startsWith(':')) result += token.endsWith('?') ? '[^/]*' : '[^/]+';
    else if (token === '*') result += '.*';
    else if (token.startsWith('*')) result += '.+';
    else if (token === '{') result += '(?:';
    else if (token === '}') result += ')?';
    else result += token.replace(/[\\^$.+?()[\]|]/g, '\\$&');
  }
  return result;
}

const sampleOf = remembering(sample);
const wholeOf = remembering((pattern) => new RegExp(`^${expression(pattern.replace(/(?<=.)\/$/, ''))}/?$`, 'i'));
const frontOf = remembering((prefix) => new RegExp(`^${expression(prefix)}(?:/|$)`, 'i'));

function head(path: string): string | null {
  const segment = /^\/?([\w.~-]+)(?=\/|$)/.exec(path)?.[1];
  return segment === undefined ? null : segment.toLowerCase();
}

/** Returns the first segment of a path when it is plain text, in lower case; null otherwise. */
export const headOf = remembering(head);

/** True when two paths begin with different words, so that neither can cover the other: the cheap question comes first. */
export function beginApart(a: string, b: string): boolean {
  const [one, other] = [headOf(a), headOf(b)];
  return one !== null && other !== null && one !== other;
}

/** True when requests for `path` match a route's pattern; null paths are not known. */
export function matchesRoute(pattern: string, path: string): boolean {
  return wholeOf(pattern).test(sampleOf(path));
}

/** True when requests for `path` are below a prefix, as `app.use(prefix)` means it. */
export function isBelowPrefix(prefix: string, path: string): boolean {
  const bare = prefix.replace(/\/$/, '');
  return bare === '' || frontOf(bare).test(sampleOf(path));
}

/** Returns two parts of a path as one. */
export function joinPaths(front: string, back: string): string {
  const joined = `${front.replace(/\/$/, '')}/${back.replace(/^\//, '')}`;
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
