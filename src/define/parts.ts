/** What a call was given at a place that its model names: known, absent, or unknown; from values, however they were written. */
import type { CallRecord } from '../flow/machine.js';
import type { Primitive, Value } from '../flow/value.js';
import { isConst, truthiness } from './values.js';

/** `known` lists every constant that the argument may be. */
export type Part =
  | { readonly state: 'known'; readonly values: readonly Primitive[] }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' };

const UNKNOWN_PART: Part = { state: 'unknown' };
const ABSENT: Part = { state: 'absent' };

/** Returns what is known of a value; one that may be missing or something else is unknown. */
export function partOfValue(value: Value | null | undefined): Part {
  if (value === null) return ABSENT;
  if (value === undefined || !isConst(value)) return UNKNOWN_PART;
  const values = value.consts.map((each) => each.value);
  if (!values.includes(undefined)) return { state: 'known', values };
  return values.length === 1 ? ABSENT : UNKNOWN_PART;
}

/** Returns what stands at a part of a call; a part that its model does not name is unknown. */
export function partOf(record: CallRecord, name: string): Part {
  return partOfValue(record.parts[name]);
}

export function isAbsent(record: CallRecord, name: string): boolean {
  return partOf(record, name).state === 'absent';
}

/** True when the part is known and each constant that it may be passes. */
export function always(record: CallRecord, name: string, test: (value: Primitive) => boolean): boolean {
  const part = partOf(record, name);
  return part.state === 'known' && part.values.every(test);
}

/** True when the part is known and one of the constants that it may be passes. */
export function some(record: CallRecord, name: string, test: (value: Primitive) => boolean): boolean {
  const part = partOf(record, name);
  return part.state === 'known' && part.values.some(test);
}

/** Returns the largest number that the part may be; null unless it is known and a number. */
export function numberAt(record: CallRecord, name: string): number | null {
  const part = partOf(record, name);
  if (part.state !== 'known') return null;
  const numbers = part.values.filter((each) => typeof each === 'number');
  return numbers.length === part.values.length ? Math.max(...numbers) : null;
}

/** True when the part is certainly true-like. */
export function isOn(record: CallRecord, name: string): boolean {
  const value = record.parts[name];
  return value !== undefined && value !== null && truthiness(value) === true;
}
