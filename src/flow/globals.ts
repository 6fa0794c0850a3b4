/** The global objects of the language. Those of the platform (process, fetch, Buffer) come from models. */
import type { TS } from '../lang/ts.js';
import { allOf, clientValue, constantKey, elementsOf, getDynamic, getProperty, keysOf, setProperty } from './access.js';
import { mapOf, setOf } from './builtins/collections.js';
import { listOf, ONE_OF_OURS, restList } from './builtins/lists.js';
import { newPromise, promiseStatics } from './builtins/promises.js';
import { callValue, evalArguments, plainCall } from './calls.js';
import { booleanWith, factsFor, NO_FACTS } from './conditions.js';
import { numberFrom, spreadInto } from './eval.js';
import { Form, JSON_FORM, STRUCTURED } from './forms.js';
import { entityValue } from './library.js';
import { madeFrom, refineLabel, State, type Label } from './labels.js';
import type { Machine } from './machine.js';
import { deepLabels, reachSinks } from './modelled.js';
import type { Call, NativeRef, Obj } from './refs.js';
import type { Scope } from './scope.js';
import { concat, toText } from './text.js';
import {
  constant,
  isConst,
  join,
  labelled,
  NOTHING,
  refValue,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_TEXT,
  soleText,
  someForm,
  UNDEFINED,
  UNKNOWN,
  type Value,
  withOutcome,
} from './value.js';

type Impl = (m: Machine, call: Call) => Value;

const tables = new WeakMap<Machine, Map<string, Value>>();

/** Returns a global by name, or null when neither the language nor a model knows it. */
export function globalValue(m: Machine, name: string, node: TS.Node, _scope: Scope): Value | null {
  let table = tables.get(m);
  if (!table) {
    table = makeTable(m);
    tables.set(m, table);
  }
  const own = table.get(name);
  if (own) return own;
  const entity = m.semantics.globalEntity(name);
  return entity ? entityValue(m, entity, node) : null;
}

/** What encodeURIComponent leaves (ECMA-262, sec-encodeuricomponent-uricomponent). */
const ENCODED = { pattern: "^[A-Za-z0-9\\-_.!~*'()%]*$", flags: '', matches: true } as const;

/** JSON escapes every control character; without an indent it has none of its own (ECMA-262, sec-quotejsonstring). */
const JSON_TEXT = { pattern: '^[^\\x00-\\x1f]*$', flags: '', matches: true } as const;

function fn(name: string, call: Impl, props: readonly (readonly [string, Value])[] | null = null, m?: Machine): Value {
  const wrapped: Impl = (machine, own) => {
    const entity = machine.semantics.globalEntity(name);
    const spec = own.isNew ? (entity?.construct ?? entity?.call) : entity?.call;
    if (entity && spec) {
      machine.record(entity, { ...own, spec, entity });
      reachSinks(machine, entity, { ...own, spec, entity }, spec);
    }
    return call(machine, own);
  };
  let held: Obj | null = null;
  if (props && m) {
    held = m.alloc('object', null);
    for (const [key, value] of props) m.root.writes.set(m.cellOf(held, key), value);
  }
  const ref: NativeRef = { kind: 'native', name, call: wrapped, props: held };
  return refValue(ref, Form.Function);
}

function statics(prefix: string, impls: Readonly<Record<string, Impl>>): readonly (readonly [string, Value])[] {
  return Object.entries(impls).map(([name, impl]) => [name, fn(`${prefix}.${name}`, impl)] as const);
}

function first(call: Call): Value {
  return call.args[0] ?? UNDEFINED;
}

/** The text of a value, for functions that convert their argument. */
function textArgument(m: Machine, call: Call): Value {
  return toText(m, first(call), call.node);
}

const stringify: Impl = (m, call) => {
  const labels = deepLabels(m, withToJson(m, first(call), call)).map((label) =>
    refineLabel(
      { ...label, form: (label.form & (STRUCTURED | Form.String)) === 0 ? label.form : Form.String, lead: '\uFFFC' },
      call.args.length < 3 ? { facts: [JSON_TEXT] } : {},
    ),
  );
  return labels.length === 0
    ? SOME_TEXT
    : { ...labelled(labels, Form.String), hint: { kind: 'numeric', labels: [], values: first(call) } };
};

