/** Schemas of valibot and the functions that apply them. */
import { callValue, plainCall } from '../../flow/calls.js';
import { EVERY_KIND } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { isConst, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { changeIn } from '../shared/changes.js';
import { nativeFunction, refinedBy } from '../shared/predicates.js';
import { members, selected } from '../shared/schema-changes.js';
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
import {
  ANY,
  BOOLEAN,
  DATE,
  literals,
  NEVER,
  nullable,
  NUMBER,
  objectIn,
  objectOf,
  onObject,
  optional,
  OURS,
  TEXT,
  union,
  type ObjectShape,
  type Shape,
} from '../shared/shape.js';
import { answer, checkOrThrow, parseLater, parseOrThrow, verdict, type Verdict } from '../shared/verdicts.js';

const RESULT: Verdict = {
  flag: 'success',
  flagMeans: 'success',
  output: 'output',
  onFailure: 'input',
  problems: 'issues',
};

function list(m: Machine, value: Value | undefined, call: Call): readonly Shape[] {
  return members(m, value, call).map((each) => shapeAt(m, each));
}

function oneOf(m: Machine, value: Value | undefined, call: Call): Shape {
  if (!value) return ANY;
  const [ref] = value.refs;
  if (ref?.kind === 'obj' && ref.shape !== 'array') {
    const contents = m.contents(ref);
    return isConst(contents)
      ? literals(contents.consts.map((each) => each.value))
      : contents.labels.length === 0
        ? OURS
        : ANY;
  }
  const known =
    value.refs.length > 0
      ? constantsOf(m, value, call.node)
      : isConst(value)
        ? value.consts.map((each) => each.value)
        : null;
  return known ? literals(known) : isOwn(value) ? OURS : ANY;
}

function object(
  m: Machine,
  call: Call,
  unknownKeys: ObjectShape['unknownKeys'],
  catchall: Shape | null = null,
): ObjectShape {
  return objectOf(
    entriesOf(m, call.args[0]).map(([name, each]) => [name, shapeAt(m, each)] as const),
    unknownKeys,
    catchall,
  );
}

function withDefault(inner: Shape, value: Value | undefined, forWrong: boolean): Shape {
  if (value === undefined) return inner;
  return {
    kind: 'fallback',
    inner,
    forWrong,
    make: (m, node) => (isCallable(value) ? callValue(m, value, plainCall(node, UNKNOWN, [])) : value),
  };
}

function partial(m: Machine, call: Call): Shape {
  const keys = call.args[1] ? new Set(constantsOf(m, call.args[1], call.node) ?? []) : null;
  const shape = shapeAt(m, call.args[0]);
  return (
    onObject(shape, (inner) => ({
      ...inner,
      properties: new Map(
        [...inner.properties].map(
          ([name, each]) =>
            [name, keys && !keys.has(name) ? each : { shape: optional(each.shape), optional: true }] as const,
        ),
      ),
    })) ?? shape
  );
}

/** `pipe(schema, ...items)`: actions change the shape, further schemas parse what came before. */
function pipe(m: Machine, call: Call): Shape {
  const [first, ...items] = call.args;
  return items.reduce<Shape>(
    (sum, item) => {
      const change = changeIn(m, item);
      if (change) return change(sum);
      const next = schemaShape(m, item);
      return next ? { kind: 'piped', first: sum, second: next } : sum;
    },
    shapeAt(m, first),
  );
}

function make(m: Machine, name: string, call: Call): Shape {
  const [first, second] = call.args;
  switch (name) {
    case 'string':
      return TEXT;
    case 'number':
    case 'nan':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'date':
      return DATE;
    case 'bigint':
    case 'symbol':
      return { kind: 'ours', refinement: { clears: [EVERY_KIND] } };
    case 'instance':
      return OURS;
    case 'never':
      return NEVER;
    case 'null':
    case 'null_':
      return { kind: 'nothing', value: null };
    case 'undefined':
    case 'undefined_':
    case 'void':
    case 'void_':
      return { kind: 'nothing', value: undefined };
    case 'picklist':
    case 'literal':
    case 'enum':
    case 'enum_':
      return oneOf(m, first, call);
    case 'object':
      return object(m, call, 'strip');
    case 'strictObject':
      return object(m, call, 'refuse');
    case 'looseObject':
      return { ...object(m, call, 'keep'), at: call.node };
    case 'objectWithRest':
      return object(m, call, 'keep', shapeAt(m, second));
    case 'array':
      return { kind: 'array', element: shapeAt(m, first), bounded: false };
    case 'tuple':
    case 'strictTuple':
      return { kind: 'tuple', items: list(m, first, call), rest: null };
    case 'looseTuple':
      return { kind: 'tuple', items: list(m, first, call), rest: ANY };
    case 'tupleWithRest':
      return { kind: 'tuple', items: list(m, first, call), rest: shapeAt(m, second) };
    case 'record':
      return { kind: 'record', key: shapeAt(m, first), value: shapeAt(m, second) };
    case 'map':
      return { kind: 'collection', of: 'map', key: shapeAt(m, first), value: shapeAt(m, second) };
    case 'set':
      return { kind: 'collection', of: 'set', key: ANY, value: shapeAt(m, first) };
    case 'union':
      return union(list(m, first, call));
    case 'variant':
      return union(list(m, second, call));
    case 'intersect':
      return { kind: 'all', parts: list(m, first, call) };
    case 'optional':
    case 'exactOptional':
    case 'undefinedable':
      return withDefault(optional(shapeAt(m, first)), second, false);
    case 'nullable':
      return withDefault(nullable(shapeAt(m, first)), second, false);
    case 'nullish':
      return withDefault(optional(nullable(shapeAt(m, first))), second, false);
    case 'fallback':
      return withDefault(shapeAt(m, first), second, true);
    case 'nonOptional':
    case 'nonNullable':
    case 'nonNullish':
    case 'required':
    case 'config':
    case 'promise':
      return shapeAt(m, first);
    case 'partial':
      return partial(m, call);
    case 'pick':
      return selected(m, shapeAt(m, call.args[0]), call.args[1], call, true);
    case 'omit':
      return selected(m, shapeAt(m, call.args[0]), call.args[1], call, false);
    case 'keyof': {
      const inner = objectIn(shapeAt(m, first));
      return inner ? literals([...inner.properties.keys()]) : TEXT;
    }
    case 'lazy':
      return first
        ? {
            kind: 'lazy',
            get: (machine, node) => shapeAt(machine, callValue(machine, first, plainCall(node, UNKNOWN, [UNKNOWN]))),
          }
        : ANY;
    case 'custom':
      return first ? refinedBy(ANY, first) : ANY;
    case 'pipe':
      return pipe(m, call);
    default:
      return ANY;
  }
}

function apply(m: Machine, name: string, shape: Shape | null, input: Value, call: Call): Value {
  if (shape === null) return UNKNOWN;
  switch (name) {
    case 'parse':
    case 'parser':
      return parseOrThrow(m, shape, input, call.node);
    case 'parseAsync':
    case 'parserAsync':
      return parseLater(m, shape, input, call.node);
    case 'safeParse':
    case 'safeParser':
      return verdict(m, shape, input, call.node, RESULT);
    case 'safeParseAsync':
    case 'safeParserAsync':
      return promiseOf(verdict(m, shape, input, call.node, RESULT));
    case 'is':
      return answer(m, shape, input, call.node);
    case 'assert':
      checkOrThrow(m, shape, input, call.node);
      return UNDEFINED;
    default:
      return UNKNOWN;
  }
}

export const schemaNatives: Natives = {
  'valibot.make': (m, call) =>
    makeSchema(m, call.entity?.typeNamed('BaseSchema') ?? null, make(m, calledName(call).replace(/Async$/, ''), call)),
  'valibot.apply': (m, call) =>
    apply(m, calledName(call), call.args[0] ? schemaShape(m, call.args[0]) : null, call.args[1] ?? UNDEFINED, call),
  'valibot.parser': (m, call) => {
    const name = calledName(call);
    const shape = call.args[0] ? schemaShape(m, call.args[0]) : null;
    return nativeFunction(name, (machine, own) => apply(machine, name, shape, own.args[0] ?? UNDEFINED, own));
  },
};
