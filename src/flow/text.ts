/** Building texts: concatenation keeps where in the text each untrusted part stands. */
import type { TS } from '../lang/ts.js';
import { objProperty } from './access.js';
import { elementsOf } from './elements.js';
import { callValue, plainCall } from './calls.js';
import { Form, STRUCTURED } from './forms.js';
import { HOLE, joinLabels, ledBy, State, type Label } from './labels.js';
import type { Machine } from './machine.js';
import type { Obj } from './refs.js';
import {
  constant,
  cutShape,
  join,
  joinAll,
  labelled,
  NOTHING,
  refValue,
  shapeOf,
  SOME_TEXT,
  type Const,
  type Value,
} from './value.js';

const MAX_COMBINATIONS = 12;

function textLabel(label: Label): Label {
  return (label.form & STRUCTURED) === 0 ? label : { ...label, form: (label.form & ~STRUCTURED) | Form.String };
}

/** A plain object of the client's, such as all headers: its text is `[object Object]`, whatever it holds. */
function isDictionary({ form, source }: Label): boolean {
  return form === Form.Object && source.child !== undefined;
}

/** The labels of the text of a value. */
function textLabels(labels: readonly Label[]): readonly Label[] {
  return labels.some((label) => (label.form & STRUCTURED) !== 0)
    ? labels.flatMap((label) => (isDictionary(label) ? [] : [textLabel(label)]))
    : labels;
}

const EMPTY = constant('');

/** Returns the value as `String(value)` gives it. */
export function toText(m: Machine, value: Value, node: TS.Node, depth = 0, made?: Map<Obj, Value>): Value {
  if (value.refs.length === 0) {
    if (value.labels.length === 0 && value.consts.length === 0)
      return value.open && value.shape === null ? SOME_TEXT : value;
    const consts = value.consts.map<Const>((each) =>
      typeof each.value === 'string' ? each : { value: String(each.value), origin: each.origin },
    );
    return {
      form: Form.String,
      labels: textLabels(value.labels),
      refs: [],
      consts,
      open: value.open,
      shape: value.shape ?? (consts.length === 1 && !value.open ? String(consts[0]?.value) : HOLE),
      outcome: null,
    };
  }
  let result: Value = {
    ...value,
    form: Form.String,
    refs: [],
    labels: textLabels(value.labels),
    outcome: null,
    shape: HOLE,
  };
  if (value.labels.length === 0 && value.consts.length === 0) {
    const [ref] = value.refs;
    const own = value.refs.length === 1 && !value.open && ref?.kind === 'obj' ? printedBy(m, ref, node, depth) : null;
    if (own) return own;
    result = { ...result, open: true };
  }
  for (const ref of value.refs) {
    if (depth > 4) continue;
    if (ref.kind !== 'obj') {
      continue;
    }
    if (ref.shape === 'array') {
      // Lists in lists that hold each other have more ways through them than anybody can walk.
      const texts = made ?? new Map<Obj, Value>();
      const before = texts.get(ref);
      if (before) {
        result = join(result, before);
        continue;
      }
      texts.set(ref, EMPTY);
      const elements = elementsOf(m, refValue(ref), node);
      const list = elements.rest === NOTHING ? elements.known : [...elements.known, elements.rest];
      const parts = list.flatMap((part, index) => [
        ...(index === 0 ? [] : [constant(',')]),
        toText(m, part, node, depth + 1, texts),
      ]);
      const text = concat(m, parts);
      texts.set(ref, text);
      result = join(result, text);
      continue;
    }
    if (ref.slots.has('backs')) {
      // The label beside it stands for the client's own text; what the program wrote into the object may show as well.
      continue;
    }
    result = join(result, printedBy(m, ref, node, depth) ?? NOTHING);
    const text = m.cell(ref, '%text');
    if (text) result = join(result, text);
  }
  return result;
}

/** Returns the text that an object's own method makes of it; null when it has none. */
function printedBy(m: Machine, ref: Obj, node: TS.Node, depth: number): Value | null {
  if (depth > 4 || ref.shape === 'array' || ref.slots.has('backs')) return null;
  for (const name of ['@@toPrimitive', 'toString', 'valueOf']) {
    const method = objProperty(m, ref, name, node);
    const prints = method.refs.some(({ kind }) => PRINTS.has(kind));
    if (!prints) continue;
    const args = name === '@@toPrimitive' ? [constant('string')] : [];
    return toText(m, callValue(m, method, plainCall(node, refValue(ref), args)), node, depth + 1);
  }
  return null;
}

const PRINTS: ReadonlySet<string> = new Set(['func', 'bound', 'native', 'lib']);

/** Returns the concatenation of texts. */
export function concat(_m: Machine, parts: readonly Value[]): Value {
  const [only] = parts;
  if (only === undefined) return constant('');
  if (parts.length === 1) return only;
  let lead = '';
  let labels: readonly Label[] = [];
  let open = false;
  let combinations = 1;
  for (const part of parts) {
    combinations *= part.consts.length;
    open ||= part.open || part.refs.length > 0 || part.consts.length === 0;
  }
  for (const part of parts) {
    if (part === NOTHING) continue;
    if (labels.length > 0)
      labels = labels.map((label) =>
        (label.state & State.Followed) !== 0 ? label : { ...label, state: label.state | State.Followed },
      );
    if (part.labels.length > 0)
      labels = joinLabels(labels, lead === '' ? part.labels : part.labels.map((label) => ledBy(label, lead)));
    lead = cutShape(
      lead + (part.consts.length > 1 && part.labels.length === 0 && !part.open ? commonShape(part) : shapeOf(part)),
    );
  }
  if (!open && combinations >= 1 && combinations <= MAX_COMBINATIONS) {
    let texts: Const[] = [{ value: '', origin: null }];
    for (const part of parts)
      texts = texts.flatMap((text) =>
        part.consts.map((each) => ({
          value: String(text.value) + String(each.value),
          origin: each.origin ?? text.origin,
        })),
      );
    return {
      form: Form.String,
      labels,
      refs: [],
      consts: texts,
      open: false,
      shape: texts.length === 1 ? cutShape(String(texts[0]?.value)) : lead,
      outcome: null,
    };
  }
  return { ...labelled(labels, Form.String), shape: lead };
}

/** The longest beginning that all constants of a value share, then a hole. */
function commonShape(value: Value): string {
  let common = String(value.consts[0]?.value ?? '');
  for (const each of value.consts) {
    const text = String(each.value);
    let length = 0;
    while (length < common.length && common[length] === text[length]) length++;
    common = common.slice(0, length);
  }
  return common + HOLE;
}

/** Returns the elements of a list joined by a separator, as Array.prototype.join does. */
export function joinTexts(m: Machine, list: Value, separator: Value, node: TS.Node): Value {
  const elements = elementsOf(m, list, node);
  const parts: Value[] = [];
  for (const part of elements.known) {
    if (parts.length > 0) parts.push(separator);
    parts.push(toText(m, part, node));
  }
  if (elements.rest !== NOTHING) {
    const rest = toText(m, elements.rest, node);
    if (parts.length > 0) parts.push(separator);
    parts.push({ ...rest, consts: [], open: true, shape: HOLE }, SOME_TEXT);
  }
  if (parts.length === 0) return constant('');
  const joined = concat(m, parts);
  return joined.labels.length > 0 && separator.labels.length > 0 ? joinAll([joined]) : joined;
}
