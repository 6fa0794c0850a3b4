import type { ConstantHit } from '../flow/machine.js';
import type { TS } from '../lang/ts.js';

/** Something that a run has seen, with its place in the linted file. */
export interface Placed<T> {
  readonly seen: T;
  readonly at: TS.Node;
}

/** Returns where a file shows what was seen: at the thing itself when that is its own, otherwise at the last step that stands there. */
export function placeIn<T>(
  seen: T,
  own: TS.Node | null,
  ways: readonly TS.Node[],
  file: TS.SourceFile,
): Placed<T> | null {
  if (own?.getSourceFile() === file) return { seen, at: own };
  const at = [...ways].reverse().find((node) => node.getSourceFile() === file);
  return at ? { seen, at } : null;
}

/** Returns the literal, or the use where another file holds it; a literal of another file that was used in a third one is reported there. */
export function placeConstant(seen: ConstantHit, file: TS.SourceFile): Placed<ConstantHit> | null {
  if (seen.origin?.getSourceFile() === file) return { seen, at: seen.origin };
  return seen.node.getSourceFile() === file ? { seen, at: seen.node } : null;
}
