import type { CountingMatcher } from './backtrack.js';
import { LIMITS } from './limits.js';

/** The parts of an attack: the pump is repeated. */
export interface Attack {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

/** What the replay of an attack showed. */
export type Growth =
  | { readonly kind: 'exponential' }
  | { readonly kind: 'polynomial'; readonly degree: number }
  /** `fixed` tells that more repetitions did not change anything: the match was decided before them. */
  | { readonly kind: 'linear'; readonly fixed: boolean };

/** How much is left of the steps that may be spent on one pattern. */
export interface ReplayBudget {
  left: number;
}

/** Repetitions beyond which growth that has not run out of steps is not exponential. */
const MOST_EXPONENTIAL = 36;
/** Steps that show exponential growth well enough. */
const EXPONENTIAL_STEPS = 8_000;
/** Least factor by which two more repetitions multiply the steps. Two ways for each repetition give four. */
const EXPONENTIAL_FACTOR = 2;
/** Least factor when all steps run out after fewer repetitions than can be compared. */
const FEW_FACTOR = 4;
/** A text that is short in relation to the steps that are spent on it. */
const SHORT_TEXT = 120;
/** Most repetitions of a polynomial attack. */
const MOST_POLYNOMIAL = 512;
/** Least exponent that is taken for polynomial growth: halfway between linear and quadratic. */
const LEAST_EXPONENT = 1.5;

function stepsFor(
  matcher: CountingMatcher,
  attack: Attack,
  repetitions: number,
  most: number,
  budget: ReplayBudget,
): number | null {
  const text = attack.prefix + attack.pump.repeat(repetitions) + attack.suffix;
  const replay = matcher.count(text, Math.min(most, budget.left));
  budget.left -= replay.steps;
  return replay.matched === null ? null : replay.steps;
}

/** The steps of no repetition, one, two ... until they run out or turn out to grow slowly (null). */
function countUp(matcher: CountingMatcher, attack: Attack, most: number, budget: ReplayBudget): number[] | null {
  const counts: number[] = [];
  for (let repetitions = 0; repetitions <= MOST_EXPONENTIAL; repetitions += 1) {
    const steps = stepsFor(matcher, attack, repetitions, most, budget);
    if (steps === null) return budget.left > 0 ? counts : null;
    counts.push(steps);
    // Slow growth over many repetitions is polynomial.
    const before = counts.at(-7);
    if (before !== undefined && steps < before * EXPONENTIAL_FACTOR) return null;
  }
  return null;
}

function growsExponentially(matcher: CountingMatcher, attack: Attack, budget: ReplayBudget): boolean {
  let counts = countUp(matcher, attack, EXPONENTIAL_STEPS, budget);
  // The steps can run out after so few repetitions that there is nothing to compare.
  if (counts !== null && counts.length < 5) counts = countUp(matcher, attack, LIMITS.replaySteps * 4, budget);
  if (counts === null) return false;
  const [early, late, last] = [counts.at(-5), counts.at(-3), counts.at(-1)];
  if (early !== undefined && late !== undefined && last !== undefined) {
    return last / late >= EXPONENTIAL_FACTOR && late / early >= EXPONENTIAL_FACTOR;
  }
  // A text of few characters that takes all the steps is beyond small polynomials, too.
  const longest = attack.prefix.length + attack.pump.length * counts.length + attack.suffix.length;
  return longest <= SHORT_TEXT || (last ?? 0) >= (counts[0] ?? 0) * FEW_FACTOR;
}

/** Repetitions from which on a clear exponent is believed. */
const ENOUGH = 64;
const CLEAR_EXPONENT = 1.75;

function exponentOf(matcher: CountingMatcher, attack: Attack, budget: ReplayBudget): number {
  let exponent = 0;
  let before: number | null = null;
  for (let repetitions = 1; repetitions <= MOST_POLYNOMIAL; repetitions *= 2) {
    const steps = stepsFor(matcher, attack, repetitions, LIMITS.replaySteps, budget);
    if (budget.left <= 0) break;
    // Where the steps run out, the exponent is at least this large; it is needed for steep polynomials only.
    if (steps === null && exponent >= LEAST_EXPONENT) break;
    if (before !== null) exponent = Math.log2((steps ?? LIMITS.replaySteps) / before);
    if (steps === null || (repetitions >= ENOUGH && exponent >= CLEAR_EXPONENT)) break;
    before = steps;
  }
  return exponent;
}

/** Repetitions that tell at little cost that nothing will grow. */
const FEW = 24;
/** Exponent below which an attack is given up at once. */
const HOPELESS_EXPONENT = 1.12;

/**
 * Replays an attack with more and more repetitions and tells how the steps grow. Exponential growth is only looked
 * for when asked, because few repetitions cannot tell it from polynomials of a high degree.
 */
export function measureGrowth(
  matcher: CountingMatcher,
  attack: Attack,
  exponential: boolean,
  budget: ReplayBudget,
): Growth {
  if (exponential && growsExponentially(matcher, attack, budget)) return { kind: 'exponential' };
  const few = stepsFor(matcher, attack, FEW, EXPONENTIAL_STEPS, budget);
  const twice = few === null ? null : stepsFor(matcher, attack, FEW * 2, LIMITS.replaySteps, budget);
  if (few !== null && twice !== null && Math.log2(twice / few) < HOPELESS_EXPONENT) {
    return { kind: 'linear', fixed: few === twice };
  }
  const exponent = exponentOf(matcher, attack, budget);
  return exponent >= LEAST_EXPONENT
    ? { kind: 'polynomial', degree: Math.max(2, Math.round(exponent)) }
    : { kind: 'linear', fixed: false };
}
