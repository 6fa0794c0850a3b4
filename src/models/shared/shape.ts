/**
 * One neutral description of what a validated value can be. Every validator library builds these; `shapedValue` makes the
 * parsed value from it, `guardFacts` what a mere check proves of the input.
 */
import { EVERY_KIND, State, type Refinement } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import type { Primitive, Value } from '../../flow/value.js';
import type { TextFact } from '../../lang/regex/language.js';
import { factOfOneOf } from '../../lang/regex/templates.js';
import type { TS } from '../../lang/ts.js';
import type { Facts } from '../../flow/conditions.js';

export interface Property {
  readonly shape: Shape;
  readonly optional: boolean;
}

/** What happens to keys that an object shape does not list. */
export type UnknownKeys = 'strip' | 'refuse' | 'keep';

export interface ObjectShape {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Property>;
  readonly unknownKeys: UnknownKeys;
  /** What unlisted values are, where they are kept and checked. */
  readonly catchall: Shape | null;
  readonly at?: TS.Node;
  /** Makes the object that the properties are put into: an instance of a class. */
  readonly make?: (m: Machine, node: TS.Node) => Obj | null;
}

/** Constant bounds, both inclusive: of a number, of the length of a text or a list. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
}

export interface TextShape {
  readonly kind: 'text';
  readonly facts: readonly TextFact[];
  /** Bits of `State` that hold. */
  readonly state: number;
  /** Other values are converted to text, so that the result is another value than the input. */
  readonly convert: boolean;
  readonly at?: TS.Node;
  readonly limits?: Limits;
}

export interface NumberShape {
  readonly kind: 'number';
  readonly state: number;
  readonly convert: boolean;
  readonly limits?: Limits;
  /** The call that says so, where rules about schemas point to; absent where nobody wrote it. */
  readonly at?: TS.Node;
}

export type Shape =
  | TextShape
  | NumberShape
  | ObjectShape
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'nothing'; readonly value: null | undefined }
  | { readonly kind: 'any'; readonly at?: TS.Node }
  | { readonly kind: 'never' }
  | { readonly kind: 'literals'; readonly values: readonly Primitive[] }
  /** Any value that is known to be harmless everywhere: a member of a list that is not constant, an instance of a class. */
  | { readonly kind: 'ours'; readonly refinement: Refinement; readonly limits?: Limits }
  | {
      readonly kind: 'array';
      readonly element: Shape;
      readonly bounded: boolean;
      readonly at?: TS.Node;
      readonly limits?: Limits;
    }
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly rest: Shape | null }
  | { readonly kind: 'record'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'collection'; readonly of: 'set' | 'map'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'union'; readonly options: readonly Shape[] }
  /** The value must have all shapes. */
  | { readonly kind: 'all'; readonly parts: readonly Shape[] }
  /** `inner`, and a value of the program where the client gave none (default) or a wrong one (catch). */
  | {
      readonly kind: 'fallback';
      readonly inner: Shape;
      readonly make: (m: Machine, node: TS.Node) => Value;
      readonly forWrong: boolean;
    }
  /** A predicate of the program has accepted the value. */
  | {
      readonly kind: 'refined';
      readonly inner: Shape;
      readonly learn: (m: Machine, value: Value, node: TS.Node) => Facts;
    }
  /** Code of the program changes the value after `inner` has accepted it. */
  | {
      readonly kind: 'changed';
      readonly inner: Shape;
      readonly apply: (m: Machine, value: Value, node: TS.Node) => Value;
    }
  /** What the first gives is parsed by the second. */
  | { readonly kind: 'piped'; readonly first: Shape; readonly second: Shape }
  | { readonly kind: 'lazy'; readonly get: (m: Machine, node: TS.Node) => Shape };

export const ANY: Shape = { kind: 'any' };
export const NEVER: Shape = { kind: 'never' };
export const TEXT: TextShape = { kind: 'text', facts: [], state: 0, convert: false };
export const NUMBER: NumberShape = { kind: 'number', state: State.Finite, convert: false };
export const BOOLEAN: Shape = { kind: 'boolean' };
export const DATE: Shape = { kind: 'date' };
/** A value that no sink has to fear, of which nothing else is known. */
export const OURS: Shape = { kind: 'ours', refinement: { clears: [EVERY_KIND] } };

