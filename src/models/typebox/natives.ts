/** What TypeBox's builders and checkers mean. */
import { EVERY_KIND } from '../../flow/labels.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { isConst, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { jsonSchemaShape, typedShape } from '../json-schema/shape.js';
import type { Natives } from '../schema.js';
import { changedBy } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { members } from '../shared/schema-changes.js';
import { calledName, constantsOf, entriesOf, keepShape, schemaShape } from '../shared/schemas.js';
import { shapedValue } from '../shared/shaped.js';
import {
  ANY,
  BOOLEAN,
  DATE,
  literals,
  NEVER,
  objectIn,
  objectOf,
  onObject,
  optional,
  OURS,
  TEXT,
  union,
  type ObjectShape,
  type Property,
  type Shape,
} from '../shared/shape.js';
import { answer, checkOrThrow, parseOrThrow } from '../shared/verdicts.js';

/** A schema is a plain JSON schema object that keeps its shape. */
function schema(m: Machine, call: Call, shape: Shape): Value {
  const made = m.object(
    'object',
    null,
    entriesOf(m, call.args.at(-1)).filter(([name]) => name === '$id'),
  );
  const [ref] = made.refs;
  if (ref?.kind === 'obj') {
    keepShape(m, ref, shape);
    const object = objectIn(shape);
    if (object)
      ref.lazy = (machine, name) =>
        name === 'properties'
          ? machine.object(
              'object',
              null,
              [...object.properties].map(
                ([key, each]) => [key, schema(machine, { ...call, args: [] }, each.shape)] as const,
              ),
            )
          : null;
  }
  return made;
}

function at(m: Machine, call: Call, index = 0): Shape {
  const value = call.args[index];
  return value ? jsonSchemaShape(m, value, call.node) : ANY;
}

/** Objects let unlisted keys pass unless `additionalProperties` refuses them. */
function objectShape(m: Machine, call: Call): Shape {
  const options = typedShape(m, 'object', call.args[1], call.node);
  const rest = options.kind === 'object' ? options : null;
  const properties = entriesOf(m, call.args[0]).map(
    ([name, each]) => [name, jsonSchemaShape(m, each, call.node)] as const,
  );
  return objectOf(properties, rest?.unknownKeys ?? 'keep', rest?.catchall ?? null);
}

function composed(shapes: readonly Shape[]): Shape {
  const objects = shapes.map(objectIn);
  if (!objects.every((each): each is ObjectShape => each !== null)) return { kind: 'all', parts: shapes };
  const properties = new Map<string, Property>(objects.flatMap((each) => [...each.properties]));
  return {
    kind: 'object',
    properties,
    unknownKeys: objects.some((each) => each.unknownKeys === 'refuse') ? 'refuse' : 'keep',
    catchall: null,
  };
}

function picked(m: Machine, call: Call, keep: boolean): Shape {
  const shape = at(m, call);
  const keys = new Set((call.args[1] ? constantsOf(m, call.args[1], call.node) : null) ?? []);
  return (
    onObject(shape, (object) => ({
      ...object,
      properties: new Map([...object.properties].filter(([name]) => keys.has(name) === keep)),
    })) ?? shape
  );
}

function eachProperty(shape: Shape, change: (property: Property) => Property): Shape {
  return (
    onObject(shape, (object) => ({
      ...object,
      properties: new Map([...object.properties].map(([name, each]) => [name, change(each)] as const)),
    })) ?? shape
  );
}

function enumOf(m: Machine, value: Value | undefined): Shape {
  const [ref] = value?.refs ?? [];
  const contents = ref?.kind === 'obj' ? m.contents(ref) : UNKNOWN;
  return isConst(contents)
    ? literals(contents.consts.map((each) => each.value))
    : contents.labels.length === 0 && ref
      ? OURS
      : ANY;
}

/** A union of literals as one; null when some option is another. */
function allLiterals(shape: Shape): Shape | null {
  if (shape.kind !== 'union') return null;
  const values = shape.options.map((each) => (each.kind === 'literals' ? each.values : null));
  return values.includes(null) ? null : literals(values.flatMap((each) => each ?? []));
}

