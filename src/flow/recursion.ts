/** Recursive calls: the same one again, within the outermost activation, gives what it gave. */
import { Form } from './forms.js';
import type { Frame } from './frames.js';
import { State } from './labels.js';
import type { Machine } from './machine.js';
import type { Call, FuncRef, FunctionNode, Ref } from './refs.js';
import { join, type Const, type Value } from './value.js';

/** The object behind a label is made anew wherever the label is looked into: the label says which one it is. */
function keyOfRef(ref: Ref): string | null {
  if (ref.kind !== 'obj') return null;
  const behind = ref.slots.get('backs');
  return typeof behind === 'number' ? `${ref.shape}${behind}` : String(ref.id);
}

/** That an unknown value may be undefined says nothing new: a loop joins it with what its variable held before. */
function tells({ value }: Const, { open, form }: Value): boolean {
  return value !== undefined || !open || (form & Form.Nullish) === 0;
}

/** What tells a value from others here; null when that cannot be said in short. */
function keyOfValue(m: Machine, value: Value): string | null {
  const refs = value.refs.map(keyOfRef);
  if (refs.includes(null)) return null;
  const labels = value.labels.map((each) => {
    const { ids, form, state, cleared, facts } = m.store.refined(each);
    return [ids[0], form, state & ~State.Present, cleared.join(), facts.length].join(':');
  });
  const consts = value.consts
    .filter((each) => tells(each, value))
    .map((each) => `${typeof each.value}${String(each.value)}`);
  return [value.form, value.open, refs.join(), labels.join(), consts.join()].join('|');
}

/** Returns what tells a recursive call from others of the same outermost activation, or null when it has to be run. */
export function keyOfRecursion(m: Machine, fn: FuncRef, call: Call): string | null {
  if (call.restFrom !== null || call.exit !== undefined || call.sent !== undefined) return null;
  const parts = [fn.self ?? call.self, ...call.args].map((each) => keyOfValue(m, each));
  return parts.includes(null) ? null : parts.join(';');
}

/** Keeps what a recursive call gave, with the outermost activation. */
export function keepRecursion(outermost: Frame, key: string, value: Value): void {
  outermost.recursions ??= new Map();
  outermost.recursions.set(key, value);
}

/** The deepest activation stands for all that follow: a counter in it may have any value, so that the recursion ends. */
export function anyNumbers(call: Call): Call {
  return {
    ...call,
    args: call.args.map((arg) =>
      arg.form === Form.Number && arg.consts.length > 0 && !arg.open ? { ...arg, open: true } : arg,
    ),
  };
}

/** Adds to what a function is known to give while it runs. */
export function noteRecursion(m: Machine, node: FunctionNode, value: Value): void {
  const key = node.body;
  const known = m.notes.get(key) as Value | undefined;
  m.notes.set(key, known ? join(known, value) : value);
}
