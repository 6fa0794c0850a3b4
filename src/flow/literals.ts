/** Object and array literals, and spreads. */
import { elementsOf } from './elements.js';
import { ts, type TS } from '../lang/ts.js';
import { constantKeys, getProperty, constantKey } from './access.js';
import { evaluate, readName } from './eval.js';
import { makeFunction } from './functions.js';
import { sourceCopied } from './sources.js';
import type { Machine } from './machine.js';
import { moduleValue } from './imports.js';
import { spreadPart } from './remains.js';
import type { Scope } from './scope.js';
import { type Value, refValue, UNKNOWN, join, UNDEFINED, NOTHING, labelled, soleConst } from './value.js';

/** Returns the constant name of a property, evaluating computed ones; null when it is not constant. */
export function propertyName(m: Machine, name: TS.PropertyName, scope: Scope): string | null {
  if (ts.isComputedPropertyName(name)) return constantKey(evaluate(m, name.expression, scope));
  return name.text;
}
export function evalObject(m: Machine, node: TS.ObjectLiteralExpression, scope: Scope): Value {
  const made = m.alloc('object', node);
  const self = refValue(made);
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property)) {
      const name = propertyName(m, property.name, scope);
      const value = evaluate(m, property.initializer, scope);
      if (name === '__proto__') {
        if (!ts.isComputedPropertyName(property.name) && soleConst(value)?.value === null) made.slots.set('bare', true);
        continue;
      }
      if (name === null) {
        const key = ts.isComputedPropertyName(property.name) ? evaluate(m, property.name.expression, scope) : UNKNOWN;
        const names = constantKeys(key);
        for (const each of names ?? []) m.setCell(made, each, join(m.cell(made, each) ?? UNDEFINED, value));
        if (names === null) {
          m.addRest(made, value);
          noteKey(m, made, key);
        }
      } else {
        m.named(name, value, property.initializer);
        m.setCell(made, name, value);
      }
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const value = readName(m, property.name.text, scope, property.name);
      m.named(property.name.text, value, property.name);
      m.setCell(made, property.name.text, value);
    } else if (ts.isSpreadAssignment(property)) {
      spreadInto(m, made, evaluate(m, property.expression, scope), property);
    } else if (ts.isMethodDeclaration(property)) {
      const name = propertyName(m, property.name, scope);
      const method = makeFunction(m, property, scope);
      if (name === null) m.addRest(made, method);
      else m.setCell(made, name, method);
    } else {
      const name = propertyName(m, property.name, scope);
      const prefix = ts.isGetAccessorDeclaration(property) ? 'get' : 'set';
      if (name !== null) m.setCell(made, `${prefix} ${name}`, makeFunction(m, property, scope));
    }
  }
  return self;
}
/** Remembers a key that is not constant, for loops over keys. */
export function noteKey(
  m: Machine,
  obj: { readonly cells: Map<string, number> } & Parameters<Machine['setCell']>[0],
  key: Value,
): void {
  m.setCell(obj, '%keys', join(m.cell(obj, '%keys') ?? NOTHING, key));
}
const NO_NAMES: ReadonlySet<string> = new Set();

/** Returns the names that every object has that a value may be; none where it may be something else. */
function sharedNames(m: Machine, value: Value): ReadonlySet<string> {
  const [first, ...others] = value.refs;
  if (value.open || value.labels.length > 0 || value.consts.length > 0 || first?.kind !== 'obj') return NO_NAMES;
  const has = (name: string): boolean => others.every((ref) => ref.kind === 'obj' && m.cell(ref, name) !== undefined);
  return new Set([...first.cells.keys()].filter((name) => m.cell(first, name) !== undefined && has(name)));
}

