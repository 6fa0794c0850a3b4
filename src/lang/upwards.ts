import path from 'node:path';

/** Yields a folder and the folders that hold it, up to the root. */
export function* upwards(folder: string): Generator<string> {
  let current = folder;
  for (;;) {
    yield current;
    const parent = path.dirname(current);
    if (parent === current) return;
    current = parent;
  }
}
