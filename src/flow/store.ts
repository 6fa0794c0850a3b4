/**
 * The store: what every place holds and what is known by label id, on one path of the program. Stores are layered:
 * a branch writes into a layer above the store that it forked from, and layers are joined where paths meet.
 */
import { filterFacts } from '../lang/regex/facts.js';
import { addAllFacts, addRefinements, meetFacts, refineLabel, type Label, type Refinement, State } from './labels.js';
import { flagged, hasFlag, type Met } from './flags.js';
import { meetingOf, type Meeting } from './meeting.js';
import { nextPlace } from './places.js';
import { join, truthiness, withLabels, type Outcome, type Value } from './value.js';

export { addAllFacts, meetFacts } from './labels.js';

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
function withoutForm(refinement: Refinement): Refinement {
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

/** Collects what the layers above a base wrote, the upper ones first; the map of the only one that wrote is given as it is. */
function writesAbove(store: Store, base: Store): ReadonlyMap<number, Value> {
  let sole: ReadonlyMap<number, Value> = NO_WRITES;
  let all: Map<number, Value> | null = null;
  for (let layer: Store | null = store; layer !== null && layer !== base; layer = layer.parent) {
    const { writes } = layer;
    if (writes.size === 0) continue;
    if (sole.size === 0) {
      sole = writes;
      continue;
    }
    all ??= new Map(sole);
    for (const [place, value] of writes) if (!all.has(place)) all.set(place, value);
  }
  return all ?? sole;
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

/** Places from this number on were made after a path left the base: only modules that ran meanwhile brought some below it. */
function bornAbove(store: Store, base: Store): number {
  if (store === base) return Infinity;
  let lowest = store;
  while (lowest.parent !== null && lowest.parent !== base) lowest = lowest.parent;
  return lowest.born;
}

/** So many paths are compared one by one; more are met layer by layer. */
const FEW_PATHS = 6;

function writeMeeting(
  base: Store,
  { places, facts }: Meeting,
  fresh: number,
  target: Store,
  gone: ReadonlySet<number> | null,
): Store {
  const joined: [number, Value][] = [];
  for (const [place, { parts, everywhere }] of places) {
    if (gone?.has(place)) continue;
    const before = everywhere ? undefined : base.readBefore(place, fresh);
    const all = before === undefined ? parts : [{ value: before, facts: facts.size > 0 ? facts : null }, ...parts];
    if (all.length > 0) joined.push([place, joinPaths(all)]);
  }
  for (const [place, value] of joined) target.set(place, value);
  for (const [id, refinement] of facts) target.learn(id, refinement);
  return target;
}

interface Part {
  readonly writes: ReadonlyMap<number, Value>;
  readonly facts: ReadonlyMap<number, Refinement> | null;
}

/** True when one of the first `count` paths wrote to a place. */
function isIn(parts: readonly Part[], count: number, place: number): boolean {
  for (let index = 0; index < count; index++) if (parts[index]?.writes.has(place) === true) return true;
  return false;
}

/** Returns what a place holds where paths meet; null when it is what it was before them. */
function metAt(parts: readonly Part[], place: number, before: Value | undefined): Value | null {
  let first: Value | undefined;
  let same = true;
  for (const { writes } of parts) {
    const value = writes.get(place) ?? before;
    if (value === undefined) same = false;
    else if (first === undefined) first = value;
    else if (value !== first) same = false;
  }
  if (first === undefined || (same && first === before)) return null;
  if (same) return first;
  return joinPaths(
    parts.flatMap(({ writes, facts }) => {
      const value = writes.get(place) ?? before;
      return value === undefined ? [] : { value, facts };
    }),
  );
}

/** Notes what a place holds at the ends of two paths, with what each of them has learned, where both hold something else. */
function noteEnds(noted: Met[], parts: readonly Part[], place: number, before: Value | undefined): void {
  const [one, other] = parts;
  const first = one?.writes.get(place) ?? before;
  const second = other?.writes.get(place) ?? before;
  if (first && second && first !== second)
    noted.push({ place, ends: [bake(first, one?.facts ?? null), bake(second, other?.facts ?? null)] });
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
  const living: Store[] = [];
  for (const store of stores) if (!store.dead && !living.includes(store)) living.push(store);
  const sole = living[0];
  if (sole === undefined) {
    const dead = new Store(base);
    dead.dead = true;
    return dead;
  }
  if (living.length === 1) return gone === null || sole === base ? sole : compact(sole, base, gone);
  const meeting = living.length > FEW_PATHS ? meetingOf(base, living) : null;
  let fresh = Infinity;
  for (const store of living) fresh = Math.min(fresh, bornAbove(store, base));
  if (meeting !== null) return writeMeeting(base, meeting, fresh, inPlace ? base : new Store(base), gone);
  const parts = living.map((store) => ({
    writes: store === base ? NO_WRITES : writesAbove(store, base),
    facts: store === base ? null : factsAbove(store, base),
  }));
  const target = inPlace ? base : new Store(base);
  const joined: (number | Value)[] = []; // a place and what it holds then, in turns: the base must not change while it is read
  const apart: Met[] = [];
  for (const [index, { writes }] of parts.entries()) {
    for (const place of writes.keys()) {
      if (gone?.has(place) === true || isIn(parts, index, place)) continue;
      const before = base.readBefore(place, fresh);
      const value = metAt(parts, place, before);
      if (value !== null) joined.push(place, value);
      if (value !== null && parts.length === 2) noteEnds(apart, parts, place, before);
    }
  }
  if (apart.length > 1 && hasFlag(apart)) {
    const read = (index: number) => (place: number) => living[index]?.read(place);
    const { met, told } = flagged(apart, [read(0), read(1)]);
    for (const each of met) {
      const values = each.ends.map((value, index) => ({ value, facts: parts[index]?.facts ?? null }));
      joined.push(each.place, told(each, joinPaths(values)));
    }
  }
  for (let index = 0; index < joined.length; index += 2)
    target.set(joined[index] as number, joined[index + 1] as Value);
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
