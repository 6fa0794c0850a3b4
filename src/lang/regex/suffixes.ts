import { Budget, LimitReached, LIMITS } from './limits.js';
import { alphabetOf, Machine } from './machine.js';
import type { Program } from './program.js';

/** Endings that few patterns accept. */
const UNUSUAL = ['', '\u0000', '\n', '!', '\n!', '\uffff'];

/** A shortest ending of at most three units after which the pattern is not found in the text; null when there is none. */
function rejectedEnding(program: Program, text: string): string | null {
  const budget = new Budget(LIMITS.suffixSteps);
  const alphabet = alphabetOf([program]);
  const machine = new Machine(program, alphabet, budget);
  let state = machine.start();
  for (let index = 0; index < text.length; index += 1) {
    state = machine.step(state, alphabet.classOf(text.charCodeAt(index)));
  }
  let layer: readonly { readonly state: number; readonly ending: string }[] = [{ state, ending: '' }];
  const seen = new Set([state]);
  for (let length = 0; length <= 3; length += 1) {
    const rejected = layer.find((item) => !machine.accepts(item.state));
    if (rejected !== undefined) return rejected.ending;
    const next: { state: number; ending: string }[] = [];
    for (const item of layer) {
      if (machine.verdict(item.state) === 'always') continue;
      alphabet.representatives.forEach((unit, unitClass) => {
        const after = machine.step(item.state, unitClass);
        if (seen.has(after)) return;
        seen.add(after);
        next.push({ state: after, ending: item.ending + String.fromCharCode(unit) });
      });
    }
    layer = next;
  }
  return null;
}

/** Most endings that are made of single characters which the pattern tells apart. */
const MOST_SINGLE = 12;

function orNothing<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof LimitReached) return null;
    throw error;
  }
}

/**
 * Endings to try for an attack, the most promising first: the matcher must fail after all its tries. The first one
 * makes the whole pattern fail; the others can make a part of it fail, such as a lookahead.
 */
export function* endingsFor(program: Program | null, text: string): Generator<string> {
  const exact = program === null ? null : orNothing(() => rejectedEnding(program, text));
  if (exact !== null) yield exact;
  yield* UNUSUAL.filter((ending) => ending !== exact);
  const alphabet = program === null ? null : orNothing(() => alphabetOf([program]));
  for (const unit of alphabet?.representatives.slice(0, MOST_SINGLE) ?? []) {
    const ending = String.fromCharCode(unit);
    if (ending !== exact && !UNUSUAL.includes(ending)) yield ending;
  }
}
