/** What a validator lets pass, as JSON Schema. */
import { Form } from '../../flow/forms.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { TextFact } from '../../lang/regex/language.js';
import { anyOf, enumOf, objectSchema, type JsonSchema } from '../../lang/json-schema.js';
import type { TS } from '../../lang/ts.js';
import { formatNamed } from '../../models/shared/formats.js';
import type { Limits, ObjectShape, Shape } from '../../models/shared/shape.js';

const MAX_DEPTH = 8;

/** Formats of JSON Schema (2020-12 validation, 7.3) by the names that the models have for them. */
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'uuid',
  email: 'email',
  url: 'uri',
  httpUrl: 'uri',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  date: 'date',
  time: 'time',
  datetime: 'date-time',
  duration: 'duration',
  hostname: 'hostname',
};

function isRegExp(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

function textSchema(facts: readonly TextFact[]): JsonSchema {
  const positive = facts.filter((each) => each.matches);
  const format = positive.map(formatNamed).find((each) => each !== null && FORMATS[each] !== undefined);
  if (format !== undefined && format !== null) return { type: 'string', format: FORMATS[format] ?? format };
  const [pattern] = positive.filter((each) => each.flags === '' && isRegExp(each.pattern));
  return { type: 'string', ...(pattern ? { pattern: pattern.pattern } : {}) };
}

function objectOf(m: Machine, shape: ObjectShape, node: TS.Node, depth: number): JsonSchema {
  const own = [...shape.properties].map(([name, { shape: inner, optional }]) => {
    const required = !optional || (inner.kind === 'any' && shape.unknownKeys === 'refuse' && !optional);
    return [name, schemaOfShape(m, inner, node, depth + 1), required] as const;
  });
  return objectSchema(own, {
    ...(shape.unknownKeys === 'refuse' ? { additionalProperties: false } : {}),
    ...(shape.catchall && shape.catchall.kind !== 'any' && shape.unknownKeys === 'keep'
      ? { additionalProperties: schemaOfShape(m, shape.catchall, node, depth + 1) }
      : {}),
  });
}

/** Bounds by the words that JSON Schema has for them (2020-12 validation, 6.2 to 6.4); what is no whole length is left out. */
function limitSchema(of: 'number' | 'text' | 'list', { min, max }: Limits = {}): JsonSchema {
  if (of === 'number')
    return { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
  const [least, most] = [min, max].map((each) =>
    each !== undefined && Number.isInteger(each) && each >= 0 ? each : undefined,
  );
  const [low, high] = of === 'text' ? (['minLength', 'maxLength'] as const) : (['minItems', 'maxItems'] as const);
  return { ...(least === undefined ? {} : { [low]: least }), ...(most === undefined ? {} : { [high]: most }) };
}

/** What decorators prove of a value one by one: a bound, a pattern. */
function oursSchema({ refinement, limits }: Extract<Shape, { kind: 'ours' }>): JsonSchema {
  const text = refinement.facts === undefined ? {} : textSchema(refinement.facts);
  if (limits === undefined) return text;
  return { ...text, ...limitSchema(refinement.form === Form.Number ? 'number' : 'text', limits) };
}

/** Returns the JSON Schema of what a shape lets pass; an empty one where nothing is known. */
export function schemaOfShape(m: Machine, shape: Shape, node: TS.Node, depth = 0): JsonSchema {
  if (depth > MAX_DEPTH) return {};
  const inside = (each: Shape): JsonSchema => schemaOfShape(m, each, node, depth + 1);
  switch (shape.kind) {
    case 'text':
      return { ...textSchema(shape.facts), ...limitSchema('text', shape.limits) };
    case 'number':
      return {
        type: (shape.state & State.Whole) !== 0 ? 'integer' : 'number',
        ...limitSchema('number', shape.limits),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date-time' };
    case 'nothing':
      return { type: 'null' };
    case 'literals':
      return enumOf(shape.values.map((each) => (typeof each === 'bigint' ? String(each) : (each ?? null))));
    case 'ours':
      return oursSchema(shape);
    case 'object':
      return objectOf(m, shape, node, depth);
    case 'array':
      return { type: 'array', items: inside(shape.element), ...limitSchema('list', shape.limits) };
    case 'tuple':
      return { type: 'array', prefixItems: shape.items.map(inside) };
    case 'record':
      return { type: 'object', additionalProperties: inside(shape.value) };
    case 'collection':
      return shape.of === 'set' ? { type: 'array', items: inside(shape.value) } : { type: 'object' };
    case 'union': {
      const present = shape.options.filter((each) => each.kind !== 'nothing' || each.value === null);
      return anyOf(present.map(inside));
    }
    case 'all':
      return shape.parts.length === 1 && shape.parts[0] ? inside(shape.parts[0]) : { allOf: shape.parts.map(inside) };
    case 'fallback':
    case 'refined':
    case 'changed':
      return inside(shape.inner);
    case 'piped':
      return inside(shape.first);
    case 'lazy':
      return schemaOfShape(m, shape.get(m, node), node, depth + 3);
    case 'any':
    case 'never':
      return {};
  }
}
