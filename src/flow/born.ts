/**
 * Objects that tell which path was taken: `return { error: 'no' }` on one and `return { error: null }` on the other. What is
 * read of such a result carries what the path of each object had learned, as if the function had returned it by itself.
 */
import { joinPaths } from './merging.js';
import type { Ref } from './refs.js';
import type { Value } from './value.js';

function isBorn(ref: Ref): boolean {
  return ref.kind === 'obj' && ref.born !== null && ref.born.size > 0;
}

/** True for one of several objects of which some were made on a path that had learned something. */
export function isTelling({ refs }: Value): boolean {
  return refs.length > 1 && refs.some(isBorn);
}

/** True where nothing but such objects is meant. */
export function isOnlyTelling(value: Value): boolean {
  return !value.open && value.labels.length === 0 && isTelling(value);
}

/** Joins what is read of each object, with what the path of that object had learned. There must be one object at least. */
export function joinTold(refs: readonly Ref[], read: (ref: Ref, index: number) => Value): Value {
  return joinPaths(
    refs.map((ref, index) => ({ value: read(ref, index), facts: ref.kind === 'obj' ? ref.born : null })),
  );
}
