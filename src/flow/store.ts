/**
 * The store: what every place holds and what is known by label id, on one path of the program. Stores are layered:
 * a branch writes into a layer above the store that it forked from, and layers are joined where paths meet.
 */
import { filterFacts } from '../lang/regex/facts.js';
import { addRefinements, refineLabel, type Label, type Refinement, State } from './labels.js';
import { nextPlace } from './places.js';
import type { Value } from './value.js';

export { addAllFacts, meetFacts } from './labels.js';

export const NO_WRITES: ReadonlyMap<number, Value> = new Map();

export class Store {
  /** Made by the first write: most layers are never written to. */
  #writes: Map<number, Value> | null = null;
  /** The lowest and the highest place that this layer holds: a look at them is cheaper than one into the map. */
  #low = Infinity;
  #high = -1;
  facts: Map<number, Refinement> | null = null;
  /** No execution reaches this point. */
  dead = false;
  readonly depth: number;
  /** Places from this number on were made after this layer began. */
  readonly born = nextPlace();
  readonly #root: Store;
  /** Of the lowest store: its places that were also written above it, on whichever path. */
  readonly #covered: Set<number> | null;

  constructor(readonly parent: Store | null) {
    this.depth = parent === null ? 0 : parent.depth + 1;
    this.#root = parent === null ? this : parent.#root;
    this.#covered = parent === null ? new Set() : null;
  }

  /** What this layer holds. */
  get writes(): ReadonlyMap<number, Value> {
    return this.#writes ?? NO_WRITES;
  }

