/** Hooks that run when a record is stored: they are a part of what an endpoint does. */
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import type { Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';

export interface Hook {
  readonly run: Value;
  readonly self: Value;
  readonly args: readonly Value[];
}

/**
 * Runs hooks where somebody watches what a handler does; flows through them are found when they are run for themselves.
 * The path goes on as if they had not run, too: an event may be another one.
 */
export function runHooks(m: Machine, node: TS.Node, hooks: () => readonly Hook[]): void {
  if (m.watcher === null || m.dead) return;
  for (const hook of hooks())
    m.branch([() => void callValue(m, hook.run, plainCall(node, hook.self, hook.args)), () => undefined]);
}
