/**
 * What repeated rounds make: a node that makes an object in one round of a loop makes the same one in the next, which then
 * stands for many, so that the rounds come to an end. Two calls of one function are told apart by the calls under way, and
 * no entry sees what another one has made: objects that stand for what everybody makes would hold everybody's data.
 */
import type { TS } from '../lang/ts.js';
import type { Frame } from './frames.js';
import type { Obj } from './refs.js';

/** What was made in repeated rounds below one chain of calls. */
export interface Repeated {
  readonly made: Map<TS.Node, Obj>;
  readonly inner: Map<TS.Node, Repeated>;
}

function emptyRepeated(): Repeated {
  return { made: new Map(), inner: new Map() };
}

/** Returns what repeated rounds have made in the frame that runs now, or in one that stood in its place. */
export function repeatedIn(frames: readonly Frame[]): Repeated | null {
  let around: Repeated | null = null;
  for (const frame of frames) {
    let own: Repeated | undefined = frame.repeated;
    if (!own) {
      const { call } = frame;
      own = (around !== null && call !== null ? around.inner.get(call) : undefined) ?? emptyRepeated();
      if (around !== null && call !== null) around.inner.set(call, own);
      frame.repeated = own;
    }
    around = own;
  }
  return around;
}
