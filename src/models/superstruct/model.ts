/** superstruct (https://docs.superstructjs.org/): structs are values, checks are functions over value and struct. */
import { callValue, plainCall } from '../../flow/calls.js';
import { NO_FACTS } from '../../flow/conditions.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { isConst, join, UNDEFINED, UNKNOWN, withOutcome, type Value } from '../../flow/value.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { guardFacts } from '../shared/guard-facts.js';
import { changedBy, refinedBy } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { bounded, members, selected } from '../shared/schema-changes.js';
import {
  calledName,
  constantsOf,
  entriesOf,
  isCallable,
  isOwn,
  makeSchema,
  schemaShape,
  shapeAt,
} from '../shared/schemas.js';
import { shapedValue } from '../shared/shaped.js';
import {
  ANY,
  BOOLEAN,
  DATE,
  literals,
  mapObjects,
  NEVER,
  nullable,
  NUMBER,
  objectIn,
  objectOf,
  optional,
  OURS,
  TEXT,
  union,
  withFacts,
  withState,
  type Shape,
} from '../shared/shape.js';
import { answer, checkOrThrow, parseOrThrow } from '../shared/verdicts.js';

function all(names: string, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { call: { native, presents: true } }]));
}

export const superstruct = {
  packages: ['superstruct'],
  exports: {
    ...all(
      'any array assign bigint boolean coerce date define defaulted deprecated dynamic empty enums func instance integer intersection lazy literal map mask max min never nonempty nullable number object omit optional partial pattern pick record refine regexp set size string struct trimmed tuple type union unknown',
      'superstruct.make',
    ),
    ...all('is assert create validate mask', 'superstruct.apply'),
  },
  types: { Infer: { data: true }, Struct: { members: all('is assert create validate mask', 'superstruct.method') } },
} as const satisfies LibraryModel;

function entries(m: Machine, value: Value | undefined): readonly (readonly [string, Shape])[] {
  return entriesOf(m, value).map(([name, each]) => [name, shapeAt(m, each)] as const);
}

/** `enums([...])` or `literal(x)`. */
function oneOf(m: Machine, value: Value | undefined, call: Call): Shape {
  if (!value) return ANY;
  const known =
    value.refs.length > 0
      ? constantsOf(m, value, call.node)
      : isConst(value)
        ? value.consts.map((each) => each.value)
        : null;
  return known ? literals(known) : isOwn(value) ? OURS : ANY;
}

