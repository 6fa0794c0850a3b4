/** Answers about texts that are asked for again and again. */

const MAX_REMEMBERED = 10_000;

/** Returns the function with its answers remembered; above a number of texts it begins anew. */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.answer;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const answer = make(text);
    known.set(text, { answer });
    return answer;
  };
}