function withToJson(m: Machine, value: Value, call: Call): Value {
  let result = value;
  for (const ref of value.refs) {
    if (ref.kind !== 'obj') continue;
    const method = getProperty(m, refValue(ref), 'toJSON', call.node);
    if (method.refs.some((each) => each.kind === 'func' || each.kind === 'bound'))
      result = join(
        { ...result, refs: result.refs.filter((each) => each !== ref) },
        callValue(m, method, plainCall(call.node, refValue(ref), [])),
      );
    else if (ref.shape === 'instance' && !ref.entity) result = join(result, m.contents(ref));
  }
  return result;
}

const parseJson: Impl = (m, call) => {
  const [source = UNDEFINED] = call.args;
  const original = source.hint?.values;
  if (original && original.refs.length > 0) return original;
  const text = toText(m, source, call.node);
  if (text.labels.length === 0) return UNKNOWN;
  let value: Value = NOTHING;
  for (const label of text.labels)
    value = join(
      value,
      clientValue(m, madeFrom(label, 'json', { form: JSON_FORM, state: State.Transformed }), call.node),
    );
  return value;
};

const decoded =
  (how: string): Impl =>
  (m, call) => {
    const text = textArgument(m, call);
    if (isConst(text)) return text;
    return text.labels.length === 0
      ? SOME_TEXT
      : labelled(
          text.labels.map((label) => madeFrom(label, how, { form: Form.String, state: State.Transformed })),
          Form.String,
        );
  };

const encoded: Impl = (m, call) => {
  const text = textArgument(m, call);
  const sole = soleText(text);
  if (sole !== null) return constant(safeEncode(sole));
  return text.labels.length === 0
    ? SOME_TEXT
    : labelled(
        text.labels.map((label) => refineLabel(madeFrom(label, 'encode', { form: Form.String }), { facts: [ENCODED] })),
        Form.String,
      );
};

function safeEncode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

const NUMERIC_TEXT = {
  pattern: '^\\s*[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]*\\.?[0-9]*(?:[eE][-+]?[0-9]+)?|Infinity)\\s*$',
  flags: '',
  matches: true,
} as const;

/** A test of a number: what it proves of the number, and of the text that was converted by Number. */
function numberTest(state: number, negate: boolean): Impl {
  return (_m, call) => {
    const value = first(call);
    const facts = new Map(factsFor(value.labels, { state }));
    if (value.hint?.kind === 'numeric')
      for (const [id, each] of factsFor(value.hint.labels, { facts: [NUMERIC_TEXT] })) facts.set(id, each);
    if (value.hint?.kind !== 'numeric' && value.labels.some((label) => (label.form & Form.String) !== 0)) {
      if (negate) return booleanWith(NO_FACTS, factsFor(value.labels, { facts: [NUMERIC_TEXT] }));
      return booleanWith(factsFor(value.labels, { form: Form.Number, state }), NO_FACTS);
    }
    return negate ? booleanWith(NO_FACTS, facts) : booleanWith(facts, NO_FACTS);
  };
}

const minMax =
  (bit: number): Impl =>
  (_m, call) => {
    const all = call.args.map(numberFrom);
    const labels = all.flatMap((value) => value.labels);
    if (labels.length === 0) return SOME_NUMBER;
    const bounded = all.some((value) => value.labels.length === 0);
    return labelled(
      labels.map((label) => (bounded ? refineLabel(label, { state: bit }) : label)),
      Form.Number,
    );
  };

const keepNumber: Impl = (_m, call) => numberFrom(first(call));

