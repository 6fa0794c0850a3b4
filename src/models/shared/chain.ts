/** Chains of handlers: each one runs on what the ones before it left, as far as they let a request pass. */
import type { TS } from '../../lang/ts.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import { settled } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { mergeStores } from '../../flow/merging.js';
import { Store } from '../../flow/store.js';
import { isConst, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';

/** True for values that the program or the engine can call; things of libraries are none. */
export function isOwnFunction(handler: Value): boolean {
  return handler.refs.some((ref) => ref.kind === 'func' || ref.kind === 'bound' || ref.kind === 'native');
}

/** Returns, for a handler that lets requests pass by returning, which of its answers end the request; null for others. */
export type ByReturning = (handler: Value) => NonNullable<Call['exit']> | null;

/** True when the path goes on behind what a handler has returned, or promised. */
function isFulfilled(m: Machine, answer: Value): boolean {
  settled(m, answer);
  return !m.dead;
}

/** One handler that calls a function to let the request pass. */
export interface Step {
  readonly handler: Value;
  readonly node: TS.Node;
  readonly self?: Value;
  /** Its arguments, around the function that it calls to let the request pass. */
  readonly args: (next: Value) => readonly Value[];
  /** Called with each call of that function, before the path is kept. */
  readonly onNext?: (m: Machine, call: Call) => void;
  /** Called when it is given a problem instead: the request goes to the error handlers. */
  readonly onProblem?: (m: Machine, problem: Value) => void;
  /** What that function answers. */
  readonly answer?: Value;
  /** For handlers that let the request pass by returning as well: what they may return at paths that end there. */
  readonly byReturning?: ByReturning;
}

/** `next(problem)` goes to the error handlers; without an argument, with undefined, null or 'route' it goes on. */
function goesOn(problem: Value | undefined): boolean {
  if (problem === undefined) return true;
  if (isConst(problem))
    return problem.consts.some((each) => each.value === undefined || each.value === null || each.value === 'route');
  return problem.consts.some((each) => each.value === undefined || each.value === null);
}

/**
 * Runs one handler and stands, after it, where it called `next`. Returns whether the next one is reached. A handler of
 * which nothing is known lets requests pass.
 */
export function pass(m: Machine, step: Step, byProblem = true): boolean {
  if (m.dead) return false;
  const { handler, node } = step;
  if (!isOwnFunction(handler)) {
    if (handler.refs.length > 0) callValue(m, handler, plainCall(node, step.self ?? UNKNOWN, step.args(UNKNOWN)));
    return !m.dead;
  }
  const base = m.store;
  const reached: Store[] = [];
  const next: Value = refValue(
    {
      kind: 'native',
      name: 'next',
      props: null,
      call: (machine, call) => {
        if (machine.dead) return NOTHING;
        if (!byProblem || goesOn(call.args[0])) {
          machine.snapshots++;
          step.onNext?.(machine, call);
          reached.push(machine.store);
          machine.store = new Store(machine.store);
        } else if (call.args[0]) step.onProblem?.(machine, call.args[0]);
        return step.answer ?? UNDEFINED;
      },
    },
    Form.Function,
  );
  m.store = new Store(base);
  const { catcher } = m;
  m.catcher = { throws: [], overwritten: null, outer: null };
  const ends = step.byReturning?.(handler) ?? null;
  const call: Call = { ...plainCall(node, step.self ?? UNKNOWN, step.args(next)), ...(ends ? { exit: ends } : {}) };
  const answer = callValue(m, handler, call);
  if (ends && isFulfilled(m, answer)) {
    step.onNext?.(m, call);
    reached.push(m.store);
  }
  m.catcher = catcher;
  if (reached.length === 0) return false;
  m.store = mergeStores(base, reached, false);
  return !m.dead;
}

/**
 * Runs a handler and waits for its promise; paths for which `exit` answers true, and paths that throw, end there.
 * Returns what it answers on the paths that go on; `m.dead` tells when there is none.
 */
export function settle(
  m: Machine,
  handler: Value,
  args: readonly Value[],
  node: TS.Node,
  exit?: Call['exit'],
  self: Value = UNKNOWN,
): Value {
  if (m.dead) return NOTHING;
  const { catcher } = m;
  m.catcher = { throws: [], overwritten: null, outer: null };
  const called = callValue(m, handler, { ...plainCall(node, self, args), ...(exit ? { exit } : {}) });
  const value = settled(m, called);
  m.catcher = catcher;
  return value;
}

type Watched = Omit<Step, 'onNext' | 'onProblem'>;

/** Returns a step of which is told what it returns instead of letting the request pass. */
export function watching(step: Watched, tell: NonNullable<Call['exit']>): Watched {
  const { byReturning } = step;
  if (!byReturning) return step;
  return {
    ...step,
    byReturning: (handler) => {
      const ends = byReturning(handler);
      if (!ends) return null;
      return (m, value, node) => {
        const isAnswer = ends(m, value, node);
        if (isAnswer) tell(m, value, node);
        return isAnswer;
      };
    },
  };
}
