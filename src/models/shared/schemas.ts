/** Schemas as values: heap objects of library types that keep their shape, and functions that parse by themselves. */
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Entity } from '../../flow/semantics.js';
import {
  boundsNothing,
  isConst,
  NOTHING,
  refValue,
  UNDEFINED,
  UNKNOWN,
  type Primitive,
  type Value,
} from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { ANY, union, type Shape } from './shape.js';

const KEY = 'shape';

/** Makes a schema object of a library type. `lazy` gives it properties that are made on first use. */
export function makeSchema(m: Machine, type: Entity | null, shape: Shape, lazy: Obj['lazy'] = null): Value {
  const made = m.alloc('instance', null, { entity: type, lazy });
  m.keep(made, KEY, shape);
  return refValue(made, type?.call ? Form.Object | Form.Function : Form.Object);
}

/** Keeps a shape with an object that is none of a library type: a JSON schema, a plain options object. */
export function keepShape(m: Machine, obj: Obj, shape: Shape): void {
  m.keep(obj, KEY, shape);
}

/** Returns the shape that a value keeps; null when it is no schema. Several possible schemas are a union. */
export function schemaShape(m: Machine, value: Value): Shape | null {
  const shapes: Shape[] = [];
  for (const ref of value.refs) if (ref.kind === 'obj') shapes.push(...(m.kept(ref, KEY) as readonly Shape[]));
  return shapes.length === 0 ? null : union(shapes);
}

/** Returns the shape of what stands where a schema is expected: any value when nothing is known of it. */
export function shapeAt(m: Machine, value: Value | undefined): Shape {
  return (value && schemaShape(m, value)) ?? ANY;
}

/**
 * Returns what a parser guarantees: a schema of any library, or a function that returns the parsed value and throws
 * otherwise. Null when the value is neither.
 */
export function parserShape(m: Machine, value: Value): Shape | null {
  const shape = schemaShape(m, value);
  if (shape) return shape;
  if (!isCallable(value)) return null;
  return {
    kind: 'changed',
    inner: ANY,
    apply: (machine, input, node) => callValue(machine, value, plainCall(node, UNKNOWN, [input])),
  };
}

export function isCallable(value: Value): boolean {
  return value.refs.some(
    (ref) => ref.kind === 'func' || ref.kind === 'bound' || ref.kind === 'native' || ref.kind === 'lib',
  );
}

/** Returns the named entries of a plain object, as they are on this path. */
export function entriesOf(m: Machine, value: Value | undefined): readonly (readonly [string, Value])[] {
  const entries = new Map<string, Value>();
  for (const ref of value?.refs ?? []) {
    if (ref.kind !== 'obj') continue;
    for (const [name, place] of ref.cells) {
      if (name.startsWith('%') || name.startsWith('set ')) continue;
      if (name.startsWith('get ')) {
        const getter = m.read(place);
        if (getter)
          entries.set(
            name.slice(4),
            callValue(m, getter, plainCall(ref.node ?? (undefined as never), refValue(ref), [])),
          );
        continue;
      }
      const cell = m.read(place);
      if (cell !== undefined && cell !== UNDEFINED) entries.set(name, cell);
    }
  }
  return [...entries];
}

/** Returns the constants that a list holds; null when any element is not constant. */
export function constantsOf(m: Machine, value: Value, node: TS.Node): readonly Primitive[] | null {
  const { known, rest } = elementsOf(m, value, node);
  const all = rest === NOTHING ? known : [...known, rest];
  if (all.length === 0 || !all.every(isConst)) return null;
  return [...new Set(all.flatMap((each) => each.consts.map((one) => one.value)))];
}

/** Returns the one constant that an argument is, or undefined. */
export function constantArgument(call: Call, index: number): Primitive {
  return constantIn(call.args[index]);
}

/** Returns the one constant that a value is, or undefined. */
export function constantIn(value: Value | undefined): Primitive {
  if (value === undefined || !isConst(value) || value.consts.length !== 1) return undefined;
  return value.consts[0]?.value;
}

/** True when an argument is there and holds nothing of the client's: a bound that the client cannot move. */
export function isOwn(value: Value | undefined): boolean {
  return value?.labels.length === 0;
}

/** The same of a bound: one that no number reaches in practice bounds nothing. */
export function isBound(value: Value | undefined): boolean {
  return value !== undefined && isOwn(value) && !boundsNothing(value);
}

/** Returns the last part of the name of the function that a call reaches: `min` of `ZodType.min`. */
export function calledName(call: Call): string {
  return call.entity?.name.split('.').at(-1) ?? '';
}

/** True when an option is set to anything but a constant that is falsy. */
export function optionSet(m: Machine, options: Value | undefined, name: string): boolean {
  const value = entriesOf(m, options).find(([key]) => key === name)?.[1];
  return (
    value !== undefined &&
    (value.open || value.refs.length > 0 || value.labels.length > 0 || value.consts.some((each) => Boolean(each.value)))
  );
}
