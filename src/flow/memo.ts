/**
 * Calls in which nothing untrusted takes part are run once and remembered: most calls of a program are of this kind, and
 * all that matters of them is what they give (a connection, a constant), whether they leave, and what they show by
 * themselves. Calls with labels, callbacks or library objects among their arguments are never remembered.
 */
import { ts, type TS } from '../lang/ts.js';
import { apart, beginAbove } from './apart.js';
import { instanceOf } from './classes.js';
import { isForeign } from './labels.js';
import { isTelling } from './born.js';
import { LIMITS } from './limits.js';
import { textKey, type RegexUse } from './log.js';
import { copyLog, type Log, type Machine } from './machine.js';
import type { Call, FuncRef, FunctionNode, Obj, Ref } from './refs.js';
import type { Store } from './store.js';
import { apartActivation } from './trails.js';
import { isMissing, NOTHING, UNDEFINED, UNKNOWN, type Value } from './value.js';

interface Memo {
  readonly value: Value;
  readonly throws: boolean;
  /** See `Machine.foreignFailures`. */
  readonly foreignFailures: number;
  readonly dead: boolean;
  readonly log: Log;
  /** The remembered calls whose logs are in this one. */
  readonly told: ReadonlySet<Memo>;
  readonly visited: ReadonlySet<FunctionNode>;
  /** It wrote to nothing that was there before. */
  readonly pure: boolean;
  /** Objects with at least this number were made by the call: every caller gets its own. */
  readonly made: number;
  /** The variables that it has read, of those that were there before. */
  readonly asked: readonly number[];
  /** What it has filled for all callers, and the objects that all of them share. */
  readonly begun: readonly Begun[];
  readonly shared: ReadonlySet<Ref>;
}

class Memos extends Map<string, Memo | 'running' | 'never'> {
  running = false;
}

const KEY = 'memos';
const MAX_DEPTH = 3;
const MAX_SEEN = 60;
const MAX_TEXT = 80;
/** Remembered calls in remembered calls: each begins with no frames, so that their depth needs a bound of its own. */
const MAX_APART = 6;

function memosOf(m: Machine, node: FunctionNode): Memos {
  let all = m.notes.get(KEY) as Map<FunctionNode, Memos> | undefined;
  if (!all) {
    all = new Map();
    m.notes.set(KEY, all);
    m.forgetters.set(KEY, () => m.notes.delete(KEY));
  }
  let own = all.get(node);
  if (!own) {
    own = new Memos();
    all.set(node, own);
  }
  return own;
}

/** True when nothing that is reachable from an object is untrusted, callable, or of a library. */
function isPlain(m: Machine, obj: Obj, seen: Set<Ref>, depth: number): boolean {
  if (seen.has(obj)) return true;
  seen.add(obj);
  if (depth > MAX_DEPTH || seen.size > MAX_SEEN || obj.entity !== null || obj.slots.size > 1 || obj.slots.has('backs'))
    return false;
  if (obj.lazy !== null && obj.shape !== 'typed') return false;
  for (const place of obj.cells.values()) {
    const value = m.read(place);
    if (value !== undefined && !isHarmless(m, value, seen, depth + 1)) return false;
  }
  return isHarmless(m, m.rest(obj), seen, depth + 1);
}

function isHarmless(m: Machine, value: Value, seen: Set<Ref>, depth: number): boolean {
  if (isForeign(value.labels)) return false;
  return value.refs.every((ref) => {
    if (ref.kind === 'obj') return ref.cls !== null || isPlain(m, ref, seen, depth);
    return ref.kind === 'promise'
      ? isHarmless(m, ref.value, seen, depth + 1)
      : ref.kind === 'lib' || ref.kind === 'module' || ref.kind === 'class';
  });
}

/** A module's body says once what holds for good: the options that it gives to a call are looked at one by one. */
function isConfiguring(m: Machine): boolean {
  return m.linted === null && m.evaluating !== null && m.frames.length === 1;
}