function objectStatics(): readonly (readonly [string, Value])[] {
  return statics('Object', {
    keys: (machine, call) => restList(machine, keysOf(machine, first(call)), call.node),
    getOwnPropertyNames: (machine, call) => restList(machine, keysOf(machine, first(call)), call.node),
    values: (machine, call) => restList(machine, getDynamic(machine, first(call), UNKNOWN, call.node), call.node),
    entries: (machine, call) => entriesOf(machine, first(call), call),
    assign: (machine, call) => {
      const target = first(call);
      for (const ref of target.refs) {
        if (ref.kind !== 'obj') continue;
        const assigned = ref.entity?.type?.assigned;
        for (const [index, source] of call.args.slice(1).entries()) {
          if (assigned) machine.sink(source, call.argNodes[index + 1] ?? call.node, call, assigned, 'Object.assign');
          spreadInto(machine, ref, source, call.node);
        }
      }
      return target;
    },
    freeze: (_machine, call) => first(call),
    seal: (_machine, call) => first(call),
    create: (machine, call) => {
      const proto = first(call);
      const made = machine.alloc('object', call.node, { proto: proto.refs.length > 0 ? proto : null });
      if (proto.consts.some((each) => each.value === null)) made.slots.set('bare', true);
      return refValue(made);
    },
    fromEntries: (machine, call) => fromEntries(machine, call),
    hasOwn: (machine, call) => {
      const keys = keysOf(machine, first(call));
      return keys.labels.length === 0
        ? booleanWith(factsFor(call.args[1]?.labels ?? [], ONE_OF_OURS), NO_FACTS)
        : SOME_BOOLEAN;
    },
    defineProperty: (machine, call) => {
      const [target = UNDEFINED, key = UNDEFINED, descriptor = UNDEFINED] = call.args;
      const name = constantKey(key);
      const getter = getProperty(machine, descriptor, 'get', call.node);
      const value = getProperty(machine, descriptor, 'value', call.node);
      if (name !== null) {
        if (getter.refs.length > 0) setProperty(machine, target, `get ${name}`, getter, call.node);
        else setProperty(machine, target, name, value, call.node);
      } else setProperty(machine, target, null, value, call.node);
      return target;
    },
    getPrototypeOf: () => UNKNOWN,
    setPrototypeOf: (_machine, call) => first(call),
    is: () => SOME_BOOLEAN,
    groupBy: (machine, call) => {
      const made = machine.alloc('object', call.node);
      machine.setRest(made, restList(machine, allOf(elementsOf(machine, first(call), call.node)), call.node));
      return refValue(made);
    },
  });
}

function entriesOf(m: Machine, value: Value, call: Call): Value {
  const pairs: Value[] = [];
  for (const ref of value.refs) {
    if (
      ref.kind !== 'obj' ||
      value.refs.length > 1 ||
      ref.slots.has('backs') ||
      ref.lazy ||
      ref.many ||
      m.rest(ref) !== NOTHING
    )
      continue;
    for (const name of ref.cells.keys()) {
      const own = m.cell(ref, name);
      if (own !== undefined && !/^(?:%|get |set )/.test(name)) pairs.push(m.array([constant(name), own], null));
    }
    if (pairs.length > 0 && pairs.length <= 24) return listOf(m, { known: pairs, rest: NOTHING }, call.node);
  }
  return restList(m, m.array([keysOf(m, value), getDynamic(m, value, UNKNOWN, call.node)], call.node), call.node);
}

function fromEntries(m: Machine, call: Call): Value {
  const made = m.alloc('object', call.node);
  const pairs = elementsOf(m, first(call), call.node);
  const put = (pair: Value): void => {
    const parts = elementsOf(m, pair, call.node);
    const key = parts.known[0] ?? parts.rest;
    const value = parts.known[1] ?? parts.rest;
    const name = isConst(key) ? constantKey(key) : null;
    if (name !== null) m.setCell(made, name, value);
    else {
      m.addRest(made, value);
      m.setCell(made, '%keys', join(m.cell(made, '%keys') ?? NOTHING, key));
    }
  };
  for (const pair of pairs.known) put(pair);
  for (const ref of pairs.rest.refs) put(refValue(ref));
  for (const label of pairs.rest.labels) put(labelled([label], label.form));
  return refValue(made);
}

