/** Lengths of time as libraries that sign tokens read them. */
import type { Primitive } from '../flow/value.js';

/** Seconds in each unit of the package `ms`, which jsonwebtoken and its relatives use (a year has 365.25 days). */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:milliseconds?|msecs?|ms|)$/, 0.001],
  [/^(?:seconds?|secs?|s)$/, 1],
  [/^(?:minutes?|mins?|m)$/, 60],
  [/^(?:hours?|hrs?|h)$/, 3600],
  [/^(?:days?|d)$/, 86_400],
  [/^(?:weeks?|w)$/, 604_800],
  [/^(?:months?|mo)$/, 2_629_800],
  [/^(?:years?|yrs?|y)$/, 31_557_600],
];

/** Returns a duration in seconds: a number of them, or a text such as `15m`; null for what is neither. */
export function secondsOf(value: Primitive): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const match = /^\s*(-?\d*\.?\d+)\s*([a-z]*)(?:\s+from now)?\s*$/i.exec(value);
  const unit = UNITS.find(([words]) => words.test((match?.[2] ?? '?').toLowerCase()));
  return match && unit ? Number(match[1]) * unit[1] : null;
}
