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

/** True for hits of data of one source at one sink. */
export function sameWay(a: Hit, b: Hit): boolean {
  return a.kind === b.kind && a.node === b.node && a.label.source.node === b.label.source.node;
}

/** True for hits of the same data: parts of one parameter (`args.name`, `args.password`) have one source, and names of their own. */
export function sameData(a: Hit, b: Hit): boolean {
  return sameWay(a, b) && a.label.source.text === b.label.source.text;
}

/** The function of a user, alone as well, through which its run comes to a hit: what declares its parameters knows no more. */
function throughAlone(user: FileResult, { stack }: Hit): TS.Node | null {
  const entered = stack.find((node) => node.getSourceFile() === user.file);
  return entered ? aloneAround(user, entered) : null;
}

/**
 * True when a hit comes only of running a function with what its parameters declare, and the files that call or register
 * that function, with validators in front of it, say, do not find it. A file between them may find it in the same way, as
 * long as one that uses its function does not.
 */
export function isRefuted(hit: Hit, own: FileResult, users: () => Iterable<FileResult>): boolean {
  const { node } = hit.label.source;
  // Where any value counts, what callers know of theirs is no answer.
  if (hit.any) return false;
  if (node.getSourceFile() !== own.file) return false;
  const fn = aloneAround(own, node);
  if (!fn) return false;
  const refuting: FileResult[] = [];
  const between: TS.Node[] = [];
  for (const user of users()) {
    if (!user.visited.has(fn)) continue;
    if (user.bounded) return false;
    const same = user.log.hits.filter((each) => sameWay(each, hit));
    if (same.length === 0) refuting.push(user);
    for (const each of same) {
      const through = throughAlone(user, each);
      if (!through) return false;
      between.push(through);
    }
  }
  return refuting.length > 0 && between.every((each) => refuting.some(({ visited }) => visited.has(each)));
}

/** Returns the way of a hit behind a call on it: of several files that find it, the one nearest to its sink reports it. */
export function nearer({ stack, node, label }: Hit, call: number): readonly TS.Node[] {
  const way = [...stack.slice(call + 1), node];
  const source = label.source.node;
  const isFarther = stack.slice(0, call).some((each) => each.getSourceFile() === source.getSourceFile());
  return isFarther ? way : [...way, source];
}
