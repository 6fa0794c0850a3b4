/** Parts of a call as rules ask for them: a key of an options object is there, certainly not there, or not known. */
import type { Given } from '../flow/given.js';
import type { CallRecord } from '../flow/log.js';
import type { RoleSpec } from '../flow/semantics.js';
import type { TS } from '../lang/ts.js';
import { isConst, soleConst, type Primitive, type Value } from '../flow/value.js';

export type Part =
  | { readonly kind: 'absent' }
  /** It may be anything, or nothing. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'given'; readonly given: Given };

const ABSENT: Part = { kind: 'absent' };
const UNKNOWN_PART: Part = { kind: 'unknown' };

function partOfGiven(given: Given): Part {
  const sole = soleConst(given.value);
  if (sole && (sole.value === undefined || sole.value === null)) return ABSENT;
  const { value } = given;
  return value.open && value.refs.length === 0 && value.consts.length === 0 && value.labels.length === 0
    ? UNKNOWN_PART
    : { kind: 'given', given };
}

/** Returns what stands at a part of a role that a call plays. */
export function rolePart({ given }: CallRecord, { parts }: RoleSpec, name: string): Part {
  const at = parts?.[name];
  const found = at === undefined ? undefined : given.get(at);
  return found ? partOfGiven(found) : ABSENT;
}

/** Returns a property of a part; of a property that is not there, nothing is there. */
export function property(part: Part, ...names: readonly string[]): Part {
  let current = part;
  for (const name of names) {
    if (current.kind !== 'given') return current;
    const { given } = current;
    const own = given.properties?.get(name);
    if (own) current = partOfGiven(own);
    else if (given.properties ? given.whole : isConst(given.value)) return ABSENT;
    else return UNKNOWN_PART;
  }
  return current;
}

/** Returns the elements of a list of which every element is known; null for everything else. */
export function listed(part: Part): readonly Part[] | null {
  if (part.kind !== 'given' || !part.given.items || !part.given.whole) return null;
  return part.given.items.map(partOfGiven);
}

/** Returns the elements of a list that are known, whether or not there are more. */
export function someListed(part: Part): readonly Part[] {
  return part.kind === 'given' ? (part.given.items ?? []).map(partOfGiven) : [];
}

/** Returns the one constant that a part is; undefined when it is none or may be something else. */
export function constantOf(part: Part): Primitive {
  return part.kind === 'given' ? soleConst(part.given.value)?.value : undefined;
}

/** Returns the value behind a part; null when nothing is known to be there. */
export function valueOf(part: Part): Value | null {
  return part.kind === 'given' ? part.given.value : null;
}

/** Returns the names of the library things that a part is: `Class`, or the type of an instance. */
export function libraryNames(part: Part): readonly string[] {
  return (valueOf(part)?.refs ?? []).flatMap((ref) =>
    ref.kind === 'lib' || (ref.kind === 'obj' && ref.entity) ? [ref.entity?.name ?? ''] : [],
  );
}

/** Returns the kinds of the sources that a part has data of. */
export function sourceKinds(part: Part): readonly string[] {
  return (valueOf(part)?.labels ?? []).map((label) => label.source.kind);
}

/** True when a part is certainly a thing of a library to which a model gives a role. */
export function playsRole(part: Part, role: string): boolean {
  const value = valueOf(part);
  if (!value || value.open || value.refs.length === 0) return false;
  return value.refs.every(
    (ref) =>
      (ref.kind === 'obj' || ref.kind === 'lib') &&
      ref.entity?.call?.roles?.some((each) => each.role === role) === true,
  );
}

/** Returns the nodes of the calls that made a thing of a library. */
export function madeBy(value: Value): readonly TS.Node[] {
  return value.refs.flatMap((ref) => {
    const made = ref.kind === 'obj' ? (ref.slots.get('made') as TS.Node | undefined) : undefined;
    return made ? [made] : [];
  });
}
