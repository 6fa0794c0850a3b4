/** Calls of which nothing is known: what they give, and what becomes of the functions that they are given. */
import { isDiscarded } from '../lang/places.js';
import type { TS } from '../lang/ts.js';
import { entryCall } from './calls.js';
import { ANY_FORM } from './forms.js';
import { callFunction, isAsync } from './functions.js';
import { madeFrom } from './labels.js';
import type { Machine } from './machine.js';
import type { Call, FuncRef } from './refs.js';
import { labelled, UNDEFINED, UNKNOWN, type Value } from './value.js';

/** What a method that nobody knows is not taken to hand on: errors, and whole records, which such methods are there to cut. */
const STAYS: ReadonlySet<string> = new Set(['error.caught', 'error.own', 'store.row']);

/**
 * The policy for calls of which nothing is known (docs/internals/engine.md): the result may contain the untrusted parts
 * of the callee and of the receiver, as another value made of them, and none of the arguments'; callbacks are run once
 * with unknown arguments. Models may know by the arguments what such a call makes.
 */
export function unknownCall(m: Machine, callee: Value, call: Call): Value {
  m.foreignFailures++;
  m.watcher?.unknown?.(call);
  runCallbacks(m, call);
  const told = m.semantics.undescribed(m, call);
  if (told) return told;
  const labels = [...callee.labels, ...call.self.labels].filter((label) => !STAYS.has(label.source.kind));
  if (labels.length === 0) return UNKNOWN;
  return labelled(
    labels.map((label) => madeFrom(label, 'call', { cleared: label.cleared, facts: [] })),
    ANY_FORM,
  );
}

/** The same for `new`: what is made is nothing of anybody's. */
export function unknownNew(m: Machine, call: Call): Value {
  m.foreignFailures++;
  runCallbacks(m, call);
  return UNKNOWN;
}

/** Runs functions among the arguments, or those among some of them, once. */
export function runCallbacks(m: Machine, call: Call, among?: readonly number[]): void {
  for (const [index, arg] of call.args.entries()) {
    if (among?.includes(index) === false) continue;
    for (const ref of arg.refs) {
      if (ref.kind !== 'func' || m.visited.has(ref.node)) continue;
      const run = (machine: Machine): void => void callFunction(machine, ref, entryCall(call.node, UNDEFINED));
      if (isForLater(m, ref, call.node)) m.defer(ref.node, run);
      else
        m.branch([
          () => {
            run(m);
          },
          () => undefined,
        ]);
    }
  }
}

/**
 * True when a module keeps what an unknown call makes of an async function (`export const save = actions.make(async …)`):
 * it runs when somebody uses that, and whoever only imports the module need not look into it. A call for its own sake
 * (`start(async () => …)`) runs it now.
 */
function isForLater(m: Machine, fn: FuncRef, call: TS.Node): boolean {
  return m.evaluating !== null && m.watcher === null && isAsync(fn.node) && !isDiscarded(call);
}
