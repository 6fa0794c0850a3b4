/** Whether a checked-in file is the output of a minifier or bundler: nobody wrote it here, and nobody will mend it here. */

const SMALL = 2_000;
const LONG_LINE = 500;
/** Written code has a quarter of white space and more, minified code next to none; encoded data has no punctuation. */
const MAX_SPACE = 0.1;
const MIN_PUNCTUATION = 0.08;
/** Nobody writes ten statements on a line. */
const LONG_FOR_STATEMENTS = 1_000;
const MIN_STATEMENTS = 0.01;

const minified = new WeakMap<object, boolean>();

const count = (line: string, what: RegExp): number => line.match(what)?.length ?? 0;

function isDense(line: string): boolean {
  if (line.length < LONG_LINE) return false;
  const has = (what: RegExp, share: number): boolean => count(line, what) > line.length * share;
  if (line.length >= LONG_FOR_STATEMENTS && has(/;/g, MIN_STATEMENTS)) return true;
  return !has(/\s/g, MAX_SPACE) && has(/[;{}(),=:]/g, MIN_PUNCTUATION);
}

/** True when most of a file's text stands in long lines without white space. */
export function isMinified(file: { readonly text: string }): boolean {
  let known = minified.get(file);
  if (known === undefined) {
    const { text } = file;
    const dense =
      text.length < SMALL
        ? 0
        : text
            .split('\n')
            .filter(isDense)
            .reduce((sum, line) => sum + line.length, 0);
    known = dense > text.length / 2;
    minified.set(file, known);
  }
  return known;
}
