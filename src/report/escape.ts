/**
 * What must never stand raw in a message: line ends (a message is one line), control characters (a terminal obeys them)
 * and bidirectional controls (they make text read otherwise than it is, CVE-2021-42574); and the backslash, which escapes.
 */
const UNSAFE = /[\\\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

const LETTERS: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const MEANINGS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function escapeCharacter(character: string): string {
  return LETTERS[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Returns the text on one line, with every character that could mislead a reader or a terminal as a visible escape. */
export function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** Returns the text fit to be shown: as `escapeUnsafe`, but with backslashes as they are, so it cannot be taken back. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => (character === '\\' ? character : escapeCharacter(character)));
}

/**
 * Returns the escaped text in which no match of `delimiter` begins without a backslash before it. The delimiter must be
 * global and must not begin with a backslash or one of the letters `n`, `r`, `t`, `u`, which mean something after one.
 */
export function escapeText(text: string, delimiter: RegExp): string {
  return escapeUnsafe(text).replace(delimiter, (match) => `\\${match}`);
}

/** Takes back `escapeText` for every delimiter. */
export function unescapeText(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|(.))/gsu,
    (_match, code: string | undefined, character: string | undefined) =>
      code === undefined
        ? (MEANINGS[character ?? ''] ?? character ?? '')
        : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
