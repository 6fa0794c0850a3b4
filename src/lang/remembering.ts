/** Answers about texts that are asked for again and again. */

const MAX_REMEMBERED = 20_000;

interface Remembered<T> {
  readonly answer: T;
  readonly at: number;
}

/** Returns the function with its answers remembered; above a number of texts it begins anew. */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const believed = believing(Infinity, make);
  return (text) => believed(text, 0);
}

/**
 * Returns the function with its answers believed for some milliseconds: in an editor files change and packages are
 * installed while the process goes on. `now` is what the answer is asked at, in milliseconds.
 */
export function believing<T>(
  milliseconds: number,
  make: (text: string, now: number) => T,
): (text: string, now?: number) => T {
  const known = new Map<string, Remembered<T>>();
  return (text, now = Date.now()) => {
    const before = known.get(text);
    if (before && now - before.at < milliseconds) return before.answer;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const answer = make(text, now);
    known.set(text, { answer, at: now });
    return answer;
  };
}
