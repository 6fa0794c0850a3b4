/** Things of libraries as values: modules, functions, classes, instances, and their members. */
import { sourceInUse } from './versions.js';
import { ts, type TS } from '../lang/ts.js';
import { declaredTypeOf } from '../lang/types.js';
import { clientValue, namedPart } from './access.js';
import { instanceEntity, libraryParent } from './classes.js';
import { ANY_FORM, Form } from './forms.js';
import { sourceLabel, type SourceDetail } from './sources.js';
import { partOf, State, type Label } from './labels.js';
import type { Machine } from './machine.js';
import { promiseOf } from './promises.js';
import type { LibRef } from './refs.js';
import type { Entity, MemberSpec, SourceSpec, TypeExpr } from './semantics.js';
import {
  constant,
  join,
  NOTHING,
  refValue,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_TEXT,
  someForm,
  UNDEFINED,
  UNKNOWN,
  type Value,
  labelled,
} from './value.js';

const libRefs = new WeakMap<Entity, LibRef>();

/** What writing the members of a source means is described by a type. */
function writtenAs(value: Value, type: Entity | null): Value {
  for (const ref of value.refs) if (ref.kind === 'obj' && type) ref.slots.set('written', type);
  return value;
}

/**
 * A method that something else puts on the request, looked at and not called: `if (!req.isAuthenticated)` may ask whether
 * it is there, or what the program itself has put there under that name.
 */
function isAsked({ reads, call }: MemberSpec, node: TS.Node): boolean {
  if (reads === undefined || !call || !ts.isPropertyAccessExpression(node)) return false;
  return !(ts.isCallExpression(node.parent) && node.parent.expression === node);
}

/** Read whole where it leaves at once: an argument, what is returned, a property of an object. */
function isHandedOn(node: TS.Node): boolean {
  let at = node;
  while (ts.isNonNullExpression(at.parent) || ts.isAsExpression(at.parent) || ts.isParenthesizedExpression(at.parent))
    at = at.parent;
  const { parent } = at;
  if (ts.isCallExpression(parent)) return parent.expression !== at;
  return (
    ts.isReturnStatement(parent) ||
    ts.isPropertyAssignment(parent) ||
    (ts.isArrowFunction(parent) && parent.body === at)
  );
}

/** Who is calling, as the store of the service holds her: what is read of it by name is not followed. */
function principalValue(node: TS.Node): Value {
  const label = sourceLabel('store.principal', node, readingText(node) ?? node.getText(), Form.Object, {
    child: 0,
    fields: [],
    parts: '^$',
  });
  return { ...labelled([label], Form.Object), open: true };
}

/** Returns an entity as a value: constants as themselves, typed properties as instances, functions as references. */
export function entityValue(m: Machine, entity: Entity, node: TS.Node, self: Value | null = null): Value {
  const { spec } = entity;
  if (spec.reads !== undefined) {
    m.watcher?.read?.(spec.reads, '');
    if (spec.type === 'unknown' && m.watcher?.isAbsent?.(spec.reads) === true) return UNDEFINED;
    if (spec.type === 'unknown' && spec.reads === 'principal' && isHandedOn(node)) return principalValue(node);
  }
  if ('value' in spec) return constant(spec.value ?? undefined);
  if (spec.source) {
    const value = sourceValue(m, spec.source, node, readingText(node) ?? entity.name);
    return spec.type === undefined ? value : writtenAs(value, entity.typeNamed(spec.type));
  }
  if (spec.type !== undefined) return entityInstance(m, entity, spec.type, node, self);
  if (isAsked(spec, node)) return join(refValue({ kind: 'lib', entity, self }, Form.Function), UNKNOWN);
  if (self !== null) return refValue({ kind: 'lib', entity, self }, Form.Function);
  let ref = libRefs.get(entity);
  if (!ref) {
    ref = { kind: 'lib', entity, self: null };
    libRefs.set(entity, ref);
  }
  return refValue(ref, Form.Function);
}

/** Notes of a list that no more is delivered at once than somebody has configured. */
function boundLength(m: Machine, list: Label): void {
  const [id] = partOf(list, 'length').ids;
  if (id !== undefined) m.store.learn(id, { state: State.BoundedAbove });
}

