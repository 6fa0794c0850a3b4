/** The value that comes out when a client's value was parsed by a shape. */
import { getProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { spreadInto } from '../../flow/literals.js';
import { numberFrom } from '../../flow/operators.js';
import { Form, STRUCTURED } from '../../flow/forms.js';
import { partOf, refineLabel, State, type Label, type Refinement } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { settled } from '../../flow/promises.js';
import type { Obj } from '../../flow/refs.js';
import { toText } from '../../flow/text.js';
import {
  constant,
  join,
  joinAll,
  labelled,
  NOTHING,
  refValue,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_TEXT,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { noteGap } from './gaps.js';
import { limitedBy, notePatterns } from './patterns.js';
import { possibleOptions } from './possible.js';
import type { ObjectShape, Shape } from './shape.js';

const MAX_DEPTH = 12;
/** Lazy shapes are mostly recursive ones, which grow with the power of their depth: each counts as several levels. */
export const LAZY_DEPTH = 3;

/** Returns a parsed value. Parts of the input that the shape does not let through are not in it. */
export function shapedValue(m: Machine, shape: Shape, value: Value, node: TS.Node, depth = 0): Value {
  if (depth > MAX_DEPTH || m.dead || !m.step()) return UNKNOWN;
  noteGap(m, shape, value);
  switch (shape.kind) {
    case 'any':
      return value;
    case 'never':
      return NOTHING;
    case 'nothing':
      return constant(shape.value);
    case 'text':
      notePatterns(m, value.labels, shape, node);
      return shapedText(m, value, shape.convert, { facts: shape.facts, state: shape.state }, node);
    case 'number':
      return shapedNumber(value, shape.convert, shape.state);
    case 'boolean':
      return value.labels.length === 0
        ? SOME_BOOLEAN
        : labelled(
            value.labels.map((label) => ({
              ...label,
              form: Form.Boolean,
              lead: null,
              state: label.state | State.Checked,
            })),
            Form.Boolean,
          );
    case 'date':
      return refValue(m.alloc('date', null));
    case 'literals':
      return literal(value, joinAll(shape.values.map((each) => constant(each))));
    case 'ours':
      notePatterns(m, value.labels, shape.refinement, node);
      return { ...value, labels: value.labels.map((label) => refineLabel(label, shape.refinement)) };
    case 'object':
      return shapedObject(m, shape, value, node, depth);
    case 'array':
      return listOf(m, shapedValue(m, shape.element, elementOf(m, value, node), node, depth + 1));
    case 'tuple': {
      const items = shape.items.map((item, index) =>
        shapedValue(m, item, getProperty(m, value, String(index), node), node, depth + 1),
      );
      const list = m.array(items, null);
      const [ref] = list.refs;
      if (shape.rest && ref?.kind === 'obj')
        m.addRest(ref, shapedValue(m, shape.rest, elementOf(m, value, node), node, depth + 1));
      return list;
    }
    case 'record':
      return shapedRecord(m, shape.key, shape.value, value, node, depth);
    case 'collection': {
      const made = m.alloc(shape.of, null);
      const element = elementOf(m, value, node);
      m.setRest(
        made,
        shapedValue(m, shape.value, shape.of === 'map' ? getProperty(m, element, '1', node) : element, node, depth + 1),
      );
      if (shape.of === 'map')
        m.setCell(made, '%keys', shapedValue(m, shape.key, getProperty(m, element, '0', node), node, depth + 1));
      return refValue(made);
    }
    case 'union':
      return joinAll(
        possibleOptions(m, shape.options, value, node).map((each) => shapedValue(m, each, value, node, depth + 1)),
      );
    case 'all':
      return shape.parts.reduce(
        (sum, each) => shapedValue(m, each, sum, node, depth + 1),
        limitedBy(shape.parts, value),
      );
    case 'fallback':
      return join(shapedValue(m, shape.inner, value, node, depth + 1), shape.make(m, node));
    case 'refined': {
      const inner = shapedValue(m, shape.inner, value, node, depth + 1);
      return withFactsOf(inner, shape.learn(m, inner, node));
    }
    case 'changed': {
      // What ignores what it is given makes something of its own, whatever the schema lets in.
      const alone = takesAnything(shape.inner) ? settled(m, shape.apply(m, value, node)) : null;
      if (alone?.labels.length === 0 && alone.refs.length === 0) return alone;
      return settled(m, shape.apply(m, shapedValue(m, shape.inner, value, node, depth + 1), node));
    }
    case 'piped':
      return shapedValue(m, shape.second, shapedValue(m, shape.first, value, node, depth + 1), node, depth + 1);
    case 'lazy':
      return shapedValue(m, shape.get(m, node), value, node, depth + LAZY_DEPTH);
  }
}

function takesAnything(shape: Shape): boolean {
  return shape.kind === 'any' || (shape.kind === 'union' && shape.options.some((each) => each.kind === 'any'));
}

/** Returns the value with what is known by id put into its labels, those of its parts included. */
export function withFactsOf(value: Value, facts: ReadonlyMap<number, Refinement>): Value {
  if (facts.size === 0 || value.labels.length === 0) return value;
  return {
    ...value,
    labels: value.labels.map((label) =>
      label.ids.reduce((sum, id, index) => applied(sum, facts.get(id), index === 0), label),
    ),
  };
}

function applied(label: Label, refinement: Refinement | undefined, own: boolean): Label {
  if (!refinement) return label;
  return refineLabel(label, own ? refinement : { ...(refinement.clears ? { clears: refinement.clears } : {}) });
}

function elementOf(m: Machine, value: Value, node: TS.Node): Value {
  const all = allOf(elementsOf(m, value, node));
  return all === NOTHING ? UNKNOWN : all;
}

export function listOf(m: Machine, element: Value): Value {
  const list = m.array([], null);
  const [ref] = list.refs;
  if (ref?.kind === 'obj') {
    ref.slots.delete('length');
    m.setRest(ref, element);
  }
  return list;
}

function shapedText(m: Machine, value: Value, convert: boolean, refinement: Refinement, node: TS.Node): Value {
  const source = convert ? toText(m, value, node) : value;
  const consts = source.consts.filter((each) => typeof each.value === 'string');
  if (source.labels.length === 0)
    return consts.length > 0 ? { ...source, form: Form.String, refs: [], consts } : SOME_TEXT;
  const labels = source.labels.map((label) => ({
    ...refineLabel(refineLabel(label, refinement), { state: State.Checked }),
    form: Form.String,
  }));
  return { ...labelled(labels, Form.String), consts, open: source.open || consts.length === 0 };
}

function shapedNumber(value: Value, convert: boolean, state: number): Value {
  if (value.labels.length === 0) {
    const consts = value.consts.filter((each) => typeof each.value === 'number');
    return consts.length > 0 && !value.open ? { ...value, form: Form.Number, refs: [], consts } : SOME_NUMBER;
  }
  const number = convert ? numberFrom(value) : value;
  return labelled(
    number.labels.map((label) => ({
      ...refineLabel(label, { state: state | State.Checked }),
      form: Form.Number,
      lead: null,
    })),
    Form.Number,
  );
}

/** One of some constants, chosen by the client. */
function literal(value: Value, constants: Value): Value {
  if (value.labels.length === 0) return constants;
  return {
    ...constants,
    labels: value.labels.map((label) => refineLabel({ ...label, form: constants.form }, { clears: ['*'] })),
  };
}

function shapedObject(m: Machine, shape: ObjectShape, value: Value, node: TS.Node, depth: number): Value {
  const made = shape.make?.(m, node) ?? m.alloc('object', null);
  // What the class itself begins with, before the client's other keys are put beside it.
  const initials = new Map(shape.make ? [...shape.properties.keys()].map((name) => [name, m.cell(made, name)]) : []);
  if (shape.unknownKeys === 'keep') keepOthers(m, made, shape.catchall, value, node, depth);
  for (const [name, property] of shape.properties) {
    const part = getProperty(m, value, name, node);
    const own = shapedValue(m, property.shape, part, node, depth + 1);
    const initial = initials.get(name);
    m.setCell(made, name, initial ? join(own, initial) : property.optional ? join(own, UNDEFINED) : own);
  }
  return refValue(made);
}

/** The client's other keys stay: as they came, or as the shape for them makes them. */
function keepOthers(m: Machine, made: Obj, catchall: Shape | null, value: Value, node: TS.Node, depth: number): void {
  if (catchall === null || catchall.kind === 'any') {
    spreadInto(m, made, value, node);
    return;
  }
  if (catchall.kind === 'never') return;
  markOpen(m, made, value);
  m.addRest(made, shapedValue(m, catchall, elementOfObject(m, value, node), node, depth + 1));
}

function elementOfObject(m: Machine, value: Value, node: TS.Node): Value {
  return joinAll([elementOf(m, value, node)]);
}

/** Notes that the client names the keys, as a spread of the client's object does. */
export function markOpen(m: Machine, made: Obj, value: Value): void {
  const labels = value.labels.filter((label) => (label.form & STRUCTURED) !== 0);
  if (labels.length === 0) return;
  m.setCell(made, '%spread', join(m.cell(made, '%spread') ?? NOTHING, labelled(labels, value.form)));
  m.setCell(
    made,
    '%keys',
    labelled(
      labels.map((label) => ({ ...partOf(label, '%key', Form.String), state: label.state | State.Key })),
      Form.String,
    ),
  );
}

function shapedRecord(m: Machine, key: Shape, element: Shape, value: Value, node: TS.Node, depth: number): Value {
  const made = m.alloc('object', null);
  const each = shapedValue(m, element, elementOfObject(m, value, node), node, depth + 1);
  if (key.kind === 'literals') {
    for (const name of key.values) m.setCell(made, String(name), each);
    return refValue(made);
  }
  markOpen(m, made, value);
  const keys = m.cell(made, '%keys');
  if (keys) m.setCell(made, '%keys', shapedValue(m, key, keys, node, depth + 1));
  m.addRest(made, each);
  return refValue(made);
}
