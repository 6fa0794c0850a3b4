/** Where paths of a program meet: the stores at their ends are joined into one. */
import { addAllFacts, meetFacts, refineLabel, type Refinement } from './labels.js';
import { flagged, hasFlag, type Met } from './flags.js';
import { meetingOf, type Meeting } from './meeting.js';
import {
  collectedAbove,
  compact,
  factsAbove,
  NO_WRITES,
  Store,
  withoutForm,
  writersAbove,
  writesAbove,
} from './store.js';
import { join, truthiness, withLabels, type Outcome, type Value } from './value.js';

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

/** Returns what is left of the paths' facts where they meet: what all of them know. */
function commonFacts(parts: readonly Part[]): ReadonlyMap<number, Refinement> {
  let met: ReadonlyMap<number, Refinement> | null = null;
  for (const part of parts) {
    met = met === null ? (part.facts ?? NO_FACTS) : meetFacts(met, part.facts ?? NO_FACTS);
    if (met.size === 0) break;
  }
  return met ?? NO_FACTS;
}

/**
 * Joins a path with one that wrote nothing: what was made on the former needs no look, only what was there before. Null when
 * both wrote, and when a flag among what was there may tell the paths apart.
 */
function mergedWithUntouched(
  base: Store,
  living: readonly Store[],
  fresh: number,
  gone: ReadonlySet<number> | null,
): Store | null {
  const writers = living.map((store) => (store === base ? [] : writersAbove(store, base)));
  const index = writers.findIndex((each) => each.length > 0);
  const own = writers[index];
  if (own === undefined || writers.some((each, at) => at !== index && each.length > 0)) return null;
  const facts = living.map((store) => (store === base ? null : factsAbove(store, base)));
  const mine = facts[index] ?? null;
  const all = collectedAbove(own);
  const parts = facts.map((each, at): Part => ({ writes: at === index ? all : NO_WRITES, facts: each }));
  const changed: (number | Value | null)[] = [];
  const noted: Met[] = [];
  all.forEach((value, place) => {
    const before = gone?.has(place) === true ? undefined : base.readBefore(place, fresh);
    if (gone?.has(place) === true) changed.push(place, null);
    else if (before === undefined) {
      const baked = bake(value, mine);
      if (baked !== value) changed.push(place, baked);
    } else {
      changed.push(place, metAt(parts, place, before));
      if (value !== before) noteEnds(noted, parts, place, before);
    }
  });
  if (noted.length > 1 && hasFlag(noted)) return null;
  for (let at = 0; at < changed.length; at += 2) {
    const value = changed[at + 1] as Value | null;
    if (value === null) all.delete(changed[at] as number);
    else all.set(changed[at] as number, value);
  }
  const target = new Store(base);
  if (all.size > 0) target.adopt(all);
  for (const [id, refinement] of commonFacts(parts)) target.learn(id, refinement);
  return target;
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
  const quick = living.length === 2 && !inPlace ? mergedWithUntouched(base, living, fresh, gone) : null;
  if (quick !== null) return quick;
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
  for (const [id, refinement] of commonFacts(parts)) target.learn(id, refinement);
  return target;
}
