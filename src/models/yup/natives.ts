/** What yup's builders and methods mean. */
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { isConst, NOTHING, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { formatFacts } from '../shared/formats.js';
import { changedBy, refinedBy } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { bounded, selected } from '../shared/schema-changes.js';
import {
  calledName,
  constantsOf,
  entriesOf,
  isCallable,
  isBound,
  isOwn,
  makeSchema,
  optionSet,
  schemaShape,
  shapeAt,
} from '../shared/schemas.js';
import {
  ANY,
  BOOLEAN,
  DATE,
  literals,
  mapObjects,
  narrowed,
  NEVER,
  nullable,
  objectOf,
  onObject,
  optional,
  OURS,
  TEXT,
  union,
  withFacts,
  withState,
  type Property,
  type Shape,
} from '../shared/shape.js';
import { answer, parseLater, parseOrThrow } from '../shared/verdicts.js';

function schema(m: Machine, call: Call, shape: Shape): Value {
  return makeSchema(m, call.entity?.typeNamed('Schema') ?? null, shape);
}

function fields(m: Machine, value: Value | undefined): readonly (readonly [string, Shape])[] {
  return entriesOf(m, value).map(([name, each]) => [name, optional(shapeAt(m, each))] as const);
}

function make(m: Machine, call: Call): Shape {
  const [first] = call.args;
  switch (calledName(call)) {
    case 'string':
      return TEXT;
    case 'number':
      return { kind: 'number', state: State.Finite, convert: true };
    case 'boolean':
    case 'bool':
      return { kind: 'piped', first: ANY, second: BOOLEAN };
    case 'date':
      return { kind: 'piped', first: ANY, second: DATE };
    case 'array':
      return { kind: 'array', element: first ? shapeAt(m, first) : ANY, bounded: false };
    case 'tuple': {
      const { known } = first ? elementsOf(m, first, call.node) : { known: [] };
      return { kind: 'tuple', items: known.map((each) => shapeAt(m, each)), rest: null };
    }
    case 'object':
      return objectOf(fields(m, first), 'keep');
    case 'lazy':
      return first
        ? {
            kind: 'lazy',
            get: (machine, node) => shapeAt(machine, callValue(machine, first, plainCall(node, UNKNOWN, [UNKNOWN]))),
          }
        : ANY;
    default:
      return ANY;
  }
}

function oneOf(m: Machine, shape: Shape, value: Value | undefined, call: Call): Shape {
  if (!value) return shape;
  const known = constantsOf(m, value, call.node);
  if (known) return literals(known);
  const { rest, known: items } = elementsOf(m, value, call.node);
  return rest.labels.length === 0 && items.every((each) => isOwn(each)) && (rest !== NOTHING || items.length > 0)
    ? OURS
    : shape;
}

/** `test(name, message, fn)`, `test(name, fn)`, `test({ test })`. */
function tested(m: Machine, shape: Shape, call: Call): Shape {
  const [only] = call.args;
  const given =
    call.args.length === 1 && only && !isCallable(only)
      ? entriesOf(m, only).find(([name]) => name === 'test')?.[1]
      : call.args.find(isCallable);
  return given ? refinedBy(shape, given, () => [UNKNOWN]) : shape;
}

function without(shape: Shape, missing: null | undefined): Shape {
  return shape.kind === 'union'
    ? union(shape.options.filter((each) => !(each.kind === 'nothing' && each.value === missing)))
    : shape;
}

function method(m: Machine, name: string, shape: Shape, call: Call): Shape {
  const [first] = call.args;
  switch (name) {
    case 'oneOf':
      return oneOf(m, shape, first, call);
    case 'required':
      return without(without(shape, undefined), null);
    case 'defined':
      return without(shape, undefined);
    case 'nonNullable':
      return without(shape, null);
    case 'optional':
    case 'notRequired':
      return optional(shape);
    case 'nullable':
      return nullable(shape);
    case 'nullish':
      return optional(nullable(shape));
    case 'default': {
      const value = first ?? UNKNOWN;
      return {
        kind: 'fallback',
        inner: shape,
        forWrong: false,
        make: (machine, node) => (isCallable(value) ? callValue(machine, value, plainCall(node, UNKNOWN, [])) : value),
      };
    }
    case 'transform':
      return first ? { kind: 'piped', first: changedBy(ANY, first, () => [UNKNOWN]), second: shape } : shape;
    case 'test':
      return tested(m, shape, call);
    case 'strip':
      return NEVER;
    case 'concat': {
      const other = shapeAt(m, first);
      return shape.kind === 'object' && other.kind === 'object'
        ? { ...shape, properties: new Map<string, Property>([...shape.properties, ...other.properties]) }
        : shape.kind === 'any'
          ? other
          : { kind: 'all', parts: [shape, other] };
    }
    case 'matches': {
      const pattern = patternOf(first);
      return pattern ? withFacts(shape, [patternFact(pattern)]) : shape;
    }
    case 'email':
    case 'url':
    case 'uuid':
      return withFacts(shape, formatFacts(name === 'url' ? 'httpUrl' : name));
    case 'datetime':
      return withFacts(shape, formatFacts('datetime'));
    case 'min':
    case 'moreThan':
      return isBound(first) ? bounded(shape, false, true) : shape;
    case 'max':
    case 'lessThan':
      return isBound(first) ? bounded(shape, true, false) : shape;
    case 'length':
      return isBound(first) ? bounded(shape, true, true) : shape;
    case 'integer':
      return withState(shape, State.Whole);
    case 'positive':
      return withState(shape, State.BoundedBelow);
    case 'negative':
      return withState(shape, State.BoundedAbove);
    case 'of':
      return narrowed(shape, (inner) => (inner.kind === 'array' ? { ...inner, element: shapeAt(m, first) } : inner));
    case 'shape':
      return (
        onObject(shape, (object) => ({
          ...object,
          properties: new Map<string, Property>([...object.properties, ...objectOf(fields(m, first)).properties]),
        })) ?? shape
      );
    case 'pick':
      return selected(m, shape, first, call, true);
    case 'omit':
      return selected(m, shape, first, call, false);
    case 'noUnknown':
    case 'stripUnknown':
    case 'exact': {
      if (first && isConst(first) && first.consts.every((each) => each.value === false)) return shape;
      return onObject(shape, (object) => ({ ...object, unknownKeys: name === 'exact' ? 'refuse' : 'strip' })) ?? shape;
    }
    default:
      return shape;
  }
}

function apply(m: Machine, shape: Shape, call: Call): Value {
  const [input = UNDEFINED, options] = call.args;
  const own = optionSet(m, options, 'stripUnknown')
    ? mapObjects(shape, (object) => ({ ...object, unknownKeys: 'strip', catchall: null }))
    : shape;
  switch (calledName(call)) {
    case 'validate':
      return parseLater(m, own, input, call.node);
    case 'validateSync':
      return parseOrThrow(m, own, input, call.node);
    case 'isValid':
      return promiseOf(answer(m, own, input, call.node));
    case 'isValidSync':
      return answer(m, own, input, call.node);
    // Casting converts and does not test.
    case 'cast':
      return input;
    default:
      return UNKNOWN;
  }
}

export const yupNatives: Natives = {
  'yup.make': (m, call) => schema(m, call, make(m, call)),
  'yup.method': (m, call) => {
    const shape = schemaShape(m, call.self);
    return shape === null ? call.self : schema(m, call, method(m, calledName(call), shape, call));
  },
  'yup.apply': (m, call) => {
    const shape = schemaShape(m, call.self);
    return shape === null ? UNKNOWN : apply(m, shape, call);
  },
};