/** Object.prototype, for calls such as `Object.prototype.hasOwnProperty.call(table, key)`. */
function objectPrototype(m: Machine): Value {
  return namespace(
    m,
    statics('Object.prototype', {
      hasOwnProperty: (machine: Machine, call: Call) => {
        const keys = keysOf(machine, call.self);
        return keys.labels.length === 0
          ? booleanWith(factsFor(first(call).labels, ONE_OF_OURS), NO_FACTS)
          : SOME_BOOLEAN;
      },
    }),
  );
}

const arrayStatics = statics('Array', {
  isArray: (_m, call) => {
    const value = first(call);
    const sure = value.refs.length > 0 && value.labels.length === 0 && !value.open && value.consts.length === 0;
    if (sure && value.refs.every((ref) => ref.kind === 'obj' && ref.shape === 'array')) return constant(true);
    if (sure && value.refs.every((ref) => ref.kind !== 'obj' || (ref.shape === 'object' && !ref.lazy)))
      return constant(false);
    return booleanWith(
      factsFor(value.labels, { form: Form.Array }),
      factsFor(value.labels, { form: 255 & ~Form.Array }),
    );
  },
  from: (m, call) => {
    const [source = UNDEFINED, mapper] = call.args;
    const elements = elementsOf(m, source, call.node);
    const size = source.refs.some((ref) => ref.kind === 'obj' && ref.cells.has('length') && ref.shape === 'object');
    const list = size ? restList(m, UNDEFINED, call.node) : listOf(m, elements, call.node);
    if (!mapper) return list;
    const all = size ? UNDEFINED : allOf(elements);
    return restList(
      m,
      callValue(m, mapper, plainCall(call.node, UNDEFINED, [all === NOTHING ? UNKNOWN : all, SOME_NUMBER])),
      call.node,
    );
  },
  of: (m, call) => m.array(call.args, call.node),
});

function errorClass(name: string): Value {
  return fn(name, (m, call) => {
    const made = m.alloc('error', call.node);
    m.setCell(made, 'message', call.args[0] ? toText(m, first(call), call.node) : constant(''));
    m.setCell(made, 'name', constant(name));
    const options = call.args[1];
    if (options) m.setCell(made, 'cause', getProperty(m, options, 'cause', call.node));
    m.setCell(made, '%text', call.args[0] ? toText(m, first(call), call.node) : SOME_TEXT);
    return refValue(made);
  });
}

const newRegExp: Impl = (m, call) => {
  const [source = UNDEFINED, flags] = call.args;
  const made = m.alloc('regexp', call.node);
  const pattern = soleText(source);
  const flagText = flags ? soleText(flags) : '';
  const [inner] = source.refs;
  if (pattern !== null && flagText !== null) made.slots.set('pattern', { pattern, flags: flagText });
  else if (inner?.kind === 'obj' && inner.slots.has('pattern')) made.slots.set('pattern', inner.slots.get('pattern'));
  return refValue(made);
};

