/** Which attributes rows of a model hold (https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#specifying-attributes-for-select-queries). */
import { ts, type TS } from '../../lang/ts.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { requireComputed } from '../../flow/imports.js';
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { HOOKED } from '../stores/parts.js';
import { soleText, TRUE, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { asRows, definedNames, selected, selectionOf } from '../shared/rows.js';

const MODEL = 'attributes';

interface Model {
  readonly definition: Value;
  readonly options: Value;
  /** Without the default scope. */
  readonly bare: boolean;
}

const MAX_PARENTS = 4;

/** What `init` was given belongs to the class, or to one that it extends. */
function modelOf(m: Machine, value: Value, depth = 0): Model | null {
  for (const ref of value.refs) {
    const kept = ref.kind === 'class' ? ref.statics : ref;
    const last = kept.kind === 'obj' ? (m.kept(kept, MODEL) as readonly Model[]).at(-1) : undefined;
    if (last) return last;
    const above = ref.kind === 'class' && ref.parent && depth < MAX_PARENTS ? modelOf(m, ref.parent, depth + 1) : null;
    if (above) return above;
  }
  return null;
}

/** `User.init({ ... }, { ... })` of a class of the program (https://sequelize.org/docs/v6/core-concepts/model-basics/#extending-model). */
const init: Native = (m, call) => {
  const [definition, options = UNDEFINED] = call.args;
  const hooked = options.refs.length > 0 && getProperty(m, options, 'hooks', call.node).refs.length > 0;
  for (const ref of call.self.refs) {
    const kept = ref.kind === 'class' ? ref.statics : ref;
    if (kept.kind !== 'obj') continue;
    if (definition) m.keep(kept, MODEL, { definition, options, bare: false });
    if (hooked) m.setCell(kept, HOOKED, TRUE);
    m.setCell(kept, 'prototype', m.object('object', call.node));
  }
  return call.self;
};

/** A program's own `toJSON` says itself what goes out: a method of the class, or one that was put on the prototype. */
function hasOwnJson(m: Machine, model: Value, node: TS.Node, depth = 0): boolean {
  return model.refs.some((ref) => {
    if (ref.kind === 'class') {
      if (ref.methods.has('toJSON')) return true;
      if (ref.parent !== null && depth < MAX_PARENTS && hasOwnJson(m, ref.parent, node, depth + 1)) return true;
    }
    const kept = ref.kind === 'class' ? ref.statics : ref;
    const prototype = kept.kind === 'obj' ? m.cell(kept, 'prototype') : undefined;
    return prototype !== undefined && getProperty(m, prototype, 'toJSON', node).refs.length > 0;
  });
}

/** Attributes with a `get` of their own show what that makes of them; virtual ones are in no table. */
function attributesOf(m: Machine, { definition }: Model, node: TS.Node): readonly string[] {
  return definedNames(
    m,
    definition,
    node,
    (spec) => spec.refs.length > 0 && getProperty(m, spec, 'get', node).refs.length > 0,
  );
}

const define: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const [name = UNDEFINED, definition, options = UNDEFINED] = call.args;
  const hooked = options.refs.length > 0 && getProperty(m, options, 'hooks', call.node).refs.length > 0;
  for (const ref of made.refs) {
    if (ref.kind !== 'obj') continue;
    if (soleText(name) !== null) m.setCell(ref, 'name', name);
    if (definition) m.keep(ref, MODEL, { definition, options, bare: false });
    if (hooked) m.setCell(ref, HOOKED, TRUE);
    m.setCell(ref, 'prototype', m.object('object', call.node));
  }
  return made;
};

/** Calls what a file exports with the connection and its types (https://sequelize.org/v5/class/lib/sequelize.js~Sequelize.html#instance-method-import). */
const imported: Native = (m, call) => {
  const { node } = call;
  const made = ts.isCallExpression(node) ? requireComputed(m, node) : null;
  return made ? callValue(m, made, plainCall(node, UNDEFINED, [call.self, UNKNOWN])) : UNKNOWN;
};

const unscoped: Native = (m, call) => {
  const model = modelOf(m, call.self);
  if (!call.entity || !model) return call.self;
  const made = entityInstance(m, call.entity, 'ModelStatic', call.node);
  for (const ref of made.refs) if (ref.kind === 'obj') m.keep(ref, MODEL, { ...model, bare: true });
  return made;
};

/** `{ attributes: ['id'] }` or `{ attributes: { exclude: ['password'] } }`; null when it is not known. */
function chosen(m: Machine, all: readonly string[], options: Value, node: TS.Node): readonly string[] | null {
  const attributes = options.refs.length > 0 ? getProperty(m, options, 'attributes', node) : UNDEFINED;
  if (attributes.refs.length === 0) return attributes.open ? null : all;
  const exclude = getProperty(m, attributes, 'exclude', node);
  const selection = selectionOf(m, exclude.refs.length > 0 ? exclude : attributes, node);
  if (!selection) return null;
  const names = selection.only ?? [];
  return exclude.refs.length > 0 ? all.filter((name) => !names.includes(name)) : selected(all, all, selection);
}

const read: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const model = modelOf(m, call.self);
  if (!model || hasOwnJson(m, call.self, call.node)) return made;
  const all = attributesOf(m, model, call.node);
  const scope = model.options.refs.length > 0 ? getProperty(m, model.options, 'defaultScope', call.node) : UNDEFINED;
  const usual = model.bare ? all : chosen(m, all, scope, call.node);
  const options = call.args.at(-1);
  const fields = usual && options ? chosen(m, usual, options, call.node) : usual;
  return fields ? asRows(m, made, { fields }, call.node) : made;
};

/** A row that was just made holds all of its attributes, whatever scope is read by default. */
const create: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const model = modelOf(m, call.self);
  if (!model || hasOwnJson(m, call.self, call.node)) return made;
  return asRows(m, made, { fields: attributesOf(m, model, call.node) }, call.node);
};

const hook: Native = (m, call) => {
  for (const ref of call.self.refs) if (ref.kind === 'obj') m.setCell(ref, HOOKED, TRUE);
  return call.self;
};

export const sequelizeNatives: Natives = {
  'sequelize.hook': hook,
  'sequelize.create': create,
  'sequelize.define': define,
  'sequelize.init': init,
  'sequelize.import': imported,
  'sequelize.read': read,
  'sequelize.unscoped': unscoped,
};
