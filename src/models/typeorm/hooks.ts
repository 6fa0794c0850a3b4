/** Entities of repositories, and what runs when one is stored (https://typeorm.io/docs/advanced-topics/listeners-and-subscribers). */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { construct, instanceOf } from '../../flow/classes.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec, reachSinks } from '../../flow/modelled.js';
import { moduleState } from '../../flow/modules.js';
import type { ClassRef } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { calledName } from '../shared/schemas.js';
import { asEntities } from './rows.js';
import {
  injectedRepository,
  isMarked,
  listeners,
  MAX_PARENTS,
  repositoryOf,
  storedClasses,
  type Marks,
} from '../stores/entities.js';
import { runHooks, type Hook } from '../stores/hooks.js';
import { stored } from '../stores/parts.js';

const BEFORE: ReadonlySet<string> = new Set(['BeforeInsert']);
const MARKS: Marks = { isOf: (specifier) => specifier === 'typeorm', names: BEFORE };
const SUBSCRIBER: ReadonlySet<string> = new Set(['EventSubscriber']);
const SUBSCRIBERS = 'typeorm subscribers';

const injected = injectedRepository('Repository');

/** True when something runs before a record of a class is stored, and may replace what it holds. */
function isHooked(m: Machine, cls: ClassRef): boolean {
  return listeners(m, cls, MARKS).length > 0 || subscribers(m, cls.node.getSourceFile()).length > 0;
}

/** What `save` is given is new unless it came from the store: `create` has run the hooks of what it made. */
function isNew(value: Value): boolean {
  return (
    value.labels.some(({ source }) => !source.kind.startsWith('store.')) ||
    value.refs.some(
      (ref) =>
        ref.kind === 'obj' &&
        ref.entity === null &&
        (ref.cls === null ? ref.shape === 'object' : ref.node !== null && ts.isNewExpression(ref.node)),
    )
  );
}

/** Reads entities: the class says which fields they hold. */
const read: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const [cls] = storedClasses(m, call);
  return cls ? asEntities(m, call, made, cls) : made;
};

/** Classes with `@EventSubscriber()` in the files around one. */
function subscribers(m: Machine, near: TS.SourceFile): readonly ClassRef[] {
  const known =
    (m.notes.get(SUBSCRIBERS) as Map<TS.SourceFile, readonly ClassRef[]> | undefined) ??
    new Map<TS.SourceFile, readonly ClassRef[]>();
  m.notes.set(SUBSCRIBERS, known);
  let found = known.get(near);
  if (!found) {
    found = m.project
      .filesAround(near)
      .filter((file) => !file.isDeclarationFile && file.text.includes('EventSubscriber'))
      .flatMap((file) => moduleState(m, file).classes)
      .filter((cls) => isMarked(m, cls.node, { isOf: MARKS.isOf, names: SUBSCRIBER }));
    known.set(near, found);
  }
  return found;
}

/** A subscriber without `listenTo` hears of every entity. */
function hears(m: Machine, subscriber: Value, cls: ClassRef, node: TS.Node): boolean {
  const listenTo = getProperty(m, subscriber, 'listenTo', node);
  if (listenTo.refs.length === 0) return true;
  const heard = callValue(m, listenTo, plainCall(node, subscriber, []));
  return heard.refs.some((ref) => ref.kind === 'class' && ref.node === cls.node);
}

function fieldsOf(cls: ClassRef, depth = 0): readonly string[] {
  const own = cls.node.members.flatMap((member) =>
    ts.isPropertyDeclaration(member) && ts.isIdentifier(member.name) ? [member.name.text] : [],
  );
  const parents = depth < MAX_PARENTS ? (cls.parent?.refs ?? []) : [];
  return [...parents.flatMap((ref) => (ref.kind === 'class' ? fieldsOf(ref, depth + 1) : [])), ...own];
}

/** An entity as somebody filled it: nothing is known of its fields. */
function filled(m: Machine, cls: ClassRef, node: TS.Node): Value {
  const made = construct(m, cls, { ...plainCall(node, UNKNOWN, []), isNew: true });
  for (const ref of made.refs) {
    if (ref.kind !== 'obj') continue;
    for (const name of fieldsOf(cls)) m.setCell(ref, name, UNKNOWN);
  }
  return made;
}

function hooksOf(m: Machine, cls: ClassRef, node: TS.Node): readonly Hook[] {
  const self = filled(m, cls, node);
  const own = listeners(m, cls, MARKS).map((name) => ({ run: getProperty(m, self, name, node), self, args: [] }));
  const others = subscribers(m, node.getSourceFile()).flatMap((each) => {
    const subscriber = instanceOf(m, each);
    const run = getProperty(m, subscriber, 'beforeInsert', node);
    if (run.refs.length === 0 || !hears(m, subscriber, cls, node)) return [];
    return [{ run, self: subscriber, args: [m.object('object', null, [['entity', self]])] }];
  });
  return [...own, ...others];
}

const write: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const saves = calledName(call) === 'save';
  if (!saves || [call.self, ...call.args].some((each) => isNew(each)))
    runHooks(m, call.node, () => storedClasses(m, call).flatMap((cls) => hooksOf(m, cls, call.node)));
  // What was there before comes back as well, with all of its columns.
  const [cls] = saves ? storedClasses(m, call) : [];
  return cls ? asEntities(m, call, made, cls) : made;
};

/** What a repository stores is stored as it was given where no hook of its entity runs before. */
const store: Native = (m, call) => {
  if (call.entity && !storedClasses(m, call).some((cls) => isHooked(m, cls)))
    reachSinks(m, call.entity, call, { sinks: [stored('0')] });
  return write(m, call);
};

export const typeormNatives: Natives = {
  'typeorm.injected': injected,
  'typeorm.read': read,
  'typeorm.repository': repositoryOf,
  'typeorm.store': store,
  'typeorm.write': write,
};
