/** What operations of the language themselves fear; the kinds are judged by the policies as those of libraries are. */
import type { TS } from '../lang/ts.js';
import { plainCall } from './calls.js';
import { Form } from './forms.js';
import type { SinkKind } from './labels.js';
import type { Machine } from './machine.js';
import type { Call } from './refs.js';
import { UNDEFINED, withLabels, type Value } from './value.js';

/** A number that memory is reserved for: lengths of texts and lists. */
export const SIZE: SinkKind = 'size';
/** A number of rounds. */
export const COUNT: SinkKind = 'count';
/** A text or list that grows with each piece of a stream. */
export const COLLECTED: SinkKind = 'collected';
/** What a method of texts is called on that lists answer as well, or a length that anything may claim. */
export const TEXT_METHOD: SinkKind = 'text-method';

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
