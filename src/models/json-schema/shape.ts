/** Reads JSON Schema (2020-12 and older drafts; OpenAPI's `nullable`) out of an object of the program. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { isConst, NOTHING, type Primitive, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { formatFacts } from '../shared/formats.js';
import { patternFact, patternOf, textPattern } from '../shared/patterns.js';
import { constantsOf, entriesOf, isBound, isOwn, schemaShape } from '../shared/schemas.js';
import {
  ANY,
  BOOLEAN,
  literals,
  madeAt,
  NEVER,
  nullable,
  optional,
  OURS,
  TEXT,
  union,
  type Property,
  type Shape,
} from '../shared/shape.js';

/** Names of formats (ajv-formats) and of the languages in shared/formats.ts. */
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'uuid',
  date: 'date',
  time: 'time',
  'date-time': 'datetime',
  'iso-time': 'time',
  'iso-date-time': 'datetime',
  duration: 'duration',
  email: 'email',
  hostname: 'hostname',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  uri: 'url',
  url: 'httpUrl',
  byte: 'base64',
};

const MAX_DEPTH = 10;

interface Reader {
  readonly m: Machine;
  readonly node: TS.Node;
  readonly root: Value;
  /** Finds what a `$ref` outside the document names. */
  readonly find: (ref: string) => Value | null;
}

/**
 * Returns the shape that a JSON schema describes; `any` where it says nothing. Unlisted keys are kept unless
 * `additionalProperties` refuses them (JSON Schema Core, 10.3.2.3).
 */
export function jsonSchemaShape(
  m: Machine,
  value: Value,
  node: TS.Node,
  find: (ref: string) => Value | null = () => null,
): Shape {
  return read({ m, node, root: value, find }, value, 0);
}

function constantOf(value: Value | null | undefined): Primitive {
  return value && isConst(value) && value.consts.length === 1 ? value.consts[0]?.value : undefined;
}

function read(reader: Reader, value: Value, depth: number): Shape {
  const own = schemaShape(reader.m, value);
  if (own) return own;
  if (depth > MAX_DEPTH) return ANY;
  if (isConst(value)) return value.consts.every((each) => each.value === false) ? NEVER : ANY;
  const schema = new Map(entriesOf(reader.m, value));
  const parts = [base(reader, schema, depth), ...combined(reader, schema, depth)].filter((part) => part.kind !== 'any');
  const [only] = parts;
  const whole: Shape = only === undefined ? ANY : parts.length === 1 ? only : { kind: 'all', parts };
  const asNull = constantOf(schema.get('nullable')) === true ? nullable(whole) : whole;
  const preset = schema.get('default');
  return preset && whole.kind !== 'any'
    ? { kind: 'fallback', inner: asNull, forWrong: false, make: () => preset }
    : asNull;
}

/** `allOf`, `anyOf`, `oneOf`, `$ref`. */
function combined(reader: Reader, schema: ReadonlyMap<string, Value>, depth: number): readonly Shape[] {
  const list = (name: string): readonly Shape[] => {
    const value = schema.get(name);
    if (!value) return [];
    const { known, rest } = elementsOf(reader.m, value, reader.node);
    return (rest === NOTHING ? known : [...known, rest]).map((each) => read(reader, each, depth + 1));
  };
  const options = [list('anyOf'), list('oneOf')].filter((each) => each.length > 0).map(union);
  const ref = constantOf(schema.get('$ref'));
  const target = typeof ref === 'string' ? resolve(reader, ref) : null;
  return [...list('allOf'), ...options, ...(target && depth < MAX_DEPTH ? [read(reader, target, depth + 1)] : [])];
}

function resolve(reader: Reader, ref: string): Value | null {
  const [document = '', pointer = ''] = ref.split('#');
  const base = document === '' ? reader.root : reader.find(document);
  if (base === null) return reader.find(ref);
  return pointer
    .split('/')
    .filter((part) => part !== '')
    .reduce<Value>(
      (value, part) => getProperty(reader.m, value, part.replaceAll('~1', '/').replaceAll('~0', '~'), reader.node),
      base,
    );
}

function base(reader: Reader, schema: ReadonlyMap<string, Value>, depth: number): Shape {
  if (schema.has('const')) return constants(schema.get('const'));
  const given = schema.get('enum');
  if (given) {
    const known = constantsOf(reader.m, given, reader.node);
    return known ? literals(known) : isOwn(given) ? OURS : ANY;
  }
  const type = schema.get('type');
  if (type && type.refs.length > 0) {
    const names = constantsOf(reader.m, type, reader.node) ?? [];
    return union(names.map((name) => typed(reader, String(name), schema, depth)));
  }
  const name = constantOf(type);
  if (typeof name === 'string') return placed(typed(reader, name, schema, depth), type);
  if (schema.has('properties')) return typed(reader, 'object', schema, depth);
  if (schema.has('pattern') || schema.has('format'))
    return { kind: 'ours', refinement: { facts: textFacts(reader, schema).facts } };
  return ANY;
}

