import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import { modifiedFlags, readFlags } from './flags.js';
import type { MatchFlags } from './flags.js';
import { LIMITS, LimitReached } from './limits.js';
import {
  ALL_UNITS,
  anyCharacter,
  consumedBy,
  HIGH_UNITS,
  LINE_TERMINATORS,
  LOW_UNITS,
  NO_UNITS,
  spellingsOf,
  wordUnits,
} from './units.js';
import type { Approximation, ConsumingElement } from './units.js';

/** A state of the automaton of a pattern. `next` and the like are indexes into `Program.nodes`. */
export type ProgramNode =
  /** Consumes one unit of the set. */
  | { readonly kind: 'char'; readonly set: CharSet; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  /** Holds when the unit before is in `Program.prevSets[set]`, or at the start of the text when `atStart`. */
  | { readonly kind: 'prev'; readonly set: number; readonly atStart: boolean; readonly next: number }
  /** Demands of the rest of the text what `check` says, and goes on. */
  | { readonly kind: 'peek'; readonly check: number; readonly next: number }
  /** `\b` and `\B`: which of the two checks applies depends on the unit before. */
  | {
      readonly kind: 'boundary';
      readonly set: number;
      readonly afterWord: number;
      readonly afterOther: number;
      readonly next: number;
    }
  /** A demand on the next unit alone; `atEnd` tells whether the end of the text satisfies it. */
  | { readonly kind: 'check'; readonly set: CharSet; readonly atEnd: boolean }
  | { readonly kind: 'lookahead'; readonly negate: boolean; readonly start: number; readonly next: number }
  | { readonly kind: 'lookbehind'; readonly negate: boolean; readonly tracker: number; readonly next: number }
  /** The pattern, or the inside of a lookahead, has matched. */
  | { readonly kind: 'accept' }
  /** The inside of a lookbehind has matched up to this position. */
  | { readonly kind: 'acceptHere' };

/** The automaton of one pattern. */
export interface Program {
  readonly nodes: readonly ProgramNode[];
  readonly start: number;
  /** The first states of the lookbehinds, the inner ones before the outer ones. */
  readonly trackers: readonly number[];
  /** The sets that are asked about the unit before a position. */
  readonly prevSets: readonly CharSet[];
}

class Compiler {
  readonly nodes: ProgramNode[] = [];
  readonly trackers: number[] = [];
  readonly prevSets: CharSet[] = [];
  readonly #accept: number;
  readonly #acceptHere: number;
  readonly #insides = new Map<AST.LookaroundAssertion, number>();
  readonly #never: number;
  /** The harmless side to err to at the place that is compiled now. */
  #approximation: Approximation;

  constructor(approximation: Approximation) {
    this.#approximation = approximation;
    this.#accept = this.add({ kind: 'accept' });
    this.#acceptHere = this.add({ kind: 'acceptHere' });
    this.#never = this.add({ kind: 'split', next: [] });
  }

  add(node: ProgramNode): number {
    if (this.nodes.length >= LIMITS.programNodes) throw new LimitReached('nodes');
    return this.nodes.push(node) - 1;
  }

  pattern(pattern: AST.Pattern, flags: MatchFlags): number {
    const start = this.#alternatives(pattern.alternatives, flags, this.#accept);
    if (flags.sticky) return start;
    // With `u` the search goes on by whole characters (ECMA-262, section 22.2.7.3), yet V8 also tries patterns that
    // consume nothing (`\B`) inside a pair of surrogates. The approximation takes the side that is right for both.
    if (this.#approximation === 'widen')
      return this.#loop((next) => this.add({ kind: 'char', set: ALL_UNITS, next }), start);
    return this.#loop((loop) => this.#character(anyCharacter(flags), flags, loop), start);
  }

  #split(next: readonly number[]): number {
    const only = next.length === 1 ? next[0] : undefined;
    return only ?? this.add({ kind: 'split', next });
  }

  /** Zero or more times the body, then `next`. */
  #loop(body: (loop: number) => number, next: number): number {
    const loop = this.add({ kind: 'split', next: [] });
    this.nodes[loop] = { kind: 'split', next: [body(loop), next] };
    return loop;
  }

  #prevSet(set: CharSet): number {
    const known = this.prevSets.findIndex((other) => other.equals(set));
    return known >= 0 ? known : this.prevSets.push(set) - 1;
  }

  #alternatives(alternatives: readonly AST.Alternative[], flags: MatchFlags, next: number): number {
    return this.#split(alternatives.map((alternative) => this.#sequence(alternative.elements, flags, next)));
  }

  #sequence(elements: readonly AST.Element[], flags: MatchFlags, next: number): number {
    return elements.reduceRight((following, element) => this.#element(element, flags, following), next);
  }

  #element(element: AST.Element, flags: MatchFlags, next: number): number {
    switch (element.type) {
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return this.#consuming(element, flags, next);
      case 'Group':
        return this.#alternatives(element.alternatives, modifiedFlags(flags, element.modifiers), next);
      case 'CapturingGroup':
        return this.#alternatives(element.alternatives, flags, next);
      case 'Quantifier':
        return this.#quantifier(element, flags, next);
      case 'Assertion':
        return this.#assertion(element, flags, next);
      case 'Backreference':
        if (this.#approximation === 'narrow') return this.#never;
        return this.#loop((loop) => this.#character(anyCharacter(flags), flags, loop), next);
    }
  }

  #quantifier(quantifier: AST.Quantifier, flags: MatchFlags, next: number): number {
    const { min, max, element } = quantifier;
    let entry = next;
    let required = min;
    if (max === Infinity && min > 0) {
      // The last required round is also the one that repeats: `x+` needs no second copy of `x`.
      const again = this.add({ kind: 'split', next: [] });
      entry = this.#element(element, flags, again);
      this.nodes[again] = { kind: 'split', next: [entry, next] };
      required -= 1;
    } else if (max === Infinity) {
      entry = this.#loop((loop) => this.#element(element, flags, loop), next);
    } else {
      for (let copy = min; copy < max; copy += 1) entry = this.#split([this.#element(element, flags, entry), next]);
    }
    for (let copy = 0; copy < required; copy += 1) {
      const longer = this.#element(element, flags, entry);
      if (longer === entry) break; // An element that consumes nothing stays itself however often it is repeated.
      entry = longer;
    }
    return entry;
  }

  #consuming(element: ConsumingElement, flags: MatchFlags, next: number): number {
    const { characters, strings } = consumedBy(element, flags);
    const single = this.#character(characters, flags, next);
    if (strings.length === 0) return single;
    const longer = strings.map((sets) =>
      [...sets].reduceRight((following, set) => this.#character(set, flags, following), next),
    );
    return this.#split([single, ...longer]);
  }

  /** Consumes one character of the set, however it is spelled in units. */
  #character(set: CharSet, flags: MatchFlags, next: number): number {
    const entries = spellingsOf(set, flags, this.#approximation).map((spelling) => {
      switch (spelling.kind) {
        case 'unit':
          return this.add({ kind: 'char', set: spelling.set, next });
        case 'pair': {
          const low = this.add({ kind: 'char', set: spelling.low, next });
          return this.add({ kind: 'char', set: spelling.high, next: low });
        }
        case 'loneHigh': {
          const check = this.add({ kind: 'check', set: LOW_UNITS.negate(), atEnd: true });
          return this.add({ kind: 'char', set: spelling.set, next: this.add({ kind: 'peek', check, next }) });
        }
        case 'loneLow': {
          const low = this.add({ kind: 'char', set: spelling.set, next });
          return this.add({ kind: 'prev', set: this.#prevSet(HIGH_UNITS.negate()), atStart: true, next: low });
        }
      }
    });
    return entries.length === 0 ? this.#never : this.#split(entries);
  }

  #assertion(assertion: AST.Assertion, flags: MatchFlags, next: number): number {
    switch (assertion.kind) {
      case 'start': {
        const set = this.#prevSet(flags.multiline ? LINE_TERMINATORS : NO_UNITS);
        return this.add({ kind: 'prev', set, atStart: true, next });
      }
      case 'end': {
        const check = this.add({ kind: 'check', set: flags.multiline ? LINE_TERMINATORS : NO_UNITS, atEnd: true });
        return this.add({ kind: 'peek', check, next });
      }
      case 'word': {
        const word = wordUnits(flags);
        const wordFollows = this.add({ kind: 'check', set: word, atEnd: false });
        const otherFollows = this.add({ kind: 'check', set: word.negate(), atEnd: true });
        const [afterWord, afterOther] = assertion.negate ? [wordFollows, otherFollows] : [otherFollows, wordFollows];
        return this.add({ kind: 'boundary', set: this.#prevSet(word), afterWord, afterOther, next });
      }
      case 'lookahead':
        return this.add({
          kind: 'lookahead',
          negate: assertion.negate,
          start: this.#inside(assertion, flags),
          next,
        });
      case 'lookbehind':
        return this.add({
          kind: 'lookbehind',
          negate: assertion.negate,
          tracker: this.#inside(assertion, flags),
          next,
        });
    }
  }

  /** The first state of a lookahead, or the number of the tracker of a lookbehind; compiled once for all copies. */
  #inside(assertion: AST.LookaroundAssertion, flags: MatchFlags): number {
    const known = this.#insides.get(assertion);
    if (known !== undefined) return known;
    const outer = this.#approximation;
    if (assertion.negate) this.#approximation = outer === 'widen' ? 'narrow' : 'widen';
    const behind = assertion.kind === 'lookbehind';
    const start = this.#alternatives(assertion.alternatives, flags, behind ? this.#acceptHere : this.#accept);
    this.#approximation = outer;
    const inside = behind ? this.trackers.push(start) - 1 : start;
    this.#insides.set(assertion, inside);
    return inside;
  }
}

