/** `schema.pre('save', ...)` runs when a document is made or saved (https://mongoosejs.com/docs/middleware.html). */
import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { BARE, HOOKED } from '../stores/parts.js';
import { TRUE, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { injectedModelNatives } from './injected.js';
import { asDocument, isBareModel, mongooseRowNatives, noteMatches } from './rows.js';
import { adding, staticsOf, STATICS } from './methods.js';
import { isOwnFunction } from '../shared/chain.js';
import { runHooks } from '../stores/hooks.js';
import { calledName, isCallable } from '../shared/schemas.js';

const SCHEMA = 'schema';
const HOOKS = 'save hooks';

/** Events of a document; `validate` comes before each `save`. */
const EVENTS: ReadonlySet<unknown> = new Set(['save', 'validate']);

const hook: Native = (m, call) => {
  const { entity, spec, args } = call;
  if (!entity || !spec) return call.self;
  const [event = UNKNOWN] = args;
  const run = args.slice(1).find(isCallable);
  if (run && calledName(call) === 'pre' && event.consts.some((each) => EVENTS.has(each.value)))
    for (const ref of call.self.refs) if (ref.kind === 'obj') m.keep(ref, HOOKS, run);
  return applySpec(m, entity, call, spec);
};

/**
 * `schema.plugin(add, options)` (https://mongoosejs.com/docs/plugins.html): a function of the program is run on the schema;
 * what another one adds nobody knows.
 */
const plugin: Native = (m, call) => {
  const [add = UNKNOWN, options = UNKNOWN] = call.args;
  if (isOwnFunction(add)) m.branch([() => void callValue(m, add, plainCall(call.node, UNKNOWN, [call.self, options]))]);
  else for (const ref of call.self.refs) if (ref.kind === 'obj') m.keep(ref, HOOKS, UNKNOWN);
  return mongooseRowNatives['mongoose.shapes']?.(m, call) ?? call.self;
};

/** `model('User', schema)`: the model remembers its schema. */
const model: Native = (m, call) => {
  const { entity, spec, args } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  const hooked = (args[1]?.refs ?? []).some((ref) => ref.kind === 'obj' && m.kept(ref, HOOKS).length > 0);
  for (const ref of made.refs) {
    if (ref.kind !== 'obj' || !args[1]) continue;
    m.keep(ref, SCHEMA, args[1]);
    if (hooked) m.setCell(ref, HOOKED, TRUE);
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
    const schemas = call.self.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, SCHEMA) as Value[]) : []));
    const hooks = schemas
      .flatMap((schema) => schema.refs)
      .flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, HOOKS) as Value[]) : []));
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
  'mongoose.static': adding(STATICS),
  'mongoose.model': model,
  'mongoose.write': write,
};