/** What a bound may be missing of stands where its type is written. */
function placed(shape: Shape, type: Value | undefined): Shape {
  const origin = type?.consts[0]?.origin ?? null;
  return origin !== null && ['text', 'number', 'array'].includes(shape.kind) ? madeAt(shape, origin) : shape;
}

function constants(value: Value | undefined): Shape {
  if (value && isConst(value)) return literals(value.consts.map((each) => each.value));
  return isOwn(value) ? OURS : ANY;
}

/** Returns the shape of one type with the keywords that stand beside it. */
export function typed(reader: Reader, name: string, schema: ReadonlyMap<string, Value>, depth: number): Shape {
  switch (name) {
    case 'string':
      return textFacts(reader, schema);
    case 'integer':
    case 'number':
      return { kind: 'number', convert: false, state: numberState(schema) | (name === 'integer' ? State.Whole : 0) };
    case 'boolean':
      return BOOLEAN;
    case 'null':
      return { kind: 'nothing', value: null };
    case 'array':
      return listShape(reader, schema, depth);
    case 'object':
      return objectShape(reader, schema, depth);
    default:
      return ANY;
  }
}

function textFacts({ m, node }: Reader, schema: ReadonlyMap<string, Value>): Extract<Shape, { kind: 'text' }> {
  const given = schema.get('pattern');
  const pattern = patternOf(given) ?? textPattern(m, given, 'u', node, true);
  const format = constantOf(schema.get('format'));
  const facts = [
    // ajv compiles patterns with the flag u.
    ...(pattern ? [patternFact({ ...pattern, flags: 'u' })] : []),
    ...(typeof format === 'string' ? formatFacts(FORMATS[format] ?? '') : []),
  ];
  return { ...TEXT, facts, state: isBound(schema.get('maxLength')) ? State.BoundedLength : 0 };
}

function numberState(schema: ReadonlyMap<string, Value>): number {
  const above = isBound(schema.get('maximum')) || isBound(schema.get('exclusiveMaximum'));
  const below = isBound(schema.get('minimum')) || isBound(schema.get('exclusiveMinimum'));
  return State.Finite | (above ? State.BoundedAbove : 0) | (below ? State.BoundedBelow : 0);
}

function listShape(reader: Reader, schema: ReadonlyMap<string, Value>, depth: number): Shape {
  const bounded = isBound(schema.get('maxItems'));
  const prefix = schema.get('prefixItems');
  const items = schema.get('items');
  const fixed = prefix ?? (items?.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array') ? items : null);
  if (fixed) {
    const rest = prefix ? items : schema.get('additionalItems');
    return {
      kind: 'tuple',
      items: elementsOf(reader.m, fixed, reader.node).known.map((each) => read(reader, each, depth + 1)),
      rest: rest ? read(reader, rest, depth + 1) : ANY,
    };
  }
  return { kind: 'array', element: items ? read(reader, items, depth + 1) : ANY, bounded };
}

function objectShape(reader: Reader, schema: ReadonlyMap<string, Value>, depth: number): Shape {
  const needed = schema.get('required');
  const required = new Set((needed ? constantsOf(reader.m, needed, reader.node) : null) ?? []);
  const properties = new Map<string, Property>();
  for (const [name, each] of entriesOf(reader.m, schema.get('properties'))) {
    const shape = read(reader, each, depth + 1);
    properties.set(name, required.has(name) ? { shape, optional: false } : { shape: optional(shape), optional: true });
  }
  const others = schema.get('additionalProperties') ?? schema.get('unevaluatedProperties');
  const patterns = entriesOf(reader.m, schema.get('patternProperties')).map(([, each]) =>
    read(reader, each, depth + 1),
  );
  const rest = others ? read(reader, others, depth + 1) : ANY;
  if (rest.kind === 'never' && patterns.length === 0)
    return { kind: 'object', properties, unknownKeys: 'refuse', catchall: null };
  const catchall = rest.kind === 'never' ? union(patterns) : rest.kind === 'any' ? null : union([rest, ...patterns]);
  const open: Shape = { kind: 'object', properties, unknownKeys: 'keep', catchall };
  // `additionalProperties: true` says no more than nothing, but somebody wrote it down.
  return others && catchall === null ? madeAt(open, reader.node) : open;
}

/** Returns the shape of one type with the keywords in an options object, as builders of JSON schemas take them. */
export function typedShape(m: Machine, name: string, options: Value | undefined, node: TS.Node): Shape {
  const root = options ?? NOTHING;
  return typed({ m, node, root, find: () => null }, name, new Map(entriesOf(m, options)), 0);
}
