/** Calls of library things, as their models describe them. */
import type { TS } from '../lang/ts.js';
import { deepLabels } from './deep-labels.js';
import { getProperty, setProperty } from './access.js';
import { elementsOf, allOf } from './elements.js';
import { callValue, plainCall } from './calls.js';
import { unknownCall } from './unknown-calls.js';
import { runUndescribed } from './undescribed.js';
import { factsFor, booleanWith, NO_FACTS, type Facts } from './conditions.js';
import { ALTERNATIVES, CONDITIONS, type FieldCondition } from './equalities.js';
import { ANY_FORM, Form } from './forms.js';
import { entityInstance, sourceValue } from './library.js';
import { addRefinements, madeFrom, partOf, refineLabel, State, type Label, type Refinement } from './labels.js';
import { givenOf, type Given } from './given.js';
import { isKeptThrow } from './kept-throws.js';
import type { CallRecord, Machine } from './machine.js';
import { TELLS } from './carry.js';
import { awaited, promiseOf } from './promises.js';
import { ownProperties } from './ownership.js';
import type { Call, Obj, Ref } from './refs.js';
import type {
  CallbackSpec,
  CallSpec,
  Condition,
  Entity,
  FlowSpec,
  GuardSpec,
  SinkSpec,
  VersionCondition,
} from './semantics.js';
import { givenSource } from './handed.js';
import { concat, toText } from './text.js';
import { hasVersion } from './versions.js';
import {
  constant,
  join,
  joinAll,
  labelled,
  NOTHING,
  refValue,
  soleText,
  UNDEFINED,
  UNKNOWN,
  withOutcome,
  type Value,
} from './value.js';

interface SlotValue {
  readonly value: Value;
  readonly node: TS.Node;
}

/** Returns what stands at a slot of a call; null when the call has no such argument. */
export function slot(m: Machine, call: Call, path: string): SlotValue | null {
  const match = /^(this|\*|\d+\+?)(.*)$/.exec(path);
  if (!match) return null;
  const [, head = '', tail = ''] = match;
  let value: Value;
  let node: TS.Node = call.node;
  if (head === 'this') value = call.self;
  else if (head === '*') value = joinAll(call.args);
  else if (head.endsWith('+')) {
    const from = Number(head.slice(0, -1));
    if (call.args.length <= from) return null;
    value = joinAll(call.args.slice(from));
    node = call.argNodes[from] ?? call.node;
  } else {
    const index = Number(head);
    const own = call.args[index];
    if (own === undefined || (call.restFrom !== null && index > call.restFrom)) {
      if (call.restFrom === null || index < call.restFrom) return null;
      value = call.args.at(-1) ?? UNKNOWN;
    } else value = own;
    node = call.argNodes[index] ?? call.node;
  }
  for (const part of tail.match(/\.[^.[\]]+|\[\]/g) ?? []) {
    value = part === '[]' ? allOf(elementsOf(m, value, node)) : getProperty(m, value, part.slice(1), node);
  }
  return { value, node };
}

