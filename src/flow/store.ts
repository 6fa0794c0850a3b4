/**
 * The store: what every place holds and what is known by label id, on one path of the program. Stores are layered:
 * a branch writes into a layer above the store that it forked from, and layers are joined where paths meet.
 */
import { filterFacts } from '../lang/regex/facts.js';
import { addRefinements, meetFacts, refineLabel, type Label, type Refinement, State } from './labels.js';
import { join, truthiness, withLabels, type Outcome, type Value } from './value.js';

export { meetFacts } from './labels.js';

const NO_WRITES: ReadonlyMap<number, Value> = new Map();

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

  constructor(readonly parent: Store | null) {
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  /** What this layer holds. */
  get writes(): ReadonlyMap<number, Value> {
    return this.#writes ?? NO_WRITES;
  }

  set(place: number, value: Value): void {
    this.#writes ??= new Map();
    this.#writes.set(place, value);
    if (place < this.#low) this.#low = place;
    if (place > this.#high) this.#high = place;
  }

  read(place: number): Value | undefined {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a loop over the layers, this one first
    for (let store: Store | null = this; store !== null; store = store.parent) {
      if (place < store.#low || place > store.#high) continue;
      const value = store.#writes?.get(place);
      if (value !== undefined) return value;
    }
    return undefined;
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

/** What holds for a whole holds for its parts, except its form. */
function withoutForm(refinement: Refinement): Refinement {
  const { clears, facts, state } = refinement;
  return {
    ...(clears ? { clears } : {}),
    ...(facts ? { facts: filterFacts(facts, isCharacterFact) } : {}),
    ...(state === undefined ? {} : { state: state & ~OF_THE_WHOLE_TEXT }),
  };
}

/** What is known of a whole path says nothing of a piece of it or of a path made of it. */
const OF_THE_WHOLE_TEXT = State.UnderPrefix | State.Resolved | State.Normalized;

/** A fact that bounds every character also bounds a part's: anchored patterns only. */
function isCharacterFact(fact: { readonly pattern: string; readonly matches: boolean }): boolean {
  return fact.matches && fact.pattern.startsWith('^') && fact.pattern.endsWith('$');
}

/** Collects what the layers above a base wrote, the upper ones first. */
function writesAbove(store: Store, base: Store): ReadonlyMap<number, Value> {
  if (store.parent === base) return store.writes;
  const all = new Map<number, Value>();
  let layer: Store | null = store;
  while (layer !== null && layer !== base) {
    for (const [place, value] of layer.writes) if (!all.has(place)) all.set(place, value);
    layer = layer.parent;
  }
  return all;
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

function bake(value: Value, facts: ReadonlyMap<number, Refinement> | null): Value {
  if (facts === null || value.labels.length === 0) return value;
  const labels = value.labels.map((label) => {
    let result = label;
    for (const id of label.ids) {
      const refinement = facts.get(id);
      if (refinement) result = refineLabel(result, id === label.ids[0] ? refinement : withoutForm(refinement));
    }
    return result;
  });
  return labels.some((label, index) => label !== value.labels[index]) ? withLabels(value, labels) : value;
}

const NO_FACTS: ReadonlyMap<number, Refinement> = new Map();

export function addAllFacts(
  a: ReadonlyMap<number, Refinement>,
  b: ReadonlyMap<number, Refinement>,
): ReadonlyMap<number, Refinement> {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  const all = new Map(a);
  for (const [id, refinement] of b) {
    const known = all.get(id);
    all.set(id, known ? addRefinements(known, refinement) : refinement);
  }
  return all;
}

/**
 * Returns what a value's truth tells when it comes from one of several paths: what is known on every path on which it
 * may be true, and the same for false. A flag that is set on the checked path is thereby worth the check.
 */
function joinedOutcome(
  parts: readonly { readonly value: Value; readonly facts: ReadonlyMap<number, Refinement> | null }[],
): Outcome | null {
  const side = (wanted: boolean): ReadonlyMap<number, Refinement> => {
    let met: ReadonlyMap<number, Refinement> | null = null;
    for (const { value, facts } of parts) {
      const truth = truthiness(value);
      if (truth === !wanted) continue;
      const own = wanted ? value.outcome?.yes : value.outcome?.no;
      const all = addAllFacts(facts ?? NO_FACTS, own ?? NO_FACTS);
      met = met === null ? all : meetFacts(met, all);
    }
    return met ?? NO_FACTS;
  };
  if (parts.every(({ value, facts }) => facts === null && value.outcome === null)) return null;
  const yes = side(true);
  const no = side(false);
  return yes.size === 0 && no.size === 0 ? null : { yes, no };
}

/** Joins values that different paths gave, with what each path had learned. */
export function joinPaths(
  parts: readonly { readonly value: Value; readonly facts: ReadonlyMap<number, Refinement> | null }[],
): Value {
  const first = parts[0];
  if (first === undefined) throw new RangeError('joinPaths needs a path');
  if (parts.length === 1) return bake(first.value, first.facts);
  // What every path knows is learned where they meet: the very same value has nothing to add to it.
  if (parts.every((part) => part.value === first.value)) return first.value;
  let sum = bake(first.value, first.facts);
  for (const { value, facts } of parts.slice(1)) sum = join(sum, bake(value, facts));
  const outcome = joinedOutcome(parts);
  return sum.outcome === outcome ? sum : { ...sum, outcome };
}

/**
 * Joins the living stores of paths that forked from `base`. With `inPlace`, the result is written into the base, which
 * is only right when nothing else still looks through it. Places of `gone` are left out: nobody can reach them any more.
 */
export function mergeStores(
  base: Store,
  stores: readonly Store[],
  inPlace: boolean,
  gone: ReadonlySet<number> | null = null,
): Store {
  const living = [...new Set(stores.filter((store) => !store.dead))];
  const sole = living[0];
  if (sole === undefined) {
    const dead = new Store(base);
    dead.dead = true;
    return dead;
  }
  if (living.length === 1) return gone === null || sole === base ? sole : compact(sole, base, gone);
  const parts = living.map((store) => ({
    writes: store === base ? NO_WRITES : writesAbove(store, base),
    facts: store === base ? null : factsAbove(store, base),
  }));
  const target = inPlace ? base : new Store(base);
  const places = new Set<number>();
  for (const part of parts) for (const place of part.writes.keys()) if (!gone?.has(place)) places.add(place);
  const joined: [number, Value][] = [];
  for (const place of places) {
    const before = base.read(place);
    const values: { readonly value: Value; readonly facts: ReadonlyMap<number, Refinement> | null }[] = [];
    for (const part of parts) {
      const value = part.writes.get(place) ?? before;
      if (value !== undefined) values.push({ value, facts: part.facts });
    }
    const [first] = values;
    if (first === undefined) continue;
    const same = values.length === parts.length && values.every((each) => each.value === first.value);
    if (same && first.value === before) continue;
    joined.push([place, same ? first.value : joinPaths(values)]);
  }
  for (const [place, value] of joined) target.set(place, value);
  let met: ReadonlyMap<number, Refinement> | null = null;
  for (const part of parts) {
    met = met === null ? (part.facts ?? NO_FACTS) : meetFacts(met, part.facts ?? NO_FACTS);
    if (met.size === 0) break;
  }
  if (met !== null) for (const [id, refinement] of met) target.learn(id, refinement);
  return target;
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
