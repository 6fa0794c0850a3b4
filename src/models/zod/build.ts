/** The functions of the `z` namespace: each makes a schema. */
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { EVERY_KIND, State } from '../../flow/labels.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { isConst, NOTHING, UNKNOWN, type Primitive, type Value } from '../../flow/value.js';
import { escapeForPattern } from '../../lang/regex/templates.js';
import type { Natives } from '../schema.js';
import { changeIn } from '../shared/changes.js';
import { formatFacts } from '../shared/formats.js';
import { changedBy, refinedBy } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { calledName, constantsOf, entriesOf, isCallable, isOwn, shapeAt } from '../shared/schemas.js';
import {
  ANY,
  BOOLEAN,
  DATE,
  fact,
  literals,
  madeAt,
  NEVER,
  nullable,
  NUMBER,
  objectOf,
  optional,
  OURS,
  TEXT,
  textOf,
  union,
  type Shape,
  type UnknownKeys,
} from '../shared/shape.js';
import { context } from './context.js';
import { schemaOf } from './schema-value.js';

const BIGINT: Shape = { kind: 'ours', refinement: { clears: [EVERY_KIND], form: Form.BigInt } };
const INT32 = State.Finite | State.Whole | State.BoundedAbove | State.BoundedBelow;

/** Which language of formats.ts a format's name stands for, where the names differ. */
export const FORMATS: Readonly<Record<string, string>> = {
  guid: 'uuid',
  uuidv4: 'uuid',
  uuidv6: 'uuid',
  uuidv7: 'uuid',
  cuid: 'cuid',
  cuid2: 'alphanumeric',
  ulid: 'alphanumeric',
  xid: 'alphanumeric',
  ksuid: 'alphanumeric',
  cidrv4: 'cidr',
  cidrv6: 'cidr',
  currencyCode: 'currency',
  hash: 'jwt',
};

export function formatShape(name: string): Shape {
  return textOf(...formatFacts(FORMATS[name] ?? name));
}

function elements(m: Machine, value: Value | undefined, call: Call): readonly Value[] {
  if (!value) return [];
  const { known, rest } = elementsOf(m, value, call.node);
  return rest === NOTHING ? known : [...known, rest];
}

/** The values of an enum object or list. */
export function enumShape(m: Machine, value: Value | undefined, call: Call): Shape {
  if (!value) return ANY;
  const [ref] = value.refs;
  if (ref?.kind !== 'obj') return isOwn(value) ? OURS : ANY;
  if (ref.shape === 'array') {
    const known = constantsOf(m, value, call.node);
    return known ? literals(known) : isOwn(joinedElements(m, value, call)) ? OURS : ANY;
  }
  const contents = m.contents(ref);
  if (isConst(contents)) return literals(contents.consts.map((each) => each.value));
  return contents.labels.length === 0 ? OURS : ANY;
}

function joinedElements(m: Machine, value: Value, call: Call): Value {
  const { rest, known } = elementsOf(m, value, call.node);
  return known.find((each) => each.labels.length > 0) ?? rest;
}

function literalShape(m: Machine, value: Value | undefined, call: Call): Shape {
  if (!value) return ANY;
  if (value.refs.length > 0) return enumShape(m, value, call);
  if (isConst(value)) return literals(value.consts.map((each): Primitive => each.value));
  return value.labels.length === 0 ? OURS : ANY;
}

export function objectShape(m: Machine, raw: Value | undefined, unknownKeys: UnknownKeys): Shape {
  return objectOf(
    entriesOf(m, raw).map(([name, value]) => [name, shapeAt(m, value)] as const),
    unknownKeys,
  );
}

function template(m: Machine, call: Call): Shape {
  const parts = elements(m, call.args[0], call).map((part) => {
    if (isConst(part)) return `(?:${part.consts.map((each) => escapeForPattern(String(each.value))).join('|')})`;
    const shape = shapeAt(m, part);
    if (shape.kind === 'literals') return `(?:${shape.values.map((each) => escapeForPattern(String(each))).join('|')})`;
    return shape.kind === 'number' ? '[-+0-9.e]*' : '[\\s\\S]*';
  });
  return textOf(fact(`^${parts.join('')}$`));
}