/** Returns what tells an argument from others, or null when the call must be run. */
function signature(m: Machine, value: Value): string | null {
  if (value.labels.length > 0) return null;
  if (value.refs.length === 0) {
    if (value.open || value.consts.length === 0) return '?';
    const text = value.consts.map((each) => `${typeof each.value}:${String(each.value)}`).join('|');
    return text.length <= MAX_TEXT ? `=${text}` : '?';
  }
  // What the callee finds in one of several objects tells its caller which of them was made.
  if (isConfiguring(m) || isTelling(value)) return null;
  const seen = new Set<Ref>();
  return value.refs.every((ref) => ref.kind === 'obj' && ref.cls === null && isPlain(m, ref, seen, 0)) ? 'o' : null;
}

function selfSignature(m: Machine, fn: FuncRef, self: Value): string | null {
  if (self.labels.length > 0) return null;
  const [ref] = self.refs;
  if (ref === undefined) return '-';
  if (ref.kind === 'class' || ref.kind === 'module') return 's';
  if (ref.kind !== 'obj' || self.refs.length > 1) return null;
  if (ref.cls === null) return fn.home === null && isPlain(m, ref, new Set(), 0) ? 'o' : null;
  if (m.instances.get(ref.cls.node)?.refs[0] !== ref) return null;
  // What a constructor calls gives the object its fields; an answer from memory gives none.
  if (ref.slots.has('constructing')) return null;
  const seen = new Set<Ref>([ref]);
  for (const place of ref.cells.values()) {
    const value = m.read(place);
    if (value !== undefined && isForeign(value.labels)) return null;
    if (
      value !== undefined &&
      !value.refs.every(
        (each) => each.kind !== 'obj' || each.entity !== null || each.cls !== null || isPlain(m, each, seen, 1),
      )
    )
      return null;
  }
  return 'i';
}

/** The module whose body runs. */
function moduleThatRuns(m: Machine): TS.SourceFile | null {
  return m.evaluating?.file ?? null;
}

function keyOf(m: Machine, fn: FuncRef, call: Call): string | null {
  const file = m.linted ?? moduleThatRuns(m);
  if (
    file === null ||
    file === fn.scope.file ||
    m.settling.size > 0 ||
    m.dirty ||
    m.watcher !== null ||
    call.isEntry === true ||
    call.isNew ||
    call.restFrom !== null ||
    call.sent !== undefined ||
    call.exit !== undefined
  )
    return null;
  if (!fn.scope.atModuleLevel() || ts.isConstructorDeclaration(fn.node) || ts.isSetAccessorDeclaration(fn.node))
    return null;
  const self = ts.isArrowFunction(fn.node) ? '-' : selfSignature(m, fn, fn.self ?? call.self);
  if (self === null) return null;
  const parts = [self];
  for (const arg of call.args) {
    const own = signature(m, arg);
    if (own === null) return null;
    parts.push(own);
  }
  return parts.join(',');
}

/**
 * Runs a call by itself, on the state that modules left and with steps of its own, and keeps what it made for good: what
 * it gives must not depend on who calls it first.
 */
function runApart(
  m: Machine,
  fn: FuncRef,
  call: Call,
  self: string,
  run: (call: Call) => Value,
): Memo | 'never' | 'later' {
  const { unfinished, foreignFailures } = m;
  let dirtied = false;
  const outcome = apart(m, () => {
    const mark = m.newPlace();
    const made = m.objectMark();
    const throws: { value: Value; store: Store }[] = [];
    beginAbove(m, m.root, LIMITS.stepsPerEntry, apartActivation());
    m.catcher = { throws, overwritten: null, outer: null };
    m.ownedFrom = m.objectMark();
    m.asked = new Set();
    m.linted = fn.scope.file;
    m.instances = m.lasting;
    m.apartDepth++;
    const args = call.args.map((arg) => (arg.refs.length > 0 ? UNKNOWN : arg));
    const own =
      self === 'i' && fn.home ? instanceOf(m, fn.home) : call.self.refs[0]?.kind === 'obj' ? UNKNOWN : call.self;
    const value = run({ ...call, args, self: own });
    const { dead } = m;
    dirtied = m.dirty;
    const { pure, begun, stored } = keep(m, mark);
    const shared = reachable(m, begun, made);
    // What stands anywhere else is one for all callers, and only a run knows whether it is there already.
    if (!dead && sharesAny(m, value, stored, 0)) return 'never';
    const memo: Memo = {
      pure,
      value: dead ? NOTHING : value,
      throws: throws.length > 0,
      foreignFailures: m.foreignFailures - foreignFailures,
      dead,
      log: copyLog(m.log),
      told: told.get(m.log) ?? NONE_TOLD,
      visited: m.visited,
      made,
      asked: [...m.asked].filter((place) => place <= mark),
      begun,
      shared,
    };
    return m.deferred.length === 0 ? memo : 'never';
  });
  m.dirty ||= dirtied;
  // What it found in a module that is still running is not what others will find there.
  return m.unfinished > unfinished ? 'later' : outcome;
}

