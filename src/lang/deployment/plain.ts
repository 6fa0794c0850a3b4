/** Data of documents whose form nobody guarantees. */

export type Data = Readonly<Record<string, unknown>>;

/** Returns an object as a record; null for everything else. */
export function dataOf(value: unknown): Data | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : null;
}

/** Returns a text; null for everything else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Returns what a list holds; a single object stands for a list of it. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** Returns what is under a path of names; undefined when a part of it is not there. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let current = value;
  for (const name of names) {
    const data = dataOf(current);
    if (!data || !Object.hasOwn(data, name)) return undefined;
    current = data[name];
  }
  return current;
}