function holds(m: Machine, call: Call, condition: Condition | VersionCondition): boolean {
  if (condition.package !== undefined) return hasVersion(call.node, condition);
  const found = slot(m, call, condition.at);
  if (condition.absent === true)
    return (
      found === null ||
      (found.value.consts.every((each) => each.value === undefined) &&
        found.value.refs.length === 0 &&
        !found.value.open &&
        found.value.labels.length === 0)
    );
  if (!found) return condition.truthy === false;
  const { value } = found;
  if (condition.form !== undefined) {
    if (value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array') && (condition.form & Form.Array) !== 0)
      return true;
    return (value.form & condition.form) !== 0 && (condition.maybe === true || (value.form & ~condition.form) === 0);
  }
  if (value.open || value.labels.length > 0) return condition.maybe === true;
  const { is, matches, truthy } = condition;
  if (matches !== undefined) return value.consts.some((each) => new RegExp(matches).test(String(each.value)));
  if (is) return value.consts.some((each) => is.includes(each.value));
  if (truthy === true) return value.refs.length > 0 || value.consts.some((each) => Boolean(each.value));
  if (truthy === false) return value.refs.length === 0 && value.consts.every((each) => !each.value);
  return true;
}

/** Returns the description without the roles whose conditions do not hold. */
function played(m: Machine, call: Call, spec: CallSpec): CallSpec {
  if (!spec.roles?.some((role) => role.when)) return spec;
  return { ...spec, roles: spec.roles.filter(({ when = [] }) => when.every((condition) => holds(m, call, condition))) };
}

/** Calls a library function, constructor or callable instance. */
export function callModelled(m: Machine, entity: Entity, call: Call): Value {
  const spec = call.isNew ? (entity.construct ?? entity.call) : (entity.call ?? entity.construct);
  if (!spec) {
    m.record(entity, { ...call, spec: null, entity });
    return unknownCall(m, UNKNOWN, call);
  }
  const own: Call = { ...call, spec: played(m, call, spec), entity };
  if (!spec.presents) m.foreignFailures++;
  m.record(entity, own, partsOf(m, own, spec), valuesOf(m, own, spec));
  reachSinks(m, entity, own, spec);
  const { watcher } = m;
  return watcher ? watcher.called(m, entity, own, () => execute(m, entity, own, spec)) : execute(m, entity, own, spec);
}

/** Notes a call as if it had been given what its arguments stand for: the options that a function of the program answers. */
export function noteGiven(m: Machine, call: Call, args: readonly Value[]): void {
  const { entity, spec } = call;
  if (!entity || !spec) return;
  const own: Call = { ...call, args };
  m.record(entity, own, partsOf(m, own, spec), valuesOf(m, own, spec));
}

/** Calls a method of the language that a model says more of: `run` decides what it gives. */
export function callDescribed(m: Machine, entity: Entity, call: Call, run: () => Value): Value {
  const spec = entity.call;
  if (!spec) return run();
  const own: Call = { ...call, spec: played(m, call, spec), entity };
  m.record(entity, own, partsOf(m, own, spec), valuesOf(m, own, spec));
  reachSinks(m, entity, own, spec);
  if (spec.native !== undefined) m.semantics.native(spec.native)?.(m, own);
  const { watcher } = m;
  return watcher ? watcher.called(m, entity, own, run) : run();
}

/** What the parts of the call's roles are on this path. */
export function partsOf(m: Machine, call: Call, spec: CallSpec): CallRecord['given'] {
  const given = new Map<string, Given>();
  if (m.dead) return given;
  for (const { parts } of spec.roles ?? []) {
    for (const at of Object.values(parts ?? {})) {
      const found = given.has(at) ? null : slot(m, call, at);
      if (found) given.set(at, givenOf(m, found.value, found.node));
    }
  }
  return given;
}

/** Returns what stands at the places that the roles of a call name. */
export function valuesOf(m: Machine, call: Call, spec: CallSpec): Readonly<Record<string, Value | null>> {
  const parts: Record<string, Value | null> = {};
  for (const role of spec.roles ?? [])
    for (const [name, at] of Object.entries(role.parts ?? {})) parts[name] = slot(m, call, at)?.value ?? null;
  return parts;
}

function execute(m: Machine, entity: Entity, own: Call, spec: CallSpec): Value {
  if (spec.native !== undefined) {
    const native = m.semantics.native(spec.native);
    if (native) return native(m, own);
  }
  return applySpec(m, entity, own, spec);
}

export function reachSinks(m: Machine, entity: Entity, call: Call, spec: CallSpec): void {
  for (const sink of spec.sinks ?? []) {
    if (sink.when && !sink.when.every((condition) => holds(m, call, condition))) continue;
    const found = slot(m, call, sink.at);
    if (!found || (sink.thrown && isKeptThrow(call.node, m.callStack()))) continue;
    const value = printed(m, found.value, found.node);
    m.sink(
      sink.within === undefined ? value : concat(m, [constant(sink.within), toText(m, value, found.node)]),
      found.node,
      call,
      sink.listed === undefined ? sink : { ...sink, except: unlisted(m, call, found.value, sink) },
      entity.name,
    );
  }
}

/** The names in an object, or in the objects of a list, that the object which lists all does not have. */
function unlisted(m: Machine, call: Call, value: Value, { listed = '', except = [] }: SinkSpec): readonly string[] {
  const list = slot(m, call, listed)?.value;
  const names = list ? ownProperties(m, list) : null;
  if (!names || names.size === 0) return except;
  const objects = value.refs.filter((ref): ref is Obj => ref.kind === 'obj');
  const elements = objects
    .filter(({ shape }) => shape === 'array')
    .flatMap((obj) => m.contents(obj).refs.filter((ref): ref is Obj => ref.kind === 'obj'));
  const given = [...objects, ...elements]
    .filter(({ shape }) => shape !== 'array')
    .flatMap((obj) => [...obj.cells.keys()]);
  return [...except, ...given.filter((name) => !names.has(name))];
}

/** An object that has a text of its own (a URL, a Buffer, an instance with `toString`) reaches a sink as that text, too. */
export function printed(m: Machine, value: Value, node: TS.Node): Value {
  const own = value.refs.filter(
    (ref) => ref.kind === 'obj' && (ref.cls !== null || ref.entity?.member('toString')?.call),
  );
  // The text that a library object was made of is known as such; the conversion could give others.
  const textOf = (ref: Ref): Value =>
    (ref.kind === 'obj' && ref.entity ? m.cell(ref, '%text') : undefined) ?? toText(m, refValue(ref), node);
  return own.reduce<Value>((sum, ref) => join(sum, textOf(ref)), value);
}

/** Applies flows, guards, callbacks and result of a call. */
export function applySpec(m: Machine, entity: Entity, call: Call, spec: CallSpec): Value {
  let result: Value = NOTHING;
  for (const callback of spec.callbacks ?? []) {
    const returned = runCallback(m, entity, call, callback);
    if (callback.returns === 'return') result = join(result, returned);
    else if (callback.returns === 'promise') result = join(result, promiseOf(awaited(returned)));
  }
  if (m.store.dead) return NOTHING;
  if (spec.exits) {
    m.die();
    return NOTHING;
  }
  if (spec.returns !== undefined && !(spec.source && spec.returns.startsWith('Promise<'))) {
    const typed = entityInstance(m, entity, spec.returns, call.node, call.self.refs.length > 0 ? call.self : null);
    if (spec.returns !== 'this') for (const ref of typed.refs) if (ref.kind === 'obj') ref.slots.set('made', call.node);
    result = join(result, typed);
  }
  if (spec.source) {
    const value = sourceValue(m, spec.source, call.node, undefined, call.args[0] ? soleText(call.args[0]) : null);
    result = join(result, spec.returns?.startsWith('Promise<') ? promiseOf(value) : value);
  }
  for (const flow of spec.flows ?? []) result = applyFlow(m, call, flow, result);
  runUndescribed(m, call, spec, result);
  const guarded = applyGuards(m, call, spec.guards ?? [], result);
  if (guarded !== null) return guarded;
  return result === NOTHING ? (spec.returns === 'never' ? NOTHING : UNKNOWN) : result;
}

function runCallback(m: Machine, entity: Entity, call: Call, spec: CallbackSpec): Value {
  const found = slot(m, call, spec.at);
  if (!found || found.value.refs.length === 0) return NOTHING;
  const make = (machine: Machine): readonly Value[] =>
    spec.args.map((each, index) => {
      if (each === null) return UNKNOWN;
      if (each.startsWith('source:')) return givenSource(found.value, each.slice('source:'.length), found.node, index);
      if (each.startsWith('=')) return slot(machine, call, each.slice(1))?.value ?? UNDEFINED;
      return entityInstance(machine, entity, each, found.node, call.self.refs.length > 0 ? call.self : null);
    });
  const run = (machine: Machine): Value => {
    const self = spec.self === undefined ? UNKNOWN : entityInstance(machine, entity, spec.self, found.node, call.self);
    const returned = callValue(machine, found.value, plainCall(found.node, self, make(machine)));
    if (spec.sink) machine.sink(awaited(returned), found.node, call, spec.sink, entity.name);
    return returned;
  };
  if (spec.when === 'later') {
    m.defer(call.node, (machine) => {
      run(machine);
    });
    return NOTHING;
  }
  return run(m);
}

function flowLabel(label: Label, flow: FlowSpec, name: string): Label {
  const refinement: Refinement = {
    ...(flow.clears ? { clears: flow.clears } : {}),
    ...(flow.facts ? { facts: flow.facts } : {}),
    ...(flow.state === undefined ? {} : { state: flow.state }),
  };
  const shaped =
    flow.as === 'part'
      ? partOf(label, name, flow.form ?? label.form)
      : flow.as === 'made'
        ? madeFrom(label, name, { form: flow.form ?? label.form, state: label.state | State.Transformed })
        : label;
  return refineLabel(flow.form === undefined ? shaped : { ...shaped, form: flow.form }, refinement);
}

function applyFlow(m: Machine, call: Call, flow: FlowSpec, result: Value): Value {
  const found = slot(m, call, flow.from);
  if (!found) return result;
  const name = call.entity?.name ?? 'call';
  let value: Value;
  if (flow.as === undefined || flow.as === 'same') {
    value =
      flow.clears || flow.form !== undefined || flow.facts || flow.state !== undefined
        ? {
            ...found.value,
            labels: found.value.labels.map((label) => flowLabel(label, flow, name)),
            ...(flow.form === undefined ? {} : { form: flow.form, refs: [] }),
          }
        : found.value;
  } else {
    const text =
      flow.as === 'text' || (flow.form ?? ANY_FORM) === Form.String ? toText(m, found.value, found.node) : found.value;
    const labels = deepLabels(m, text).map((label) => flowLabel(label, flow, name));
    value =
      labels.length === 0
        ? flow.form === Form.String
          ? { ...UNKNOWN, form: Form.String }
          : UNKNOWN
        : labelled(labels, flow.form ?? (flow.as === 'text' ? Form.String : ANY_FORM));
  }
  if (flow.to === 'return') return join(result, value);
  if (flow.to === 'return<Promise>') return join(result, promiseOf(awaited(value)));
  const [head = '', ...path] = flow.to.split('.');
  const target = head === 'return' ? result : (slot(m, call, head)?.value ?? null);
  if (target && path.length > 0) setProperty(m, target, path.join('.'), value, call.node);
  else if (target && head !== 'return') for (const ref of target.refs) if (ref.kind === 'obj') m.addRest(ref, value);
  return result;
}

function applyGuards(m: Machine, call: Call, guards: readonly GuardSpec[], result: Value): Value | null {
  if (guards.length === 0) return null;
  let yes: Facts = NO_FACTS;
  let no: Facts = NO_FACTS;
  let done: Facts = NO_FACTS;
  for (const guard of guards) {
    const found = slot(m, call, guard.at);
    if (!found) continue;
    const refinement: Refinement = {
      ...(guard.clears ? { clears: guard.clears } : {}),
      ...(guard.form === undefined ? {} : { form: guard.form }),
      ...(guard.state === undefined ? {} : { state: guard.state }),
      ...(guard.facts ? { facts: guard.facts } : {}),
    };
    const labels = guard.deep ? equalLabels(m, found.value, guard.except ?? []) : found.value.labels;
    const facts = factsFor(labels, refinement);
    if (guard.when === 'returns') done = union(done, facts);
    else if (guard.when === 'true') yes = union(yes, facts);
    else no = union(no, facts);
  }
  const [promise] = result.refs;
  const later = result.refs.length === 1 && promise?.kind === 'promise' ? promise : null;
  // What a promise says holds as soon as it is fulfilled.
  if (!later) m.learn(done);
  if (yes === NO_FACTS && no === NO_FACTS)
    return later && done !== NO_FACTS
      ? promiseOf(later.value, later.rejected, union(later.facts ?? NO_FACTS, done))
      : null;
  // A query that nobody has awaited yet tells it by what it gives.
  if (promise?.kind === 'obj' && result.refs.length === 1 && promise.entity?.type?.awaits !== undefined) {
    m.setCell(promise, TELLS, booleanWith(yes, no));
    return result;
  }
  const base = result === NOTHING ? booleanWith(yes, no) : result;
  return later
    ? promiseOf(withOutcome(later.value, { yes, no }), later.rejected, union(later.facts ?? NO_FACTS, done))
    : withOutcome(base, { yes, no });
}

/** Collects what stands in an object as a value to be equal to: not what stands under the names of other comparisons. */
function equalLabels(m: Machine, value: Value, except: readonly string[], depth = 0): readonly Label[] {
  const all: Label[] = [...value.labels];
  if (depth > 3) return all;
  for (const ref of value.refs) {
    if (ref.kind !== 'obj' || ref.shape === 'array' || ref.shape === 'instance') continue;
    const conditions = m.kept(ref, CONDITIONS) as readonly FieldCondition[];
    if (conditions.length > 0 && m.kept(ref, ALTERNATIVES).length === 0)
      for (const { field, value: asked } of conditions)
        if (!except.includes(field)) all.push(...equalLabels(m, asked, except, depth + 1));
    for (const [name, place] of ref.cells) {
      const cell = /^(?:%|get |set )/.test(name) || except.includes(name) ? undefined : m.read(place);
      if (cell) all.push(...equalLabels(m, cell, except, depth + 1));
    }
  }
  return all;
}

function union(a: Facts, b: Facts): Facts {
  if (a.size === 0) return b;
  const all = new Map(a);
  for (const [id, refinement] of b) {
    const known = all.get(id);
    all.set(id, known ? addRefinements(known, refinement) : refinement);
  }
  return all;
}