/** A variable that held nothing before, and the object that it holds since: `pool ??= makePool()`. */
type Begun = readonly [place: number, value: Value];

interface Left {
  /** Nothing was written to places that were there before. */
  readonly pure: boolean;
  readonly begun: readonly Begun[];
  /** The objects that were written to other places. */
  readonly stored: ReadonlySet<Ref>;
}

/** Keeps in the root what was written to places made since `mark`; returns what else was written. */
function keep(m: Machine, mark: number): Left {
  let pure = true;
  const begun = new Map<number, Value>();
  const stored = new Set<Ref>();
  const written: [number, Value][] = [];
  for (let layer: Store | null = m.store; layer !== null && layer !== m.root; layer = layer.parent) {
    for (const [place, value] of layer.writes) {
      const isOld = place <= mark || m.foreign.has(place);
      if (!isOld && !m.root.writes.has(place)) written.push([place, value]);
      if (!isOld) continue;
      pure = false;
      const objects = value.refs.filter((ref) => ref.kind === 'obj');
      if (place <= mark && objects.length > 0 && isMissing(m.root.read(place) ?? UNDEFINED)) {
        if (!begun.has(place)) begun.set(place, value);
      } else for (const ref of objects) stored.add(ref);
    }
  }
  for (const [place, own] of written) if (!m.root.writes.has(place)) m.root.set(place, own);
  return { pure, begun: [...begun], stored };
}

const MAX_SHARED = 200;

/** The objects that variables hold which a remembered call has filled, and all in them: every caller is given these, and no copies. */
function reachable(m: Machine, begun: readonly Begun[], made: number): ReadonlySet<Ref> {
  const shared = new Set<Ref>();
  const take = (value: Value, depth: number): void => {
    for (const ref of value.refs) {
      if (ref.kind !== 'obj' || ref.id < made || shared.has(ref) || depth > MAX_DEPTH || shared.size > MAX_SHARED)
        continue;
      shared.add(ref);
      for (const place of ref.cells.values()) take(m.read(place) ?? NOTHING, depth + 1);
      take(m.rest(ref), depth + 1);
    }
  };
  for (const [, value] of begun) take(value, 0);
  return shared;
}

/** True when a value is one of some objects, holds one of them or promises one. */
function sharesAny(m: Machine, value: Value, objects: ReadonlySet<Ref>, depth: number): boolean {
  if (objects.size === 0 || depth > MAX_DEPTH) return false;
  return value.refs.some((ref) => {
    if (ref.kind === 'promise') return sharesAny(m, ref.value, objects, depth + 1);
    if (ref.kind !== 'obj') return false;
    return (
      objects.has(ref) ||
      [...ref.cells.values()].some((place) => sharesAny(m, m.read(place) ?? NOTHING, objects, depth + 1))
    );
  });
}

/** Returns the value with copies of the objects that the remembered call had made. */
function copied(m: Machine, value: Value, memo: Memo, depth: number): Value {
  if (value.refs.length === 0 || depth > MAX_DEPTH) return value;
  const refs = value.refs.map((ref): Ref => {
    if (ref.kind === 'promise') return { ...ref, value: copied(m, ref.value, memo, depth + 1) };
    if (ref.kind !== 'obj' || ref.id < memo.made || ref.entity !== null || memo.shared.has(ref)) return ref;
    const copy = m.alloc(ref.shape, null, { cls: ref.cls, lazy: ref.lazy, proto: ref.proto });
    for (const [name, place] of ref.cells) {
      const own = m.read(place);
      if (own !== undefined) m.setCell(copy, name, copied(m, own, memo, depth + 1));
    }
    const rest = m.rest(ref);
    if (rest !== NOTHING) m.setRest(copy, copied(m, rest, memo, depth + 1));
    for (const [key, slot] of ref.slots) copy.slots.set(key, slot);
    return copy;
  });
  return { ...value, refs };
}

