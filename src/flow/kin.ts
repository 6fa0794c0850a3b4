/** Values that are known by what is known of another one that was made of them. */
import type { Label } from './labels.js';

const nearlyWhole = new Map<number, number>();

/** Notes that a value is another one but for a few harmless or far too few characters: whoever knows it knows the other. */
export function noteNearlyWhole(part: Label, whole: Label): void {
  const [own] = part.ids;
  const [from] = whole.ids;
  if (own === undefined || from === undefined || own === from) return;
  if (nearlyWhole.size > 200_000) nearlyWhole.clear();
  nearlyWhole.set(own, from);
}

/** Returns the id of the value that this one nearly is: see noteNearlyWhole. */
export function wholeOf(id: number): number | undefined {
  return nearlyWhole.get(id);
}

const samePlace = new Map<number, number>();

/** Notes that a path that was resolved names the same place as the one that it was made of: where the one is, the other is. */
export function noteSamePlace(resolved: Label, path: Label): void {
  const [own] = resolved.ids;
  const [from] = path.ids;
  if (own === undefined || from === undefined || own === from) return;
  if (samePlace.size > 200_000) samePlace.clear();
  samePlace.set(own, from);
}

/** Returns the id of the path that this one was resolved from: see noteSamePlace. */
export function placeOf(id: number): number | undefined {
  return samePlace.get(id);
}
