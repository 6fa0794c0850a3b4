/** Promises: awaiting takes the value out, throws the rejection, and lets hold what the work has proved. */
import { Form } from './forms.js';
import type { Refinement } from './labels.js';
import type { Machine } from './machine.js';
import { join, NOTHING, refValue, UNKNOWN, type Value } from './value.js';

export function promiseOf(value: Value, rejected: Value | null = null, facts: ReadonlyMap<number, Refinement> | null = null, fails = false): Value {
  return refValue({ kind: 'promise', value, rejected, facts, fails }, Form.Object);
}

/** Returns the value without promises around it; nothing is thrown or learned. */
export function awaited(value: Value): Value {
  if (!value.refs.some((ref) => ref.kind === 'promise')) return value;
  let result: Value = { ...value, refs: value.refs.filter((ref) => ref.kind !== 'promise') };
  if (result.refs.length === 0 && result.labels.length === 0 && result.consts.length === 0 && !result.open) result = NOTHING;
  for (const ref of value.refs) if (ref.kind === 'promise') result = join(result, awaited(ref.value));
  return result;
}

/** What `await` gives on this path. */
export function settled(m: Machine, value: Value): Value {
  const promises = value.refs.filter((ref) => ref.kind === 'promise');
  if (promises.length === 0) return value;
  for (const promise of promises) {
    if (promise.rejected !== null && m.catcher !== null && !m.store.dead) {
      m.snapshots++;
      m.catcher.throws.push({ value: promise.rejected, store: m.store });
    }
  }
  if (promises.length === value.refs.length && promises.every((promise) => promise.fails) && !value.open) {
    m.store = dieAfter(m);
    return NOTHING;
  }
  if (promises.length === 1 && value.refs.length === 1 && !value.open) m.learnAbove(promises[0]?.facts ?? null);
  const result = awaited(value);
  return result === NOTHING ? UNKNOWN : nestedFacts(m, value, result);
}

/** A promise that an async function returned from another one: its proofs hold as well. */
function nestedFacts(m: Machine, value: Value, result: Value): Value {
  let inner = value;
  for (let depth = 0; depth < 5; depth++) {
    const [ref] = inner.refs;
    if (inner.refs.length !== 1 || ref?.kind !== 'promise') return result;
    if (depth > 0) m.learnAbove(ref.facts);
    inner = ref.value;
  }
  return result;
}

function dieAfter(m: Machine): Machine['store'] {
  m.die();
  return m.store;
}