export function literals(values: readonly Primitive[]): Shape {
  return { kind: 'literals', values };
}

/** Returns a shape that knows the call which made it. */
export function madeAt(shape: Shape, at: TS.Node): Shape {
  switch (shape.kind) {
    case 'any':
    case 'text':
    case 'number':
    case 'array':
    case 'object':
      return { ...shape, at };
    default:
      return shape;
  }
}

export function textOf(...facts: readonly TextFact[]): TextShape {
  return { ...TEXT, facts };
}

/** Returns the fact that a whole text is matched by a pattern. */
export function fact(pattern: string, flags = ''): TextFact {
  return { pattern, flags, matches: true };
}

export function union(options: readonly Shape[]): Shape {
  const all = mergedTexts(options.flatMap((each) => (each.kind === 'union' ? each.options : [each])));
  const [only] = all;
  if (only === undefined) return ANY;
  return all.length === 1 ? only : { kind: 'union', options: all };
}

/** Texts and constants that stand side by side are one text: what is known of it is that one of their patterns matches. */
function mergedTexts(options: readonly Shape[]): readonly Shape[] {
  const constants = options.filter((each) => each.kind === 'literals');
  const texts = options.filter((each) => each.kind === 'text');
  if (texts.length === 0 && constants.length > 1) {
    const values = literals([...new Set(constants.flatMap((each) => each.values))]);
    return [values, ...options.filter((each) => each.kind !== 'literals')];
  }
  if (texts.length === 0 || texts.length + constants.length < 2 || texts.some((each) => each.convert)) return options;
  const others = options.filter((each) => each.kind !== 'text' && each.kind !== 'literals');
  const given = constants.flatMap((each) => each.values);
  const words = given.filter((each) => typeof each === 'string');
  const patterns = texts.map(patternIn);
  const known = patterns.every((each) => each !== null)
    ? [...patterns, ...(words.length > 0 ? [factOfOneOf(words).pattern] : [])]
    : [];
  const facts = known.length === 0 ? [] : [fact(known.map((each) => `(?:${each})`).join('|'))];
  const state = texts.reduce((sum, each) => sum & each.state, texts[0]?.state ?? 0);
  const rest = given.filter((each) => typeof each !== 'string');
  return [{ ...TEXT, facts, state }, ...(rest.length > 0 ? [literals(rest)] : []), ...others];
}

/** A pattern without flags that the text certainly matches. */
function patternIn(shape: TextShape): string | null {
  return (
    shape.facts.find(
      (each) => each.matches && (each.flags === '' || (each.flags === 'u' && !/\\[pPu]/.test(each.pattern))),
    )?.pattern ?? null
  );
}

export function optional(inner: Shape): Shape {
  return inner.kind === 'any' ? inner : union([inner, { kind: 'nothing', value: undefined }]);
}

export function nullable(inner: Shape): Shape {
  return inner.kind === 'any' ? inner : union([inner, { kind: 'nothing', value: null }]);
}

export function isOptional(shape: Shape): boolean {
  return (
    shape.kind === 'any' ||
    shape.kind === 'fallback' ||
    (shape.kind === 'union' && shape.options.some((each) => each.kind === 'nothing' && each.value === undefined))
  );
}

export function objectOf(
  entries: Iterable<readonly [string, Shape]>,
  unknownKeys: UnknownKeys = 'strip',
  catchall: Shape | null = null,
): ObjectShape {
  const properties = new Map<string, Property>();
  for (const [name, shape] of entries) properties.set(name, { shape, optional: isOptional(shape) });
  return { kind: 'object', properties, unknownKeys, catchall };
}

/** Applies a change to the object inside a shape, below defaults, refinements and the like; null when there is none. */
export function onObject(shape: Shape, change: (object: ObjectShape) => Shape): Shape | null {
  switch (shape.kind) {
    case 'object':
      return change(shape);
    case 'fallback':
    case 'refined':
    case 'changed': {
      const inner = onObject(shape.inner, change);
      return inner === null ? null : { ...shape, inner };
    }
    case 'union': {
      const options = shape.options.map((each) => onObject(each, change) ?? each);
      return options.some((each, index) => each !== shape.options[index]) ? { ...shape, options } : null;
    }
    default:
      return null;
  }
}

