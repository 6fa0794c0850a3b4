/** Objects that a program uses as maps of records: what is done to them under a key is a call, as a model describes it. */
import { ts, type TS } from '../lang/ts.js';
import { plainCall } from './calls.js';
import { asRecord, isKept, keptMember } from './kept.js';
import type { Machine } from './machine.js';
import { callDescribed } from './modelled.js';
import type { Obj } from './refs.js';
import { refValue, UNDEFINED, type Value } from './value.js';

interface Access {
  readonly method: 'get' | 'set' | 'delete';
  readonly args: readonly Value[];
  readonly target: TS.ElementAccessExpression;
  /** The expression of what is written. */
  readonly written?: TS.Expression;
}

/** Does something to an object under a key; `run` is what it means for other objects, and for this one as well. */
function described(m: Machine, obj: Obj, { method, args, target, written }: Access, run: () => Value): Value {
  const member = obj.shape === 'object' ? keptMember(m, obj, method) : null;
  if (!member) return run();
  const call = { ...plainCall(target, refValue(obj), args), argNodes: [target.argumentExpression, written] };
  return callDescribed(m, member, call, run);
}

/** Returns what an object holds under a key that is not constant, `except` for names that something else stands for. */
export function lookedUp(m: Machine, obj: Obj, key: Value, node: TS.Node, except: readonly string[]): Value {
  const held = m.contents(obj, except);
  if (!isKept(m, obj)) return held;
  const found = (): Value => asRecord(m, obj, held, node);
  return ts.isElementAccessExpression(node)
    ? described(m, obj, { method: 'get', args: [key], target: node }, found)
    : found();
}

function forEachObject(value: Value, act: (obj: Obj) => void): void {
  for (const ref of value.refs) if (ref.kind === 'obj') act(ref);
}

/** Tells the models that something was written under a key that is not constant. */
export function writtenUnder(
  m: Machine,
  base: Value,
  key: Value,
  value: Value,
  at: { readonly target: TS.ElementAccessExpression; readonly written: TS.Expression | undefined },
): void {
  forEachObject(base, (obj) => {
    const { target, written } = at;
    described(m, obj, { method: 'set', args: [key, value], target, ...(written ? { written } : {}) }, () => UNDEFINED);
  });
}

/** Tells the models that something was deleted under a key that is not constant. */
export function deletedUnder(m: Machine, base: Value, key: Value, target: TS.ElementAccessExpression): void {
  forEachObject(base, (obj) => {
    described(m, obj, { method: 'delete', args: [key], target }, () => UNDEFINED);
  });
}
