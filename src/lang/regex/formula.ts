import type { Budget } from './limits.js';

/**
 * What still has to happen for a pattern to have matched, as alternatives of conjunctions: each conjunction demands
 * that the rest of the text is accepted from every one of `states`, and from none of the formulas `negs`.
 * Conjunctions of more than one demand come from lookaheads.
 */
export interface Conjunction {
  readonly key: string;
  /** Indexes of program nodes, ascending. */
  readonly states: readonly number[];
  /** Ids of formulas that must not hold, ascending. */
  readonly negs: readonly number[];
}

export interface Formula {
  readonly id: number;
  readonly conjunctions: readonly Conjunction[];
}

function makeConjunction(states: readonly number[], negs: readonly number[]): Conjunction {
  return { key: negs.length === 0 ? states.join(',') : `${states.join(',')}!${negs.join(',')}`, states, negs };
}

/** The conjunction that demands nothing: the pattern has matched whatever follows. */
export const NOTHING: Conjunction = makeConjunction([], []);

function mergeSorted(left: readonly number[], right: readonly number[]): readonly number[] {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  return [...new Set([...left, ...right])].sort((a, b) => a - b);
}

/** Both conjunctions. */
export function both(left: Conjunction, right: Conjunction): Conjunction {
  if (left.key === '') return right;
  if (right.key === '') return left;
  return makeConjunction(mergeSorted(left.states, right.states), mergeSorted(left.negs, right.negs));
}

export function withState(conjunction: Conjunction, state: number): Conjunction {
  return makeConjunction(mergeSorted(conjunction.states, [state]), conjunction.negs);
}

export function withoutState(conjunction: Conjunction, state: number): Conjunction {
  return makeConjunction(
    conjunction.states.filter((other) => other !== state),
    conjunction.negs,
  );
}

export function withNeg(conjunction: Conjunction, formula: number): Conjunction {
  return makeConjunction(conjunction.states, mergeSorted(conjunction.negs, [formula]));
}

function demandsAllOf(strong: Conjunction, weak: Conjunction): boolean {
  return (
    weak.states.every((state) => strong.states.includes(state)) && weak.negs.every((neg) => strong.negs.includes(neg))
  );
}

/** Above this many conjunctions the search for superfluous ones costs more than it saves. */
const LARGEST_SIMPLIFIED = 64;

/** Drops conjunctions that demand all that another one demands, and more. */
function simplified(conjunctions: readonly Conjunction[]): readonly Conjunction[] {
  const nothing = conjunctions.find((conjunction) => conjunction.key === '');
  if (nothing !== undefined) return [nothing];
  const isSimple = (conjunction: Conjunction): boolean => conjunction.states.length + conjunction.negs.length === 1;
  if (conjunctions.length > LARGEST_SIMPLIFIED || conjunctions.every(isSimple)) return conjunctions;
  return conjunctions.filter((strong) => !conjunctions.some((weak) => weak !== strong && demandsAllOf(strong, weak)));
}

/** Interns formulas, so that equal ones have equal ids. */
export class Formulas {
  readonly #byKey = new Map<string, Formula>();
  readonly #all: Formula[] = [];
  readonly #budget: Budget;
  /** The formula that never holds. */
  readonly never: Formula;
  /** The formula that holds whatever follows. */
  readonly always: Formula;

  constructor(budget: Budget) {
    this.#budget = budget;
    this.never = this.of([]);
    this.always = this.of([NOTHING]);
  }

  get(id: number): Formula {
    const formula = this.#all[id];
    if (formula === undefined) throw new RangeError(`no formula ${String(id)}`);
    return formula;
  }

  /** The formula of these alternatives, simplified. Throws `LimitReached` beyond the budget. */
  of(alternatives: Iterable<Conjunction>): Formula {
    const unique = new Map<string, Conjunction>();
    for (const conjunction of alternatives) unique.set(conjunction.key, conjunction);
    const conjunctions = simplified([...unique.values()]);
    this.#budget.spend(1 + conjunctions.length);
    const key = conjunctions
      .map((conjunction) => `(${conjunction.key})`)
      .sort()
      .join('');
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const formula: Formula = { id: this.#all.length, conjunctions };
    this.#all.push(formula);
    this.#byKey.set(key, formula);
    return formula;
  }

  /** All formulas at once. */
  and(formulas: readonly Formula[]): Formula {
    return formulas.reduce((left, right) => {
      if (left === this.always || right === this.never) return right;
      if (right === this.always || left === this.never) return left;
      this.#budget.spend(left.conjunctions.length * right.conjunctions.length);
      return this.of(left.conjunctions.flatMap((one) => right.conjunctions.map((other) => both(one, other))));
    }, this.always);
  }
}
