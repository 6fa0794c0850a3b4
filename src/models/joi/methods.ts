/** What the methods of Joi schemas make of a shape. */
import { callValue, plainCall } from '../../flow/calls.js';
import { getProperty } from '../../flow/access.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { isConst, join, UNDEFINED, UNKNOWN, type Primitive, type Value } from '../../flow/value.js';
import { formatFacts } from '../shared/formats.js';
import { limited, limitsOf } from '../shared/limits.js';
import { predicateFacts, refusal } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { constantArgument, isCallable, isBound, optionSet } from '../shared/schemas.js';
import {
  ANY,
  literals,
  narrowed,
  NEVER,
  nullable,
  onObject,
  optional,
  OURS,
  union,
  withFacts,
  withState,
  type Property,
  type Shape,
} from '../shared/shape.js';
import { withOptions } from './options.js';
import { compiled, keysOf, listed } from './root.js';

const LANGUAGES: Readonly<Record<string, string>> = {
  alphanum: 'alphanumeric',
  token: 'token',
  hex: 'hex',
  guid: 'looseGuid',
  uuid: 'looseGuid',
  isoDuration: 'duration',
  creditCard: 'creditCard',
  hostname: 'hostname',
  lowercase: 'lowercase',
  uppercase: 'uppercase',
};

function values(m: Machine, call: Call): readonly Value[] {
  return call.args.flatMap((each) =>
    each.refs[0]?.kind === 'obj' && each.refs[0].shape === 'array' ? listed(m, each, call.node) : [each],
  );
}

/** `valid(...)`: one of these and nothing else. */
function only(shape: Shape, given: readonly Value[]): Shape {
  const known: Primitive[] = [];
  for (const each of given) {
    if (isConst(each)) known.push(...each.consts.map((one) => one.value));
    else if (each.labels.length > 0) return shape;
    else return OURS;
  }
  const before = shape.kind === 'literals' ? shape.values : [];
  return literals([...before, ...known]);
}

function allowed(shape: Shape, given: readonly Value[]): Shape {
  return given.reduce((sum, each) => {
    if (!isConst(each)) return each.labels.length > 0 ? sum : union([sum, OURS]);
    const present = each.consts.map((one) => one.value).filter((one) => one !== null && one !== undefined);
    const withNull = present.length < each.consts.length ? nullable(sum) : sum;
    return present.length > 0 && sum.kind !== 'any' ? union([withNull, literals(present)]) : withNull;
  }, shape);
}

function bounded(shape: Shape, call: Call, above: boolean, isInclusive = true): Shape {
  const [bound] = call.args;
  if (!isBound(bound)) return shape;
  const limits = isInclusive ? limitsOf(bound, above, !above) : {};
  return narrowed(limited(shape, limits), (inner) => {
    if (inner.kind === 'number') return withState(inner, above ? State.BoundedAbove : State.BoundedBelow);
    if (!above) return inner;
    if (inner.kind === 'text') return withState(inner, State.BoundedLength);
    return inner.kind === 'array' ? { ...inner, bounded: true } : inner;
  });
}

function customised(shape: Shape, test: Value): Shape {
  const helpers = (m: Machine): Value =>
    m.object('object', null, [
      ['error', refusal('error')],
      ['message', refusal('message')],
    ]);
  const inner: Shape = {
    kind: 'refined',
    inner: shape,
    learn: (m, value, node) => predicateFacts(m, test, [value, helpers(m)], node, false),
  };
  return {
    kind: 'changed',
    inner,
    apply: (m, value, node) => {
      const result = callValue(m, test, plainCall(node, UNKNOWN, [value, helpers(m)]));
      const missing = result.consts.some((each) => each.value === undefined);
      return missing
        ? join({ ...result, consts: result.consts.filter((each) => each.value !== undefined) }, value)
        : result;
    },
  };
}

/** `when`: what is sure is what stands without it, or the alternatives where nothing does. */
function conditional(m: Machine, shape: Shape, call: Call): Shape {
  const options = call.args.at(-1);
  if (shape.kind !== 'any' || !options) return shape;
  const branches = ['then', 'otherwise']
    .map((name) => getProperty(m, options, name, call.node))
    .filter((each) => each !== UNDEFINED && each !== UNKNOWN);
  return branches.length === 2 ? union(branches.map((each) => compiled(m, each, call.node))) : shape;
}

function present(shape: Shape): Shape {
  return shape.kind === 'union'
    ? union(shape.options.filter((each) => !(each.kind === 'nothing' && each.value === undefined)))
    : shape;
}

function merged(left: Shape, right: Shape): Shape {
  if (left.kind === 'any') return right;
  if (left.kind === 'object' && right.kind === 'object')
    return { ...left, properties: new Map([...left.properties, ...right.properties]) };
  return right.kind === 'any' ? left : { kind: 'all', parts: [left, right] };
}