function make(m: Machine, call: Call): Shape {
  const [first] = call.args;
  const name = calledName(call);
  switch (name) {
    case 'String':
    case 'Number':
    case 'Integer':
      return typedShape(m, name.toLowerCase(), first, call.node);
    case 'Boolean':
      return BOOLEAN;
    case 'Date':
      return DATE;
    case 'Null':
      return { kind: 'nothing', value: null };
    case 'Undefined':
    case 'Void':
      return { kind: 'nothing', value: undefined };
    case 'Never':
      return NEVER;
    case 'Literal':
    case 'Const':
      return first && isConst(first) ? literals(first.consts.map((each) => each.value)) : ANY;
    case 'Enum':
      return enumOf(m, first);
    case 'RegExp': {
      const pattern = patternOf(first);
      return pattern ? { ...TEXT, facts: [patternFact(pattern)] } : TEXT;
    }
    case 'TemplateLiteral':
      return TEXT;
    case 'BigInt':
      return { kind: 'ours', refinement: { clears: [EVERY_KIND] } };
    case 'Object':
      return objectShape(m, call);
    case 'Array': {
      const own = typedShape(m, 'array', call.args[1], call.node);
      return { kind: 'array', element: at(m, call), bounded: own.kind === 'array' && own.bounded };
    }
    case 'Tuple':
      return {
        kind: 'tuple',
        items: members(m, first, call).map((each) => jsonSchemaShape(m, each, call.node)),
        rest: null,
      };
    case 'Record': {
      const key = at(m, call);
      return { kind: 'record', key: allLiterals(key) ?? key, value: at(m, call, 1) };
    }
    case 'Union':
      return union(members(m, first, call).map((each) => jsonSchemaShape(m, each, call.node)));
    case 'Intersect':
    case 'Composite':
      return composed(members(m, first, call).map((each) => jsonSchemaShape(m, each, call.node)));
    case 'Optional':
    case 'ReadonlyOptional':
      return optional(at(m, call));
    case 'Readonly':
    case 'Ref':
    case 'Transform':
      return at(m, call);
    case 'Unsafe':
      return first ? jsonSchemaShape(m, first, call.node) : ANY;
    case 'Partial':
      return eachProperty(at(m, call), (each) => ({ shape: optional(each.shape), optional: true }));
    case 'Required':
      return eachProperty(at(m, call), (each) => ({ ...each, optional: false }));
    case 'Pick':
    case 'Omit':
      return picked(m, call, name === 'Pick');
    case 'KeyOf': {
      const object = objectIn(at(m, call));
      return object ? literals([...object.properties.keys()]) : TEXT;
    }
    default:
      return ANY;
  }
}

/** Applies a schema by the name of the function. */
function apply(m: Machine, name: string, shape: Shape, input: Value, call: Call): Value {
  switch (name) {
    case 'Check':
      return answer(m, shape, input, call.node);
    case 'Assert':
      checkOrThrow(m, shape, input, call.node);
      return UNDEFINED;
    case 'Decode':
      return parseOrThrow(m, shape, input, call.node);
    case 'Parse':
      return parseOrThrow(
        m,
        onObject(shape, (object) =>
          object.unknownKeys === 'keep' && object.catchall === null ? { ...object, unknownKeys: 'strip' } : object,
        ) ?? shape,
        input,
        call.node,
      );
    case 'Cast':
      return shapedValue(m, shape, input, call.node);
    case 'Clone':
    case 'Convert':
    case 'Default':
    case 'Clean':
      return input;
    default:
      return UNKNOWN;
  }
}

export const typeboxNatives: Natives = {
  'typebox.make': (m, call) => {
    const shape = make(m, call);
    if (calledName(call) !== 'Transform') return schema(m, call, shape);
    const builder = call.entity ? entityInstance(m, call.entity, 'TransformDecodeBuilder', call.node) : UNKNOWN;
    for (const ref of builder.refs) if (ref.kind === 'obj') keepShape(m, ref, shape);
    return builder;
  },
  'typebox.decoding': (m, call) => {
    const inner = schemaShape(m, call.self) ?? ANY;
    const builder = call.entity ? entityInstance(m, call.entity, 'TransformEncodeBuilder', call.node) : UNKNOWN;
    for (const ref of builder.refs)
      if (ref.kind === 'obj') keepShape(m, ref, call.args[0] ? changedBy(inner, call.args[0]) : inner);
    return builder;
  },
  'typebox.encoding': (m, call) => schema(m, { ...call, args: [] }, schemaShape(m, call.self) ?? ANY),
  // Value.Check(schema, references?, value): the value is the last argument; Value.Parse may begin with a list of steps.
  'typebox.value': (m, call) => {
    const shape = call.args[0] ? schemaShape(m, call.args[0]) : null;
    const input = call.args.at(-1);
    return shape && input && call.args.length > 1 ? apply(m, calledName(call), shape, input, call) : UNKNOWN;
  },
  'typebox.compile': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, '@sinclair/typebox:TypeCheck', call.node) : UNKNOWN;
    for (const ref of made.refs) if (ref.kind === 'obj') keepShape(m, ref, at(m, call));
    return made;
  },
  'typebox.compiled': (m, call) => {
    const shape = schemaShape(m, call.self);
    return shape ? apply(m, calledName(call), shape, call.args[0] ?? UNDEFINED, call) : UNKNOWN;
  },
};