const NONE_TOLD: ReadonlySet<Memo> = new Set();
const told = new WeakMap<Log, Set<Memo>>();

/**
 * Adds what a remembered call has seen to the log, once: a log that held it as often as it is called would double with every
 * function that calls another one twice.
 */
function tell(m: Machine, memo: Memo): void {
  let known = told.get(m.log);
  if (!known) told.set(m.log, (known = new Set()));
  if (known.has(memo)) return;
  known.add(memo);
  for (const each of memo.told) known.add(each);
  const stack = m.callStack();
  const behind = <T extends { readonly stack: readonly unknown[] }>(list: readonly T[]): readonly T[] =>
    stack.length === 0 ? list : list.map((each) => ({ ...each, stack: [...stack, ...each.stack] }));
  const { ways } = m.log;
  m.log.hits.push(...behind(memo.log.hits.filter(({ node, kind, label }) => ways.isNew(node, kind, label))));
  m.log.constants.push(...behind(memo.log.constants));
  m.log.records.push(...behind(memo.log.records));
  const isNewUse = ({ call, pattern, label }: RegexUse): boolean => label === null || ways.isNew(call, pattern, label);
  m.log.regexes.push(...behind(memo.log.regexes.filter(isNewUse)));
  m.log.comparisons.push(...behind(memo.log.comparisons));
  m.log.texts.push(...behind(memo.log.texts.filter((use) => ways.isNew(use.call, textKey(use), use.label))));
  for (const node of memo.visited) m.visited.add(node);
}

function replay(m: Machine, memo: Memo): Value {
  tell(m, memo);
  m.foreignFailures += memo.foreignFailures;
  for (const place of memo.asked) m.asked?.add(place);
  if (memo.throws && m.catcher !== null) {
    m.snapshots++;
    m.catcher.throws.push({ value: UNKNOWN, store: m.store });
  }
  for (const [place, value] of memo.begun) m.write(place, value);
  if (memo.dead) m.die();
  return copied(m, memo.value, memo, 0);
}

/** True when the variables that a remembered call has read hold what they held then, and those that it has filled nothing else. */
function stillHolds(m: Machine, { asked, begun }: Memo): boolean {
  return (
    begun.every(([place, value]) => mayBegin(m, place, value)) &&
    asked.every((place) => m.read(place) === m.root.read(place) || begun.some(([own]) => own === place))
  );
}

/** True when a variable still holds nothing, or what the remembered call has filled it with. */
function mayBegin(m: Machine, place: number, value: Value): boolean {
  const held = m.read(place) ?? UNDEFINED;
  return (
    !held.open &&
    held.labels.length === 0 &&
    held.consts.every((each) => each.value === undefined || each.value === null) &&
    held.refs.every((ref) => value.refs.includes(ref))
  );
}

/** Returns what a call gives when nothing untrusted takes part in it; null when it has to be run here. */
export function recalled(m: Machine, fn: FuncRef, call: Call, run: (call: Call) => Value): Value | null {
  const key = keyOf(m, fn, call);
  if (key === null) return null;
  const memos = memosOf(m, fn.node);
  let memo = memos.get(key);
  if (memo === 'running' || memo === 'never') return null;
  if (memo === undefined) {
    // A function that calls itself with other arguments is followed as recursion, which ends.
    if (m.apartDepth >= MAX_APART || memos.running) return null;
    memos.set(key, 'running');
    memos.running = true;
    let outcome: ReturnType<typeof runApart>;
    try {
      outcome = runApart(m, fn, call, key.split(',')[0] ?? '', run);
    } finally {
      memos.running = false;
    }
    if (outcome === 'later') memos.delete(key);
    else memos.set(key, outcome);
    if (outcome === 'never' || outcome === 'later') return null;
    memo = outcome;
  }
  // A module is evaluated once, and what its calls do to others is seen by all.
  if ((m.linted === null && !memo.pure) || !stillHolds(m, memo)) return null;
  return replay(m, memo);
}