/** Copies own properties of a value into an object, as spread and Object.assign do. */
export function spreadInto(m: Machine, target: Parameters<Machine['setCell']>[0], value: Value, node: TS.Node): void {
  const several = value.refs.length + value.labels.length > 1 || value.consts.length > 0;
  let partial = value.open && value.labels.length === 0 && value.refs.length === 0;
  // A property that each of several possible objects has replaces the target's own.
  const replaced = several ? sharedNames(m, value) : NO_NAMES;
  for (const [index, ref] of value.refs.entries()) {
    if (ref.kind === 'module') {
      const exported = moduleValue(m, ref.file);
      if (exported) spreadInto(m, target, exported, node);
      continue;
    }
    if (ref.kind !== 'obj') continue;
    for (const [name, place] of ref.cells) {
      const cell = m.read(place);
      if (cell === undefined || name.startsWith('set ') || name.startsWith('%spread')) continue;
      const plain = name.startsWith('get ') ? name.slice(4) : name;
      const own = name.startsWith('get ') ? getProperty(m, refValue(ref), plain, node) : cell;
      const before = m.cell(target, plain);
      const keeps = several && before && !(index === 0 && replaced.has(plain));
      m.setCell(target, plain, keeps ? join(before, own) : own);
    }
    const rest = m.rest(ref);
    if (rest !== NOTHING) m.addRest(target, rest);
    // What was spread into it before is spread on, as far as nothing was written over it.
    const inner = spreadPart(m, ref);
    if (inner !== NOTHING) m.setCell(target, '%spread', join(m.cell(target, '%spread') ?? NOTHING, inner));
    const label = ref.slots.get('label');
    if (label !== undefined || ref.lazy || ref.entity) {
      for (const name of target.cells.keys()) {
        const before = m.cell(target, name);
        if (before === undefined || /^(?:%|get |set )/.test(name) || m.cell(ref, name) !== undefined) continue;
        m.setCell(target, name, join(before, getProperty(m, refValue(ref), name, node)));
      }
      copyLazily(target, ref, node);
    }
    for (const [key, slot] of ref.slots) if (key === 'schema') target.slots.set(key, slot);
  }
  if (value.labels.length > 0) {
    // The whole object of the client: every key that is not named after it is the client's.
    m.setCell(
      target,
      '%spread',
      join(m.cell(target, '%spread') ?? NOTHING, labelled(value.labels.map(sourceCopied), value.form)),
    );
    for (const label of value.labels)
      if (!value.refs.some((ref) => ref.kind === 'obj' && ref.slots.get('backs') === label.ids[0])) partial = true;
  }
  if (partial) target.slots.set('partial', true);
}
function copyLazily(
  target: Parameters<Machine['setCell']>[0],
  from: Parameters<Machine['setCell']>[0],
  node: TS.Node,
): void {
  const before = target.lazy;
  // Objects of repeated rounds may come to be copies of themselves.
  const asking = new Set<string>();
  target.lazy = (m, name) => {
    if (name.startsWith('%') || name.startsWith('get ') || name.startsWith('set ') || asking.has(name)) return null;
    asking.add(name);
    let own: Value;
    try {
      own = getProperty(m, refValue(from), name, node);
    } finally {
      asking.delete(name);
    }
    const earlier = before?.(m, name) ?? null;
    if (own === UNDEFINED) return earlier;
    return earlier === null ? own : join(own, earlier);
  };
}
export function evalArray(m: Machine, node: TS.ArrayLiteralExpression, scope: Scope): Value {
  const elements: Value[] = [];
  let rest: Value = NOTHING;
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) {
      elements.push(UNDEFINED);
      continue;
    }
    const value = evaluate(m, element, scope);
    if (!ts.isSpreadElement(element)) {
      if (rest === NOTHING) elements.push(value);
      else rest = join(rest, value);
      continue;
    }
    const spread = elementsOf(m, value, element);
    if (rest === NOTHING) elements.push(...spread.known);
    else for (const each of spread.known) rest = join(rest, each);
    rest = join(rest, spread.rest);
  }
  const array = m.array(elements, node);
  if (rest !== NOTHING) for (const ref of array.refs) if (ref.kind === 'obj') m.addRest(ref, rest);
  return array;
}
