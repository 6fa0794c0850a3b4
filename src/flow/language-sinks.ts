/** What operations of the language themselves fear; the kinds are judged by the policies as those of libraries are. */
import type { TS } from '../lang/ts.js';
import { plainCall } from './calls.js';
import { Form } from './forms.js';
import { partOf, State, type Label, type SinkKind } from './labels.js';
import type { Machine } from './machine.js';
import type { Call } from './refs.js';
import { labelled, UNDEFINED, withLabels, type Value } from './value.js';

/** A number that memory is reserved for: lengths of texts and lists. */
export const SIZE: SinkKind = 'size';
/** A number of rounds. */
export const COUNT: SinkKind = 'count';
/** A text or list that grows with each piece of a stream. */
export const COLLECTED: SinkKind = 'collected';
/** A number that is added to or taken from one of a stored record. */
export const CHANGED: SinkKind = 'quantity';
/** What a method of texts is called on that lists answer as well, or a length that anything may claim. */
export const TEXT_METHOD: SinkKind = 'text-method';

/** A list of whose elements each starts work that all is awaited at once. */
const FAN_OUT: SinkKind = 'fan-out';
const ROUNDS = 'rounds';

/** Keeps with a list which one of the client's its elements were made from, one for one. */
export function mappedFrom(list: Value, from: Value): Value {
  const backed = from.refs.flatMap((ref) => {
    const label = ref.kind === 'obj' ? (ref.slots.get('label') as Label | undefined) : undefined;
    return label ? [label] : [];
  });
  const labels = from.labels.length > 0 ? from.labels : backed;
  if (labels.length > 0)
    for (const ref of list.refs) if (ref.kind === 'obj') ref.slots.set(ROUNDS, labelled(labels, Form.Array));
  return list;
}

/** Notes that as much work begins at once as the client has sent elements. */
export function fansOut(m: Machine, call: Call, callee: string): void {
  for (const ref of call.args[0]?.refs ?? []) {
    const from = ref.kind === 'obj' ? (ref.slots.get(ROUNDS) as Value | undefined) : undefined;
    if (!from) continue;
    // Only a list has `map`: what was said of its length holds, though other objects could claim one.
    const open = from.labels.filter(
      (label) => (m.store.refined(partOf(label, 'length', Form.Number)).state & State.BoundedAbove) === 0,
    );
    if (open.length > 0)
      m.sink(labelled(open, Form.Array), call.argNodes[0] ?? call.node, call, { kind: FAN_OUT }, callee);
  }
}

/** Notes that an argument of a method of the language reaches a sink. */
export function argumentSink(m: Machine, call: Call, index: number, kind: SinkKind, callee: string): void {
  const value = call.args[index];
  if (value && value.labels.length > 0) m.sink(value, call.argNodes[index] ?? call.node, call, { kind }, callee);
}

/** Returns a length without the labels of values that were checked to be no objects: these claim nothing. */
export function claimed(m: Machine, length: Value): Value {
  const labels = length.labels.filter((label) => {
    const whole = label.ids[1];
    return whole === undefined || ((m.store.known(whole)?.form ?? Form.Object) & Form.Object) !== 0;
  });
  return labels.length === length.labels.length ? length : withLabels(length, labels);
}

/** Notes that an operand of an operation of the language reaches a sink. */
export function operandSink(m: Machine, value: Value, node: TS.Node, kind: SinkKind, callee: string): void {
  if (value.labels.length > 0) m.sink(value, node, plainCall(node, UNDEFINED, []), { kind }, callee);
}