function makeTable(m: Machine): Map<string, Value> {
  const later: Impl = (machine, call) => {
    const [callback, , ...rest] = call.args;
    if (callback && callback.refs.length > 0)
      machine.defer(call.node, (own) => void callValue(own, callback, plainCall(call.node, UNDEFINED, rest)));
    return UNKNOWN;
  };
  const soon: Impl = (machine, call) => {
    const [callback, ...rest] = call.args;
    if (callback && callback.refs.length > 0)
      machine.defer(call.node, (own) => void callValue(own, callback, plainCall(call.node, UNDEFINED, rest)));
    return UNKNOWN;
  };
  const table = new Map<string, Value>([
    [
      'Object',
      fn(
        'Object',
        (machine, call) => (call.args.length === 0 ? machine.object('object', call.node) : first(call)),
        [...objectStatics(), ['prototype', objectPrototype(m)]],
        m,
      ),
    ],
    [
      'Array',
      fn(
        'Array',
        (machine, call) =>
          call.args.length > 1 ? machine.array(call.args, call.node) : restList(machine, UNDEFINED, call.node),
        arrayStatics,
        m,
      ),
    ],
    [
      'String',
      fn(
        'String',
        (machine, call) => textArgument(machine, call),
        statics('String', {
          raw: (machine, call) => rawText(machine, call),
          fromCharCode: () => SOME_TEXT,
          fromCodePoint: () => SOME_TEXT,
        }),
        m,
      ),
    ],
    [
      'Number',
      fn(
        'Number',
        keepNumber,
        statics('Number', {
          parseInt: (_machine, call) => parsed(first(call)),
          parseFloat: (_machine, call) => parsed(first(call)),
          isInteger: numberTest(State.Whole | State.Finite, false),
          isSafeInteger: numberTest(State.Whole | State.Finite | State.BoundedAbove | State.BoundedBelow, false),
          isFinite: numberTest(State.Finite, false),
          isNaN: numberTest(State.Finite, true),
        }),
        m,
      ),
    ],
    ['Boolean', fn('Boolean', (_machine, call) => withOutcome(SOME_BOOLEAN, first(call).outcome))],
    [
      'BigInt',
      fn('BigInt', (_machine, call) =>
        first(call).labels.length > 0
          ? labelled(
              first(call).labels.map((label) => madeFrom(label, 'bigint', { form: Form.BigInt })),
              Form.BigInt,
            )
          : someForm(Form.BigInt),
      ),
    ],
    ['parseInt', fn('parseInt', (_machine, call) => parsed(first(call)))],
    ['parseFloat', fn('parseFloat', (_machine, call) => parsed(first(call)))],
    ['isNaN', fn('isNaN', numberTest(State.Finite, true))],
    ['isFinite', fn('isFinite', numberTest(State.Finite, false))],
    ['encodeURIComponent', fn('encodeURIComponent', encoded)],
    ['encodeURI', fn('encodeURI', (machine, call) => textArgument(machine, call))],
    ['escape', fn('escape', encoded)],
    ['decodeURIComponent', fn('decodeURIComponent', decoded('decode'))],
    ['decodeURI', fn('decodeURI', decoded('decode'))],
    ['unescape', fn('unescape', decoded('decode'))],
    ['structuredClone', fn('structuredClone', (machine, call) => clone(machine, first(call), call))],
    [
      'Map',
      fn(
        'Map',
        (machine, call) => mapOf(machine, call.args[0] ?? machine.array([], call.node), call),
        statics('Map', { groupBy: () => UNKNOWN }),
        m,
      ),
    ],
    ['WeakMap', fn('WeakMap', (machine, call) => mapOf(machine, call.args[0] ?? machine.array([], call.node), call))],
    [
      'Set',
      fn('Set', (machine, call) =>
        setOf(machine, call.args[0] ? allOf(elementsOf(machine, call.args[0], call.node)) : NOTHING, call),
      ),
    ],
    [
      'WeakSet',
      fn('WeakSet', (machine, call) =>
        setOf(machine, call.args[0] ? allOf(elementsOf(machine, call.args[0], call.node)) : NOTHING, call),
      ),
    ],
    ['RegExp', fn('RegExp', newRegExp)],
    [
      'Date',
      fn(
        'Date',
        (machine, call) => refValue(machine.alloc('date', call.node)),
        statics('Date', { now: () => SOME_NUMBER, parse: () => SOME_NUMBER, UTC: () => SOME_NUMBER }),
        m,
      ),
    ],
    ['Promise', fn('Promise', (machine, call) => newPromise(machine, call), promiseStatics(), m)],
    [
      'Symbol',
      fn(
        'Symbol',
        () => UNKNOWN,
        [
          ['iterator', constant('@@iterator')],
          ['asyncIterator', constant('@@asyncIterator')],
          ['toPrimitive', constant('@@toPrimitive')],
          [
            'for',
            fn('Symbol.for', (machine, call) => concat(machine, [constant('@@for:'), textArgument(machine, call)])),
          ],
        ],
        m,
      ),
    ],
    [
      'WeakRef',
      fn('WeakRef', (machine, call) =>
        machine.object('object', call.node, [['deref', fn('deref', () => first(call))]]),
      ),
    ],
    ['setTimeout', fn('setTimeout', later)],
    ['setInterval', fn('setInterval', later)],
    ['setImmediate', fn('setImmediate', soon)],
    ['queueMicrotask', fn('queueMicrotask', soon)],
    ['Function', fn('Function', () => UNKNOWN)],
  ]);
  for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'AggregateError', 'EvalError', 'URIError'])
    table.set(name, errorClass(name));
  table.set('JSON', namespace(m, statics('JSON', { parse: parseJson, stringify })));
  table.set(
    'Math',
    namespace(
      m,
      statics('Math', {
        min: minMax(State.BoundedAbove),
        max: minMax(State.BoundedBelow),
        floor: keepNumber,
        round: keepNumber,
        ceil: keepNumber,
        trunc: keepNumber,
        abs: keepNumber,
        sign: () => SOME_NUMBER,
        sqrt: keepNumber,
        pow: keepNumber,
        random: () => SOME_NUMBER,
      }),
    ),
  );
  table.set(
    'Reflect',
    namespace(
      m,
      statics('Reflect', {
        get: (machine, call) => {
          const name = constantKey(call.args[1] ?? UNKNOWN);
          return name === null
            ? getDynamic(machine, first(call), call.args[1] ?? UNKNOWN, call.node)
            : getProperty(machine, first(call), name, call.node);
        },
        set: (machine, call) => {
          setProperty(machine, first(call), constantKey(call.args[1] ?? UNKNOWN), call.args[2] ?? UNDEFINED, call.node);
          return SOME_BOOLEAN;
        },
        apply: (machine, call) => {
          const elements = elementsOf(machine, call.args[2] ?? UNDEFINED, call.node);
          const args = elements.rest === NOTHING ? elements.known : [...elements.known, elements.rest];
          return callValue(machine, first(call), {
            ...plainCall(call.node, call.args[1] ?? UNDEFINED, args),
            argNodes: args.map(() => call.argNodes[2]),
          });
        },
        construct: (machine, call) => {
          const elements = elementsOf(machine, call.args[1] ?? UNDEFINED, call.node);
          return callValue(machine, first(call), { ...plainCall(call.node, UNDEFINED, elements.known), isNew: true });
        },
        ownKeys: (machine, call) => restList(machine, keysOf(machine, first(call)), call.node),
        has: () => SOME_BOOLEAN,
        getPrototypeOf: () => UNKNOWN,
      }),
    ),
  );
  const itself = namespace(m, [...table.entries()]);
  for (const ref of itself.refs)
    if (ref.kind === 'obj')
      ref.lazy = (machine, name) => {
        const entity = machine.semantics.globalEntity(name);
        return entity && ref.node ? entityValue(machine, entity, ref.node) : null;
      };
  table.set('globalThis', itself);
  return table;
}

