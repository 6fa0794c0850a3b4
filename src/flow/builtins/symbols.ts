/** Symbols, by the names that the engine has for keys that are no texts. */
import type { TS } from '../../lang/ts.js';

const numbered = new WeakMap<TS.Node, number>();
let last = 0;

/** Returns the name of the symbol that a call makes: it is the same as itself alone, in whatever file it is used. */
export function symbolOf(call: TS.Node): string {
  const number = numbered.get(call) ?? ++last;
  numbered.set(call, number);
  return `@@symbol:${String(number)}`;
}
