/** What is left of a whole after the program has overwritten or deleted some of its properties. */
import { derivedId, type Label } from './labels.js';
import type { Machine } from './machine.js';
import type { Obj } from './refs.js';
import { sourceWithout } from './sources.js';
import { NOTHING, withLabels, type Value } from './value.js';

/** The names under which an object holds something else than the part of that name of a label's value. */
function overwritten(m: Machine, obj: Obj, label: Label): readonly string[] {
  const names: string[] = [];
  for (const name of obj.cells.keys()) {
    if (/^(?:%|get |set )/.test(name)) continue;
    const value = m.cell(obj, name);
    const own = derivedId(label.ids[0] ?? 0, name);
    if (value !== undefined && !value.labels.some((each) => each.ids.includes(own))) names.push(name);
  }
  return names;
}

/** Returns the value with labels that say which of their parts were replaced in the object behind them. */
export function withoutOverwritten(m: Machine, value: Value): Value {
  if (value.labels.length === 0 || value.refs.length === 0) return value;
  const backs = new Map<unknown, Obj>();
  for (const ref of value.refs)
    if (ref.kind === 'obj' && ref.slots.has('backs')) backs.set(ref.slots.get('backs'), ref);
  if (backs.size === 0) return value;
  return withLabels(
    value,
    value.labels.map((label) => {
      const obj = backs.get(label.ids[0]);
      return obj && obj.cells.size > 0 ? sourceWithout(label, overwritten(m, obj, label)) : label;
    }),
  );
}

/** Returns what was spread into an object, without the properties that were written over it. */
export function spreadPart(m: Machine, obj: Obj): Value {
  const spread = m.cell(obj, '%spread');
  if (!spread) return NOTHING;
  return withLabels(
    spread,
    spread.labels.map((label) => sourceWithout(label, overwritten(m, obj, label))),
  );
}
