/**
 * Objects that a plain object shares with all others, reached by names that the client chose: `table.__proto__` and
 * `table.constructor.prototype` are Object.prototype (ECMA-262, B.2.2.1 and 20.1.3.1). The value of such a lookup holds a
 * stand-in for that object beside what the table holds; a write into the stand-in under a chosen name reaches the sink.
 */
import type { TS } from '../lang/ts.js';
import { excludes } from '../lang/regex/language.js';
import { plainCall } from './calls.js';
import { Form, STRUCTURED } from './forms.js';
import { clears, keyOf, PROPERTY_NAME, State, type Label } from './labels.js';
import type { Machine } from './machine.js';
import type { Obj, Ref } from './refs.js';
import { join, refValue, type Value } from './value.js';

/** What the stand-in stands for: the shared prototype, or the constructor on the way to it. */
type Stage = 'prototype' | 'constructor';

const STAGE = 'inherited';

/** One stand-in for each place and key, so that repeated rounds of a loop find the same value. */
const standIns = new WeakMap<TS.Node, Map<string, Obj>>();

function stageOf(ref: Ref): Stage | null {
  return ref.kind === 'obj' ? ((ref.slots.get(STAGE) as Stage | undefined) ?? null) : null;
}

/** True for the stand-in of an object that others share. */
export function isShared(ref: Ref): boolean {
  return stageOf(ref) !== null;
}

/** True for objects that inherit from Object.prototype and hold what the program or the client put there. */
function inherits(ref: Ref): boolean {
  return (
    ref.kind === 'obj' &&
    ['object', 'array', 'typed'].includes(ref.shape) &&
    ref.entity === null &&
    ref.cls === null &&
    !ref.slots.has('bare')
  );
}

/** True when a text can be this very name. */
function canBe(label: Label, name: string): boolean {
  if ((label.form & (Form.String | STRUCTURED)) === 0 || clears(label, PROPERTY_NAME)) return false;
  if ((label.lead !== null && label.lead !== '') || (label.state & State.Followed) !== 0) return false;
  return excludes(label.facts, { pattern: `^${name}$`, flags: '', matches: true }) !== true;
}

/** True for a name that was listed from the very object: it finds what the object has itself, whatever the name is. */
function isOwnName(ref: Ref, label: Label): boolean {
  if ((label.state & State.Key) === 0 || ref.kind !== 'obj') return false;
  const whole = ref.slots.get('label') as Label | undefined;
  return whole !== undefined && keyOf(whole).ids[0] === label.ids[0];
}

/** Returns which shared object a lookup in this one can find. */
function nextStage(ref: Ref, labels: readonly Label[]): Stage | null {
  const stage = stageOf(ref);
  const can = (name: string): boolean => labels.some((label) => canBe(label, name) && !isOwnName(ref, label));
  if (stage === 'constructor') return can('prototype') ? 'prototype' : null;
  if (stage === null && !inherits(ref)) return null;
  if (can('__proto__')) return 'prototype';
  return can('constructor') ? 'constructor' : null;
}

function standIn(m: Machine, stage: Stage, labels: readonly Label[], node: TS.Node): Obj {
  const id = [stage, ...labels.map((label) => label.ids[0])].join();
  const known = standIns.get(node) ?? new Map<string, Obj>();
  standIns.set(node, known);
  let made = known.get(id);
  if (!made) {
    made = m.alloc('object', null);
    made.slots.set(STAGE, stage);
    known.set(id, made);
  }
  return made;
}

/** Only a lookup whose result is used as an object can lead on: a table of texts or functions does not. */
function holdsObjects(value: Value): boolean {
  if (value.refs.some((ref) => ref.kind === 'obj')) return true;
  return value.refs.length === 0 && value.consts.every((each) => each.value === undefined || each.value === null);
}

/** Returns what a lookup by such a key has found, with the shared object that the key can name. */
export function withShared(m: Machine, base: Value, key: Value, value: Value, node: TS.Node): Value {
  if (key.labels.length === 0 || base.refs.length === 0 || !holdsObjects(value)) return value;
  const labels = key.labels.map((label) => m.store.refined(label));
  let stage: Stage | null = null;
  for (const ref of base.refs) {
    const next = nextStage(ref, labels);
    if (next !== null && stage !== 'prototype') stage = next;
  }
  return stage === null ? value : join(value, refValue(standIn(m, stage, labels, node)));
}

/**
 * Returns what is written under a chosen name without the stand-ins: under the name that has found the shared object it
 * stands there already, and under any other one the value is another one.
 */
export function withoutShared(value: Value): Value {
  return value.refs.some(isShared) ? { ...value, refs: value.refs.filter((ref) => !isShared(ref)) } : value;
}

/** Notes that names of the client's become properties of an object that all others inherit from. */
export function writeShared(m: Machine, base: Value, names: Value, node: TS.Node, callee: string): void {
  if (names.labels.length === 0 || !base.refs.some((ref) => stageOf(ref) === 'prototype')) return;
  m.sink(names, node, plainCall(node, base, []), { kind: PROPERTY_NAME }, callee);
}