/** Returns the object that a shape is at its heart, or null. */
export function objectIn(shape: Shape): ObjectShape | null {
  let found: ObjectShape | null = null;
  onObject(shape, (object) => {
    found ??= object;
    return object;
  });
  return found;
}

/** Adds to what is known of a text or number, below optional, default and refinement. Other shapes stay as they are. */
export function narrowed(shape: Shape, change: (inner: Shape) => Shape): Shape {
  switch (shape.kind) {
    case 'fallback':
    case 'refined':
      return { ...shape, inner: narrowed(shape.inner, change) };
    case 'union':
      return {
        ...shape,
        options: shape.options.map((each) => (each.kind === 'nothing' ? each : narrowed(each, change))),
      };
    case 'changed':
    case 'piped':
      // What a change has made is another value than the one described: the addition is a step behind it.
      return { kind: 'piped', first: shape, second: change(ANY) };
    default:
      return change(shape);
  }
}

export function withFacts(shape: Shape, facts: readonly TextFact[], state = 0): Shape {
  return narrowed(shape, (inner) => {
    if (inner.kind === 'text') return { ...inner, facts: [...inner.facts, ...facts], state: inner.state | state };
    return inner.kind === 'any' ? { kind: 'ours', refinement: { facts, state } } : inner;
  });
}

export function withState(shape: Shape, state: number): Shape {
  return narrowed(shape, (inner) => {
    if (inner.kind === 'number' || inner.kind === 'text') return { ...inner, state: inner.state | state };
    return inner.kind === 'any' ? { kind: 'ours', refinement: { state } } : inner;
  });
}

/** True when what the shape accepts holds no object with keys or values of the client's choice: it is the input that is told of, not what is made of it. */
export function isClosed(shape: Shape, depth = 0): boolean {
  if (depth > 8) return false;
  switch (shape.kind) {
    case 'any':
    case 'record':
    case 'collection':
    case 'lazy':
      return false;
    case 'ours':
      return shape.refinement.clears?.includes(EVERY_KIND) === true;
    case 'object':
      return (
        shape.unknownKeys === 'refuse' &&
        [...shape.properties.values()].every((each) => isClosed(each.shape, depth + 1))
      );
    case 'array':
      return isClosed(shape.element, depth + 1);
    case 'tuple':
      return [...shape.items, ...(shape.rest ? [shape.rest] : [])].every((each) => isClosed(each, depth + 1));
    case 'union':
      return shape.options.every((each) => isClosed(each, depth + 1));
    case 'all':
      return shape.parts.some((each) => isClosed(each, depth + 1));
    case 'fallback':
      return !shape.forWrong && isClosed(shape.inner, depth + 1);
    case 'refined':
    case 'changed':
      return isClosed(shape.inner, depth + 1);
    case 'piped':
      return isClosed(shape.first, depth + 1);
    default:
      return true;
  }
}

/** Applies a change to every object in a shape, nested ones included. */
export function mapObjects(shape: Shape, change: (object: ObjectShape) => ObjectShape): Shape {
  const inside = (each: Shape): Shape => mapObjects(each, change);
  switch (shape.kind) {
    case 'object': {
      const changed = change(shape);
      return {
        ...changed,
        properties: new Map(
          [...changed.properties].map(([name, each]) => [name, { ...each, shape: inside(each.shape) }] as const),
        ),
      };
    }
    case 'array':
      return { ...shape, element: inside(shape.element) };
    case 'tuple':
      return { ...shape, items: shape.items.map(inside), rest: shape.rest === null ? null : inside(shape.rest) };
    case 'record':
      return { ...shape, value: inside(shape.value) };
    case 'union':
      return { ...shape, options: shape.options.map(inside) };
    case 'all':
      return { ...shape, parts: shape.parts.map(inside) };
    case 'fallback':
    case 'refined':
    case 'changed':
      return { ...shape, inner: inside(shape.inner) };
    case 'piped':
      return { ...shape, first: inside(shape.first), second: inside(shape.second) };
    case 'lazy':
      return { ...shape, get: (m, node) => inside(shape.get(m, node)) };
    default:
      return shape;
  }
}
