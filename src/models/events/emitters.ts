/** Emitters: a listener is called with what is emitted under its name, whichever comes first; and events that data causes. */
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { SOME_BOOLEAN, soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { thrownValue } from '../shared/errors.js';
import { argument, isCallable, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

interface Listener {
  readonly event: string | null;
  readonly callback: Value;
}
interface Emission {
  readonly event: string | null;
  readonly args: readonly Value[];
}

const SAME = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;

function run(m: Machine, call: Call, callback: Value, args: readonly Value[]): void {
  m.branch([() => void callValue(m, callback, plainCall(call.node, call.self, args)), () => undefined]);
}

/** Registers a listener and calls it with what was emitted before; one that nothing emits to here runs with unknown data. */
export function listen(m: Machine, call: Call): Value {
  const emitter = objectOf(call.self);
  const event = soleText(argument(call, 0));
  const callback = argument(call, 1);
  if (!emitter || !isCallable(callback)) return call.self;
  m.keep(emitter, 'listeners', { event, callback } satisfies Listener);
  for (const each of m.kept(emitter, 'emitted') as readonly Emission[])
    if (SAME(event, each.event)) run(m, call, callback, each.args);
  if (event === 'error') run(m, call, callback, [thrownValue(callback, call.node)]);
  return call.self;
}

/** Emits: the listeners so far run now. */
export function emit(m: Machine, call: Call): Value {
  const emitter = objectOf(call.self);
  if (!emitter) return SOME_BOOLEAN;
  const event = soleText(argument(call, 0));
  const args = call.args.slice(1);
  for (const each of m.kept(emitter, 'listeners') as readonly Listener[])
    if (SAME(event, each.event)) run(m, call, each.callback, args);
  if (m.kept(emitter, 'emitted').length < 24) m.keep(emitter, 'emitted', { event, args } satisfies Emission);
  return SOME_BOOLEAN;
}

/** Calls a callback now: once with the value, as one of the rounds that a stream makes. */
export function feed(m: Machine, call: Call, callback: Value, args: readonly Value[]): void {
  if (isCallable(callback)) callValue(m, callback, plainCall(call.node, call.self, args));
}

export const emitterNatives: Natives = {
  'events.on': listen,
  'events.emit': emit,
  'events.once': () => UNKNOWN,
};
