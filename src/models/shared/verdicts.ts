/** How validators answer: they throw, return a promise, or return an object that has to be asked. */
import { booleanWith, factsFor, NO_FACTS, type Facts } from '../../flow/conditions.js';
import { EVERY_KIND, partOf, type Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Obj } from '../../flow/refs.js';
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

/** Tells who looks on that a value is given to a validator. */
export function noteValidation(m: Machine, shape: Shape, value: Value, node: TS.Node): void {
  if (!m.dead) m.watcher?.validated?.(m, shape, value, node);
}

/** Parses or throws. */
export function parseOrThrow(m: Machine, shape: Shape, value: Value, node: TS.Node): Value {
  noteValidation(m, shape, value, node);
  mayThrow(m);
  m.learn(guardFacts(m, shape, value, node));
  return shapedValue(m, shape, value, node);
}

/** Checks or throws; nothing new is returned. */
export function checkOrThrow(m: Machine, shape: Shape, value: Value, node: TS.Node): void {
  noteValidation(m, shape, value, node);
  mayThrow(m);
  m.learn(guardFacts(m, shape, value, node));
}

/** Parses into a promise that is rejected otherwise. */
export function parseLater(m: Machine, shape: Shape, value: Value, node: TS.Node): Value {
  noteValidation(m, shape, value, node);
  const facts = guardFacts(m, shape, value, node);
  return promiseOf(shapedValue(m, shape, value, node), UNKNOWN, facts);
}

/** Answers true or false. */
export function answer(m: Machine, shape: Shape, value: Value, node: TS.Node): Value {
  noteValidation(m, shape, value, node);
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
  noteValidation(m, shape, value, node);
  const facts = guardFacts(m, shape, value, node);
  const refused = how.onFailure === 'input' ? asRefused(m, value) : { value: UNDEFINED, labels: [] };
  const gone = factsFor(refused.labels, { clears: [EVERY_KIND], form: 0 });
  const proved = addAllFacts(facts, gone);
  const flagSuccess = how.flagMeans === 'success';
  const outcome: Outcome = flagSuccess ? { yes: proved, no: NO_FACTS } : { yes: NO_FACTS, no: proved };
  let output: Value = NOTHING;
  let learned: Facts = NO_FACTS;
  const base = m.store;
  const firstPlace = m.newPlace();
  const { floor } = m;
  m.store = new Store(base);
  // Layers below the base are not flattened meanwhile: the base is looked for below.
  m.floor = base;
  m.snapshots++;
  output = shapedValue(m, shape, value, node);
  m.floor = floor;
  const succeeds = !m.store.dead;
  if (succeeds) learned = factsAbove(m.store, base) ?? NO_FACTS;
  for (const layer of layersBetween(m.store, base))
    for (const [place, written] of layer.writes)
      if (!base.dead && (place > firstPlace || base.read(place) === undefined)) base.set(place, written);
  m.store = base;
  const problem = m.object('error', null);
  const failed = m.alloc('object', null);
  m.setCell(failed, how.flag, withOutcome(flagSuccess ? FALSE : problem, outcome));
  m.setCell(failed, how.output, refused.value);
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

/** Objects of the program around the client's data, such as `{ body: req.body }`, are looked into as far as this. */
const REFUSED_DEPTH = 3;

interface Refused {
  readonly value: Value;
  /** What success says that it is not in play. */
  readonly labels: readonly Label[];
}

/**
 * The input as a failed validation hands it on: what holds of the input holds of it, and success says that it is not in
 * play (ids of its own). An object of the program is copied, because its untrusted parts are such values as well.
 */
function asRefused(m: Machine, value: Value, depth = 0): Refused {
  const labels = value.labels.map((label) => partOf(label, '%refused'));
  if (labels.length > 0) return { value: { ...value, refs: [], labels, open: true }, labels };
  const copies = value.refs.map((ref) => (ref.kind === 'obj' ? refusedCopy(m, ref, depth) : null));
  if (copies.every((each) => each === null)) return { value, labels: [] };
  const refs = value.refs.map((ref, index) => copies[index]?.obj ?? ref);
  return { value: { ...value, refs }, labels: copies.flatMap((each) => each?.labels ?? []) };
}

function refusedCopy(
  m: Machine,
  obj: Obj,
  depth: number,
): { readonly obj: Obj; readonly labels: readonly Label[] } | null {
  if (depth >= REFUSED_DEPTH || !(obj.shape === 'object' || obj.shape === 'array')) return null;
  if (obj.entity || obj.cls || obj.lazy || obj.slots.has('backs')) return null;
  const names = [...obj.cells.keys()].filter((name) => !/^(?:get|set) /.test(name));
  const parts = names.flatMap((name) => {
    const cell = m.cell(obj, name);
    return cell ? [[name, asRefused(m, cell, depth + 1)] as const] : [];
  });
  const rest = asRefused(m, m.rest(obj), depth + 1);
  const labels = [...parts.flatMap(([, each]) => each.labels), ...rest.labels];
  if (labels.length === 0) return null;
  const copy = m.alloc(obj.shape, null, { proto: obj.proto });
  for (const [key, slot] of obj.slots) copy.slots.set(key, slot);
  for (const [name, each] of parts) m.setCell(copy, name, each.value);
  if (rest.value !== NOTHING) m.setRest(copy, rest.value);
  return { obj: copy, labels };
}

export interface Parsed {
  /** The parsed value, or the input as it came. */
  readonly value: Value;
  /** What holds when there is no problem: among it, that the value is the parsed one. */
  readonly facts: Facts;
}

/** Parses where a problem stops nothing: somebody has to ask for it. */
export function parsedOrRefused(m: Machine, shape: Shape, value: Value, node: TS.Node): Parsed {
  noteValidation(m, shape, value, node);
  const refused = asRefused(m, value);
  const gone = factsFor(refused.labels, { clears: [EVERY_KIND], form: 0 });
  const facts = addAllFacts(guardFacts(m, shape, value, node), gone);
  return { value: join(shapedValue(m, shape, value, node), refused.value), facts };
}
