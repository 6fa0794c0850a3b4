/** lodash (https://lodash.com/docs): helpers move values as the same thing written by hand does. */
import { getDynamic, getProperty, setProperty } from '../../flow/access.js';
import { allOf, elementsOf, keysOf } from '../../flow/elements.js';
import { listOf, restList } from '../../flow/builtins/lists.js';
import { assignInto } from '../../flow/builtins/objects.js';
import { builtinMethod } from '../../flow/builtins/methods.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { spreadInto } from '../../flow/literals.js';
import { numberFrom } from '../../flow/operators.js';
import { Form } from '../../flow/forms.js';
import { madeFrom, refineLabel, State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { toText } from '../../flow/text.js';
import {
  constant,
  isConst,
  join,
  joinAll,
  labelled,
  NOTHING,
  refValue,
  SOME_NUMBER,
  SOME_TEXT,
  soleText,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../../flow/value.js';
import { argument, isCallable, nativeFunction, objectOf, textArgument, textOf } from '../kit.js';
import type { Natives } from '../schema.js';

type Native = Natives[string];

/** A path of lodash: `a.b[0].c`, or a list of keys; null when it is not constant. */
function pathOf(m: Machine, value: Value, call: Call): readonly string[] | null {
  const text = soleText(value);
  if (text !== null) return text.split(/[.[\]]+/).filter((each) => each !== '');
  const list = objectOf(value);
  if (list?.shape !== 'array') return null;
  const elements = elementsOf(m, value, call.node);
  const keys = elements.known.map(soleText);
  return elements.rest === NOTHING && keys.every((each) => each !== null) ? keys : null;
}

function read(m: Machine, base: Value, path: readonly string[], call: Call): Value {
  return path.reduce((value, key) => getProperty(m, value, key, call.node), base);
}

/** A function that a shorthand stands for: a property's name, or a pattern of properties. */
function iteratee(m: Machine, value: Value, call: Call): Value {
  if (isCallable(value)) return value;
  const path = pathOf(m, value, call);
  return path === null
    ? UNDEFINED
    : nativeFunction('property', (machine, inner) => read(machine, argument(inner, 0), path, inner));
}

/** Runs the list method of the language with the list as receiver; an object's values count as a list. */
function asMethod(name: string, shorthand = true): Native {
  return (m, call) => {
    const [first = UNDEFINED, ...rest] = call.args;
    const list =
      first.refs.some((ref) => ref.kind === 'obj' && (ref.shape === 'array' || ref.shape === 'iterator')) ||
      first.labels.length > 0
        ? first
        : restList(m, getDynamic(m, first, UNKNOWN, call.node), call.node);
    const args = shorthand ? rest.map((each, index) => (index === 0 ? iteratee(m, each, call) : each)) : rest;
    const inner: Call = { ...call, self: list, args, argNodes: call.argNodes.slice(1), restFrom: null };
    return builtinMethod(m, list, name, inner)?.() ?? UNKNOWN;
  };
}

/** Runs the text method of the language with the text as receiver. */
function asText(name: string): Native {
  return (m, call) => {
    const text = textArgument(m, call, 0);
    return (
      builtinMethod(m, text, name, {
        ...call,
        self: text,
        args: call.args.slice(1),
        argNodes: call.argNodes.slice(1),
      })?.() ?? SOME_TEXT
    );
  };
}

/** A text of the same characters, in another case or with separators: letters and digits stay, the rest goes. */
const reworded: Native = (m, call) => {
  const text = textArgument(m, call, 0);
  const words = { pattern: '^[\\p{L}\\p{N}\\p{M} _-]*$', flags: 'u', matches: true } as const;
  return textOf(
    text.labels.map((label) =>
      refineLabel(madeFrom(label, 'words', { form: Form.String, state: label.state | State.Transformed }), {
        facts: [words],
      }),
    ),
  );
};

const sameText: Native = (m, call) => textArgument(m, call, 0);

function names(m: Machine, call: Call): readonly string[] | null {
  const all: string[] = [];
  for (const value of call.args.slice(1)) {
    const elements =
      objectOf(value)?.shape === 'array' ? elementsOf(m, value, call.node) : { known: [value], rest: NOTHING };
    for (const each of elements.known) {
      const name = soleText(each);
      if (name === null) return null;
      all.push(name);
    }
    if (elements.rest !== NOTHING) return null;
  }
  return all;
}

/** `pick`: the named properties and nothing else. */
const pick: Native = (m, call) => {
  const keys = names(m, call);
  const source = argument(call, 0);
  // Names that the client chose pick whatever it wants of the object.
  if (call.args.slice(1).some((each) => each.labels.length > 0)) return source;
  const made = m.alloc('object', call.node);
  if (keys === null) m.setRest(made, getDynamic(m, source, UNKNOWN, call.node));
  else
    for (const key of keys)
      m.setCell(made, key.split('.')[0] ?? key, getProperty(m, source, key.split('.')[0] ?? key, call.node));
  return refValue(made);
};

/** `omit`: everything but the named properties. */
const omit: Native = (m, call) => {
  const keys = names(m, call);
  const made = m.alloc('object', call.node);
  spreadInto(m, made, argument(call, 0), call.node);
  for (const key of keys ?? []) m.setCell(made, key, UNDEFINED);
  return refValue(made);
};

/** `assign` and `merge`: later sources win. */
const assign: Native = (m, call) => assignInto(m, call, call.entity?.name ?? 'assign');

/** `defaults`: earlier sources win; later ones fill what is missing. */
const defaults: Native = (m, call) => {
  const target = argument(call, 0);
  const [ref] = target.refs;
  if (ref?.kind !== 'obj') return target;
  for (const source of call.args.slice(1)) {
    const from = objectOf(source);
    if (!from) continue;
    for (const name of from.cells.keys()) {
      if (/^(?:%|get |set )/.test(name)) continue;
      const own = getProperty(m, target, name, call.node);
      const filler = getProperty(m, source, name, call.node);
      if (own === UNDEFINED) m.setCell(ref, name, filler);
      else if (own.open || own.labels.length > 0 || own.consts.some((each) => each.value === undefined))
        m.setCell(ref, name, join(own, filler));
    }
  }
  return target;
};

function copied(m: Machine, value: Value, call: Call, depth = 0): Value {
  const [ref] = value.refs;
  if (value.refs.length !== 1 || ref?.kind !== 'obj' || depth > 4 || ref.slots.has('backs')) return value;
  if (ref.shape === 'array') return listOf(m, elementsOf(m, value, call.node), call.node);
  if (ref.shape !== 'object') return value;
  const made = m.alloc('object', null);
  spreadInto(m, made, value, call.node);
  for (const name of ref.cells.keys()) {
    const own = m.cell(made, name);
    if (own && !name.startsWith('%')) m.setCell(made, name, copied(m, own, call, depth + 1));
  }
  return { ...value, refs: [made] };
}

const get: Native = (m, call) => {
  const path = pathOf(m, argument(call, 1), call);
  const value =
    path === null
      ? getDynamic(m, argument(call, 0), argument(call, 1), call.node)
      : read(m, argument(call, 0), path, call);
  const fallback = call.args[2];
  if (!fallback || (isConst(value) && value.consts.every((each) => each.value !== undefined))) return value;
  return value === UNDEFINED ? fallback : join(value, fallback);
};

const set: Native = (m, call) => {
  const target = argument(call, 0);
  const path = pathOf(m, argument(call, 1), call);
  if (path === null) setProperty(m, target, null, argument(call, 2), call.node);
  else {
    let base = target;
    path.forEach((key, index) => {
      if (index === path.length - 1) setProperty(m, base, key, argument(call, 2), call.node);
      else {
        let next = getProperty(m, base, key, call.node);
        if (next.refs.length === 0) {
          next = m.object('object', call.node);
          setProperty(m, base, key, next, call.node);
        }
        base = next;
      }
    });
  }
  return target;
};

const number: Native = (_m, call) => numberFrom(argument(call, 0));

const clamp: Native = (_m, call) => {
  const value = numberFrom(argument(call, 0));
  const bounds = call.args.slice(1);
  if (bounds.some((each) => each.labels.length > 0)) return value;
  const state = State.BoundedAbove | (bounds.length > 1 ? State.BoundedBelow : 0);
  return value.labels.length === 0
    ? SOME_NUMBER
    : labelled(
        value.labels.map((label) => refineLabel(label, { state })),
        Form.Number,
      );
};

/** A function that is called as the given one: debounced, memoized, once, limited. */
const wrapped: Native = (_m, call) => argument(call, 0);

const flow: Native = (m, call) => {
  const steps = call.args.flatMap((each) =>
    objectOf(each)?.shape === 'array' ? elementsOf(m, each, call.node).known : [each],
  );
  return nativeFunction('flow', (machine, inner) => {
    const [first, ...rest] = steps;
    if (!first) return argument(inner, 0);
    return rest.reduce(
      (value, step) => callValue(machine, step, plainCall(inner.node, UNDEFINED, [value])),
      callValue(machine, first, plainCall(inner.node, UNDEFINED, inner.args)),
    );
  });
};

function mapped(change: (m: Machine, value: Value, name: string | null, call: Call) => Value): Native {
  return (m, call) => {
    const source = argument(call, 0);
    const made = m.alloc('object', call.node);
    const ref = objectOf(source);
    if (ref?.lazy === null)
      for (const name of ref.cells.keys())
        if (!/^(?:%|get |set )/.test(name))
          m.setCell(made, name, change(m, getProperty(m, source, name, call.node), name, call));
    if (ref?.lazy !== null || m.rest(ref) !== NOTHING)
      m.setRest(made, change(m, getDynamic(m, source, UNKNOWN, call.node), null, call));
    return refValue(made);
  };
}

const grouped: Native = (m, call) => {
  const made = m.alloc('object', call.node);
  m.setRest(made, restList(m, allOf(elementsOf(m, argument(call, 0), call.node)), call.node));
  return refValue(made);
};

const keyed: Native = (m, call) => {
  const made = m.alloc('object', call.node);
  m.setRest(made, allOf(elementsOf(m, argument(call, 0), call.node)));
  return refValue(made);
};

const one: Native = (m, call) => {
  const all = allOf(elementsOf(m, argument(call, 0), call.node));
  return all === NOTHING ? UNDEFINED : join(all, UNDEFINED);
};

const list: Native = (m, call) =>
  restList(m, joinAll(call.args.map((each) => allOf(elementsOf(m, each, call.node)))), call.node);

const table: Readonly<Record<string, Native>> = {
  get,
  set,
  pick,
  omit,
  assign,
  defaults,
  clamp,
  flow,
  number,
  list,
  one,
  grouped,
  keyed,
  text: sameText,
  words: reworded,
  wrapped,
  clone: (m, call) => copied(m, argument(call, 0), call),
  values: (m, call) => restList(m, getDynamic(m, argument(call, 0), UNKNOWN, call.node), call.node),
  keys: (m, call) => restList(m, keysOf(m, argument(call, 0)), call.node),
  split: asText('split'),
  replace: asText('replace'),
  startsWith: asText('startsWith'),
  endsWith: asText('endsWith'),
  trim: asText('trim'),
  toText: (m, call) => toText(m, argument(call, 0), call.node),
  join: (m, call) => {
    const separated = call.args.length > 1 ? call : { ...call, args: [...call.args, constant(',')] };
    return asMethod('join', false)(m, separated);
  },
  mapValues: mapped((m, value, name, call) => {
    const run = iteratee(m, argument(call, 1), call);
    return run === UNDEFINED
      ? value
      : callValue(m, run, plainCall(call.node, UNDEFINED, [value, name === null ? SOME_TEXT : constant(name)]));
  }),
  mapKeys: (m, call) => {
    const made = m.alloc('object', call.node);
    m.setRest(made, getDynamic(m, argument(call, 0), UNKNOWN, call.node));
    return refValue(made);
  },
  times: (m, call) => {
    const run = argument(call, 1);
    return isCallable(run)
      ? restList(m, callValue(m, run, plainCall(call.node, UNDEFINED, [SOME_NUMBER])), call.node)
      : restList(m, SOME_NUMBER, call.node);
  },
  invoke: (m, call) => callValue(m, argument(call, 0), plainCall(call.node, UNDEFINED, call.args.slice(1))),
  property: (m, call) => iteratee(m, argument(call, 0), call),
};

export const lodashNatives: Natives = {
  ...Object.fromEntries(Object.entries(table).map(([name, native]) => [`lodash.${name}`, native])),
  ...Object.fromEntries(
    ['map', 'flatMap', 'forEach', 'filter', 'find', 'findLast', 'findIndex', 'some', 'every', 'reduce', 'sort'].map(
      (name) => [`lodash.each.${name}`, asMethod(name)],
    ),
  ),
  ...Object.fromEntries(
    ['includes', 'indexOf', 'concat', 'slice', 'reverse', 'flat'].map((name) => [
      `lodash.list.${name}`,
      asMethod(name, false),
    ]),
  ),
};
