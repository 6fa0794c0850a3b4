/** Small words that natives of models share. */
import { toText } from '../flow/text.js';
import { excludes, type TextFact } from '../lang/regex/language.js';
import { entityInstance } from '../flow/library.js';
import { Form } from '../flow/forms.js';
import type { Label } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import type { Call, NativeRef, Obj } from '../flow/refs.js';
import {
  constant,
  isConst,
  join,
  labelled,
  NOTHING,
  refValue,
  SOME_TEXT,
  UNDEFINED,
  UNKNOWN,
  type Primitive,
  type Value,
} from '../flow/value.js';

export function argument(call: Call, index: number): Value {
  return (
    call.args[index] ?? (call.restFrom === null || index < call.restFrom ? UNDEFINED : (call.args.at(-1) ?? UNDEFINED))
  );
}

/** Returns a value with everything that is known on this path written into its labels, so that it outlives the value's id. */
export function refined(m: Machine, value: Value): Value {
  return value.labels.length === 0 ? value : { ...value, labels: value.labels.map((label) => m.store.refined(label)) };
}

/** The text of an argument, with what is known of it. */
export function textArgument(m: Machine, call: Call, index: number): Value {
  return refined(m, toText(m, argument(call, index), call.node));
}

export function nativeFunction(name: string, call: NativeRef['call']): Value {
  return refValue({ kind: 'native', name, call, props: null }, Form.Function);
}

/** Returns a new instance of a type of the called function's own library, or of another by `specifier:Name`. */
export function instanceOf(m: Machine, call: Call, type: string): Value {
  return call.entity ? entityInstance(m, call.entity, type, call.node) : UNKNOWN;
}

export function objectOf(value: Value): Obj | null {
  for (const ref of value.refs) if (ref.kind === 'obj') return ref;
  return null;
}

export function isCallable(value: Value): boolean {
  return value.refs.some(
    (ref) => ref.kind === 'func' || ref.kind === 'bound' || ref.kind === 'native' || ref.kind === 'lib',
  );
}

/** Returns the text that these labels stand for; some text when there are none. */
export function textOf(labels: readonly Label[]): Value {
  return labels.length === 0 ? SOME_TEXT : labelled(labels, Form.String);
}

export function fact(pattern: RegExp, matches = true): TextFact {
  return { pattern: pattern.source, flags: pattern.flags, matches };
}

/** True when what is known of the label's text rules out every text that the pattern finds. */
export function rulesOut(label: Label, pattern: RegExp): boolean {
  return label.facts.length > 0 && excludes(label.facts, fact(pattern)) === true;
}

const MAX_FOLDS = 12;

/** Computes the results of constants; null when an argument is not constant or there are too many. */
export function foldTexts(values: readonly Value[], compute: (...texts: string[]) => Primitive): Value | null {
  if (!values.every(isConst) || values.reduce((product, value) => product * value.consts.length, 1) > MAX_FOLDS)
    return null;
  let rows: readonly (readonly string[])[] = [[]];
  for (const value of values) rows = rows.flatMap((row) => value.consts.map((each) => [...row, String(each.value)]));
  let result: Value = NOTHING;
  for (const row of rows) {
    try {
      result = join(result, constant(compute(...row)));
    } catch {
      return null;
    }
  }
  return result;
}
