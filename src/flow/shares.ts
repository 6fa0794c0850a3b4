/**
 * The share that one call may take of its caller's steps. Without it a single logger or date formatter, met first, uses up
 * what a handler has, and nothing behind it is looked at; and it does so again in every handler that logs.
 */
import { isMinified } from '../lang/minified.js';
import { LIMITS } from './limits.js';
import type { Machine } from './machine.js';
import type { FuncRef } from './refs.js';
import { UNKNOWN, type Value } from './value.js';

/** Runs a call with a share of the steps that are left. A function that used its share up is not entered again in this run. */
export function withinShare(m: Machine, fn: FuncRef, run: () => Value): Value {
  if (m.heavy.has(fn.node)) {
    m.reached('shareOfCall');
    m.foreignFailures++;
    return UNKNOWN;
  }
  const { budget } = m;
  const left = budget - m.steps;
  const share = isMinified(fn.scope.file)
    ? LIMITS.stepsOfMinified
    : Math.max(LIMITS.leastShare, left * LIMITS.shareOfCall);
  if (share >= left) return run();
  m.budget = m.steps + share;
  const value = run();
  if (m.exhausted) {
    m.heavy.add(fn.node);
    m.reached('shareOfCall');
    m.foreignFailures++;
  }
  m.budget = budget;
  return value;
}
