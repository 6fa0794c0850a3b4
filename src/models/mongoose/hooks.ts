/** `schema.pre('save', ...)` runs when a document is made or saved (https://mongoosejs.com/docs/middleware.html). */
import { entityInstance } from '../../flow/library.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { BARE, HOOKED } from '../stores/parts.js';
import { TRUE, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { asDocument, mongooseRowNatives } from './rows.js';
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
  }
  return made;
};

const write: Native = (m, call) => {
  const { entity, spec } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  runHooks(m, call.node, () => {
    const schemas = call.self.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, SCHEMA) as Value[]) : []));
    const hooks = schemas
      .flatMap((schema) => schema.refs)
      .flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, HOOKS) as Value[]) : []));
    const self = hooks.length > 0 ? entityInstance(m, entity, 'Document', call.node) : UNKNOWN;
    return hooks.map((run) => ({ run, self, args: [UNKNOWN, UNKNOWN] }));
  });
  const isBare = call.self.refs.some(
    (ref) => ref.kind === 'obj' && m.kept(ref, SCHEMA).length > 0 && m.cell(ref, HOOKED) === undefined,
  );
  if (isBare) for (const ref of made.refs) if (ref.kind === 'obj') m.setCell(ref, BARE, TRUE);
  return asDocument(m, call, made);
};

export const mongooseHookNatives: Natives = {
  ...mongooseRowNatives,
  'mongoose.hook': hook,
  'mongoose.model': model,
  'mongoose.write': write,
};