  set(place: number, value: Value): void {
    const root = this.#root;
    if (root !== this && place <= root.#high && root.#writes?.has(place) === true) root.#covered?.add(place);
    this.#writes ??= new Map();
    this.#writes.set(place, value);
    if (place < this.#low) this.#low = place;
    if (place > this.#high) this.#high = place;
  }

  /** Takes over what layers above the lowest have held, of which the map is nobody else's. */
  adopt(writes: Map<number, Value>): void {
    this.#writes = writes;
    for (const place of writes.keys()) {
      if (place < this.#low) this.#low = place;
      if (place > this.#high) this.#high = place;
    }
  }

  read(place: number): Value | undefined {
    const root = this.#root;
    // Most reads are of names of modules that nobody writes again: no need to go down through all layers.
    if (place <= root.#high && root.#covered?.has(place) === false) {
      const lowest = root.#writes?.get(place);
      if (lowest !== undefined) return lowest;
    }
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a loop over the layers, this one first
    for (let store: Store | null = this; store !== null; store = store.parent) {
      if (place < store.#low || place > store.#high) continue;
      const value = store.#writes?.get(place);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** Reads a place as `read` does, knowing that those from a number on are in none of the layers but the lowest. */
  readBefore(place: number, fresh: number): Value | undefined {
    if (place < fresh) return this.read(place);
    const root = this.#root;
    return place <= root.#high ? root.#writes?.get(place) : undefined;
  }

  learn(id: number, refinement: Refinement): void {
    this.facts ??= new Map();
    const known = this.facts.get(id);
    this.facts.set(id, known ? addRefinements(known, refinement) : refinement);
  }

  /** Returns what is known of an id, or null. */
  known(id: number): Refinement | null {
    let sum: Refinement | null = this.facts?.get(id) ?? null;
    for (let store = this.parent; store !== null; store = store.parent) {
      const own = store.facts?.get(id);
      if (own) sum = sum ? addRefinements(sum, own) : own;
    }
    return sum;
  }

  hasFacts(): boolean {
    if (this.facts !== null) return true;
    for (let store = this.parent; store !== null; store = store.parent) if (store.facts !== null) return true;
    return false;
  }

  /** Returns the label with all that is known of it on this path. */
  refined(label: Label): Label {
    let result = label;
    for (const id of label.ids) {
      const refinement = this.known(id);
      if (refinement) result = refineLabel(result, id === label.ids[0] ? refinement : withoutForm(refinement));
    }
    return result;
  }
}

const formless = new WeakMap<Refinement, Refinement>();

/** What holds for a whole holds for its parts, except its form. */
export function withoutForm(refinement: Refinement): Refinement {
  let known = formless.get(refinement);
  if (!known) {
    const { clears, facts, state } = refinement;
    known = {
      ...(clears ? { clears } : {}),
      ...(facts ? { facts: filterFacts(facts, isCharacterFact) } : {}),
      ...(state === undefined ? {} : { state: state & ~OF_THE_WHOLE_TEXT }),
    };
    formless.set(refinement, known);
  }
  return known;
}

/** What is known of a whole path says nothing of a piece of it or of a path made of it. */
const OF_THE_WHOLE_TEXT = State.UnderPrefix | State.Resolved | State.Normalized;

/** A fact that bounds every character also bounds a part's: anchored patterns only. */
function isCharacterFact(fact: { readonly pattern: string; readonly matches: boolean }): boolean {
  return fact.matches && fact.pattern.startsWith('^') && fact.pattern.endsWith('$');
}

function copyOf(writes: ReadonlyMap<number, Value>): Map<number, Value> {
  const copy = new Map<number, Value>();
  // Without the pairs that an iterator would make of each entry.
  writes.forEach((value, place) => copy.set(place, value));
  return copy;
}

/** The layers above a base that wrote something, the upper ones first. */
export function writersAbove(store: Store, base: Store): readonly Store[] {
  const writers: Store[] = [];
  for (let layer: Store | null = store; layer !== null && layer !== base; layer = layer.parent)
    if (layer.writes.size > 0) writers.push(layer);
  return writers;
}

/** Collects what the layers above a base wrote in a map of its own. The lowest is mostly the largest: the others go into its copy. */
export function collectedAbove(writers: readonly Store[]): Map<number, Value> {
  const all = copyOf(writers.at(-1)?.writes ?? NO_WRITES);
  for (let index = writers.length - 2; index >= 0; index--)
    writers[index]?.writes.forEach((value, place) => all.set(place, value));
  return all;
}

/** Collects what the layers above a base wrote; the map of the only one that wrote is given as it is. */
export function writesAbove(store: Store, base: Store): ReadonlyMap<number, Value> {
  const writers = writersAbove(store, base);
  return writers.length > 1 ? collectedAbove(writers) : (writers[0]?.writes ?? NO_WRITES);
}

/** Returns what was learned in the layers above a base; null when nothing was. */
export function factsAbove(store: Store, base: Store): ReadonlyMap<number, Refinement> | null {
  let all: Map<number, Refinement> | null = null;
  let layer: Store | null = store;
  while (layer !== null && layer !== base) {
    if (layer.facts !== null) {
      all ??= new Map();
      for (const [id, refinement] of layer.facts) {
        const known = all.get(id);
        all.set(id, known ? addRefinements(known, refinement) : refinement);
      }
    }
    layer = layer.parent;
  }
  return all;
}

/** Returns a store above `floor` that holds all that the layers between held, in one layer. */
export function compact(store: Store, floor: Store, gone: ReadonlySet<number> | null = null): Store {
  const flat = new Store(floor);
  for (const [place, value] of writesAbove(store, floor)) if (!gone?.has(place)) flat.set(place, value);
  const facts = factsAbove(store, floor);
  if (facts !== null) flat.facts = new Map(facts);
  flat.dead = store.dead;
  return flat;
}

/**
 * Joins the upper layers above a floor into one. How far down it goes depends on their sizes: a large layer is copied only
 * when what lies above it has grown to half of its size, so that each entry is copied a few times and not once for every
 * step of the program.
 */
export function flattened(store: Store, floor: Store): Store {
  const chain: Store[] = [];
  let count = 0;
  let above = 0;
  let layer: Store | null = store;
  for (; layer !== null && layer !== floor; layer = layer.parent) {
    chain.push(layer);
    if (sizeOf(layer) <= 2 * above + SMALL_LAYER) count = chain.length;
    above += sizeOf(layer);
  }
  if (layer === null || count < 2) return store;
  const flat = new Store(chain[count - 1]?.parent ?? floor);
  for (const each of chain.slice(0, count).reverse()) {
    for (const [place, value] of each.writes) flat.set(place, value);
    if (each.facts !== null) for (const [id, refinement] of each.facts) flat.learn(id, refinement);
  }
  return flat;
}

const SMALL_LAYER = 8;

function sizeOf({ writes, facts }: Store): number {
  return writes.size + (facts?.size ?? 0);
}
