/** Promises: awaiting takes the value out, throws the rejection, and lets hold what the work has proved. */
import { ts, type TS } from '../lang/ts.js';
import { AWAITED, carrying, markGiven, TELLS } from './carry.js';
import { Form } from './forms.js';
import { meetFacts, type Refinement } from './labels.js';
import { entityInstance } from './library.js';
import type { Machine } from './machine.js';
import type { Obj, PromiseRef } from './refs.js';
import type { Entity } from './semantics.js';
import { join, NOTHING, refValue, UNKNOWN, withOutcome, type Value } from './value.js';

export function promiseOf(
  value: Value,
  rejected: Value | null = null,
  facts: ReadonlyMap<number, Refinement> | null = null,
  fails = false,
): Value {
  return refValue({ kind: 'promise', value, rejected, facts, fails }, Form.Object);
}

/** Returns the value without promises around it; nothing is thrown or learned. */
export function awaited(value: Value): Value {
  return insidePromises(value, null, null);
}

/** The same with what a library's thenable, such as a query that nobody has awaited, gives at last. */
export function resolved(m: Machine, value: Value, node: TS.Node): Value {
  return insidePromises(value, m, node);
}

/** Libraries' thenables (query builders) give what their type says, or something unknown where no machine is at hand. */
function insidePromises(value: Value, m: Machine | null, node: TS.Node | null): Value {
  if (value.refs.some((ref) => ref.kind === 'obj' && ref.entity?.type?.awaits !== undefined)) {
    let rest: Value = {
      ...value,
      refs: value.refs.filter((ref) => !(ref.kind === 'obj' && ref.entity?.type?.awaits !== undefined)),
    };
    if (rest.refs.length === 0 && rest.labels.length === 0 && rest.consts.length === 0 && !rest.open) rest = NOTHING;
    for (const ref of value.refs) {
      if (ref.kind !== 'obj' || ref.entity?.type?.awaits === undefined) continue;
      rest = join(rest, m && node ? awaitedInstance(m, ref, ref.entity, ref.entity.type.awaits, node) : UNKNOWN);
    }
    return insidePromises(rest, m, node);
  }
  if (!value.refs.some((ref) => ref.kind === 'promise')) return value;
  let result: Value = { ...value, refs: value.refs.filter((ref) => ref.kind !== 'promise') };
  if (result.refs.length === 0 && result.labels.length === 0 && result.consts.length === 0 && !result.open)
    result = NOTHING;
  for (const ref of value.refs) if (ref.kind === 'promise') result = join(result, insidePromises(ref.value, m, node));
  return result;
}

/** What awaiting an instance gives, with the labels and marks that its model keeps in it. */
function awaitedInstance(m: Machine, obj: Obj, entity: Entity, type: string, node: TS.Node): Value {
  const given = entityInstance(m, entity, type, node);
  markGiven(m, refValue(obj), given);
  const carried = carrying(m, given, m.cell(obj, AWAITED)?.labels ?? []);
  const outcome = m.cell(obj, TELLS)?.outcome;
  return outcome ? withOutcome(carried, outcome) : carried;
}

/** What `await` gives on this path. */
export function settled(m: Machine, value: Value, node: TS.Node | null = null): Value {
  const promises = value.refs.filter((ref) => ref.kind === 'promise');
  // What was begun elsewhere fails here.
  if (node && ts.isAwaitExpression(node) && !ts.isCallExpression(node.expression)) m.foreignFailures++;
  if (promises.length === 0) return insidePromises(value, m, node);
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
  if (m.watcher?.fulfilled) for (const { rejected } of promises) if (rejected) m.watcher.fulfilled(m, rejected);
  if (promises.length === value.refs.length && !value.open) m.learnAbove(provedByEach(promises));
  const result = insidePromises(value, m, node);
  return result === NOTHING ? UNKNOWN : nestedFacts(m, value, result);
}

/** What holds whichever of several promises it is that was kept: `const schema = long ? base.concat(more) : base`. */
function provedByEach(promises: readonly PromiseRef[]): PromiseRef['facts'] {
  const [first, ...others] = promises.filter(({ fails }) => !fails);
  return others.reduce<PromiseRef['facts']>(
    (sum, { facts }) => (sum === null || facts === null ? null : meetFacts(sum, facts)),
    first?.facts ?? null,
  );
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
