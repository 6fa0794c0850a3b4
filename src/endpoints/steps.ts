/** Judging one function of a chain, each only once for an application. */
import type { Value } from '../flow/value.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { judgeLibrary, type Verdict } from './probe.js';

export class Verdicts {
  readonly #known = new Map<unknown, Verdict>();

  /** Returns what a function is; `judge` runs those of the program. */
  of(handler: Value, judge: () => Verdict): Verdict {
    const [only] = handler.refs;
    const sole = handler.refs.length === 1 ? only : undefined;
    const known = sole && this.#known.get(sole);
    if (known) return known;
    const libraries = handler.refs.flatMap((ref) => judgeLibrary(ref) ?? []);
    let verdict: Verdict;
    if (libraries.includes('guard')) verdict = 'guard';
    else if (isOwnFunction(handler)) verdict = judge();
    else verdict = libraries.length > 0 ? 'open' : 'unknown';
    if (sole) this.#known.set(sole, verdict);
    return verdict;
  }
}