export function sourceValue(
  m: Machine,
  described: SourceSpec,
  node: TS.Node,
  text: string = readingText(node) ?? node.getText(),
  name: string | null = null,
  detail: SourceDetail = { path: namedArgument(node) ?? namedText(described, name) },
): Value {
  const source = sourceInUse(described, node);
  const part = name === null ? null : m.semantics.part(source.kind, name);
  const label = sourceLabel(part?.kind ?? source.kind, node, text.replace(/\s+/g, ' '), source.form ?? ANY_FORM, {
    ...detail,
    child: source.child,
    parts: source.parts,
    own: source.own,
  });
  const value = clientValue(
    m,
    source.facts || source.clears ? { ...label, facts: source.facts ?? [], cleared: source.clears ?? [] } : label,
    node,
  );
  if (source.batch) boundLength(m, label);
  if (name !== null) return namedPart(m, value, source.kind, name, node);
  // One text, or what is asked for by its name: `cookies().get('session')`.
  const isOne = source.form === Form.String || (ts.isCallExpression(node) && detail.path !== undefined);
  return isOne && m.watcher?.isAbsent?.(source.kind) === true ? UNDEFINED : value;
}

/** The part that a call asks for by a constant name: `get('authorization')`. */
function namedArgument(node: TS.Node): readonly string[] | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const named = node.arguments.find((each) => ts.isStringLiteralLike(each));
  return named && ts.isStringLiteralLike(named) ? [named.text] : undefined;
}

/** The part that a call asks for by a name that it was given as a constant; what answers more than a text is not named so. */
function namedText({ form }: SourceSpec, name: string | null): readonly string[] | undefined {
  return name !== null && form === Form.String ? [name] : undefined;
}

/**
 * Returns how a message quotes an expression, parameter or pattern that reads a source; null for a call, where a model
 * reads it for a library.
 */
export function readingText(node: TS.Node): string | null {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return null;
  let quoted = readings.get(node);
  if (quoted === undefined) {
    quoted = quotedReading(node);
    readings.set(node, quoted);
  }
  return quoted;
}

const readings = new WeakMap<TS.Node, string>();

function quotedReading(node: TS.Node): string {
  const text = ts.isParameter(node)
    ? node.name.getText()
    : ts.isBindingElement(node)
      ? bindingText(node)
      : node.getText();
  return text.replace(/\s+/g, ' ');
}

/** `const { query } = req` reads `req.query`. */
function bindingText(node: TS.BindingElement): string {
  const name = (node.propertyName ?? node.name).getText();
  const declaration = node.parent.parent;
  if (ts.isVariableDeclaration(declaration) && declaration.initializer)
    return `${declaration.initializer.getText()}.${name}`;
  return name;
}

/** Returns a member of a library thing, or null when nothing is known of it. */
export function libraryMember(m: Machine, self: Value, entity: Entity, name: string, node: TS.Node): Value | null {
  if (name.startsWith('@@') || name.startsWith('%') || name.startsWith('set ') || name.startsWith('get ')) return null;
  const member = entity.member(name);
  if (!member) return null;
  const owner = self.refs.some((ref) => ref.kind === 'obj') || entity.spec.construct === undefined ? self : null;
  return entityValue(m, member, node, member.call && owner?.refs.some((ref) => ref.kind === 'obj') ? self : null);
}

/** Returns a new instance of the type that an expression names, as seen from a library. */
export function entityInstance(
  m: Machine,
  from: Entity,
  expression: TypeExpr,
  node: TS.Node,
  self: Value | null = null,
): Value {
  const text = expression.trim();
  if (text.endsWith('[]') && !text.includes('|')) {
    const list = m.array([], null);
    for (const ref of list.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.delete('length');
      m.setRest(ref, entityInstance(m, from, text.slice(0, -2), node, self));
    }
    return list;
  }
  const wrapped = /^(Promise|AsyncIterable|Iterable)<(.*)>$/.exec(text);
  if (!wrapped && text.includes('|')) {
    return text.split('|').reduce<Value>((sum, part) => join(sum, entityInstance(m, from, part, node, self)), NOTHING);
  }
  if (wrapped) {
    const inner = entityInstance(m, from, wrapped[2] ?? '', node, self);
    if (wrapped[1] === 'Promise') return promiseOf(inner);
    const made = m.alloc('iterator', null);
    m.setRest(made, inner);
    return refValue(made);
  }
  if (text.startsWith('source:')) return sourceValue(m, { kind: text.slice('source:'.length) }, node);
  switch (text) {
    case 'this':
      return self ?? (from.type ? instance(m, from) : UNKNOWN);
    case 'instance':
      return madeBy(m, self);
    case 'string':
      return SOME_TEXT;
    case 'number':
      return SOME_NUMBER;
    case 'boolean':
      return SOME_BOOLEAN;
    case 'date':
      return someForm(Form.Object);
    case 'void':
      return UNDEFINED;
    case 'null':
      return constant(null);
    case 'object': {
      const made = m.alloc('object', null);
      made.slots.set('partial', true);
      return refValue(made);
    }
    case 'unknown':
    case '':
      return UNKNOWN;
    case 'never':
      return NOTHING;
    default: {
      const entity = from.typeNamed(text);
      return entity ? instance(m, entity) : UNKNOWN;
    }
  }
}

