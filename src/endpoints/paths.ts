/** Paths as routers write them, and which requests they cover. */

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

/** Returns the function with its answers remembered: an application asks for the same paths again and again. */
function remembering<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      if (known.size >= MAX_REMEMBERED) known.clear();
      answer = make(text);
      known.set(text, answer);
    }
    return answer;
  };
}

const MAX_REMEMBERED = 10_000;
const sampleOf = remembering(sample);
const wholeOf = remembering((pattern) => new RegExp(`^${expression(pattern.replace(/(?<=.)\/$/, ''))}/?$`, 'i'));
const frontOf = remembering((prefix) => new RegExp(`^${expression(prefix)}(?:/|$)`, 'i'));

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
