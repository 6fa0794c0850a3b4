import { visitRegExpAST } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import { CharSet } from 'refa';
import { canBeEmpty } from './emptiness.js';
import { modifiedFlags } from './flags.js';
import type { MatchFlags } from './flags.js';
import { Budget, LimitReached, LIMITS } from './limits.js';
import { anyCharacter, consumedBy, LINE_TERMINATORS, wordUnits } from './units.js';

/** A way from one consuming place of a pattern to the next one. */
export interface Step {
  readonly to: number;
  /** Whether there are two ways or more: a backtracking matcher then tries all of them. */
  readonly twice: boolean;
}

/** A place of a pattern that consumes one character. */
export interface Position {
  readonly set: CharSet;
  /** The element of the pattern; null for the search that moves over the text before a match. */
  readonly element: AST.Element | null;
  readonly follow: readonly Step[];
}

/**
 * The consuming places of a pattern and the ways between them (Glushkov's automaton, with its ambiguities kept).
 * Lookarounds are taken to hold and their insides are branches that end; a backreference is a second copy of its
 * group. So the automaton has the ambiguities that a matcher can meet, and more.
 */
export interface PositionAutomaton {
  readonly positions: readonly Position[];
  readonly first: readonly Step[];
  /** The positions that are the search; none for a sticky pattern. */
  readonly search: readonly number[];
}

type Node =
  | { readonly kind: 'char'; readonly position: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'enter' | 'leave'; readonly loop: number; readonly next: number }
  | { readonly kind: 'textStart' | 'lineStart' | 'lineEnd'; readonly next: number }
  | { readonly kind: 'boundary'; readonly negate: boolean; readonly next: number };

/** What the assertions `\b` and, with the flag `m`, `^` and `$` ask of the characters beside them. */
interface Traits {
  readonly isWord: boolean;
  readonly isBreak: boolean;
}

interface Place {
  readonly set: CharSet;
  readonly element: AST.Element | null;
  readonly traits: Traits;
  readonly next: number;
}

const NO_TRAITS: Traits = { isWord: false, isBreak: false };

/** Counts that are kept when a pattern has too many places with its counts unrolled. */
const SHORT_MIN = 2;
const SHORT_EXTRA = 2;

/** The kinds of simple assertions in a pattern. */
function assertionKinds(ast: AST.Pattern): ReadonlySet<AST.Assertion['kind']> {
  const kinds = new Set<AST.Assertion['kind']>();
  visitRegExpAST(ast, {
    onAssertionEnter: (assertion) => {
      kinds.add(assertion.kind);
    },
  });
  return kinds;
}

/** The same characters in a set with another maximum. */
function raised(set: CharSet, maximum: number): CharSet {
  return CharSet.empty(maximum).union(set.ranges);
}

class Builder {
  readonly nodes: Node[] = [];
  readonly places: Place[] = [];
  /** Insides of lookbehinds: they may begin anywhere. */
  readonly behind: number[] = [];
  readonly #shorten: boolean;
  /** The sets that characters are told apart by because an assertion asks for them. */
  readonly #words: CharSet | null;
  readonly #breaks: CharSet | null;
  readonly #open = new Set<AST.CapturingGroup>();
  readonly #dead: number;
  /** Whether the elements of a sequence are taken in reverse order. */
  #mirrored = false;
  #loops = 0;

  constructor(shorten: boolean, ast: AST.Pattern, flags: MatchFlags) {
    this.#shorten = shorten;
    const edges = assertionKinds(ast);
    const maximum = anyCharacter(flags).maximum;
    this.#words = edges.has('word') ? raised(wordUnits(flags), maximum) : null;
    this.#breaks =
      flags.multiline && (edges.has('start') || edges.has('end')) ? raised(LINE_TERMINATORS, maximum) : null;
    this.#dead = this.add({ kind: 'split', next: [] });
  }

  add(node: Node): number {
    if (this.nodes.length >= LIMITS.ambiguityPositions * 4) throw new LimitReached('nodes');
    return this.nodes.push(node) - 1;
  }

  build(ast: AST.Pattern, flags: MatchFlags): { entry: number; search: readonly number[] } {
    const start = this.#alternatives(ast.alternatives, flags, this.#dead);
    const begin = this.add({ kind: 'split', next: [start, ...this.behind] });
    if (flags.sticky) return { entry: begin, search: [] };
    const again = this.add({ kind: 'split', next: [] });
    const before = this.places.length;
    const search = this.#char(anyCharacter(flags), null, again);
    this.nodes[again] = { kind: 'split', next: [begin, search] };
    return { entry: again, search: this.places.slice(before).map((_, index) => before + index) };
  }

