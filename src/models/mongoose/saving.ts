/** What a schema has run before its documents are stored (https://mongoosejs.com/docs/middleware.html#pre), and its models with it. */
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import { TRUE, type Value } from '../../flow/value.js';
import { calledName, isCallable } from '../shared/schemas.js';
import { HOOKED } from '../stores/parts.js';

const SCHEMA = 'schema';
const HOOKS = 'save hooks';
const UPDATED = 'update hooks';

/** Events of a document; `validate` comes before each `save`. */
const SAVING: ReadonlySet<unknown> = new Set(['save', 'validate']);
/** Events of queries that change documents without loading them. */
const UPDATING: ReadonlySet<unknown> = new Set(['updateOne', 'updateMany', 'findOneAndUpdate']);

/** The names that a value may be, or those in a list. */
function namesIn(m: Machine, value: Value): readonly unknown[] {
  const held = value.refs.flatMap((ref) => (ref.kind === 'obj' && ref.shape === 'array' ? m.contents(ref).consts : []));
  return [...value.consts, ...held].map((each) => each.value);
}

/** Notes `schema.pre(event, run)` with the schema. */
export function noteHook(m: Machine, call: Call): void {
  const [event] = call.args;
  const run = call.args.slice(1).find(isCallable);
  if (!run || !event || calledName(call) !== 'pre') return;
  const events = namesIn(m, event);
  for (const ref of call.self.refs) {
    if (ref.kind !== 'obj') continue;
    if (events.some((each) => SAVING.has(each))) m.keep(ref, HOOKS, run);
    for (const each of events) if (UPDATING.has(each)) m.keep(ref, UPDATED, each);
  }
}

/** Notes that something unknown may be run before documents are saved. */
export function noteUnknownHook(m: Machine, schema: Value, run: Value): void {
  for (const ref of schema.refs) if (ref.kind === 'obj') m.keep(ref, HOOKS, run);
}

/** True for a schema that has something run before documents are stored. */
export function isHooked(m: Machine, schema: Obj): boolean {
  return m.kept(schema, HOOKS).length > 0 || m.kept(schema, UPDATED).length > 0;
}

/** Makes a model one of a schema: it remembers it, and what is run before it stores something. */
export function takeSchema(m: Machine, model: Obj, schema: Value): void {
  m.keep(model, SCHEMA, schema);
  for (const ref of schema.refs) {
    if (ref.kind !== 'obj') continue;
    if (m.kept(ref, HOOKS).length > 0) m.setCell(model, HOOKED, TRUE);
    for (const event of m.kept(ref, UPDATED)) m.setCell(model, `${HOOKED}_${String(event)}`, TRUE);
  }
}

/** The functions that a model has run before it saves something. */
export function hooksOf(m: Machine, model: Value): readonly Value[] {
  return model.refs
    .flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, SCHEMA) as Value[]) : []))
    .flatMap((schema) => schema.refs)
    .flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, HOOKS) as Value[]) : []));
}
