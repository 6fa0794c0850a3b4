/** Which of the language's own methods a call by name means, by what the receiver may be. */
import { getProperty, unbacked } from '../access.js';
import { elementsOf } from '../elements.js';
import { callValue, plainCall } from '../calls.js';
import { booleanWith, factsFor, NO_FACTS } from '../conditions.js';
import { Form, STRUCTURED } from '../forms.js';
import { bound } from '../functions.js';
import { keptMember } from '../kept.js';
import { operandSink, TEXT_METHOD } from '../language-sinks.js';
import { callDescribed } from '../modelled.js';
import type { Machine } from '../machine.js';
import type { Call, Obj, Ref } from '../refs.js';
import type { Label } from '../labels.js';
import { ownershipOf } from '../ownership.js';
import { toText } from '../text.js';
import {
  isConst,
  join,
  labelled,
  NOTHING,
  refValue,
  SOME_BOOLEAN,
  SOME_TEXT,
  someForm,
  UNDEFINED,
  UNKNOWN,
  type Value,
  constant,
  joinAll,
} from '../value.js';
import { collectionMethod } from './collections.js';
import { LIST_METHODS, ONE_OF_OURS } from './lists.js';
import { promiseMethod } from './promises.js';
import { STRING_METHODS } from './strings.js';
import { matchResult, regexOf, testedBy } from './matching.js';

function isFunction(ref: Ref): boolean {
  return (
    ref.kind === 'func' || ref.kind === 'class' || ref.kind === 'native' || ref.kind === 'bound' || ref.kind === 'lib'
  );
}

/** Methods that texts and lists have both, with different answers (ECMA-262, 22.1.3 and 23.1.3). */
const CONFUSED: ReadonlySet<string> = new Set(['includes', 'indexOf', 'lastIndexOf']);

/** A list whose elements a schema has checked one and all has no form of the client's making left: it is a list still. */
function mayBeList(m: Machine, label: Label): boolean {
  const { form } = m.store.refined(label);
  return (form & Form.Array) !== 0 || (form === 0 && (label.form & Form.Array) !== 0);
}

/** Methods that texts alone have, and that put an argument into the text (ECMA-262, 22.1.3.19 and 22.1.3.20). */
const FILLING: ReadonlySet<string> = new Set(['replace', 'replaceAll']);

/** `template.replace('{{name}}', value)`: a text of which nothing else is known takes in what somebody chose. */
function takesIn({ refs, form, open }: Value, name: string, { args }: Call): boolean {
  if (refs.length > 0 || args.every(({ labels }) => labels.length === 0)) return false;
  if (form === Form.String) return true;
  const [pattern] = args;
  return (
    open &&
    FILLING.has(name) &&
    args.length === 2 &&
    pattern !== undefined &&
    (pattern.consts.some(({ value }) => typeof value === 'string') ||
      pattern.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'regexp'))
  );
}