/** Returns the shape after a method by name. */
export function method(m: Machine, name: string, shape: Shape, call: Call): Shape {
  const [first] = call.args;
  switch (name) {
    case 'valid':
    case 'equal':
      return only(shape, values(m, call));
    case 'allow':
      return allowed(shape, values(m, call));
    case 'required':
    case 'exist':
      return present(shape);
    case 'optional':
      return optional(shape);
    case 'forbidden':
      return { kind: 'nothing', value: undefined };
    case 'strip':
      return NEVER;
    case 'default':
    case 'failover': {
      const value = first ?? UNKNOWN;
      return {
        kind: 'fallback',
        inner: shape,
        forWrong: name === 'failover',
        make: (machine, node) => (isCallable(value) ? callValue(machine, value, plainCall(node, UNKNOWN, [])) : value),
      };
    }
    case 'concat':
      return merged(shape, compiled(m, first, call.node));
    case 'when':
    case 'conditional':
      return conditional(m, shape, call);
    case 'custom':
      return first ? customised(shape, first) : shape;
    case 'options':
    case 'prefs':
    case 'preferences':
      return withOptions(m, shape, first);
    case 'min':
      return bounded(shape, call, false);
    case 'greater':
      return bounded(shape, call, false, false);
    case 'max':
      return bounded(shape, call, true);
    case 'less':
      return bounded(shape, call, true, false);
    case 'length':
      return bounded(bounded(shape, call, true), call, false);
    case 'integer':
      return withState(shape, State.Whole);
    case 'positive':
      return withState(shape, State.BoundedBelow);
    case 'negative':
      return withState(shape, State.BoundedAbove);
    case 'port':
      return withState(shape, State.BoundedAbove | State.BoundedBelow | State.Whole);
    case 'pattern':
    case 'regex':
      return patterned(m, shape, call);
    case 'email': {
      const address = withFacts(shape, formatFacts('email'));
      // @sideway/address refuses addresses of more than 254 characters (RFC 5321, 4.5.3.1.3).
      return optionSet(m, first, 'ignoreLength') ? address : withState(address, State.BoundedLength);
    }
    case 'ip':
      return withFacts(shape, formatFacts('cidrOrIp'));
    case 'isoDate':
      return withFacts(shape, [{ pattern: '^[0-9TtZzW:.,+\\- ]*$', flags: '', matches: true }]);
    case 'base64':
      return withFacts(shape, [{ pattern: '^[0-9A-Za-z+/_-]*={0,2}$', flags: '', matches: true }]);
    case 'keys':
    case 'append':
      return withKeys(m, shape, first, call);
    case 'unknown': {
      const keep = first === undefined || constantArgument(call, 0) !== false;
      return (
        onObject(shape, (object) => ({ ...object, unknownKeys: keep ? 'keep' : 'refuse', at: call.node })) ?? shape
      );
    }
    case 'requiredKeys':
    case 'optionalKeys':
    case 'fork':
      return shape;
    case 'instance':
      return OURS;
    case 'items': {
      const items = values(m, call)
        .map((each) => compiled(m, each, call.node))
        .filter((each) => each.kind !== 'nothing' && each.kind !== 'never');
      return narrowed(shape, (inner) =>
        inner.kind === 'array'
          ? { ...inner, element: union(inner.element.kind === 'any' ? items : [inner.element, ...items]) }
          : inner,
      );
    }
    case 'ordered':
      return narrowed(shape, (inner) =>
        inner.kind === 'array'
          ? { kind: 'tuple', items: values(m, call).map((each) => compiled(m, each, call.node)), rest: null }
          : inner,
      );
    case 'single':
      return { kind: 'piped', first: ANY, second: shape };
    case 'try':
      return union([
        ...(shape.kind === 'any' ? [] : [shape]),
        ...values(m, call).map((each) => compiled(m, each, call.node)),
      ]);
    default:
      return Object.hasOwn(LANGUAGES, name) ? withFacts(shape, formatFacts(LANGUAGES[name] ?? '')) : shape;
  }
}

function withKeys(m: Machine, shape: Shape, keys: Value | undefined, call: Call): Shape {
  const added = keysOf(m, keys, call.node);
  if (added.kind !== 'object') return shape;
  return (
    onObject(shape, (object) => ({
      ...object,
      unknownKeys: object.properties.size === 0 && object.unknownKeys === 'keep' ? 'refuse' : object.unknownKeys,
      properties: new Map<string, Property>([...object.properties, ...added.properties]),
    })) ?? shape
  );
}

/** `string().pattern(regex)`, or `object().pattern(keys, value)`. */
function patterned(m: Machine, shape: Shape, call: Call): Shape {
  const object = onObject(shape, (inner) => ({
    ...inner,
    unknownKeys: 'keep',
    catchall: compiled(m, call.args[1], call.node),
  }));
  if (object) return object;
  const pattern = patternOf(call.args[0]);
  if (!pattern) return shape;
  return withFacts(shape, [patternFact(pattern, !optionSet(m, call.args[1], 'invert'))]);
}