function namespace(m: Machine, entries: readonly (readonly [string, Value])[]): Value {
  const made = m.alloc('object', null);
  for (const [name, value] of entries) m.root.writes.set(m.cellOf(made, name), value);
  return refValue(made);
}

/** parseInt and parseFloat accept a good beginning: the number is one, the text proves nothing. */
function parsed(value: Value): Value {
  const { hint: _hint, ...number } = numberFrom(value);
  return number;
}

function rawText(m: Machine, call: Call): Value {
  const [strings = UNDEFINED, ...values] = call.args;
  const raw = elementsOf(m, getProperty(m, strings, 'raw', call.node), call.node).known;
  const parts: Value[] = [];
  raw.forEach((text, index) => {
    parts.push(text);
    const value = values[index];
    if (value && index < raw.length - 1) parts.push(toText(m, value, call.node));
  });
  return concat(m, parts.length === 0 ? [SOME_TEXT] : parts);
}

function clone(m: Machine, value: Value, call: Call): Value {
  const [ref] = value.refs;
  if (value.refs.length !== 1 || ref?.kind !== 'obj' || (ref.shape !== 'object' && ref.shape !== 'array')) return value;
  if (ref.shape === 'array') return listOf(m, elementsOf(m, value, call.node), call.node);
  const made = m.alloc('object', call.node);
  spreadInto(m, made, value, call.node);
  return { ...value, refs: [made] };
}

export type { Label };
export { evalArguments };
