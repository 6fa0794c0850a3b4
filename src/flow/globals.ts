/* eslint-disable max-lines -- one table: what the globals of the language are */
/** The global objects of the language. Those of the platform (process, fetch, Buffer) come from models. */
import type { TS } from '../lang/ts.js';
import { constantKey, getDynamic, getProperty, setProperty, LOOKUP, type MemberLookup } from './access.js';
import { allOf, elementsOf, keysOf } from './elements.js';
import { mapOf, setOf } from './builtins/collections.js';
import { listOf, restList } from './builtins/lists.js';
import { noteMade, regexOf } from './builtins/matching.js';
import { newPromise, promiseStatics } from './builtins/promises.js';
import { callValue, plainCall } from './calls.js';
import { symbolOf } from './builtins/symbols.js';
import { booleanWith, factsFor, NO_FACTS } from './conditions.js';
import { spreadInto } from './literals.js';
import { operandSink, SIZE } from './language-sinks.js';
import { numberFrom } from './operators.js';
import { Form } from './forms.js';
import { entityValue } from './library.js';
import { GUESSABLE_RANDOM, GUESSABLE_TIME, madeFrom, refineLabel, State } from './labels.js';
import type { Machine } from './machine.js';
import type { Call } from './refs.js';
import { sourceLabel } from './sources.js';
import type { Scope } from './scope.js';
import { concat, toText } from './text.js';
import { activationOf } from './trails.js';
import {
  boundsNothing,
  constant,
  isConst,
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
import { first, type Impl, statics, fn } from './builtins/natives.js';
import { stringify, textArgument, encoded, decoded, parseJson } from './builtins/encodings.js';
import { objectStatics, objectPrototype } from './builtins/objects.js';

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
  return entity ? entityValue(m, entity, node) : m.semantics.implied(m, name, node);
}

const NUMERIC_TEXT = {
  pattern: '^\\s*[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]*\\.?[0-9]*(?:[eE][-+]?[0-9]+)?|Infinity)\\s*$',
  flags: '',
  matches: true,
} as const;

/** A number of the language's own that anybody can predict: the clock, and a generator that is not cryptographic (ECMA-262, Math.random). */
function guessable(m: Machine, kind: string, text: string, call: Call): Value {
  return labelled(
    [{ ...sourceLabel(kind, call.node, text, Form.Number, { own: true }), at: activationOf(m) }],
    Form.Number,
  );
}

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
  (m, call) => {
    const all = call.args.map(numberFrom);
    const labels = all.flatMap((value) => value.labels);
    if (labels.length === 0) return SOME_NUMBER;
    const bounded = all.some(
      (value) =>
        !boundsNothing(value) &&
        value.labels.every((label) => (m.store.refined(label).state & bit) !== 0 && bit === State.BoundedAbove),
    );
    return labelled(
      labels.map((label) => (bounded ? refineLabel(label, { state: bit }) : label)),
      Form.Number,
    );
  };

const keepNumber: Impl = (_m, call) => numberFrom(first(call));

function arrayStatics(): readonly (readonly [string, Value])[] {
  return statics('Array', {
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
      if (size)
        operandSink(m, getProperty(m, source, 'length', call.node), call.argNodes[0] ?? call.node, SIZE, 'Array.from');
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
}

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
  const copied = inner?.kind === 'obj' ? regexOf(source) : null;
  const slot =
    flagText === null
      ? null
      : pattern !== null
        ? { pattern, flags: flagText }
        : copied && { pattern: copied.pattern, flags: flags ? flagText : copied.flags };
  if (slot) made.slots.set('pattern', slot);
  // A copy is as slow as the original, which is written somewhere else.
  if (flagText !== null && isConst(source))
    for (const { value } of source.consts)
      noteMade(m, { pattern: String(value), flags: flagText, node: call.node }, call.node);
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
        arrayStatics(),
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
        }).concat(
          ['MAX_SAFE_INTEGER', 'MIN_SAFE_INTEGER', 'MAX_VALUE', 'POSITIVE_INFINITY', 'NEGATIVE_INFINITY'].map(
            (name) => [name, constant(Number[name as 'MAX_VALUE'])],
          ),
        ),
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
        statics('Date', {
          now: (machine, call) => guessable(machine, GUESSABLE_TIME, 'Date.now()', call),
          parse: () => SOME_NUMBER,
          UTC: () => SOME_NUMBER,
        }),
        m,
      ),
    ],
    ['Promise', fn('Promise', (machine, call) => newPromise(machine, call), promiseStatics(), m)],
    [
      'Symbol',
      fn(
        'Symbol',
        (_machine, call) => constant(symbolOf(call.node)),
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
        random: (machine, call) => guessable(machine, GUESSABLE_RANDOM, 'Math.random()', call),
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
  const lookup: MemberLookup = (machine, name, node) => {
    const entity = machine.semantics.globalEntity(name);
    return entity ? entityValue(machine, entity, node) : null;
  };
  for (const ref of itself.refs) if (ref.kind === 'obj') ref.slots.set(LOOKUP, lookup);
  table.set('globalThis', itself);
  // Its older name in Node.js (https://nodejs.org/api/globals.html#global).
  table.set('global', itself);
  return table;
}

export function namespace(m: Machine, entries: readonly (readonly [string, Value])[]): Value {
  const made = m.alloc('object', null);
  for (const [name, value] of entries) m.root.set(m.cellOf(made, name), value);
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
