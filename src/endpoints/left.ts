/** What steps leave on a request for the handler behind them: `res.locals.access = new Access(token)`. */
import type { Machine } from '../flow/machine.js';
import { callValue, plainCall } from '../flow/calls.js';
import { UNKNOWN, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { pass, watching } from '../models/shared/chain.js';
import { STRANGER } from '../models/shared/strangers.js';
import type { Dialect } from './dialects.js';
import { areStrangers } from './anonymous.js';
import { observe, type Evidence } from './probe.js';
import type { ChainStep } from './types.js';

/** `x.name = ...`, which is no comparison and no arrow. */
const SET = /\.(\w+)\s*=(?![=>])/g;

function bodies({ refs }: Value): readonly string[] {
  return refs.flatMap((ref) => (ref.kind === 'func' ? (ref.node.body?.getText() ?? []) : []));
}

const left = new WeakMap<Value, readonly string[]>();

/** Returns the names of the properties that a function of the program sets. */
export function leftBy(step: Value): readonly string[] {
  let names = left.get(step);
  if (!names)
    left.set(step, (names = bodies(step).flatMap((text) => [...text.matchAll(SET)].flatMap(([, name]) => name ?? []))));
  return names;
}

/** True when a handler reads a property of one of these names. */
export function takesUp(handler: Value, names: readonly string[]): boolean {
  return bodies(handler).some((text) => names.some((name) => new RegExp(`\\b${name}\\b`).test(text)));
}

/** Returns the functions of steps that set a property of one of these names. */
export function leftFor(steps: readonly ChainStep[], names: ReadonlySet<string>): readonly Value[] {
  if (names.size === 0) return [];
  return steps.flatMap(({ leaves }) => (leaves && leftBy(leaves).some((name) => names.has(name)) ? [leaves] : []));
}

interface Behind {
  readonly handler: Value;
  readonly node: TS.Node;
  readonly args: (next: Value) => readonly Value[];
}

type Way = Pick<Dialect, 'byProblem' | 'answer' | 'byReturning'>;

/** Runs steps that let requests pass without watching them: what they themselves do is judged elsewhere. */
function runBefore(m: Machine, before: readonly Value[], { node, args }: Behind, { byProblem, answer }: Way): void {
  const { watcher } = m;
  m.watcher = areStrangers(m) ? STRANGER : null;
  for (const step of before) {
    const base = m.store;
    // A step that was not understood leaves nothing.
    if (!pass(m, { handler: step, node, args, ...(answer ? { answer } : {}) }, byProblem)) m.store = base;
  }
  m.watcher = watcher;
}

/** The arguments of one request, for all functions that it passes. */
function sameRequest({ args, ...behind }: Behind): Behind {
  const given = args(UNKNOWN).slice(0, -1);
  return { ...behind, args: (next) => [...given, next] };
}

/** Runs a handler behind steps that let requests pass, on the same request. Only the handler is watched. */
export function probeBehind(m: Machine, before: readonly Value[], behind: Behind, way: Way): Evidence {
  return observe(m, (observer) => {
    const { handler, node, args } = sameRequest(behind);
    runBefore(m, before, { handler, node, args }, way);
    callValue(m, handler, { ...plainCall(node, UNKNOWN, args(UNKNOWN)), exit: observer.ended });
  });
}

/** The same for a step that calls a function to let the request pass. */
export function probeStepBehind(m: Machine, before: readonly Value[], behind: Behind, way: Way): Evidence {
  return observe(m, (observer) => {
    const step = sameRequest(behind);
    runBefore(m, before, step, way);
    const { answer, byReturning, byProblem } = way;
    const special = { ...(answer ? { answer } : {}), ...(byReturning ? { byReturning } : {}) };
    const watched = watching({ ...step, ...special }, observer.ended);
    pass(m, { ...watched, onNext: observer.passed, onProblem: observer.problem }, byProblem);
  });
}