function make(m: Machine, call: Call): Shape {
  const [first, second, third] = call.args;
  switch (calledName(call)) {
    case 'string':
      return TEXT;
    case 'number':
      return NUMBER;
    case 'integer':
      return withState(NUMBER, State.Whole);
    case 'boolean':
      return BOOLEAN;
    case 'date':
      return DATE;
    case 'never':
      return NEVER;
    case 'bigint':
    case 'func':
    case 'regexp':
    case 'instance':
      return OURS;
    case 'enums':
    case 'literal':
      return oneOf(m, first, call);
    case 'object':
      return first === undefined
        ? { kind: 'object', properties: new Map(), unknownKeys: 'keep', catchall: null }
        : objectOf(entries(m, first), 'refuse');
    case 'type':
      return objectOf(entries(m, first), 'keep');
    case 'assign': {
      const objects = call.args.map((each) => objectIn(shapeAt(m, each)));
      return objectOf(
        objects.flatMap((each) =>
          [...(each?.properties ?? [])].map(([name, property]) => [name, property.shape] as const),
        ),
        objects[0]?.unknownKeys ?? 'refuse',
      );
    }
    case 'pick':
      return selected(m, shapeAt(m, first), second, call, true);
    case 'omit':
      return selected(m, shapeAt(m, first), second, call, false);
    case 'partial': {
      const object = objectIn(shapeAt(m, first)) ?? objectOf(entries(m, first), 'refuse');
      return {
        ...object,
        properties: new Map(
          [...object.properties].map(
            ([name, each]) => [name, { shape: optional(each.shape), optional: true }] as const,
          ),
        ),
      };
    }
    case 'array':
      return { kind: 'array', element: shapeAt(m, first), bounded: false };
    case 'tuple':
      return { kind: 'tuple', items: members(m, first, call).map((each) => shapeAt(m, each)), rest: null };
    case 'record':
      return { kind: 'record', key: shapeAt(m, first), value: shapeAt(m, second) };
    case 'map':
      return { kind: 'collection', of: 'map', key: shapeAt(m, first), value: shapeAt(m, second) };
    case 'set':
      return { kind: 'collection', of: 'set', key: ANY, value: shapeAt(m, first) };
    case 'union':
      return union(members(m, first, call).map((each) => shapeAt(m, each)));
    case 'intersection':
      return { kind: 'all', parts: members(m, first, call).map((each) => shapeAt(m, each)) };
    case 'optional':
      return optional(shapeAt(m, first));
    case 'nullable':
      return nullable(shapeAt(m, first));
    case 'min':
      return bounded(shapeAt(m, first), false, true);
    case 'max':
      return bounded(shapeAt(m, first), true, false);
    case 'size':
      return bounded(shapeAt(m, first), true, true);
    case 'pattern': {
      const pattern = patternOf(second);
      return pattern ? withFacts(shapeAt(m, first), [patternFact(pattern)]) : shapeAt(m, first);
    }
    case 'refine':
      return third ? refinedBy(shapeAt(m, first), third) : shapeAt(m, first);
    case 'coerce':
      return third
        ? { kind: 'piped', first: union([changedBy(shapeAt(m, second), third), ANY]), second: shapeAt(m, first) }
        : shapeAt(m, first);
    case 'defaulted': {
      const value = second ?? UNKNOWN;
      return {
        kind: 'fallback',
        inner: shapeAt(m, first),
        forWrong: false,
        make: (machine, node) => (isCallable(value) ? callValue(machine, value, plainCall(node, UNKNOWN, [])) : value),
      };
    }
    case 'define':
    case 'struct':
      return second && isCallable(second) ? refinedBy(ANY, second) : ANY;
    case 'lazy':
    case 'dynamic':
      return first
        ? {
            kind: 'lazy',
            get: (machine, node) => shapeAt(machine, callValue(machine, first, plainCall(node, UNKNOWN, [UNKNOWN]))),
          }
        : ANY;
    case 'deprecated':
    case 'empty':
    case 'nonempty':
    case 'trimmed':
      return shapeAt(m, first);
    default:
      return ANY;
  }
}

function apply(m: Machine, name: string, input: Value, struct: Value | undefined, call: Call): Value {
  const shape = struct ? schemaShape(m, struct) : null;
  if (shape === null) return UNKNOWN;
  switch (name) {
    case 'is':
      return answer(m, shape, input, call.node);
    case 'assert':
      checkOrThrow(m, shape, input, call.node);
      return UNDEFINED;
    case 'create':
      return parseOrThrow(m, shape, input, call.node);
    case 'mask':
      return parseOrThrow(
        m,
        mapObjects(shape, (object) => ({ ...object, unknownKeys: 'strip', catchall: null })),
        input,
        call.node,
      );
    case 'validate': {
      const error = withOutcome(join(m.object('error', null), UNDEFINED), {
        yes: NO_FACTS,
        no: guardFacts(m, shape, input, call.node),
      });
      return m.array([error, join(shapedValue(m, shape, input, call.node), UNDEFINED)], null);
    }
    default:
      return UNKNOWN;
  }
}

export const superstructNatives: Natives = {
  'superstruct.make': (m, call) => makeSchema(m, call.entity?.typeNamed('Struct') ?? null, make(m, call)),
  'superstruct.apply': (m, call) => apply(m, calledName(call), call.args[0] ?? UNDEFINED, call.args[1], call),
  'superstruct.method': (m, call) => apply(m, calledName(call), call.args[0] ?? UNDEFINED, call.self, call),
};
