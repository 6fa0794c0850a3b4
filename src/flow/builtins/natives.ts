/** How the language's own functions are made. */
import { Form } from '../forms.js';
import type { Machine } from '../machine.js';
import { reachSinks } from '../modelled.js';
import type { Call, Obj, NativeRef } from '../refs.js';
import { type Value, refValue, UNDEFINED } from '../value.js';

export type Impl = (m: Machine, call: Call) => Value;
export function fn(
  name: string,
  call: Impl,
  props: readonly (readonly [string, Value])[] | null = null,
  m?: Machine,
): Value {
  const wrapped: Impl = (machine, own) => {
    const entity = machine.semantics.globalEntity(name);
    const spec = own.isNew ? (entity?.construct ?? entity?.call) : entity?.call;
    if (entity && spec) {
      machine.record(entity, { ...own, spec, entity });
      reachSinks(machine, entity, { ...own, spec, entity }, spec);
    }
    return call(machine, own);
  };
  let held: Obj | null = null;
  if (props && m) {
    held = m.alloc('object', null);
    for (const [key, value] of props) m.root.set(m.cellOf(held, key), value);
  }
  const ref: NativeRef = { kind: 'native', name, call: wrapped, props: held, presents: true };
  return refValue(ref, Form.Function);
}
export function statics(prefix: string, impls: Readonly<Record<string, Impl>>): readonly (readonly [string, Value])[] {
  return Object.entries(impls).map(([name, impl]) => [name, fn(`${prefix}.${name}`, impl)] as const);
}
export function first(call: Call): Value {
  return call.args[0] ?? UNDEFINED;
}
