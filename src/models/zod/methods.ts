/** Methods of zod schemas: each returns a new schema, or parses. */
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { keepChange } from '../shared/changes.js';
import { changedBy } from '../shared/predicates.js';
import { calledName, constantsOf, entriesOf, schemaShape, shapeAt } from '../shared/schemas.js';
import {
  narrowed,
  nullable,
  objectIn,
  objectOf,
  onObject,
  optional,
  union,
  withFacts,
  type ObjectShape,
  type Property,
  type Shape,
} from '../shared/shape.js';
import { answer, parseLater, parseOrThrow, verdict, type Verdict } from '../shared/verdicts.js';
import { fallback, formatShape, intersection, keysShape } from './build.js';
import { changeOf, checkArgument } from './checks.js';
import { context } from './context.js';
import { schemaOf } from './schema-value.js';

const RESULT: Verdict = {
  flag: 'success',
  flagMeans: 'success',
  output: 'data',
  onFailure: 'nothing',
  problems: 'error',
};

function run(m: Machine, name: string, shape: Shape | null, input: Value, call: Call): Value {
  if (shape === null) return UNKNOWN;
  switch (name) {
    case 'parse':
    case 'decode':
      return parseOrThrow(m, shape, input, call.node);
    case 'parseAsync':
    case 'decodeAsync':
      return parseLater(m, shape, input, call.node);
    case 'safeParse':
    case 'safeDecode':
      return verdict(m, shape, input, call.node, RESULT);
    case 'spa':
    case 'safeParseAsync':
    case 'safeDecodeAsync':
      return promiseOf(verdict(m, shape, input, call.node, RESULT));
    case 'validate':
      return answer(m, shape, input, call.node);
    case 'validateAsync':
      return promiseOf(answer(m, shape, input, call.node));
    default:
      return UNKNOWN;
  }
}

/** Returns the keys that a mask such as `{ name: true }` names. */
function masked(m: Machine, mask: Value | undefined): ReadonlySet<string> | null {
  return mask === undefined || mask === UNDEFINED ? null : new Set(entriesOf(m, mask).map(([name]) => name));
}

function mapProperties(
  object: ObjectShape,
  change: (name: string, property: Property) => Property | null,
): ObjectShape {
  const properties = new Map<string, Property>();
  for (const [name, property] of object.properties) {
    const changed = change(name, property);
    if (changed) properties.set(name, changed);
  }
  return { ...object, properties };
}

function present(shape: Shape): Shape {
  return shape.kind === 'union' ? union(shape.options.filter((each) => each.kind !== 'nothing')) : shape;
}

/** A method that opens an object is where that was written. */
function opened(made: Shape | null, before: ObjectShape, call: Call): Shape | null {
  return made?.kind === 'object' && made.unknownKeys === 'keep' && before.unknownKeys !== 'keep'
    ? { ...made, at: call.node }
    : made;
}

/** Returns what an object method makes of an object; null when the name is none. */
function objectMethod(m: Machine, name: string, object: ObjectShape, args: readonly Value[]): Shape | null {
  const [first] = args;
  switch (name) {
    case 'strict':
      return { ...object, unknownKeys: 'refuse', catchall: null };
    case 'strip':
    case 'nonstrict':
      return { ...object, unknownKeys: 'strip', catchall: null };
    case 'passthrough':
    case 'loose':
      return { ...object, unknownKeys: 'keep', catchall: null };
    case 'catchall': {
      const catchall = shapeAt(m, first);
      return catchall.kind === 'never'
        ? { ...object, unknownKeys: 'refuse', catchall: null }
        : { ...object, unknownKeys: 'keep', catchall };
    }
    case 'partial':
    case 'exactPartial':
    case 'deepPartial': {
      const keys = masked(m, first);
      return mapProperties(object, (key, each) =>
        keys && !keys.has(key) ? each : { shape: optional(each.shape), optional: true },
      );
    }
    case 'required': {
      const keys = masked(m, first);
      return mapProperties(object, (key, each) =>
        keys && !keys.has(key) ? each : { shape: present(each.shape), optional: false },
      );
    }
    case 'pick': {
      const keys = masked(m, first);
      return mapProperties(object, (key, each) => (keys?.has(key) ? each : null));
    }
    case 'omit': {
      const keys = masked(m, first);
      return mapProperties(object, (key, each) => (keys?.has(key) ? null : each));
    }
    case 'extend':
    case 'safeExtend':
    case 'augment': {
      const added = objectOf(entriesOf(m, first).map(([key, value]) => [key, shapeAt(m, value)] as const));
      return { ...object, properties: new Map([...object.properties, ...added.properties]) };
    }
    case 'merge': {
      const other = objectIn(shapeAt(m, first));
      return other
        ? { ...other, properties: new Map([...object.properties, ...other.properties]) }
        : { ...object, unknownKeys: 'keep', catchall: null };
    }
    default:
      return null;
  }
}