function recordShape(m: Machine, call: Call): Shape {
  const [first, second] = call.args;
  const single = second === undefined || shapeAt(m, second) === ANY;
  return single && call.args.length < 2
    ? { kind: 'record', key: TEXT, value: shapeAt(m, first) }
    : { kind: 'record', key: shapeAt(m, first), value: shapeAt(m, second) };
}

type Build = (m: Machine, call: Call) => Shape;
const at = (m: Machine, call: Call, index = 0): Shape => shapeAt(m, call.args[index]);
const list: Build = (m, call) => union(elements(m, call.args[0], call).map((each) => shapeAt(m, each)));

const BUILDS: Readonly<Record<string, Build>> = {
  string: () => TEXT,
  stringFormat: (_m, call) => {
    const pattern = patternOf(call.args[1]);
    if (pattern) return textOf(patternFact(pattern));
    return call.args[1] && isCallable(call.args[1]) ? refinedBy(TEXT, call.args[1]) : TEXT;
  },
  templateLiteral: template,
  stringbool: () => ({ kind: 'piped', first: TEXT, second: BOOLEAN }),
  number: () => NUMBER,
  float32: () => NUMBER,
  float64: () => NUMBER,
  nan: () => NUMBER,
  int: () => ({ ...NUMBER, state: State.Finite | State.Whole }),
  int32: () => ({ ...NUMBER, state: INT32 }),
  uint32: () => ({ ...NUMBER, state: INT32 }),
  boolean: () => BOOLEAN,
  bigint: () => BIGINT,
  int64: () => BIGINT,
  uint64: () => BIGINT,
  symbol: () => NEVER,
  never: () => NEVER,
  undefined: () => ({ kind: 'nothing', value: undefined }),
  void: () => ({ kind: 'nothing', value: undefined }),
  null: () => ({ kind: 'nothing', value: null }),
  any: () => ANY,
  unknown: () => ANY,
  json: () => ANY,
  file: () => ANY,
  function: () => ANY,
  date: () => DATE,
  object: (m, call) => objectShape(m, call.args[0], 'strip'),
  strictObject: (m, call) => objectShape(m, call.args[0], 'refuse'),
  looseObject: (m, call) => objectShape(m, call.args[0], 'keep'),
  array: (m, call) => ({ kind: 'array', element: at(m, call), bounded: false }),
  tuple: (m, call) => ({
    kind: 'tuple',
    items: elements(m, call.args[0], call).map((each) => shapeAt(m, each)),
    rest: call.args[1] ? at(m, call, 1) : null,
  }),
  union: list,
  xor: list,
  discriminatedUnion: (m, call) => union(elements(m, call.args[1], call).map((each) => shapeAt(m, each))),
  intersection: (m, call) => intersection(at(m, call), at(m, call, 1)),
  record: recordShape,
  partialRecord: recordShape,
  looseRecord: recordShape,
  map: (m, call) => ({ kind: 'collection', of: 'map', key: at(m, call), value: at(m, call, 1) }),
  set: (m, call) => ({ kind: 'collection', of: 'set', key: ANY, value: at(m, call) }),
  enum: (m, call) => enumShape(m, call.args[0], call),
  nativeEnum: (m, call) => enumShape(m, call.args[0], call),
  literal: (m, call) => literalShape(m, call.args[0], call),
  keyof: (m, call) => keysShape(at(m, call)),
  optional: (m, call) => optional(at(m, call)),
  exactOptional: (m, call) => optional(at(m, call)),
  nullable: (m, call) => nullable(at(m, call)),
  nullish: (m, call) => optional(nullable(at(m, call))),
  nonoptional: (m, call) => at(m, call),
  readonly: (m, call) => at(m, call),
  promise: (m, call) => at(m, call),
  ostring: () => optional(TEXT),
  onumber: () => optional(NUMBER),
  oboolean: () => optional(BOOLEAN),
  lazy: (_m, call) => {
    const [getter] = call.args;
    return getter
      ? {
          kind: 'lazy',
          get: (machine, node) => shapeAt(machine, callValue(machine, getter, plainCall(node, UNKNOWN, []))),
        }
      : ANY;
  },
  custom: (_m, call) => (call.args[0] && isCallable(call.args[0]) ? refinedBy(ANY, call.args[0]) : ANY),
  instanceof: () => OURS,
  preprocess: (m, call) => ({
    kind: 'piped',
    first: changedBy(ANY, call.args[0] ?? UNKNOWN, (machine) => [context(machine)]),
    second: at(m, call, 1),
  }),
  transform: (_m, call) => changedBy(ANY, call.args[0] ?? UNKNOWN, (machine) => [context(machine)]),
  pipe: (m, call) => ({ kind: 'piped', first: at(m, call), second: at(m, call, 1) }),
  codec: (m, call) => {
    const decode = entriesOf(m, call.args[2]).find(([name]) => name === 'decode')?.[1] ?? UNKNOWN;
    return {
      kind: 'piped',
      first: changedBy(at(m, call), decode, (machine) => [context(machine)]),
      second: at(m, call, 1),
    };
  },
  _default: (m, call) => fallback(at(m, call), call.args[1], false),
  prefault: (m, call) => fallback(at(m, call), call.args[1], false),
  catch: (m, call) => fallback(at(m, call), call.args[1], true),
};

