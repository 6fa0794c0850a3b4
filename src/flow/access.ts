/** Reading and writing properties, of objects of the program, of libraries and of the client. */
import { ts, type TS } from '../lang/ts.js';
import { augmentedMember } from './augmented.js';
import { isOnlyTelling, joinTold } from './born.js';
import { builtinProperty } from './builtins/properties.js';
import { callValue, plainCall } from './calls.js';
import { classMember } from './classes.js';
import { Form, STRUCTURED } from './forms.js';
import { refsWithLength } from './lengths.js';
import { derivedId, partOf, type Label, type SourceKind } from './labels.js';
import { lookedUp } from './dictionaries.js';
import { placedIn } from './kept.js';
import { libraryMember, readingText } from './library.js';
import { LIMITS } from './limits.js';
import type { Machine } from './machine.js';
import { moduleExport } from './imports.js';
import { partsOf, reachSinks, valuesOf } from './modelled.js';
import { APART, type Call, type Obj, type Ref } from './refs.js';
import { isOneThing, writtenAt } from './written.js';
import type { CallSpec, Entity } from './semantics.js';
import { isShared } from './prototypes.js';
import { onlyRead } from './untouched.js';
import { isOwnPart, hasPart, sourceAt, sourcePart } from './sources.js';
import { activationOf } from './trails.js';
import { join, joinAll, labelled, NOTHING, refValue, UNDEFINED, UNKNOWN, withLabels, type Value } from './value.js';

/** The object that stands behind a label of the client's data, so that parts of it can be overwritten. */
export function backing(m: Machine, label: Label, node: TS.Node | null): Obj {
  const made = m.alloc('object', null, {
    lazy: (machine, name) => taintedPart(machine, label, name, node),
  });
  made.slots.set('backs', label.ids[0]);
  made.slots.set('label', label);
  return made;
}

/** Returns a value that the client chose, with an object behind it where its form allows one. */
export function clientValue(m: Machine, made: Label, node: TS.Node | null): Value {
  const label = made.at === null ? { ...made, at: activationOf(m) } : made;
  const value = labelled([label], label.form);
  if ((label.form & STRUCTURED) === 0 || label.ids.length >= LIMITS.parts) return value;
  return { ...value, refs: [backing(m, label, node)] };
}

export function taintedPart(m: Machine, label: Label, name: string, node: TS.Node | null): Value {
  if ((label.form & STRUCTURED) === 0) return NOTHING;
  const spec = m.semantics.part(label.source.kind, name);
  if (spec?.own || !hasPart(label.source, name)) return UNKNOWN;
  const part = partOf(label, name, spec?.form ?? childForm(label));
  return namedPart(
    m,
    clientValue(m, sourcePart(part, name, node, partKind(m, label, name)), node),
    label.source.kind,
    name,
    node,
  );
}

function partKind(m: Machine, label: Label, name: string): SourceKind {
  return label.ids.length > 1
    ? label.source.kind
    : (m.semantics.part(label.source.kind, name)?.kind ?? label.source.kind);
}

/** Notes that a part was read whose reading is a finding: a credential in an address. */
export function namedPart(m: Machine, value: Value, kind: SourceKind, name: string, node: TS.Node | null): Value {
  m.watcher?.read?.(kind, name);
  if (m.watcher?.isAbsent?.(kind) === true) return UNDEFINED;
  const sink = node === null ? undefined : m.semantics.part(kind, name)?.sink;
  if (node !== null && sink !== undefined && isOwnPart(value))
    m.sink(value, node, plainCall(node, UNKNOWN, []), { kind: sink }, name);
  return value;
}

/** What a property of the client's data may be: query strings nest text only, JSON anything. */
function childForm(label: Label): number {
  if (label.source.child !== undefined) return label.source.child;
  return label.form & Form.Number ? label.form : label.form | Form.String;
}

function backedIds(value: Value): readonly number[] | null {
  let ids: number[] | null = null;
  for (const ref of value.refs) {
    if (ref.kind !== 'obj') continue;
    const id = ref.slots.get('backs');
    if (typeof id === 'number') (ids ??= []).push(id);
  }
  return ids;
}

/** Returns the labels of a value whose parts no object behind it stands for. */
export function unbacked(value: Value): readonly Label[] {
  const ids = backedIds(value);
  return ids === null ? value.labels : value.labels.filter((label) => !ids.includes(label.ids[0] ?? -1));
}

