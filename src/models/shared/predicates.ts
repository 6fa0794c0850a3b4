/** Functions of the program inside schemas: predicates, refinements that raise issues, changes. */
import { callValue, plainCall } from '../../flow/calls.js';
import { NO_FACTS, type Facts } from '../../flow/conditions.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import { settled } from '../../flow/promises.js';
import type { NativeRef } from '../../flow/refs.js';
import { addAllFacts, factsAbove, Store } from '../../flow/store.js';
import { refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { Shape } from './shape.js';

/** Returns what holds when a predicate answers truthy, or when it returns at all (`answers: false`). The path stays as it was. */
export function predicateFacts(
  m: Machine,
  predicate: Value,
  args: readonly Value[],
  node: TS.Node,
  answers = true,
): Facts {
  if (predicate.refs.length === 0 || m.dead) return NO_FACTS;
  const base = m.store;
  m.store = new Store(base);
  m.snapshots++;
  const answer = settled(m, callValue(m, predicate, plainCall(node, UNDEFINED, args)));
  const learned = factsAbove(m.store, base) ?? NO_FACTS;
  const facts = m.store.dead ? NO_FACTS : addAllFacts(learned, (answers ? answer.outcome?.yes : null) ?? NO_FACTS);
  m.store = base;
  return facts;
}

/** Returns a function that ends the path on which it is called: `ctx.addIssue`, `helpers.error`. */
export function refusal(name: string): Value {
  const ref: NativeRef = {
    kind: 'native',
    name,
    props: null,
    call: (m) => {
      m.die();
      return UNKNOWN;
    },
  };
  return refValue(ref, Form.Function);
}

export function nativeFunction(name: string, call: NativeRef['call']): Value {
  return refValue({ kind: 'native', name, props: null, call }, Form.Function);
}

/** The shape, accepted by a predicate as well. */
export function refinedBy(
  inner: Shape,
  predicate: Value,
  more: (m: Machine) => readonly Value[] = () => [],
  answers = true,
): Shape {
  return {
    kind: 'refined',
    inner,
    learn: (m, value, node) => predicateFacts(m, predicate, [value, ...more(m)], node, answers),
  };
}

/** The shape, and what a function makes of it. */
export function changedBy(inner: Shape, change: Value, more: (m: Machine) => readonly Value[] = () => []): Shape {
  return {
    kind: 'changed',
    inner,
    apply: (m, value, node) => callValue(m, change, plainCall(node, UNKNOWN, [value, ...more(m)])),
  };
}
