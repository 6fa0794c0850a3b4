/** What steps leave on a request for the handler behind them: `res.locals.access = new Access(token)`. */
import type { Machine } from '../flow/machine.js';
import { callValue, plainCall } from '../flow/calls.js';
import { UNKNOWN, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { pass } from '../models/shared/chain.js';
import type { Dialect } from './dialects.js';
import { observe, type Evidence } from './probe.js';

/** `x.name = ...`, which is no comparison and no arrow. */
const SET = /\.(\w+)\s*=(?![=>])/g;

function bodies({ refs }: Value): readonly string[] {
  return refs.flatMap((ref) => (ref.kind === 'func' ? (ref.node.body?.getText() ?? []) : []));
}

/** Returns the names of the properties that a function of the program sets. */
export function leftBy(step: Value): readonly string[] {
  return bodies(step).flatMap((text) => [...text.matchAll(SET)].flatMap(([, name]) => name ?? []));
}

/** True when a handler reads a property of one of these names. */
export function takesUp(handler: Value, names: readonly string[]): boolean {
  return bodies(handler).some((text) => names.some((name) => new RegExp(`\\b${name}\\b`).test(text)));
}

interface Behind {
  readonly handler: Value;
  readonly node: TS.Node;
  readonly args: (next: Value) => readonly Value[];
}

/**
 * Runs a handler behind steps that let requests pass, on the same request. Only the handler is watched: what the steps
 * themselves do is judged elsewhere.
 */
export function probeBehind(
  m: Machine,
  before: readonly Value[],
  { handler, node, args }: Behind,
  { byProblem, answer }: Dialect,
): Evidence {
  return observe(m, (observer) => {
    const given = args(UNKNOWN).slice(0, -1);
    const { watcher } = m;
    m.watcher = null;
    for (const step of before) {
      const base = m.store;
      const around = (next: Value): readonly Value[] => [...given, next];
      // A step that was not understood leaves nothing.
      if (!pass(m, { handler: step, node, args: around, ...(answer ? { answer } : {}) }, byProblem)) m.store = base;
    }
    m.watcher = watcher;
    callValue(m, handler, { ...plainCall(node, UNKNOWN, [...given, UNKNOWN]), exit: observer.ended });
  });
}