/** Parses a pattern and its flags. Returns null when JavaScript would not accept them. */
export function parsePattern(pattern: string, flags: string): { ast: AST.Pattern; flags: MatchFlags } | null {
  const read = readFlags(flags);
  if (read === null) return null;
  try {
    const ast = new RegExpParser().parsePattern(pattern, 0, pattern.length, {
      unicode: read.unicode,
      unicodeSets: read.unicodeSets,
    });
    return { ast, flags: read };
  } catch {
    return null;
  }
}

/**
 * The automaton of all texts in which the pattern is found. Returns null for an invalid pattern and for one beyond
 * the limits. What an automaton cannot describe is approximated to the side that the caller names: a backreference
 * stands for any text when widened, and for none when narrowed.
 */
export function compile(pattern: string, flags: string, approximation: Approximation): Program | null {
  if (pattern.length > LIMITS.patternLength) return null;
  const parsed = parsePattern(pattern, flags);
  if (parsed === null) return null;
  const compiler = new Compiler(approximation);
  try {
    const start = compiler.pattern(parsed.ast, parsed.flags);
    return { nodes: compiler.nodes, start, trackers: compiler.trackers, prevSets: compiler.prevSets };
  } catch (error) {
    if (error instanceof LimitReached) return null;
    throw error;
  }
}
