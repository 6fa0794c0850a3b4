import { BoundedMap } from './bounded-map.js';
import { alternativesOf } from './facts.js';
import { Budget, LimitReached, LIMITS } from './limits.js';
import type { TS } from '../ts.js';
import { alphabetOf, Machine } from './machine.js';
import { compile } from './program.js';
import type { Program } from './program.js';

/** One thing known about a text: it is (or is not) matched by a JavaScript regular expression, as RegExp.prototype.test would say. */
export interface TextFact {
  readonly pattern: string;
  readonly flags: string;
  readonly matches: boolean;
  /** Where the program's own pattern stands that was run to learn this; it has no part in what the fact says. */
  readonly writtenAt?: TS.Node;
  /**
   * The text satisfies all facts of one of these lists. Such a fact has the empty pattern, which every text matches:
   * who knows nothing of alternatives learns nothing from it.
   */
  readonly oneOf?: readonly (readonly TextFact[])[];
}

interface Demand {
  readonly program: Program;
  readonly matches: boolean;
}

const programs = new BoundedMap<string, Program | null>(LIMITS.cachedPrograms);
/** A text with its mark, null for none, or 'unknown'. */
type Answer = string | null;

const answers = new BoundedMap<string, Answer>(LIMITS.cachedAnswers);

/** Marks a text among the answers, which are otherwise null and 'unknown'. */
const TEXT = '=';

/**
 * The automaton of a fact; null when the fact is not understood. A fact may only be weakened: more texts may match a
 * pattern that must match, fewer texts a pattern that must not.
 */
function demandOf(fact: TextFact): Demand | null {
  const key = `${fact.matches ? '+' : '-'}${fact.flags}/${fact.pattern}`;
  const program = programs.getOrCompute(key, () =>
    compile(fact.pattern, fact.flags, fact.matches ? 'widen' : 'narrow'),
  );
  return program === null ? null : { program, matches: fact.matches };
}

interface Visit {
  readonly states: readonly number[];
  readonly from: Visit | null;
  readonly unit: number;
}

function textOf(visit: Visit): string {
  const units: number[] = [];
  for (let at: Visit = visit; at.from !== null; at = at.from) units.push(at.unit);
  return units
    .reverse()
    .map((unit) => String.fromCharCode(unit))
    .join('');
}

/** A shortest text that satisfies all demands, null when there is none. Throws `LimitReached`. */
function shortestText(demands: readonly Demand[], steps: number): string | null {
  const budget = new Budget(steps);
  const alphabet = alphabetOf(demands.map((demand) => demand.program));
  const machines = demands.map((demand) => ({ machine: new Machine(demand.program, alphabet, budget), demand }));
  const isLost = (states: readonly number[]): boolean =>
    machines.some(
      ({ machine, demand }, index) => machine.verdict(states[index] ?? 0) === (demand.matches ? 'never' : 'always'),
    );
  const isSatisfied = (states: readonly number[]): boolean =>
    machines.every(({ machine, demand }, index) => machine.accepts(states[index] ?? 0) === demand.matches);

  const first: Visit = { states: machines.map(({ machine }) => machine.start()), from: null, unit: 0 };
  const seen = new Set([first.states.join()]);
  let layer: Visit[] = isLost(first.states) ? [] : [first];
  while (layer.length > 0) {
    const found = layer.find((visit) => isSatisfied(visit.states));
    if (found !== undefined) return textOf(found);
    const next: Visit[] = [];
    for (const visit of layer) {
      alphabet.representatives.forEach((unit, unitClass) => {
        budget.spend(1);
        const states = machines.map(({ machine }, index) => machine.step(visit.states[index] ?? 0, unitClass));
        const key = states.join();
        if (seen.has(key)) return;
        if (seen.size >= LIMITS.productStates) throw new LimitReached('states');
        seen.add(key);
        if (!isLost(states)) next.push({ states, from: visit, unit });
      });
    }
    layer = next;
  }
  return null;
}

function attempt(demands: readonly Demand[], steps: number): Answer {
  try {
    const text = shortestText(demands, steps);
    return text === null ? null : TEXT + text;
  } catch (error) {
    if (error instanceof LimitReached) return 'unknown';
    throw error;
  }
}

function search(facts: readonly TextFact[], attack: TextFact): Answer {
  const wanted = demandOf(attack);
  if (wanted === null) return 'unknown';
  const known = facts.map(demandOf).filter((demand) => demand !== null);
  const together = attempt([...known, wanted], LIMITS.steps);
  if (together !== 'unknown' || known.length < 2) return together;
  // All facts at once are too much; one of them alone may still be enough.
  return known.some((demand) => attempt([demand, wanted], LIMITS.stepsPerFact) === null) ? null : 'unknown';
}

/** Asks each alternative: one text that satisfies one of them is enough to do harm. */
function answer(facts: readonly TextFact[], attack: TextFact): Answer {
  const rows = alternativesOf(facts);
  let sum: Answer = null;
  for (const row of rows) {
    const own = answerOf(row, attack);
    if (own === 'unknown') sum = own;
    else if (own !== null) return own;
  }
  return sum;
}

function answerOf(facts: readonly TextFact[], attack: TextFact): Answer {
  const order = (fact: TextFact): string => JSON.stringify([fact.pattern, fact.flags, fact.matches]);
  const key = `${[...new Set(facts.map(order))].sort().join()}|${order(attack)}`;
  return answers.getOrCompute(key, () => search(facts, attack));
}

/**
 * True when no text satisfies all facts and also the attack expression; false when one may; 'unknown' when the
 * analysis gave up (an attack that is not understood, size limit). Facts that are not understood are left out, and
 * what an automaton cannot describe is weakened, so that the answer can only err towards "may be dangerous".
 *
 * `test` searches: a pattern matches anywhere in the text unless it is anchored (ECMA-262, section 22.2.7.2), and
 * the flag `y` anchors it at the start, as for a RegExp whose `lastIndex` is 0. `g` is taken without its memory of
 * the last match.
 */
export function excludes(facts: readonly TextFact[], attack: TextFact): boolean | 'unknown' {
  const found = answer(facts, attack);
  return found === 'unknown' ? 'unknown' : found === null;
}

/**
 * A shortest text that satisfies all facts and the attack, for messages and tests; null when there is none or the
 * analysis gave up. With backreferences in a fact the text may fail it.
 */
export function exampleText(facts: readonly TextFact[], attack: TextFact): string | null {
  const found = answer(facts, attack);
  return found === null || found === 'unknown' ? null : found.slice(TEXT.length);
}
