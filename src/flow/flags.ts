/**
 * Flags: a variable that is true on one of two paths and false on the other tells later which of them was taken. What only one
 * path has left in another variable is then known to be there or not: `if (bad) error = …; else body = parsed;`, and behind
 * `if (error) return` the body is the parsed one.
 */
import { EVERY_KIND, pathId, type Label, type Refinement } from './labels.js';
import type { Ref } from './refs.js';
import { truthiness, withLabels, withOutcome, type Value } from './value.js';

/** What a place holds at the ends of two paths. */
export interface Met {
  readonly place: number;
  readonly ends: readonly [Value, Value];
}

type Facts = Map<number, Refinement>;

const GONE: Refinement = { clears: [EVERY_KIND] };

function isFlag({ ends: [first, second] }: Met): boolean {
  const truth = truthiness(first);
  return truth !== null && truthiness(second) === !truth;
}

/** Reads a place at the end of a path. */
type Read = (place: number) => Value | undefined;

/** True for the object behind a label that holds nothing but its parts: it is made anew wherever somebody looks into the label. */
function isBehind(ref: Ref, id: number, read: Read): boolean {
  if (ref.kind !== 'obj' || ref.slots.get('backs') !== id) return false;
  return [...ref.cells.values()].every((place) => {
    const held = read(place);
    return held === undefined || held.labels.some(({ ids }) => ids.includes(id));
  });
}

/** The labels of one end by names of their own, where the other end has nothing of the same value; notes these names. */
function apart(own: Value, other: Value, how: string, names: Facts, read: Read): Value {
  if (own.labels.length === 0) return own;
  const known = new Set(other.labels.map(({ ids }) => ids[0]));
  let { refs } = own;
  const labels = own.labels.map((label): Label => {
    const [id = 0] = label.ids;
    const behind = refs.filter((ref) => ref.kind === 'obj' && ref.slots.get('backs') === id);
    if (known.has(id) || !behind.every((ref) => isBehind(ref, id, read))) return label;
    refs = refs.filter((ref) => !behind.includes(ref));
    const name = pathId(id, how);
    names.set(name, GONE);
    return { ...label, ids: [name, ...label.ids] };
  });
  return { ...withLabels(own, labels), refs };
}

/** True when some place tells the two paths apart, and another one holds data on one of them. */
export function hasFlag(met: readonly Met[]): boolean {
  return met.some(isFlag) && met.some(({ ends: [first, second] }) => first.labels.length + second.labels.length > 0);
}

/** What the places hold where there is a flag among them, and what its truth tells. */
export interface Flagged {
  readonly met: readonly Met[];
  /** Returns the joined value of a place with what it tells. */
  readonly told: (place: Met, joined: Value) => Value;
}

/** Returns what the places of two paths hold, with names for what only one of them has left, and what the flags tell of these. */
export function flagged(met: readonly Met[], reads: readonly [Read, Read]): Flagged {
  const flags = new Set(met.filter(isFlag).map(({ place }) => place));
  const [flag = 0] = flags;
  const only: readonly [Facts, Facts] = [new Map(), new Map()];
  const how = `flag ${String(flag)}`;
  const named = met.map((each): Met => {
    if (flags.has(each.place)) return each;
    const [first, second] = each.ends;
    const ends = [
      apart(first, second, `${how} 1`, only[0], reads[0]),
      apart(second, first, `${how} 2`, only[1], reads[1]),
    ] as const;
    return { place: each.place, ends };
  });
  const told = ({ place, ends: [first] }: Met, joined: Value): Value => {
    if (!flags.has(place)) return joined;
    // Where it has the truth of the first path, what only the second one has left is not there.
    const [yes, no] = truthiness(first) === true ? [only[1], only[0]] : [only[0], only[1]];
    return withOutcome(joined, {
      yes: new Map([...(joined.outcome?.yes ?? []), ...yes]),
      no: new Map([...(joined.outcome?.no ?? []), ...no]),
    });
  };
  return { met: named, told };
}