/** Returns what a property holds. `self` is the whole value, for getters and methods. */
export function getProperty(m: Machine, base: Value, name: string, node: TS.Node): Value {
  const refs = name === 'length' ? refsWithLength(m, base) : base.refs;
  const read = (ref: Ref): Value => readFrom(base, ref, refProperty(m, ref, name, node), name, node);
  let result = isOnlyTelling(base) && refs.length > 1 ? joinTold(refs, read) : joinAll(refs.map(read));
  const builtin = builtinProperty(m, base, name, node);
  if (builtin) result = join(result, builtin);
  for (const label of unbacked(base)) {
    if ((label.form & STRUCTURED) !== 0) result = join(result, taintedPart(m, label, name, node));
  }
  if (base.open && base.labels.length === 0 && builtin === null) result = join(result, UNKNOWN);
  if (result === NOTHING && base.labels.length > 0) return UNDEFINED;
  if (result === NOTHING) return base.consts.length > 0 || base.refs.length > 0 ? UNDEFINED : UNKNOWN;
  return result;
}

/** A part of the client's data came the way that the whole, from which it is read here, has come. */
function readFrom(base: Value, ref: Ref, value: Value, name: string, node: TS.Node): Value {
  if (value.labels.length === 0 || ref.kind !== 'obj') return value;
  const id = ref.slots.get('backs');
  if (typeof id !== 'number') return value;
  const whole = base.labels.find((label) => label.ids[0] === id);
  if (!whole) return value;
  const own = derivedId(id, name);
  return withLabels(
    value,
    value.labels.map((label) =>
      label.ids[0] !== own
        ? label
        : {
            ...sourcePart({ ...label, source: whole.source }, name, node, label.source.kind),
            via: whole.via,
            at: whole.at,
          },
    ),
  );
}

/** A source that was read before: the same data, but a finding shows the place that it was read at now. */
function readAgain(m: Machine, obj: Obj, name: string, value: Value, node: TS.Node): Value {
  const source = obj.entity?.member(name)?.spec.source;
  if (!source) return value;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node) && !ts.isBindingElement(node))
    return value;
  return withLabels(
    value,
    value.labels.map((label) =>
      label.ids.length > 1 || label.source.kind !== source.kind || label.source.node === node
        ? label
        : {
            ...label,
            source: sourceAt(label.source.kind, node, readingText(node) ?? name, {
              child: label.source.child,
              path: label.source.path,
              fields: label.source.fields,
              parts: label.source.parts,
              own: label.source.own,
            }),
            via: null,
            at: activationOf(m),
          },
    ),
  );
}

function refProperty(m: Machine, ref: Ref, name: string, node: TS.Node): Value {
  switch (ref.kind) {
    case 'obj':
      return objProperty(m, ref, name, node);
    case 'func': {
      const own = m.cell(ref.statics, name);
      if (own !== undefined || name !== 'prototype' || ts.isArrowFunction(ref.node)) return own ?? NOTHING;
      const made = refValue(m.alloc('object', null));
      m.memo(ref.statics, name, made);
      return made;
    }
    case 'class':
      return classMember(m, ref, name, node) ?? UNDEFINED;
    case 'lib':
      return libraryMember(m, refValue(ref), ref.entity, name, node) ?? UNKNOWN;
    case 'module':
      return moduleExport(m, ref.file, name) ?? UNDEFINED;
    case 'native':
      return (ref.props === null ? undefined : m.cell(ref.props, name)) ?? NOTHING;
    case 'promise':
    case 'data':
    case 'bound':
      return NOTHING;
  }
}

/** True when what was written under unknown names may be found under this one. */
function holdsUnder(obj: Obj, name: string): boolean {
  if (obj.shape === 'map' || obj.shape === 'set') return false;
  return obj.shape !== 'array' && obj.shape !== 'iterator' ? true : /^(?:\d+|\[\])$/.test(name);
}

/** Finds members that an object was not given, where it matters which expression reads them. */
export type MemberLookup = (m: Machine, name: string, node: TS.Node) => Value | null;
export const LOOKUP = 'lookup';

