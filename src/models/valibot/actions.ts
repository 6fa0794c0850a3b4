/** Actions of a pipe: what each adds to the shape before it. */
import { callValue, plainCall } from '../../flow/calls.js';
import { numberFrom } from '../../flow/operators.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { toText } from '../../flow/text.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { factOfContains, factOfPrefix, factOfSuffix } from '../../lang/regex/templates.js';
import type { Natives } from '../schema.js';
import { keepChange, type Change } from '../shared/changes.js';
import { formatFacts } from '../shared/formats.js';
import { changedBy, predicateFacts, refinedBy, refusal } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { calledName, constantArgument, constantsOf, isBound, isOwn } from '../shared/schemas.js';
import { BOOLEAN, DATE, literals, narrowed, withFacts, withState, type Shape } from '../shared/shape.js';

const LANGUAGES: Readonly<Record<string, string>> = {
  base64: 'base64',
  bic: 'alphanumeric',
  creditCard: 'creditCard',
  cuid2: 'alphanumeric',
  decimal: 'decimal',
  digits: 'digits',
  domain: 'domain',
  email: 'email',
  hash: 'hex',
  hexColor: 'hexColor',
  hexadecimal: 'hex',
  imei: 'creditCard',
  ip: 'ip',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  isoDate: 'date',
  isoDateTime: 'datetime',
  isoTime: 'time',
  isoTimeSecond: 'time',
  isoTimestamp: 'datetime',
  jwsCompact: 'jwt',
  mac: 'mac',
  mac48: 'mac',
  mac64: 'mac',
  nanoid: 'nanoid',
  octal: 'alphanumeric',
  slug: 'slug',
  ulid: 'alphanumeric',
  url: 'url',
  uuid: 'uuid',
  isoWeek: 'slug',
  isbn: 'slug',
};

const same: Change = (shape) => shape;

function number(state: number): Change {
  return (shape) => withState(shape, state);
}

function lengthBound(shape: Shape): Shape {
  return narrowed(shape, (inner) =>
    inner.kind === 'array'
      ? { ...inner, bounded: true }
      : inner.kind === 'text'
        ? withState(inner, State.BoundedLength)
        : inner,
  );
}

/** The argument of `rawCheck` and `rawTransform`: dataset and a function that adds an issue. */
function raw(m: Machine, value: Value): Value {
  const dataset = m.object('object', null, [['value', value]]);
  return m.object('object', null, [
    ['dataset', dataset],
    ['addIssue', refusal('addIssue')],
  ]);
}

function changeOf(m: Machine, name: string, call: Call): Change {
  const [first] = call.args;
  switch (name) {
    case 'regex': {
      const pattern = patternOf(first);
      return pattern ? (shape) => withFacts(shape, [patternFact(pattern)]) : same;
    }
    case 'startsWith':
    case 'endsWith':
    case 'includes': {
      const text = constantArgument(call, 0);
      const make = name === 'startsWith' ? factOfPrefix : name === 'endsWith' ? factOfSuffix : factOfContains;
      return typeof text === 'string' ? (shape) => withFacts(shape, [make(text)]) : same;
    }
    case 'integer':
    case 'safeInteger':
      return number(State.Whole | State.Finite);
    case 'finite':
      return number(State.Finite);
    case 'maxValue':
    case 'ltValue':
      return isBound(first) ? number(State.BoundedAbove) : same;
    case 'minValue':
    case 'gtValue':
      return isBound(first) ? number(State.BoundedBelow) : same;
    case 'maxLength':
    case 'length':
    case 'maxSize':
    case 'size':
    case 'maxBytes':
      return isBound(first) ? lengthBound : same;
    case 'value':
    case 'values': {
      const known = first
        ? first.refs.length > 0
          ? constantsOf(m, first, call.node)
          : first.consts.map((each) => each.value)
        : null;
      return known && isOwn(first) ? (shape) => ({ kind: 'piped', first: shape, second: literals(known) }) : same;
    }
    case 'check':
    case 'guard':
      return first ? (shape) => refinedBy(shape, first) : same;
    case 'rawCheck':
      return first
        ? (shape) => ({
            kind: 'refined',
            inner: shape,
            learn: (machine, value, node) => predicateFacts(machine, first, [raw(machine, value)], node, false),
          })
        : same;
    case 'checkItems':
    case 'everyItem':
      return first
        ? (shape) =>
            narrowed(shape, (inner) =>
              inner.kind === 'array' ? { ...inner, element: refinedBy(inner.element, first) } : inner,
            )
        : same;
    case 'transform':
      return first ? (shape) => changedBy(shape, first) : same;
    case 'rawTransform':
      return first
        ? (shape) => ({
            kind: 'changed',
            inner: shape,
            apply: (machine, value, node) => callValue(machine, first, plainCall(node, UNKNOWN, [raw(machine, value)])),
          })
        : same;
    case 'toNumber':
      return (shape) => ({ kind: 'changed', inner: shape, apply: (_machine, value) => numberFrom(value) });
    case 'toString':
      return (shape) => ({
        kind: 'changed',
        inner: shape,
        apply: (machine, value, node) => toText(machine, value, node),
      });
    case 'toBoolean':
      return (shape) => ({ kind: 'piped', first: shape, second: BOOLEAN });
    case 'toDate':
      return (shape) => ({ kind: 'piped', first: shape, second: DATE });
    default:
      return Object.hasOwn(LANGUAGES, name) ? (shape) => withFacts(shape, formatFacts(LANGUAGES[name] ?? '')) : same;
  }
}

export const actionNatives: Natives = {
  'valibot.action': (m, call) => keepChange(m, changeOf(m, calledName(call).replace(/Async$/, ''), call)),
};