/** A new instance of the class that a static method was called on, without running its constructor: rows of a model. */
function madeBy(m: Machine, self: Value | null): Value {
  for (const ref of self?.refs ?? []) {
    if (ref.kind === 'class') {
      const [parent] = libraryParent(ref)?.refs ?? [];
      return refValue(
        m.alloc('instance', null, { cls: ref, entity: parent?.kind === 'lib' ? instanceEntity(parent.entity) : null }),
      );
    }
    const entity = ref.kind === 'obj' || ref.kind === 'lib' ? ref.entity : null;
    const made = entity?.construct?.returns ?? entity?.call?.returns;
    const type = made === undefined ? null : (entity?.typeNamed(made) ?? null);
    if (type) return instance(m, type);
  }
  return UNKNOWN;
}

/** Data of any form whose members are data: no part of it is a thing of a library. */
function dataValue(m: Machine): Value {
  const made = m.alloc('typed', null, { lazy: (machine) => dataValue(machine) });
  return { ...UNKNOWN, refs: [made] };
}

function instance(m: Machine, entity: Entity): Value {
  if (entity.type?.data === true) return dataValue(m);
  return refValue(m.alloc('instance', null, { entity }), entity.call ? Form.Function | Form.Object : Form.Object);
}

/** What iterating an instance of a library type gives. */
export function elementValue(m: Machine, entity: Entity, spec: MemberSpec, node: TS.Node): Value {
  if (spec.source) return sourceValue(m, spec.source, node);
  return spec.type === undefined ? UNKNOWN : entityInstance(m, entity, spec.type, node);
}

/** With types: asks the checker what an expression is when its name occurs in a model and nothing else is known. */
export function typedCallee(m: Machine, node: TS.Expression): Value | null {
  const { checker } = m.project;
  if (!checker) return null;
  if (ts.isPropertyAccessExpression(node)) {
    if (!m.semantics.describesMember(node.name.text, m.project.packages)) return null;
    const owner = typedValue(m, node.expression) ?? typedMember(m, node.expression);
    const [ref] = owner?.refs ?? [];
    if (!owner || ref?.kind !== 'obj' || !ref.entity) return null;
    return libraryMember(m, owner, ref.entity, node.name.text, node);
  }
  return typedValue(m, node);
}

/** A property whose type no model names, of an object whose type one does: a generated client's table. */
function typedMember(m: Machine, node: TS.Expression): Value | null {
  if (!ts.isPropertyAccessExpression(node)) return null;
  const owner = typedValue(m, node.expression);
  const [ref] = owner?.refs ?? [];
  return owner && ref?.kind === 'obj' && ref.entity?.type?.anyMember?.type !== undefined
    ? libraryMember(m, owner, ref.entity, node.name.text, node)
    : null;
}

/** Returns an instance of the library type that the checker finds for an expression or declaration, or null. */
export function typedValue(m: Machine, node: TS.Node): Value | null {
  const { checker } = m.project;
  if (!checker) return null;
  for (const { packageName, name } of declaredTypeOf(checker, node)) {
    const entity = m.semantics.declaredEntity(packageName, name);
    if (entity) return entityInstance(m, entity, 'this', node);
  }
  return null;
}

/** The library type that the checker finds for a parameter without annotation. */
export function typedParameter(m: Machine, parameter: TS.ParameterDeclaration): Value | null {
  if (!m.project.checker) return null;
  return typedValue(m, parameter.name);
}
