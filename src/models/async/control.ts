/**
 * Control flow of the library `async`: tasks answer by promise or through a callback, and what they answer reaches the
 * next task, the list of results and the last callback (https://caolan.github.io/async/v3/docs.html).
 */
import { getDynamic } from '../../flow/access.js';
import { restList } from '../../flow/builtins/lists.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { allOf, elementsOf, keysOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import { ownProperties } from '../../flow/ownership.js';
import { awaited, promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import {
  join,
  NOTHING,
  refValue,
  SOME_BOOLEAN,
  SOME_NUMBER,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../../flow/value.js';
import { argument, isCallable, nativeFunction, objectOf, refined } from '../kit.js';
import type { Natives } from '../schema.js';

/** Runs a task: what it hands to its callback behind the error, or what its promise holds. */
function ran(m: Machine, call: Call, task: Value, args: readonly Value[]): readonly Value[] {
  let answers: readonly Value[] = [];
  const done = nativeFunction('done', (machine, inner) => {
    answers = inner.args
      .slice(1)
      .map((each, index) => join(answers[index] ?? NOTHING, refined(machine, each)))
      .concat(answers.slice(Math.max(inner.args.length - 1, 0)));
    return UNDEFINED;
  });
  const returned = callValue(m, task, plainCall(call.node, UNDEFINED, [...args, done]));
  const [promise] = returned.refs;
  return promise?.kind === 'promise' ? [join(awaited(returned), answers[0] ?? NOTHING)] : answers;
}

function answer(m: Machine, call: Call, task: Value, args: readonly Value[]): Value {
  return ran(m, call, task, args)[0] ?? UNKNOWN;
}

/** Calls the last callback with what came out, or promises it. */
function finish(m: Machine, call: Call, results: readonly Value[], from = 1): Value {
  const last = call.args.findLast((each, index) => index >= from && isCallable(each));
  if (!last) return promiseOf(results[0] ?? UNDEFINED);
  callValue(m, last, plainCall(call.node, UNDEFINED, [UNKNOWN, ...results]));
  return UNDEFINED;
}

/** The first function behind the collection works on its elements; the one behind it is called at the end. */
interface Iteration {
  readonly elements: Value;
  readonly keys: Value;
  readonly task: Value;
  /** Where the last callback can stand. */
  readonly after: number;
}

function iteration(m: Machine, call: Call): Iteration | null {
  const collection = awaited(argument(call, 0));
  const at = call.args.findIndex((each, index) => index > 0 && isCallable(each));
  const task = call.args[at];
  if (!task) return null;
  const own = ownProperties(m, collection);
  const elements = allOf(elementsOf(m, collection, call.node));
  const held = own || elements === NOTHING ? getDynamic(m, collection, UNKNOWN, call.node) : elements;
  return { elements: held === NOTHING ? UNKNOWN : held, keys: keysOf(m, collection), task, after: at + 1 };
}

/** Tasks in a list or under names, each with what it answers. */
function tasks(m: Machine, call: Call, run: (task: Value) => Value): Value {
  const all = argument(call, 0);
  const named = objectOf(all)?.shape === 'array' ? null : ownProperties(m, all);
  if (named)
    return m.object(
      'object',
      call.node,
      [...named].map(([name, task]) => [name, run(task)] as const),
    );
  const { known, rest } = elementsOf(m, all, call.node);
  const list = m.array(known.map(run), call.node);
  const made = objectOf(list);
  if (made && rest !== NOTHING) m.addRest(made, run(rest));
  return list;
}

/** What became of each element, by the answer of the task and the element itself. */
function iterating(
  args: (each: Iteration) => readonly Value[],
  outcome: (m: Machine, each: Iteration, answered: Value, call: Call) => readonly Value[],
): Natives[string] {
  return (m, call) => {
    const each = iteration(m, call);
    if (!each) return UNKNOWN;
    const answered = answer(m, call, each.task, args(each));
    return finish(m, call, outcome(m, each, answered, call), each.after);
  };
}

const element = ({ elements }: Iteration): readonly Value[] => [elements];
const entry = ({ elements, keys }: Iteration): readonly Value[] => [elements, keys];

/** A queue hands what is pushed to its worker; the last callback of a push gets what the worker answers. */
function queue(list: boolean): Natives[string] {
  return (m, call) => {
    const worker = argument(call, 0);
    const push = nativeFunction('push', (machine, inner) => {
      const given = argument(inner, 0);
      const several = elementsOf(machine, given, inner.node);
      const isList = objectOf(given)?.shape === 'array';
      const item = isList ? allOf(several) : given;
      const work = list ? restList(machine, item, inner.node) : item;
      return isCallable(worker) ? finish(machine, inner, [answer(machine, inner, worker, [work])]) : UNKNOWN;
    });
    const names = ['push', 'unshift', 'pushAsync', 'unshiftAsync'];
    const made = m.alloc('object', call.node);
    made.slots.set('partial', true);
    for (const name of names) m.setCell(made, name, push);
    return refValue(made);
  };
}

/** `[dependency, ..., task]` or the task alone; tasks see the results of those they name. */
function auto(m: Machine, call: Call): Value {
  const all = ownProperties(m, argument(call, 0));
  if (!all) return UNKNOWN;
  const results = m.alloc('object', call.node);
  for (const [name, each] of all) {
    const { known } = elementsOf(m, each, call.node);
    const task = known.at(-1) ?? each;
    if (isCallable(task)) m.setCell(results, name, answer(m, call, task, known.length > 1 ? [refValue(results)] : []));
  }
  return finish(m, call, [refValue(results)]);
}

export const asyncNatives: Natives = {
  'async.waterfall': (m, call) => {
    const { known, rest } = elementsOf(m, argument(call, 0), call.node);
    let given: readonly Value[] = [];
    for (const task of rest === NOTHING ? known : [...known, rest]) given = ran(m, call, task, given);
    return finish(m, call, given);
  },
  'async.tasks': (m, call) => finish(m, call, [tasks(m, call, (task) => answer(m, call, task, []))]),
  'async.first': (m, call) => {
    let result: Value = NOTHING;
    tasks(m, call, (task) => {
      result = join(result, answer(m, call, task, []));
      return result;
    });
    return finish(m, call, [result]);
  },
  'async.auto': auto,
  'async.each': iterating(element, () => []),
  'async.eachOf': iterating(entry, () => []),
  'async.map': iterating(element, (m, _each, answered, call) => [restList(m, answered, call.node)]),
  'async.flatMap': iterating(element, (m, _each, answered, call) => [
    restList(m, allOf(elementsOf(m, answered, call.node)), call.node),
  ]),
  'async.mapValues': iterating(entry, (m, { keys }, answered, call) => {
    const made = m.alloc('object', call.node);
    m.addRest(made, answered);
    m.setCell(made, '%keys', keys);
    return [refValue(made)];
  }),
  'async.pick': iterating(element, (m, { elements }, _answered, call) => [restList(m, elements, call.node)]),
  'async.find': iterating(element, (_m, { elements }) => [join(elements, UNDEFINED)]),
  'async.test': iterating(element, () => [SOME_BOOLEAN]),
  'async.reduce': (m, call) => {
    const each = iteration(m, { ...call, args: [argument(call, 0), UNDEFINED, ...call.args.slice(2)] });
    if (!each) return UNKNOWN;
    const first = argument(call, 1);
    const once = answer(m, call, each.task, [first, each.elements]);
    const again = answer(m, call, each.task, [join(first, once), each.elements]);
    return finish(m, call, [join(once, again)], each.after);
  },
  'async.times': (m, call) => {
    const at = call.args.findIndex((each, index) => index > 0 && isCallable(each));
    const task = call.args[at];
    if (!task) return UNKNOWN;
    return finish(m, call, [restList(m, answer(m, call, task, [SOME_NUMBER]), call.node)], at + 1);
  },
  'async.repeat': (m, call) => {
    const [first, second] = call.args.filter(isCallable);
    if (!first) return UNKNOWN;
    const answered = answer(m, call, first, []);
    return finish(m, call, [second ? answer(m, call, second, []) : answered], 2);
  },
  'async.retry': (m, call) => {
    const at = call.args.findIndex(isCallable);
    const task = call.args[at];
    return task ? finish(m, call, [answer(m, call, task, [])], at + 1) : UNKNOWN;
  },
  'async.queue': queue(false),
  'async.cargo': queue(true),
  'async.apply': (_m, call) =>
    nativeFunction('apply', (machine, inner) =>
      callValue(machine, argument(call, 0), plainCall(inner.node, UNDEFINED, [...call.args.slice(1), ...inner.args])),
    ),
};
