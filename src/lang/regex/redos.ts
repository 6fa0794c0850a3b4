import type { AST } from '@eslint-community/regexpp';
import { CountingMatcher } from './backtrack.js';
import { BoundedMap } from './bounded-map.js';
import type { MatchFlags } from './flags.js';
import { measureGrowth } from './growth.js';
import type { Attack, Growth, ReplayBudget } from './growth.js';
import { LIMITS } from './limits.js';
import { positionsOf } from './positions.js';
import type { PositionAutomaton } from './positions.js';
import { compile, parsePattern } from './program.js';
import type { Program } from './program.js';
import { findPumps } from './pumps.js';
import type { Pump } from './pumps.js';
import { endingsFor } from './suffixes.js';

/** Whether somebody who chooses the text can make a regular expression run for long. */
export type RedosResult =
  | { readonly kind: 'safe' }
  | {
      readonly kind: 'vulnerable';
      readonly growth: 'exponential' | 'polynomial';
      /** The degree of a polynomial, as far as the replay showed it; the real one may be higher. */
      readonly degree?: number;
      readonly attack: Attack;
      /** The part of the pattern that is tried in many ways, as offsets in the pattern. */
      readonly hotspot: { readonly start: number; readonly end: number };
      /** Whether the search for the beginning of a match is one of the two loops, so that an anchor would help. */
      readonly bySearch: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

type Vulnerable = RedosResult & { readonly kind: 'vulnerable' };

const results = new BoundedMap<string, RedosResult>(LIMITS.cachedAnswers);

interface Repetitions {
  /** Quantifiers without an upper limit. */
  unbounded: number;
  /** Whether such a quantifier can run more than once at a time, or repeats more than one character. */
  involved: boolean;
  /** Whether such a quantifier is inside a lookbehind, which reads the text backwards. */
  backwards: boolean;
}

function repetitionsIn(alternatives: readonly AST.Alternative[], repeated: boolean, found: Repetitions): void {
  const visit = (element: AST.Element, again: boolean): void => {
    if (element.type === 'Backreference') found.involved = true;
    else if (element.type === 'Quantifier') {
      if (element.max === Infinity) {
        found.unbounded += 1;
        if (again || 'alternatives' in element.element) found.involved = true;
      }
      visit(element.element, again || element.max > 1);
    } else if ('alternatives' in element) {
      if (element.type === 'Assertion') found.involved = true;
      const outside = found.unbounded;
      repetitionsIn(element.alternatives, again, found);
      if (element.type === 'Assertion' && element.kind === 'lookbehind' && found.unbounded > outside) {
        found.backwards = true;
      }
    }
  };
  for (const alternative of alternatives) for (const element of alternative.elements) visit(element, repeated);
}

/** Whether every way into the pattern begins with `^` without the flag `m`: a match can only begin at the start. */
function isAnchored(alternatives: readonly AST.Alternative[], flags: MatchFlags): boolean {
  if (flags.sticky) return true;
  return alternatives.every(({ elements: [first] }) => {
    if (first?.type === 'Assertion' && first.kind === 'start') return !flags.multiline;
    if (first?.type === 'CapturingGroup') return isAnchored(first.alternatives, flags);
    return first?.type === 'Group' && first.modifiers === null && isAnchored(first.alternatives, flags);
  });
}

function repetitionsOf(ast: AST.Pattern): Repetitions {
  const found: Repetitions = { unbounded: 0, involved: false, backwards: false };
  repetitionsIn(ast.alternatives, false, found);
  return found;
}

/**
 * Whether a pattern with these repetitions cannot take more than linear time by its form alone: without unbounded
 * repetition each start takes a constant number of steps; with a single one over single characters, in a pattern that
 * can only start at the beginning of the text, there is nothing to divide the text with.
 */
function isPlain(found: Repetitions, ast: AST.Pattern, flags: MatchFlags): boolean {
  if (found.unbounded === 0) return true;
  return found.unbounded === 1 && !found.involved && isAnchored(ast.alternatives, flags);
}

function isRepetition(node: AST.Node): node is AST.Quantifier {
  return node.type === 'Quantifier' && node.max > 1;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** The innermost repetition around an element that holds a stretch of the pattern; the stretch when there is none. */
function repetitionAround(element: AST.Node, stretch: Span): AST.Quantifier | Span {
  for (let node: AST.Node | null = element; node !== null; node = node.parent) {
    if (isRepetition(node) && holds(node, stretch)) return node;
  }
  return stretch;
}

/** The repetition of a group that holds nothing but this one: of `(a+)+` the outer makes the inner ambiguous. */
function repetitionOfOnly(inner: AST.Quantifier): AST.Quantifier | null {
  const group = inner.parent.parent;
  if (inner.parent.elements.length > 1 || (group.type !== 'Group' && group.type !== 'CapturingGroup')) return null;
  return group.alternatives.length === 1 && isRepetition(group.parent) ? group.parent : null;
}

/** The repetition that makes the pump ambiguous, or the stretch from the first to the last of two repetitions. */
function hotspotOf(pump: Pump, automaton: PositionAutomaton): Span {
  const elements = pump.positions.flatMap((position) => automaton.positions[position]?.element ?? []);
  const around = (spans: readonly Span[]): Span => ({
    start: Math.min(...spans.map((span) => span.start)),
    end: Math.max(...spans.map((span) => span.end)),
  });
  const [first] = elements;
  if (first === undefined) return { start: 0, end: 0 };
  if (pump.growth === 'polynomial') return around(elements.map((element) => repetitionAround(element, element)));
  const inner = repetitionAround(first, around(elements));
  const spot = 'parent' in inner ? (repetitionOfOnly(inner) ?? inner) : inner;
  return { start: spot.start, end: spot.end };
}

function textOf(codePoints: readonly number[]): string {
  return codePoints.map((codePoint) => String.fromCodePoint(codePoint)).join('');
}

function rank(result: Vulnerable): number {
  return result.growth === 'exponential' ? Infinity : (result.degree ?? 0);
}

/** Beginnings that few patterns match. */
const UNRELATED = ['\u0000', '!', '\n'];

class Verification {
  readonly #automaton: PositionAutomaton;
  readonly #matcher: CountingMatcher;
  readonly #pattern: string;
  readonly #flags: string;
  readonly #budget: ReplayBudget = { left: LIMITS.replayStepsPerPattern };

  constructor(automaton: PositionAutomaton, matcher: CountingMatcher, pattern: string, flags: string) {
    this.#automaton = automaton;
    this.#matcher = matcher;
    this.#pattern = pattern;
    this.#flags = flags;
  }

  /** The worst of the attacks that the replay confirms. */
  worst(pumps: readonly Pump[]): Vulnerable | null {
    const program = compile(this.#pattern, this.#flags, 'widen');
    let worst: Vulnerable | null = null;
    for (const pump of pumps.slice(0, LIMITS.replayedAttacks)) {
      // A quadratic attack by the search adds nothing to what is known.
      if (worst !== null && (worst.growth === 'exponential' || pump.bySearch)) break;
      const found = this.#confirm(pump, program);
      if (found !== null && (worst === null || rank(found) > rank(worst))) worst = found;
    }
    return worst;
  }

  #confirm(pump: Pump, program: Program | null): Vulnerable | null {
    const texts = new Set([textOf(pump.pump), textOf(pump.rarePump)]);
    // A search that begins in the midst of the text must not find the pattern at the very start.
    const prefix = textOf(pump.prefix);
    const looksBack = /\(\?<[=!]/.test(this.#pattern);
    const prefixes = pump.bySearch || looksBack ? [prefix, ...UNRELATED.map((other) => other + prefix)] : [prefix];
    for (const text of texts) {
      for (const prefix of prefixes) {
        const found = this.#confirmText(pump, prefix, text, program);
        if (found !== null) return found;
      }
    }
    return null;
  }

  #confirmText(pump: Pump, prefix: string, text: string, program: Program | null): Vulnerable | null {
    for (const suffix of endingsFor(program, prefix + text.repeat(3))) {
      if (this.#budget.left <= 0) return null;
      const attack = { prefix, pump: text, suffix };
      const growth = measureGrowth(this.#matcher, attack, pump.growth === 'exponential', this.#budget);
      if (growth.kind !== 'linear') return this.#vulnerable(pump, attack, growth);
      if (growth.fixed) return null;
    }
    return null;
  }

  #vulnerable(pump: Pump, attack: Attack, growth: Exclude<Growth, { readonly kind: 'linear' }>): Vulnerable {
    const rest = { attack, hotspot: hotspotOf(pump, this.#automaton), bySearch: pump.bySearch };
    return growth.kind === 'exponential'
      ? { kind: 'vulnerable', growth: 'exponential', ...rest }
      : { kind: 'vulnerable', growth: 'polynomial', degree: growth.degree, ...rest };
  }
}

/** The gravest first. */
function order(pump: Pump): number {
  if (pump.growth === 'exponential') return 0;
  return pump.bySearch ? 2 : 1;
}

function lengthOf(pump: Pump): number {
  return pump.prefix.length + pump.pump.length;
}

function analyse(pattern: string, flags: string): RedosResult {
  if (pattern.length > LIMITS.patternLength) return { kind: 'unknown', reason: 'the pattern is too long' };
  const parsed = parsePattern(pattern, flags);
  if (parsed === null) return { kind: 'unknown', reason: 'the pattern is not valid' };
  const repetitions = repetitionsOf(parsed.ast);
  if (isPlain(repetitions, parsed.ast, parsed.flags)) return { kind: 'safe' };
  const automaton = positionsOf(parsed.ast, parsed.flags);
  const matcher = CountingMatcher.of(pattern, flags);
  if (automaton === null || matcher === null) return { kind: 'unknown', reason: 'the pattern is too large' };
  const { pumps, complete } = findPumps(automaton);
  const worst = new Verification(automaton, matcher, pattern, flags).worst(
    pumps.toSorted((one, other) => order(one) - order(other) || lengthOf(one) - lengthOf(other)),
  );
  if (worst !== null) return worst;
  if (!complete) return { kind: 'unknown', reason: 'the pattern is too large' };
  // Loops that read in opposite directions are only compared for repetitions of one character.
  if (repetitions.backwards) return { kind: 'unknown', reason: 'a lookbehind repeats without limit' };
  return pumps.length === 0 ? { kind: 'safe' } : { kind: 'unknown', reason: 'no attack could be confirmed' };
}

/**
 * Whether a regular expression can be made to run for long (CWE-1333). A pattern is only called vulnerable when a
 * replay of the attack with a matcher that counts its steps showed the growth; it is only called safe when no two
 * ways through it can consume the same repeated text. Everything else is unknown. Never throws.
 */
export function analyseRegex(pattern: string, flags: string): RedosResult {
  return results.getOrCompute(`${flags}/${pattern}`, () => analyse(pattern, flags));
}

/** The text of an attack with so many repetitions. */
export function attackText(result: RedosResult & { readonly kind: 'vulnerable' }, repetitions: number): string {
  const { prefix, pump, suffix } = result.attack;
  return prefix + pump.repeat(repetitions) + suffix;
}

const DEGREES: Readonly<Record<number, string>> = { 2: 'quadratic', 3: 'cubic' };

/** The growth in words, to stand before "time": "exponential", "quadratic", "polynomial (degree 4)". */
export function describeGrowth(result: RedosResult & { readonly kind: 'vulnerable' }): string {
  if (result.growth === 'exponential') return 'exponential';
  const degree = result.degree ?? 2;
  return DEGREES[degree] ?? `polynomial (degree ${String(degree)})`;
}