/** Returns a property of one object, running getters; `self` is the object that a getter sees as `this`. */
export function objProperty(m: Machine, obj: Obj, name: string, node: TS.Node, self: Value = refValue(obj)): Value {
  const getter = m.cell(obj, `get ${name}`);
  if (getter) return callValue(m, getter, plainCall(node, self, []));
  const own = m.cell(obj, name);
  const rest = holdsUnder(obj, name) ? m.rest(obj) : NOTHING;
  if (own !== undefined) {
    const read = own.labels.length === 0 ? own : readAgain(m, obj, name, own, node);
    return rest === NOTHING || obj.slots.has(APART) ? read : join(read, rest);
  }
  // Data copied into an instance of a library does not take its methods away: what they do stays of interest.
  if (obj.lazy && !(obj.shape === 'instance' && obj.entity?.member(name)?.call)) {
    const made = obj.lazy(m, name);
    if (made !== null && made !== NOTHING) {
      m.memo(obj, name, made);
      return rest === NOTHING ? made : join(made, rest);
    }
  }
  const found = (obj.slots.get(LOOKUP) as MemberLookup | undefined)?.(m, name, node);
  if (found) return join(found, rest);
  if (obj.cls) {
    const member = classMember(m, obj.cls, name, node, self);
    if (member) return join(member, rest);
  }
  if (obj.entity) {
    const member = libraryMember(m, self, obj.entity, name, node);
    if (member) {
      if (member.refs.length > 0 || member.labels.length > 0) {
        const keep = member.refs.every((ref) => ref.kind === 'obj' || ref.kind === 'promise');
        if (keep) m.memo(obj, name, member);
      }
      return join(member, rest);
    }
    if (rest === NOTHING) return augmentedMember(m, obj.entity, name, node) ?? UNKNOWN;
  }
  if (obj.proto) {
    const inherited = getProperty(m, obj.proto, name, node);
    if (inherited !== UNDEFINED) return join(inherited, rest);
  }
  if (rest !== NOTHING) return /^\d+$/.test(name) ? oneOf(rest, name) : rest;
  return obj.many || obj.slots.has('partial') ? UNKNOWN : NOTHING;
}

/** One element of many: what is checked of it is not checked of the others. */
export function oneOf(value: Value, which: string): Value {
  if (value.labels.length === 0) return value;
  return { ...value, labels: value.labels.map((label) => partOf(label, `#${which}`)) };
}

/** Returns what a property under a name that is not constant may hold. */
export function getDynamic(m: Machine, base: Value, key: Value, node: TS.Node): Value {
  if (
    !key.open &&
    key.labels.length === 0 &&
    key.refs.length === 0 &&
    key.consts.length > 0 &&
    key.consts.length <= 12
  ) {
    return joinAll(key.consts.map((each) => getProperty(m, base, String(each.value), node)));
  }
  let result: Value = UNDEFINED;
  for (const ref of base.refs) {
    if (ref.kind === 'obj') {
      if (ref.shape === 'map' || ref.shape === 'set') continue;
      const first = ref.slots.get('label') as Label | undefined;
      const label = first && (base.labels.find((each) => each.ids[0] === first.ids[0]) ?? first);
      const any = label ? taintedPart(m, label, '[]', node) : NOTHING;
      result = join(result, lookedUp(m, ref, key, node, any === NOTHING ? [] : onlyRead(m, ref, any)));
      result = join(result, any);
      if (ref.entity?.type?.anyMember)
        result = join(result, libraryMember(m, refValue(ref), ref.entity, '*', node) ?? UNKNOWN);
      if (ref.cls) result = join(result, UNKNOWN);
    } else if (ref.kind === 'module') {
      result = join(result, moduleExport(m, ref.file, '*') ?? UNKNOWN);
    } else if (ref.kind === 'func' || ref.kind === 'class') {
      result = join(result, m.contents(ref.statics));
    } else result = join(result, UNKNOWN);
  }
  for (const label of unbacked(base)) {
    result = join(
      result,
      (label.form & STRUCTURED) !== 0
        ? taintedPart(m, label, '[]', node)
        : labelled([partOf(label, '[]', label.form)], label.form),
    );
  }
  for (const each of base.consts)
    if (typeof each.value === 'string') result = join(result, { ...UNKNOWN, form: Form.String });
  // A character that was drawn is as good as the draw: a number says which one, and a name only chooses among what is there.
  const drawn = key.labels.filter(({ source, form }) => source.own === true && (form & Form.Number) !== 0);
  if (drawn.length > 0 && result.refs.length === 0)
    result = join(
      result,
      labelled(
        drawn.map((label) => partOf(label, '[]', Form.String)),
        Form.String,
      ),
    );
  if (base.open && base.labels.length === 0) result = join(result, UNKNOWN);
  return result;
}

