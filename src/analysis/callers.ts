/** What files that use a function know of its arguments, where the function by itself must take them for anything. */
import type { FileResult } from '../flow/run.js';
import type { Hit } from '../flow/log.js';
import { ts, type TS } from '../lang/ts.js';

/** The outermost function or method around a node that nothing in its own file calls. */
function aloneAround({ alone }: FileResult, node: TS.Node): TS.Node | null {
  let found: TS.Node | null = null;
  for (let at = node; !ts.isSourceFile(at); at = at.parent) if (alone.has(at)) found = at;
  return found;
}

function sameWay(a: Hit, b: Hit): boolean {
  return a.kind === b.kind && a.node === b.node && a.label.source.node === b.label.source.node;
}

/**
 * True when a hit comes only of running a function with what its parameters declare, and the files that call or register
 * that function, with validators in front of it, say, do not find it.
 */
export function isRefuted(hit: Hit, own: FileResult, users: () => Iterable<FileResult>): boolean {
  const { node } = hit.label.source;
  // Where any value counts, what callers know of theirs is no answer.
  if (hit.any) return false;
  if (node.getSourceFile() !== own.file) return false;
  const fn = aloneAround(own, node);
  if (!fn) return false;
  let used = false;
  for (const { visited, log, bounded } of users()) {
    if (!visited.has(fn)) continue;
    if (bounded || log.hits.some((each) => sameWay(each, hit))) return false;
    used = true;
  }
  return used;
}