/** Returns the run of the language's method for this receiver; null when the language has none of that name for it. */
export function builtinMethod(m: Machine, self: Value, name: string, call: Call): (() => Value) | null {
  if (CONFUSED.has(name) && call.args[0] && isConst(call.args[0])) operandSink(m, self, call.node, TEXT_METHOD, name);
  const parts: (() => Value)[] = [];
  const lists = self.refs.filter(
    (ref): ref is Obj => ref.kind === 'obj' && (ref.shape === 'array' || ref.shape === 'iterator'),
  );
  const clientLists = self.labels.filter((label) => mayBeList(m, label));
  const textual =
    self.labels.some((label) => (m.store.refined(label).form & ~STRUCTURED) !== 0) ||
    self.consts.some((each) => typeof each.value === 'string');
  const isText = Object.hasOwn(STRING_METHODS, name);
  const isListMethod = Object.hasOwn(LIST_METHODS, name);
  // An array stands for the iterators over it, too.
  if (name === 'next' && lists.length > 0) return () => nextOf(m, lists, call);
  if (isListMethod && lists.length > 0) {
    const run = LIST_METHODS[name];
    const [only] = lists;
    const kept = lists.length === 1 && only ? keptMember(m, only, name) : null;
    const own = (): Value =>
      run ? run(m, { ...self, refs: lists, labels: [], consts: [], open: false }, call) : NOTHING;
    if (run) parts.push(kept ? () => callDescribed(m, kept, call, own) : own);
  }
  if (isText && textual) {
    const run = STRING_METHODS[name];
    const labels = self.labels.filter((label) => (label.form & Form.String) !== 0 || !isListMethod);
    const text: Value = {
      ...self,
      refs: [],
      labels,
      consts: self.consts.filter((each) => typeof each.value === 'string' || name === 'toString'),
    };
    if (run && (labels.length > 0 || text.consts.length > 0))
      parts.push(() => run(m, name === 'toString' ? (inRadix(text, call) ?? toText(m, text, call.node)) : text, call));
  }
  if (isText && !textual && takesIn(self, name, call)) {
    const run = STRING_METHODS[name];
    if (run) parts.push(() => run(m, SOME_TEXT, call));
  }
  if (isListMethod && clientLists.length > 0 && (!isText || !textual)) {
    const run = LIST_METHODS[name];
    if (run)
      parts.push(() =>
        run(
          m,
          {
            ...self,
            refs: self.refs.filter((ref) => ref.kind === 'obj' && ref.slots.has('backs')),
            labels: unlisted(self),
          },
          call,
        ),
      );
  }
  for (const ref of self.refs) {
    const own = refMethod(m, ref, name, call);
    if (own) parts.push(own);
  }
  if (parts.length === 0 && self.open && self.labels.length === 0 && self.refs.length === 0)
    return unknownReceiver(m, self, name, call, isText, isListMethod);
  const [first] = parts;
  if (!first) return genericMethod(m, self, name, call);
  if (parts.length === 1) return first;
  return () => {
    let sum: Value = NOTHING;
    for (const run of parts) sum = join(sum, run());
    return sum;
  };
}

/** `code.toString(16)` of constant numbers; null for anything else. */
function inRadix({ consts, labels }: Value, { args: [given] }: Call): Value | null {
  const radix = given && isConst(given) && given.consts.length === 1 ? given.consts[0]?.value : null;
  if (typeof radix !== 'number' || radix < 2 || radix > 36 || consts.length === 0 || labels.length > 0) return null;
  const texts = consts.flatMap(({ value, origin }) =>
    typeof value === 'number' ? [constant(value.toString(radix), origin)] : [],
  );
  return texts.length === consts.length ? joinAll(texts) : null;
}

function unlisted(self: Value): Value['labels'] {
  const rest = unbacked(self);
  return rest.length === self.labels.length ? self.labels : rest;
}

function nextOf(m: Machine, own: readonly Obj[], call: Call): Value {
  let value: Value = UNDEFINED;
  const [sent] = call.args;
  const lists = sent
    ? own.flatMap((ref) => {
        const again = ref.slots.get('again') as ((machine: Machine, sent: Value) => Value) | undefined;
        return again ? again(m, sent).refs.filter((each): each is Obj => each.kind === 'obj') : [ref];
      })
    : own;
  for (const ref of lists) value = join(value, join(m.rest(ref), m.cell(ref, '%returned') ?? NOTHING));
  for (const ref of lists) for (const each of elementsOf(m, refValue(ref), call.node).known) value = join(value, each);
  return m.object('object', call.node, [
    ['value', value],
    ['done', SOME_BOOLEAN],
  ]);
}

/** A receiver of which nothing is known: callbacks still run, texts stay texts. */
function unknownReceiver(
  m: Machine,
  self: Value,
  name: string,
  call: Call,
  isText: boolean,
  isListMethod: boolean,
): (() => Value) | null {
  if (isListMethod && !isText && call.args[0]?.refs.some(isFunction)) {
    const run = LIST_METHODS[name];
    return run ? () => run(m, self, call) : null;
  }
  if (
    (name === 'then' || name === 'catch' || name === 'finally') &&
    call.args.some((arg) => arg.refs.some(isFunction))
  ) {
    return () =>
      promiseMethod(m, { kind: 'promise', value: UNKNOWN, rejected: null, facts: null, fails: false }, name, call) ??
      UNKNOWN;
  }
  if ((self.form & ~Form.String) === 0 && isText) {
    const run = STRING_METHODS[name];
    return run ? () => run(m, self, call) : null;
  }
  if (name === 'includes' || name === 'has')
    return () => booleanWith(factsFor(call.args[0]?.labels ?? [], ONE_OF_OURS), NO_FACTS);
  if (name === 'indexOf')
    return () => ({
      ...someForm(Form.Number),
      hint: { kind: 'index', labels: [], found: factsFor(call.args[0]?.labels ?? [], ONE_OF_OURS) },
    });
  return null;
}