export function keysShape(shape: Shape): Shape {
  return shape.kind === 'object' ? literals([...shape.properties.keys()]) : TEXT;
}

/** What both let in; of a union each of its options with the other side. */
export function intersection(left: Shape, right: Shape): Shape {
  if (left.kind === 'union') return { ...left, options: left.options.map((each) => intersection(each, right)) };
  if (right.kind === 'union') return { ...right, options: right.options.map((each) => intersection(left, each)) };
  if (left.kind === 'object' && right.kind === 'object') {
    return {
      ...left,
      properties: new Map([...left.properties, ...right.properties]),
      unknownKeys: left.unknownKeys === 'keep' || right.unknownKeys === 'keep' ? 'keep' : left.unknownKeys,
    };
  }
  return { kind: 'all', parts: [left, right] };
}

export function fallback(inner: Shape, given: Value | undefined, forWrong: boolean): Shape {
  const value = given ?? UNKNOWN;
  return {
    kind: 'fallback',
    inner,
    forWrong,
    make: (m, node) => (isCallable(value) ? callValue(m, value, plainCall(node, UNKNOWN, [])) : value),
  };
}

/** Checks (`.check(z.maxLength(3))`) stand among the arguments of zod/mini's builders as well. */
function withChecks(m: Machine, shape: Shape, values: readonly Value[]): Shape {
  return values.reduce((sum, each) => changeIn(m, each)?.(sum) ?? sum, shape);
}

/** Schemas that admit anything on purpose and say so, or whose values are no data: only `any` is a gap. */
const UNTYPED: ReadonlySet<string> = new Set(['unknown', 'json', 'file', 'function', 'custom', 'lazy']);

export const buildNatives: Natives = {
  'zod.build': (m, call) => {
    const name = calledName(call);
    const shape = call.entity?.id.includes('.iso.')
      ? formatShape(name)
      : (Object.hasOwn(BUILDS, name) ? BUILDS[name] : undefined)?.(m, call);
    const made = shape ?? formatShape(name);
    return schemaOf(m, call, withChecks(m, UNTYPED.has(name) ? made : madeAt(made, call.node), call.args));
  },
  'zod.coerce': (m, call) => {
    switch (calledName(call)) {
      case 'string':
        return schemaOf(m, call, { ...TEXT, convert: true, at: call.node });
      case 'number':
        return schemaOf(m, call, { ...NUMBER, convert: true, at: call.node });
      case 'boolean':
        return schemaOf(m, call, { kind: 'piped', first: ANY, second: BOOLEAN });
      case 'bigint':
        return schemaOf(m, call, { kind: 'piped', first: ANY, second: BIGINT });
      default:
        return schemaOf(m, call, { kind: 'piped', first: ANY, second: DATE });
    }
  },
};
