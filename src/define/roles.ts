/** Which calls play which part: an index, since every rule asks the same calls of a file for parts of its own. */
import type { CallRecord } from '../flow/machine.js';

type Index = ReadonlyMap<string, readonly CallRecord[]>;

const indexes = new WeakMap<readonly CallRecord[], Index>();

function indexOf(records: readonly CallRecord[]): Index {
  const known = indexes.get(records);
  if (known) return known;
  const made = new Map<string, CallRecord[]>();
  for (const record of records) {
    for (const role of new Set(record.call.spec?.roles?.map((each) => each.role))) {
      const list = made.get(role);
      if (list) list.push(record);
      else made.set(role, [record]);
    }
  }
  indexes.set(records, made);
  return made;
}

/** True when the model of what is called gives it this part. */
export function playsPart({ call }: CallRecord, role: string): boolean {
  return call.spec?.roles?.some((each) => each.role === role) === true;
}

const NONE: readonly CallRecord[] = [];

/** Returns the calls that play one of the parts, in their order. */
export function playing(records: readonly CallRecord[], roles: readonly string[]): readonly CallRecord[] {
  const index = indexOf(records);
  const found = roles.filter((role) => index.has(role));
  const [first] = found;
  if (first === undefined) return NONE;
  if (found.length === 1) return index.get(first) ?? NONE;
  return records.filter((record) => found.some((role) => playsPart(record, role)));
}