function method(m: Machine, name: string, shape: Shape, call: Call): Shape {
  const [first] = call.args;
  switch (name) {
    case 'optional':
    case 'exactOptional':
      return optional(shape);
    case 'nullable':
      return nullable(shape);
    case 'nullish':
      return optional(nullable(shape));
    case 'nonoptional':
      return present(shape);
    case 'unwrap':
      return shape.kind === 'array' ? shape.element : present(shape);
    case 'removeDefault':
    case 'removeCatch':
    case 'innerType':
    case 'sourceType':
      return shape.kind === 'fallback' || shape.kind === 'refined' || shape.kind === 'changed' ? shape.inner : shape;
    case 'default':
    case 'prefault':
      return fallback(shape, first, false);
    case 'catch':
      return fallback(shape, first, true);
    case 'array':
      return { kind: 'array', element: shape, bounded: false };
    case 'or':
      return union([shape, shapeAt(m, first)]);
    case 'and':
      return intersection(shape, shapeAt(m, first));
    case 'transform':
      return changedBy(shape, first ?? UNKNOWN, (machine) => [context(machine)]);
    case 'pipe':
      return { kind: 'piped', first: shape, second: shapeAt(m, first) };
    case 'keyof':
      return keysShape(shape);
    case 'rest':
      return shape.kind === 'tuple' ? { ...shape, rest: shapeAt(m, first) } : shape;
    case 'setKey': {
      const object = objectIn(shape);
      const key = first?.consts[0]?.value;
      return object && typeof key === 'string'
        ? {
            ...object,
            properties: new Map([...object.properties, [key, { shape: shapeAt(m, call.args[1]), optional: false }]]),
          }
        : shape;
    }
    case 'extract':
    case 'exclude': {
      const values = first ? constantsOf(m, first, call.node) : null;
      return shape.kind === 'literals' && values
        ? { ...shape, values: shape.values.filter((each) => values.includes(each) === (name === 'extract')) }
        : shape;
    }
    case 'check':
    case 'with':
      return call.args.reduce((sum, each) => checkArgument(m, each)(sum), shape);
    default: {
      const change = changeOf(name, call);
      if (change) return change(shape);
      const object = onObject(shape, (inner) => opened(objectMethod(m, name, inner, call.args), inner, call) ?? inner);
      if (object) return object;
      const format = narrowed(shape, (inner) => (inner.kind === 'text' ? formatShape(name) : inner));
      return format.kind === 'text' && shape.kind === 'text' ? withFacts(shape, format.facts) : format;
    }
  }
}

export const methodNatives: Natives = {
  'zod.parse': (m, call) => run(m, calledName(call), schemaShape(m, call.self), call.args[0] ?? UNDEFINED, call),
  'zod.parseWith': (m, call) =>
    run(m, calledName(call), call.args[0] ? schemaShape(m, call.args[0]) : null, call.args[1] ?? UNDEFINED, call),
  'zod.method': (m, call) => {
    const name = calledName(call);
    if (name === 'apply')
      return call.args[0]
        ? callValue(m, call.args[0], plainCall(call.node, UNKNOWN, [call.self, ...call.args.slice(1)]))
        : UNKNOWN;
    const shape = schemaShape(m, call.self);
    return shape === null ? call.self : schemaOf(m, call, method(m, name, shape, call));
  },
  'zod.objectWith': (m, call) => {
    const shape = call.args[0] ? schemaShape(m, call.args[0]) : null;
    if (shape === null) return UNKNOWN;
    return schemaOf(
      m,
      call,
      onObject(shape, (inner) => objectMethod(m, calledName(call), inner, call.args.slice(1)) ?? inner) ?? shape,
    );
  },
  'zod.check': (m, call) => {
    const change =
      calledName(call) === 'check' && call.args[0] ? checkArgument(m, call.args[0]) : changeOf(calledName(call), call);
    return keepChange(m, change ?? ((shape) => shape));
  },
};