  /** Consumes one character; in several places when an assertion beside them tells the characters apart. */
  #char(set: CharSet, element: AST.Element | null, next: number): number {
    let parts: { readonly set: CharSet; readonly traits: Traits }[] = [{ set, traits: NO_TRAITS }];
    const words = this.#words;
    if (words !== null) {
      parts = parts.flatMap((part) => [
        { set: part.set.without(words), traits: part.traits },
        { set: part.set.intersect(words), traits: { ...part.traits, isWord: true } },
      ]);
    }
    const breaks = this.#breaks;
    if (breaks !== null) {
      parts = parts.flatMap((part) => [
        { set: part.set.without(breaks), traits: part.traits },
        { set: part.set.intersect(breaks), traits: { ...part.traits, isBreak: true } },
      ]);
    }
    const places = parts
      .filter((part) => !part.set.isEmpty)
      .map((part) => {
        if (this.places.length >= LIMITS.ambiguityPositions) throw new LimitReached('positions');
        return this.add({ kind: 'char', position: this.places.push({ ...part, element, next }) - 1 });
      });
    const [only, ...more] = places;
    return only !== undefined && more.length === 0 ? only : this.add({ kind: 'split', next: places });
  }

  #alternatives(alternatives: readonly AST.Alternative[], flags: MatchFlags, next: number): number {
    const entries = alternatives.map((alternative) =>
      (this.#mirrored ? alternative.elements.toReversed() : alternative.elements).reduceRight(
        (following, element) => this.#element(element, flags, following),
        next,
      ),
    );
    const [only, ...more] = entries;
    return only !== undefined && more.length === 0 ? only : this.add({ kind: 'split', next: entries });
  }

  #element(element: AST.Element, flags: MatchFlags, next: number): number {
    switch (element.type) {
      case 'Group':
        return this.#alternatives(element.alternatives, modifiedFlags(flags, element.modifiers), next);
      case 'CapturingGroup':
        return this.#alternatives(element.alternatives, flags, next);
      case 'Quantifier':
        return this.#quantifier(element, flags, next);
      case 'Assertion':
        return this.#assertion(element, flags, next);
      case 'Backreference':
        return this.#backreference(element, flags, next);
      default: {
        const { characters, strings } = consumedBy(element, flags);
        const single = this.#char(characters, element, next);
        if (strings.length === 0) return single;
        const longer = strings.map((sets) =>
          [...sets].reduceRight((following, set) => this.#char(set, element, following), next),
        );
        return this.add({ kind: 'split', next: [...longer, single] });
      }
    }
  }

  /** One optional round of a repetition; a round that consumes nothing is given up (ECMA-262, 22.2.2.3.1). */
  #round(element: AST.QuantifiableElement, flags: MatchFlags, next: number): number {
    if (!canBeEmpty(element)) return this.#element(element, flags, next);
    this.#loops += 1;
    const loop = this.#loops;
    const leave = this.add({ kind: 'leave', loop, next });
    return this.add({ kind: 'enter', loop, next: this.#element(element, flags, leave) });
  }

  #quantifier(quantifier: AST.Quantifier, flags: MatchFlags, next: number): number {
    const { element } = quantifier;
    const min = this.#shorten ? Math.min(quantifier.min, SHORT_MIN) : quantifier.min;
    const max =
      this.#shorten && quantifier.max !== Infinity ? Math.min(quantifier.max, min + SHORT_EXTRA) : quantifier.max;
    let entry = next;
    let required = min;
    if (max === Infinity && min > 0 && !canBeEmpty(element)) {
      // The last required round is also the one that repeats: `x+` needs no second copy of `x`.
      const again = this.add({ kind: 'split', next: [] });
      entry = this.#element(element, flags, again);
      this.nodes[again] = { kind: 'split', next: [entry, next] };
      required -= 1;
    } else if (max === Infinity) {
      const loop = this.add({ kind: 'split', next: [] });
      this.nodes[loop] = { kind: 'split', next: [this.#round(element, flags, loop), next] };
      entry = loop;
    } else {
      for (let copy = min; copy < max; copy += 1) {
        entry = this.add({ kind: 'split', next: [this.#round(element, flags, entry), next] });
      }
    }
    for (let copy = 0; copy < required; copy += 1) {
      const longer = this.#element(element, flags, entry);
      if (longer === entry) break;
      entry = longer;
    }
    return entry;
  }

  #assertion(assertion: AST.Assertion, flags: MatchFlags, next: number): number {
    switch (assertion.kind) {
      case 'word':
        return this.add({ kind: 'boundary', negate: assertion.negate, next });
      case 'start':
        return this.add({ kind: flags.multiline ? 'lineStart' : 'textStart', next });
      case 'end':
        return flags.multiline ? this.add({ kind: 'lineEnd', next }) : this.#dead;
      case 'lookahead':
        return this.add({ kind: 'split', next: [this.#inside(assertion, flags, false), next] });
      case 'lookbehind': {
        // Its inside runs backwards from here. For what repeats inside of it the direction does not matter; for what
        // repeats around it, it is a branch with its parts in reverse order.
        if (!this.#mirrored) this.behind.push(this.#inside(assertion, flags, false));
        return this.add({ kind: 'split', next: [this.#inside(assertion, flags, true), next] });
      }
    }
  }

  #inside(assertion: AST.LookaroundAssertion, flags: MatchFlags, mirrored: boolean): number {
    const outer = this.#mirrored;
    this.#mirrored = mirrored;
    const inside = this.#alternatives(assertion.alternatives, flags, this.#dead);
    this.#mirrored = outer;
    return inside;
  }

  #backreference(reference: AST.Backreference, flags: MatchFlags, next: number): number {
    const groups = Array.isArray(reference.resolved) ? reference.resolved : [reference.resolved];
    const copies = groups
      .filter((group) => !this.#open.has(group))
      .map((group) => {
        this.#open.add(group);
        const copy = this.#alternatives(group.alternatives, flags, next);
        this.#open.delete(group);
        return copy;
      });
    return this.add({ kind: 'split', next: [next, ...copies] });
  }
}

const MANY = 2;

/** What stands before a way: the start of the text (null) or a character with these traits. */
type Before = Traits | null;

/** Walks over everything that consumes nothing and counts the ways to each position, up to two. */
class Walker {
  readonly #nodes: readonly Node[];
  readonly #places: readonly Place[];
  readonly #budget = new Budget(LIMITS.ambiguitySteps);
  readonly #known = new Map<string, ReadonlyMap<number, number>>();

  constructor(nodes: readonly Node[], places: readonly Place[]) {
    this.#nodes = nodes;
    this.#places = places;
  }

  steps(node: number, before: Before): readonly Step[] {
    this.#known.clear();
    return [...this.#walk(node, [], before)].map(([to, count]) => ({ to, twice: count >= MANY }));
  }

  #walk(index: number, entered: readonly number[], before: Before): ReadonlyMap<number, number> {
    const node = this.#nodes[index];
    if (node === undefined) throw new RangeError(`no node ${String(index)}`);
    if (node.kind === 'char') return new Map([[node.position, 1]]);
    const key = `${String(index)}:${entered.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#budget.spend(1);
    const ways = this.#ways(node, entered, before);
    this.#known.set(key, ways);
    return ways;
  }

  #ways(
    node: Exclude<Node, { readonly kind: 'char' }>,
    entered: readonly number[],
    before: Before,
  ): ReadonlyMap<number, number> {
    switch (node.kind) {
      case 'textStart':
        return before === null ? this.#walk(node.next, entered, before) : new Map();
      case 'lineStart':
        return before === null || before.isBreak ? this.#walk(node.next, entered, before) : new Map();
      case 'lineEnd':
        return this.#those(this.#walk(node.next, entered, before), (traits) => traits.isBreak);
      case 'boundary': {
        const afterWord = before?.isWord === true;
        return this.#those(
          this.#walk(node.next, entered, before),
          (traits) => (traits.isWord !== afterWord) !== node.negate,
        );
      }
      case 'enter':
        return this.#walk(node.next, [...entered, node.loop], before);
      case 'leave':
        return entered.includes(node.loop) ? new Map() : this.#walk(node.next, entered, before);
      case 'split': {
        const sum = new Map<number, number>();
        for (const next of node.next) {
          for (const [position, count] of this.#walk(next, entered, before)) {
            this.#budget.spend(1);
            sum.set(position, Math.min(MANY, (sum.get(position) ?? 0) + count));
          }
        }
        return sum;
      }
    }
  }

  #those(ways: ReadonlyMap<number, number>, test: (traits: Traits) => boolean): ReadonlyMap<number, number> {
    return new Map([...ways].filter(([position]) => test(this.#places[position]?.traits ?? NO_TRAITS)));
  }
}

function automaton(ast: AST.Pattern, flags: MatchFlags, shorten: boolean): PositionAutomaton {
  const builder = new Builder(shorten, ast, flags);
  const { entry, search } = builder.build(ast, flags);
  const walker = new Walker(builder.nodes, builder.places);
  const positions = builder.places.map(({ set, element, traits, next }) => ({
    set,
    element,
    follow: walker.steps(next, traits),
  }));
  return { positions, first: walker.steps(entry, null), search };
}

/** The positions of a pattern; with counts shortened when there are too many. Null when there are still too many. */
export function positionsOf(ast: AST.Pattern, flags: MatchFlags): PositionAutomaton | null {
  for (const shorten of [false, true]) {
    try {
      return automaton(ast, flags, shorten);
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
    }
  }
  return null;
}
