import type { AST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import { modifiedFlags } from './flags.js';
import type { MatchFlags } from './flags.js';
import { Budget, LimitReached, LIMITS } from './limits.js';
import { anyCharacter, consumedBy } from './units.js';

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
 * Assertions other than `^` and `$` are taken to hold, insides of lookarounds are branches that end, and a
 * backreference is a second copy of its group: the automaton has the ambiguities that a matcher can meet, and more.
 */
export interface PositionAutomaton {
  readonly positions: readonly Position[];
  readonly first: readonly Step[];
  /** The position that is the search, null for a sticky pattern. */
  readonly search: number | null;
}

type Node =
  | { readonly kind: 'char'; readonly position: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'enter' | 'leave'; readonly loop: number; readonly next: number }
  | { readonly kind: 'textStart'; readonly next: number };

interface Place {
  readonly set: CharSet;
  readonly element: AST.Element | null;
  readonly next: number;
}

/** Counts that are kept when a pattern has too many places with its counts unrolled. */
const SHORT_MIN = 2;
const SHORT_EXTRA = 2;

function canBeEmpty(element: AST.Element): boolean {
  switch (element.type) {
    case 'Assertion':
    case 'Backreference':
      return true;
    case 'Quantifier':
      return element.min === 0 || canBeEmpty(element.element);
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.some((alternative) => alternative.elements.every(canBeEmpty));
    default:
      return false;
  }
}

class Builder {
  readonly nodes: Node[] = [];
  readonly places: Place[] = [];
  /** Insides of lookbehinds: they may begin anywhere. */
  readonly behind: number[] = [];
  readonly #shorten: boolean;
  readonly #open = new Set<AST.CapturingGroup>();
  readonly #dead: number;
  #loops = 0;

  constructor(shorten: boolean) {
    this.#shorten = shorten;
    this.#dead = this.add({ kind: 'split', next: [] });
  }

  add(node: Node): number {
    if (this.nodes.length >= LIMITS.ambiguityPositions * 4) throw new LimitReached('nodes');
    return this.nodes.push(node) - 1;
  }

  build(ast: AST.Pattern, flags: MatchFlags): { entry: number; search: number | null } {
    const start = this.#alternatives(ast.alternatives, flags, this.#dead);
    const begin = this.add({ kind: 'split', next: [start, ...this.behind] });
    if (flags.sticky) return { entry: begin, search: null };
    const again = this.add({ kind: 'split', next: [] });
    const search = this.#char(anyCharacter(flags), null, again);
    this.nodes[again] = { kind: 'split', next: [begin, search] };
    return { entry: again, search: this.places.length - 1 };
  }

  #char(set: CharSet, element: AST.Element | null, next: number): number {
    if (this.places.length >= LIMITS.ambiguityPositions) throw new LimitReached('positions');
    return this.add({ kind: 'char', position: this.places.push({ set, element, next }) - 1 });
  }

  #alternatives(alternatives: readonly AST.Alternative[], flags: MatchFlags, next: number): number {
    const entries = alternatives.map((alternative) =>
      alternative.elements.reduceRight((following, element) => this.#element(element, flags, following), next),
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
        return next;
      case 'start':
        return flags.multiline ? next : this.add({ kind: 'textStart', next });
      case 'end':
        return flags.multiline ? next : this.#dead;
      case 'lookahead':
        return this.add({
          kind: 'split',
          next: [this.#alternatives(assertion.alternatives, flags, this.#dead), next],
        });
      case 'lookbehind':
        this.behind.push(this.#alternatives(assertion.alternatives, flags, this.#dead));
        return next;
    }
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

/** Walks over everything that consumes nothing and counts the ways to each position, up to two. */
class Walker {
  readonly #nodes: readonly Node[];
  readonly #budget: Budget;
  readonly #known = new Map<string, ReadonlyMap<number, number>>();

  constructor(nodes: readonly Node[], budget: Budget) {
    this.#nodes = nodes;
    this.#budget = budget;
  }

  steps(node: number, atStart: boolean): readonly Step[] {
    this.#known.clear();
    return [...this.#walk(node, [], atStart)].map(([to, count]) => ({ to, twice: count >= MANY }));
  }

  #walk(index: number, entered: readonly number[], atStart: boolean): ReadonlyMap<number, number> {
    const node = this.#nodes[index];
    if (node === undefined) throw new RangeError(`no node ${String(index)}`);
    if (node.kind === 'char') return new Map([[node.position, 1]]);
    const key = `${String(index)}:${entered.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#budget.spend(1);
    const ways = this.#ways(node, entered, atStart);
    this.#known.set(key, ways);
    return ways;
  }

  #ways(
    node: Exclude<Node, { readonly kind: 'char' }>,
    entered: readonly number[],
    atStart: boolean,
  ): ReadonlyMap<number, number> {
    switch (node.kind) {
      case 'textStart':
        return atStart ? this.#walk(node.next, entered, atStart) : new Map();
      case 'enter':
        return this.#walk(node.next, [...entered, node.loop], atStart);
      case 'leave':
        return entered.includes(node.loop) ? new Map() : this.#walk(node.next, entered, atStart);
      case 'split': {
        const sum = new Map<number, number>();
        for (const next of node.next) {
          for (const [position, count] of this.#walk(next, entered, atStart)) {
            this.#budget.spend(1);
            sum.set(position, Math.min(MANY, (sum.get(position) ?? 0) + count));
          }
        }
        return sum;
      }
    }
  }
}

function automaton(ast: AST.Pattern, flags: MatchFlags, shorten: boolean): PositionAutomaton {
  const builder = new Builder(shorten);
  const { entry, search } = builder.build(ast, flags);
  const walker = new Walker(builder.nodes, new Budget(LIMITS.ambiguitySteps));
  const positions = builder.places.map(({ set, element, next }) => ({
    set,
    element,
    follow: walker.steps(next, false),
  }));
  return { positions, first: walker.steps(entry, true), search };
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
