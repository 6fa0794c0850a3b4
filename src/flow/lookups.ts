/**
 * Functions that are looked up by a name that the client chose. A plain object answers `constructor` and `toString` with
 * what it inherits, so the function that is found may be none of the table's, whatever `typeof` says of it (ECMA-262,
 * OrdinaryGet). The value of the lookup holds such a function beside those of the table; to call it reaches the sink.
 */
import { ts, type TS } from '../lang/ts.js';
import { plainCall } from './calls.js';
import { clears, FUNCTION_NAME, HOLE, type Label } from './labels.js';
import type { Machine } from './machine.js';
import type { NativeRef, Ref } from './refs.js';
import { join, refValue, UNKNOWN, withLabels, type Value } from './value.js';

/** One function for each place and key, so that repeated rounds of a loop find the same value. */
const found = new WeakMap<TS.Node, Map<string, NativeRef>>();

/** True for objects that inherit nothing, and for those whose functions are not found by the client's text. */
export function inheritsNothing(ref: Ref): boolean {
  return ref.kind === 'obj' && (ref.slots.has('bare') || ref.shape === 'array');
}

function isTable(ref: Ref): boolean {
  return ref.kind === 'obj' && !inheritsNothing(ref) && !ref.slots.has('backs') && ref.entity === null;
}

function isFunction(ref: Ref): boolean {
  return ref.kind === 'func' || ref.kind === 'bound' || ref.kind === 'lib' || ref.kind === 'native';
}

function inherited(labels: readonly Label[], base: Value, node: TS.Node): NativeRef {
  const id = labels.map((label) => [label.ids[0], label.form, ...label.cleared].join()).join(';');
  const known = found.get(node) ?? new Map<string, NativeRef>();
  found.set(node, known);
  const before = known.get(id);
  if (before) return before;
  const ref: NativeRef = {
    kind: 'native',
    name: 'inherited',
    call: (m, call) => {
      const callee = ts.isCallExpression(call.node) ? call.node.expression : call.node;
      const name = withLabels(UNKNOWN, labels);
      m.sink(name, callee, plainCall(call.node, base, []), { kind: FUNCTION_NAME }, callee.getText());
      return UNKNOWN;
    },
    props: null,
  };
  known.set(id, ref);
  return ref;
}

/** What every object inherits. */
const INHERITED: readonly string[] = Object.getOwnPropertyNames(Object.prototype);

/** True when the text of a key may be the name of something inherited: `${method} ${path}` has a space, and no such name has. */
export function mayInherit({ shape }: Value): boolean {
  if (shape?.includes(HOLE) !== true) return true;
  const parts = shape.split(HOLE);
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  return INHERITED.some((name) => {
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts.slice(1)) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return true;
  });
}

/** Returns what a lookup by such a key has found, with the functions that the table inherits. */
export function withInherited(m: Machine, base: Value, key: Value, value: Value, node: TS.Node): Value {
  if (key.labels.length === 0 || !mayInherit(key) || !value.refs.some(isFunction) || !base.refs.some(isTable))
    return value;
  const labels = key.labels.map((label) => m.store.refined(label)).filter((label) => !clears(label, FUNCTION_NAME));
  return labels.length === 0 ? value : join(value, refValue(inherited(labels, base, node)));
}
