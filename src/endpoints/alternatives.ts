/** What is in force only sometimes: a registration in one branch, a handler that is one of several. */
import type { Value } from '../flow/value.js';
import { isMadeWith, type Registration } from '../models/shared/registration.js';
import type { Judgement } from './steps.js';
import type { ChainStep } from './types.js';

/** Returns the values that a handler may be, one for each thing that it may point to, and nothing where it may be that. */
export function alternativesOf(handler: Value): readonly (Value | null)[] {
  const each = handler.refs.map((ref): Value => ({ ...handler, refs: [ref], consts: [] }));
  return handler.consts.some(({ value }) => value === undefined || value === null || value === false)
    ? [...each, null]
    : each;
}

/** The judgement with the parts that any of the others plays: a limiter behind a switch of the environment may be in force. */
function withParts(own: Judgement, all: readonly Judgement[]): Judgement {
  const roles = new Set(all.flatMap(({ shown }) => [...(shown?.roles ?? [])]));
  return own.shown ? { ...own, shown: { ...own.shown, roles } } : own;
}

/** Returns what holds whichever of several it is: a guard only when all of them are. */
export function joinedJudgement(all: readonly (Judgement | null)[]): Judgement {
  const known = all.flatMap((each) => each ?? []);
  const guard = known.find(({ verdict }) => verdict === 'guard');
  const [first] = known;
  if (!guard) {
    const sole = known.find(({ verdict }) => verdict === 'unknown') ?? first;
    return sole ? withParts(sole, known) : { verdict: 'unknown' };
  }
  return known.length === all.length && known.every(({ verdict }) => verdict === 'guard')
    ? guard
    : { ...guard, verdict: 'unknown' };
}

/** A guard that is registered in a branch in which the endpoint is not may be in force or not. */
export function sometimes(step: ChainStep, layer: Registration, others: readonly Registration[]): ChainStep {
  return step.verdict === 'guard' && !isMadeWith(layer, others) ? { ...step, verdict: 'unknown' } : step;
}