/** Writes a property; a name of null is one that is not constant. */
export function setProperty(m: Machine, base: Value, name: string | null, value: Value, node: TS.Node): void {
  const single = base.refs.length === 1;
  const one = !single && isOneThing(base.refs);
  for (const ref of base.refs) {
    switch (ref.kind) {
      case 'obj':
        // The instance that stands for a class stands for others as well.
        setOn(m, ref, name, value, node, single || (one && ref.cls === null));
        break;
      case 'func':
      case 'class':
        setOn(m, ref.statics, name, value, node, single);
        break;
      case 'native':
        if (ref.props) setOn(m, ref.props, name, value, node, single);
        break;
      case 'lib': {
        const assigned = name === null ? undefined : ref.entity.member(name)?.spec.assigned;
        if (name !== null && assigned) assignedMember(m, ref.entity, name, assigned, refValue(ref), value, node);
        break;
      }
      default:
        break;
    }
  }
}

function setOn(m: Machine, obj: Obj, name: string | null, value: Value, node: TS.Node, strong: boolean): void {
  if (isShared(obj)) return;
  const placed = name === null || /^\d+$/.test(name) ? placedIn(m, obj) : null;
  if (placed) m.sink(value, writtenAt(node) ?? node, plainCall(node, UNKNOWN, []), placed, 'the assignment');
  if (name === null) {
    m.addRest(obj, value);
    return;
  }
  const setter = m.cell(obj, `set ${name}`) ?? (obj.cls ? setterOf(m, obj, name, node) : undefined);
  if (setter) {
    callValue(m, setter, plainCall(node, refValue(obj), [value]));
    return;
  }
  // A source whose members mean something when they are written: the environment.
  const entity = obj.entity ?? (obj.slots.get('written') as Entity | undefined) ?? null;
  const assigned = entity?.member(name)?.spec.assigned;
  if (entity && assigned) assignedMember(m, entity, name, assigned, refValue(obj), value, node);
  if (strong) m.setCell(obj, name, value);
  else m.setCell(obj, name, join(objProperty(m, obj, name, node), value));
}

function assignedMember(
  m: Machine,
  entity: Entity,
  name: string,
  spec: CallSpec,
  self: Value,
  value: Value,
  node: TS.Node,
): void {
  const written = writtenAt(node);
  const call: Call = {
    node,
    self,
    args: [value],
    argNodes: [written],
    restFrom: null,
    isNew: false,
    spec,
    entity: entity.member(name),
  };
  if (spec.roles) m.record(call.entity ?? entity, call, partsOf(m, call, spec), valuesOf(m, call, spec));
  reachSinks(m, entity, call, spec);
  const own = call.entity;
  if (spec.roles && own) m.record(own, call);
  m.watcher?.called(m, call.entity ?? entity, call, () => value);
  if (spec.native !== undefined) m.semantics.native(spec.native)?.(m, call);
}

function setterOf(m: Machine, obj: Obj, name: string, node: TS.Node): Value | undefined {
  if (obj.cls === null) return undefined;
  return classMember(m, obj.cls, `set ${name}`, node, refValue(obj)) ?? undefined;
}

/** Returns the name that a property is accessed by, or null when it is not constant. */
export function constantKey(value: Value): string | null {
  if (value.open || value.refs.length > 0 || value.labels.length > 0 || value.consts.length !== 1) return null;
  const sole = value.consts[0];
  return sole === undefined ? null : String(sole.value);
}

/** Returns the names that a property may be accessed by, when all of them are constant; null otherwise. */
export function constantKeys(value: Value): readonly string[] | null {
  if (
    value.open ||
    value.refs.length > 0 ||
    value.labels.length > 0 ||
    value.consts.length === 0 ||
    value.consts.length > 12
  )
    return null;
  return value.consts.map((each) => String(each.value));
}