function refMethod(m: Machine, ref: Ref, name: string, call: Call): (() => Value) | null {
  if (ref.kind === 'promise') {
    return name === 'then' || name === 'catch' || name === 'finally'
      ? () => promiseMethod(m, ref, name, call) ?? UNKNOWN
      : null;
  }
  if (isFunction(ref)) return functionMethod(m, ref, name, call);
  if (ref.kind !== 'obj') return null;
  const collection = collectionMethod(ref, name);
  if (collection) {
    const kept = keptMember(m, ref, name);
    const own = (): Value => collection(m, ref, call);
    return kept ? () => callDescribed(m, kept, call, own) : own;
  }
  if (ref.shape === 'regexp') {
    const regex = regexOf(refValue(ref));
    const text = (): Value => (call.args[0] ? toText(m, call.args[0], call.node) : SOME_TEXT);
    if (name === 'test') return () => (regex ? testedBy(m, regex, text(), call) : SOME_BOOLEAN);
    if (name === 'exec') return () => matchResult(m, regex, text(), call);
  }
  if (ref.shape === 'date')
    return () => (name.startsWith('to') && name !== 'toJSON' ? SOME_TEXT : someForm(Form.Number | Form.String));
  if (ref.shape === 'iterator' && name === 'return') return () => UNDEFINED;
  return null;
}

/** call, apply and bind; and toString, which gives source text. */
function functionMethod(m: Machine, ref: Ref, name: string, call: Call): (() => Value) | null {
  const [self = UNDEFINED, ...rest] = call.args;
  const target: Value = refValue(ref.kind === 'bound' && ref.weak ? (ref.target.refs[0] ?? ref) : ref, Form.Function);
  const own = ref.kind === 'lib' ? ref.entity.member(name) !== null : false;
  if (own) return null;
  switch (name) {
    case 'call':
      return () =>
        callValue(m, target, {
          ...plainCall(call.node, self, rest),
          argNodes: call.argNodes.slice(1),
          restFrom: call.restFrom === null ? null : Math.max(0, call.restFrom - 1),
        });
    case 'apply': {
      return () => {
        const elements = elementsOf(m, rest[0] ?? UNDEFINED, call.node);
        const args = elements.rest === NOTHING ? elements.known : [...elements.known, elements.rest];
        return callValue(m, target, {
          ...plainCall(call.node, self, args),
          argNodes: args.map(() => call.argNodes[1]),
          restFrom: elements.rest === NOTHING ? null : elements.known.length,
        });
      };
    }
    case 'bind':
      return () => bound(ref.kind === 'lib' && ref.self ? refValue(ref, Form.Function) : target, self, rest);
    default:
      return null;
  }
}

/** Methods that every object has. */
function genericMethod(m: Machine, self: Value, name: string, call: Call): (() => Value) | null {
  const plain =
    self.refs.length > 0 &&
    self.refs.every((ref) => ref.kind === 'obj' && (ref.shape === 'object' || ref.shape === 'typed'));
  if (name === 'hasOwnProperty' || name === 'propertyIsEnumerable') {
    return () => ownershipOf(m, self, call.args[0] ?? UNDEFINED);
  }
  if (
    (name === 'toString' || name === 'toLocaleString') &&
    (plain || (self.refs.length === 0 && isConst(self)) || self.form === Form.Number)
  ) {
    const own = plain ? getProperty(m, self, name, call.node) : UNDEFINED;
    if (own.refs.length > 0) return null;
    return () => (self.labels.length > 0 ? labelled(self.labels, Form.String) : toText(m, self, call.node));
  }
  if (self.form === Form.Number && (name === 'toFixed' || name === 'toPrecision' || name === 'toExponential'))
    return () => (self.labels.length > 0 ? labelled(self.labels, Form.Number) : SOME_TEXT);
  return null;
}

/** Calls an object of the engine's own that is callable. */
export function builtinCall(_m: Machine, _obj: Obj, _call: Call): Value | null {
  return null;
}
