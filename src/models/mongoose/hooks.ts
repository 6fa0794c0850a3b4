/** `schema.pre('save', ...)` runs when a document is made or saved (https://mongoosejs.com/docs/middleware.html). */
import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { BARE } from '../stores/parts.js';
import { TRUE, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { injectedModelNatives } from './injected.js';
import { asDocument, isBareModel, mongooseRowNatives, noteMatches } from './rows.js';
import { adding, staticsOf, STATICS } from './methods.js';
import { isOwnFunction } from '../shared/chain.js';
import { runHooks } from '../stores/hooks.js';
import { hooksOf, noteHook, noteUnknownHook, takeSchema } from './saving.js';

const hook: Native = (m, call) => {
  const { entity, spec } = call;
  if (!entity || !spec) return call.self;
  noteHook(m, call);
  return applySpec(m, entity, call, spec);
};

/**
 * `schema.plugin(add, options)` (https://mongoosejs.com/docs/plugins.html): a function of the program is run on the schema;
 * what another one adds nobody knows.
 */
const plugin: Native = (m, call) => {
  const [add = UNKNOWN, options = UNKNOWN] = call.args;
  if (isOwnFunction(add)) m.branch([() => void callValue(m, add, plainCall(call.node, UNKNOWN, [call.self, options]))]);
  else noteUnknownHook(m, call.self, UNKNOWN);
  return mongooseRowNatives['mongoose.shapes']?.(m, call) ?? call.self;
};

/** The cell in which a virtual property keeps its schema. */
const OF_SCHEMA = '%schema';

const virtual: Native = (m, call) => {
  const { entity, spec, self } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  for (const ref of made.refs) if (ref.kind === 'obj') m.setCell(ref, OF_SCHEMA, self);
  return made;
};

/**
 * `schema.virtual('password').set(function (password) { ... })`: what is assigned to such a property is not stored, and what
 * its function stores instead nobody has looked at.
 */
const setter: Native = (m, call) => {
  for (const ref of call.self.refs) {
    const schema = ref.kind === 'obj' ? m.cell(ref, OF_SCHEMA) : undefined;
    if (schema) noteUnknownHook(m, schema, UNKNOWN);
  }
  return call.self;
};

/** `model('User', schema)`: the model remembers its schema. */
const model: Native = (m, call) => {
  const { entity, spec, args } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  for (const ref of made.refs) {
    if (ref.kind !== 'obj' || !args[1]) continue;
    takeSchema(m, ref, args[1]);
    for (const schema of args[1].refs)
      if (schema.kind === 'obj') for (const [name, run] of staticsOf(m, schema)) m.setCell(ref, name, run);
  }
  return made;
};

const write: Native = (m, call) => {
  const { entity, spec } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  noteMatches(m, call);
  runHooks(m, call.node, () => {
    const hooks = hooksOf(m, call.self);
    const self = hooks.length > 0 ? entityInstance(m, entity, 'Document', call.node) : UNKNOWN;
    return hooks.map((run) => ({ run, self, args: [UNKNOWN, UNKNOWN] }));
  });
  if (isBareModel(m, call.self)) for (const ref of made.refs) if (ref.kind === 'obj') m.setCell(ref, BARE, TRUE);
  return asDocument(m, call, made);
};

export const mongooseHookNatives: Natives = {
  ...mongooseRowNatives,
  ...injectedModelNatives,
  'mongoose.hook': hook,
  'mongoose.plugin': plugin,
  'mongoose.setter': setter,
  'mongoose.static': adding(STATICS),
  'mongoose.virtual': virtual,
  'mongoose.model': model,
  'mongoose.write': write,
};
