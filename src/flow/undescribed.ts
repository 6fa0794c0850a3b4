/** Functions that are handed to a library, and of which its model says nothing. */
import { callValue, plainCall } from './calls.js';
import { givenSource } from './handed.js';
import type { Machine } from './machine.js';
import { awaited } from './promises.js';
import type { Call } from './refs.js';
import type { CallSpec } from './semantics.js';
import { runCallbacks } from './unknown-calls.js';
import { UNKNOWN, type Value } from './value.js';

/**
 * Runs functions among the arguments that the model does not describe. Where it promises a result, the last one is called in
 * the way of Node.js, with an error or with that result (https://nodejs.org/api/util.html#utilpromisifyoriginal); any other
 * as by an unknown call.
 */
export function runUndescribed(m: Machine, call: Call, spec: CallSpec, result: Value): void {
  if (call.restFrom !== null || !call.args.some(isFunction)) return;
  const others = [...call.args.keys()].filter((index) => isFunction(call.args[index]) && !isDescribed(spec, index));
  const last = call.args.length - 1;
  const promises = spec.returns?.startsWith('Promise<') === true;
  const callback = promises && others.includes(last) ? call.args[last] : undefined;
  if (callback) {
    const node = call.argNodes[last] ?? call.node;
    const failure = givenSource(callback, 'error.caught', node, 0);
    const before = m.store;
    callValue(m, callback, plainCall(node, UNKNOWN, [failure, awaited(result)]));
    // What a callback ends by comes after what follows the call: that goes on.
    if (m.dead) m.store = before;
  }
  const rest = callback ? others.filter((index) => index !== last) : others;
  if (rest.length > 0) runCallbacks(m, call, rest);
}

function isFunction(value: Value | undefined): boolean {
  return value?.refs.some(({ kind }) => kind === 'func' || kind === 'bound') === true;
}

/** True when a model says what becomes of an argument: who calls it, what it stands for, or where it ends up. */
function isDescribed({ callbacks = [], flows = [], sinks = [], roles = [] }: CallSpec, index: number): boolean {
  return (
    callbacks.some(({ at }) => isAt(at, index)) ||
    flows.some(({ from }) => isAt(from, index)) ||
    sinks.some(({ at }) => isAt(at, index)) ||
    roles.some(({ parts = {} }) => Object.values(parts).some((at) => isAt(at, index)))
  );
}

/** True for slots of an argument, or of a part of it: `1`, `1.name`, `0+`, `*`. */
function isAt(at: string, index: number): boolean {
  if (at.startsWith('*')) return true;
  const number = Number.parseInt(at, 10);
  return number === index || (number < index && at.startsWith(`${String(number)}+`));
}
