/** How validators answer: they throw, return a promise, or return an object that has to be asked. */
import { booleanWith, factsFor, NO_FACTS, type Facts } from '../../flow/conditions.js';
import { EVERY_KIND, partOf } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import { addAllFacts, factsAbove, Store } from '../../flow/store.js';
import {
  FALSE,
  join,
  NOTHING,
  refValue,
  TRUE,
  UNDEFINED,
  UNKNOWN,
  withOutcome,
  type Outcome,
  type Value,
} from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { guardFacts } from './guard-facts.js';
import { shapedValue } from './shaped.js';
import type { Shape } from './shape.js';

/** A throw may come here: what is learned afterwards does not hold where it is caught. */
export function mayThrow(m: Machine, value: Value = UNKNOWN): void {
  if (m.catcher === null || m.dead) return;
  m.snapshots++;
  m.catcher.throws.push({ value, store: m.store });
  m.store = new Store(m.store);
}

/** Parses or throws. */
export function parseOrThrow(m: Machine, shape: Shape, value: Value, node: TS.Node): Value {
  mayThrow(m);
  m.learn(guardFacts(m, shape, value, node));
  return shapedValue(m, shape, value, node);
}

/** Checks or throws; nothing new is returned. */
export function checkOrThrow(m: Machine, shape: Shape, value: Value, node: TS.Node): void {
  mayThrow(m);
  m.learn(guardFacts(m, shape, value, node));
}

/** Parses into a promise that is rejected otherwise. */
export function parseLater(m: Machine, shape: Shape, value: Value, node: TS.Node): Value {
  const facts = guardFacts(m, shape, value, node);
  return promiseOf(shapedValue(m, shape, value, node), UNKNOWN, facts);
}

/** Answers true or false. */
export function answer(m: Machine, shape: Shape, value: Value, node: TS.Node): Value {
  return booleanWith(guardFacts(m, shape, value, node), NO_FACTS);
}

export interface Verdict {
  /** The property that tells success (`success`), or failure (`error`). */
  readonly flag: string;
  readonly flagMeans: 'success' | 'failure';
  /** The property that holds the parsed value. */
  readonly output: string;
  /** What `output` is on failure: nothing, or the input as it came. */
  readonly onFailure: 'nothing' | 'input';
  /** The property with the problems, where the flag is another. */
  readonly problems?: string;
}

/**
 * Returns a result object: one alternative for success and one for failure. The flag's outcome tells what success proves,
 * so that it may be asked on the object, after destructuring, or at once.
 */
export function verdict(m: Machine, shape: Shape, value: Value, node: TS.Node, how: Verdict): Value {
  const facts = guardFacts(m, shape, value, node);
  const rejected = how.onFailure === 'input' ? asRefused(value) : UNDEFINED;
  const gone = factsFor(rejected.labels, { clears: [EVERY_KIND], form: 0 });
  const proved = addAllFacts(facts, gone);
  const flagSuccess = how.flagMeans === 'success';
  const outcome: Outcome = flagSuccess ? { yes: proved, no: NO_FACTS } : { yes: NO_FACTS, no: proved };
  let output: Value = NOTHING;
  let learned: Facts = NO_FACTS;
  const base = m.store;
  m.store = new Store(base);
  m.snapshots++;
  output = shapedValue(m, shape, value, node);
  const succeeds = !m.store.dead;
  if (succeeds) learned = factsAbove(m.store, base) ?? NO_FACTS;
  for (const layer of layersBetween(m.store, base))
    for (const [place, written] of layer.writes)
      if (!base.dead && base.read(place) === undefined) base.writes.set(place, written);
  m.store = base;
  const problem = m.object('error', null);
  const failed = m.alloc('object', null);
  m.setCell(failed, how.flag, withOutcome(flagSuccess ? FALSE : problem, outcome));
  m.setCell(failed, how.output, rejected);
  if (how.problems !== undefined) m.setCell(failed, how.problems, withOutcome(problem, negatedFor(outcome)));
  if (!succeeds) return refValue(failed);
  const passed = m.alloc('object', null);
  m.setCell(passed, how.flag, withOutcome(flagSuccess ? TRUE : UNDEFINED, outcome));
  m.setCell(passed, how.output, output);
  if (how.problems !== undefined) m.setCell(passed, how.problems, withOutcome(UNDEFINED, negatedFor(outcome)));
  passed.born = addAllFacts(proved, learned);
  return join(refValue(passed), refValue(failed));
}

const negations = new WeakMap<Outcome, Outcome>();

/** The outcome turned around; one object for each, so that a join of both alternatives keeps it. */
function negatedFor(outcome: Outcome): Outcome {
  let known = negations.get(outcome);
  if (!known) {
    known = { yes: outcome.no, no: outcome.yes };
    negations.set(outcome, known);
  }
  return known;
}

function layersBetween(store: Store, base: Store): readonly Store[] {
  const layers: Store[] = [];
  for (let layer: Store | null = store; layer !== null && layer !== base; layer = layer.parent) layers.push(layer);
  return layers;
}

/**
 * The input as a failed validation hands it on: what holds of the input holds of it, and success says that it is not in
 * play (its own id).
 */
function asRefused(value: Value): Value {
  if (value.labels.length === 0) return value;
  return { ...value, refs: [], labels: value.labels.map((label) => partOf(label, '%refused')), open: true };
}

export interface Parsed {
  /** The parsed value, or the input as it came. */
  readonly value: Value;
  /** What holds when there is no problem: among it, that the value is the parsed one. */
  readonly facts: Facts;
}

/** Parses where a problem stops nothing: somebody has to ask for it. */
export function parsedOrRefused(m: Machine, shape: Shape, value: Value, node: TS.Node): Parsed {
  const rejected = asRefused(value);
  const gone = factsFor(rejected.labels, { clears: [EVERY_KIND], form: 0 });
  const facts = addAllFacts(guardFacts(m, shape, value, node), gone);
  return { value: join(shapedValue(m, shape, value, node), rejected), facts };
}
