/** Helpers that call what they are given, now, and pass on what comes back. */
import { getProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { restList } from '../../flow/builtins/lists.js';
import { newPromise, promiseStatics } from '../../flow/builtins/promises.js';
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import { awaited, promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { join, joinAll, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, instanceOf, isCallable, nativeFunction, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { promisified } from '../util/functions.js';

/** The first function among the arguments runs with the arguments behind it. */
function run(m: Machine, call: Call): Value {
  const index = call.args.findIndex(isCallable);
  const task = call.args[index];
  if (!task) return call.args[0] ? promiseOf(awaited(call.args[0])) : UNKNOWN;
  const result = callValue(m, task, plainCall(call.node, UNDEFINED, call.args.slice(index + 1)));
  return result.refs.some((ref) => ref.kind === 'promise') ? result : promiseOf(result);
}

/** Returns an observable that gives a value. */
export function observable(m: Machine, call: Call, value: Value): Value {
  const made = instanceOf(m, call, 'rxjs:Observable');
  const obj = objectOf(made);
  if (obj) m.setCell(obj, '%data', awaited(value));
  return made;
}

function valueOf(m: Machine, value: Value): Value {
  const obj = objectOf(value);
  return (
    (obj ? m.cell(obj, '%data') : undefined) ??
    (value.refs.some((ref) => ref.kind === 'promise') ? awaited(value) : UNKNOWN)
  );
}

/** What an operator of a pipe does with a value. */
function operator(change: (m: Machine, value: Value, task: Value, call: Call) => Value): Natives[string] {
  return (_m, call) => nativeFunction('operator', (m, inner) => change(m, argument(inner, 0), argument(call, 0), call));
}

const PROMISE_STATICS: ReadonlyMap<string, Natives[string]> = new Map(
  promiseStatics().flatMap(([name, { refs }]) =>
    refs.flatMap((ref) => (ref.kind === 'native' ? [[name, ref.call] as const] : [])),
  ),
);

export const helperNatives: Natives = {
  'helpers.run': run,
  'helpers.mapAsync': (m, call) => {
    const elements = allOf(elementsOf(m, awaited(argument(call, 0)), call.node));
    const task = argument(call, 1);
    if (!isCallable(task)) return UNKNOWN;
    return promiseOf(
      restList(
        m,
        awaited(
          callValue(m, task, plainCall(call.node, UNDEFINED, [elements === NOTHING ? UNKNOWN : awaited(elements)])),
        ),
        call.node,
      ),
    );
  },
  'helpers.filterAsync': (m, call) => {
    const list = awaited(argument(call, 0));
    const elements = allOf(elementsOf(m, list, call.node));
    const task = argument(call, 1);
    if (isCallable(task)) callValue(m, task, plainCall(call.node, UNDEFINED, [awaited(elements)]));
    return promiseOf(restList(m, awaited(elements), call.node));
  },
  'helpers.reduceAsync': (m, call) => {
    const element = awaited(allOf(elementsOf(m, awaited(argument(call, 0)), call.node)));
    const task = argument(call, 1);
    let sum = call.args.length > 2 ? awaited(argument(call, 2)) : element;
    // Twice: what the first round adds is there in the second.
    for (let round = 0; round < 2 && isCallable(task); round++)
      sum = join(sum, awaited(callValue(m, task, plainCall(call.node, UNDEFINED, [sum, element]))));
    return promiseOf(sum);
  },
  'helpers.props': (m, call) => {
    const given = objectOf(awaited(argument(call, 0)));
    if (!given) return promiseOf(UNKNOWN);
    const entries = [...given.cells].flatMap(([name, place]): (readonly [string, Value])[] =>
      name.startsWith('%') ? [] : [[name, awaited(m.read(place) ?? UNKNOWN)]],
    );
    return promiseOf(m.object('object', call.node, entries));
  },
  'helpers.joined': (m, call) => {
    const task = call.args.at(-1) ?? UNDEFINED;
    if (!isCallable(task)) return promiseOf(restList(m, awaited(joinAll(call.args)), call.node));
    const values = call.args.slice(0, -1).map(awaited);
    return promiseOf(awaited(callValue(m, task, plainCall(call.node, UNDEFINED, values))));
  },
  /** A function that bluebird has in common with the language's promises. */
  'helpers.promise': (m, call) => {
    const name = call.entity?.name.split('.').at(-1) ?? '';
    return PROMISE_STATICS.get(name)?.(m, call) ?? UNKNOWN;
  },
  'helpers.newPromise': newPromise,
  /** Beside each function one that promises, under its name with `Async` behind (http://bluebirdjs.com/docs/api/promise.promisifyall.html). */
  'helpers.promisifyAll': (m, call) => {
    const target = argument(call, 0);
    const forms = m.alloc('object', call.node, {
      lazy: (machine, name) => {
        const own = name.endsWith('Async') ? getProperty(machine, target, name.slice(0, -5), call.node) : UNDEFINED;
        return isCallable(own) ? promisified(own) : NOTHING;
      },
    });
    return join(target, refValue(forms));
  },
  'rxjs.of': (m, call) => observable(m, call, joinAll(call.args)),
  'rxjs.from': (m, call) => {
    const source = argument(call, 0);
    return observable(
      m,
      call,
      source.refs.some((ref) => ref.kind === 'promise') ? source : allOf(elementsOf(m, source, call.node)),
    );
  },
  'rxjs.defer': (m, call) => {
    const made = callValue(m, argument(call, 0), plainCall(call.node, UNDEFINED, []));
    return observable(m, call, valueOf(m, made));
  },
  'rxjs.value': (m, call) => promiseOf(valueOf(m, call.args[0] ?? call.self)),
  'rxjs.map': operator((m, value, task, call) => {
    const result = callValue(m, task, plainCall(call.node, UNDEFINED, [value]));
    const inner = objectOf(result);
    return inner && m.cell(inner, '%data') ? valueOf(m, result) : awaited(result);
  }),
  'rxjs.tap': operator((m, value, task, call) => {
    if (isCallable(task)) callValue(m, task, plainCall(call.node, UNDEFINED, [value]));
    return value;
  }),
  'rxjs.subject': (m, call) => observable(m, call, argument(call, 0)),
  'rxjs.pipe': (m, call) => {
    let value = valueOf(m, call.self);
    for (const step of call.args)
      value = isCallable(step) ? callValue(m, step, plainCall(call.node, UNDEFINED, [value])) : value;
    return observable(m, call, value);
  },
  'rxjs.subscribe': (m, call) => {
    const observer = argument(call, 0);
    const next = isCallable(observer) ? observer : getProperty(m, observer, 'next', call.node);
    if (isCallable(next)) {
      m.branch([
        () => void callValue(m, next, plainCall(call.node, UNDEFINED, [valueOf(m, call.self)])),
        () => undefined,
      ]);
      const subject = objectOf(call.self);
      if (subject) m.keep(subject, 'listeners', next);
    }
    return UNKNOWN;
  },
  'rxjs.next': (m, call) => {
    const subject = objectOf(call.self);
    if (!subject) return UNDEFINED;
    m.setCell(subject, '%data', join(m.cell(subject, '%data') ?? NOTHING, argument(call, 0)));
    for (const next of m.kept(subject, 'listeners') as readonly Value[])
      m.branch([() => void callValue(m, next, plainCall(call.node, UNDEFINED, [argument(call, 0)])), () => undefined]);
    return UNDEFINED;
  },
};
