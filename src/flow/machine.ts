/**
 * The machine: the state of one analysis (store, frames, heap, budget, what was found) and the small operations on it.
 * How the language moves values is in the modules beside it; what libraries mean comes through `Semantics`.
 */
import type { Project } from '../lang/project.js';
import type { TS } from '../lang/ts.js';
import { Form } from './forms.js';
import type { Catcher, Deferred, Frame, ModuleState, Watcher } from './frames.js';
import { clears, type Refinement, type SinkKind } from './labels.js';
import { LIMITS, type LimitName } from './limits.js';
import { emptyLog, type Log } from './log.js';
import type { Call, ClassRef, FuncRef, FunctionNode, Obj, ObjKind, Ref } from './refs.js';
import type { Entity, Semantics, SinkSpec } from './semantics.js';
import { arrivingLabels, constantsAt, namedParts } from './arrivals.js';
import { mergeStores, Store } from './store.js';
import { arrived } from './trails.js';
import { join, NOTHING, refValue, type Value } from './value.js';

export type { Catcher, Deferred, Frame, ModuleState, Throw, Watcher } from './frames.js';
export { copyLog, emptyLog, type CallRecord, type ConstantHit, type Hit, type Log, type RegexUse } from './log.js';

let nextPlace = 1;
let nextObject = 1;

export class Machine {
  readonly root = new Store(null);
  store: Store = this.root;
  floor: Store = this.root;
  readonly frames: Frame[] = [];
  catcher: Catcher | null = null;
  readonly modules = new Map<TS.SourceFile, ModuleState>();
  /** Counts stores that something keeps: while it stands still, joins may write in place. */
  snapshots = 0;
  steps = 0;
  budget: number = LIMITS.stepsPerEntry;
  nesting = 0;
  /** How many loops (second round on) and deferred runs surround the current point. */
  repeating = 0;
  /** Failures of the analysis itself that were contained. */
  failures = 0;
  log: Log = emptyLog();
  created: FuncRef[] = [];
  classes: ClassRef[] = [];
  visited = new Set<FunctionNode>();
  deferred: Deferred[] = [];
  readonly limitsReached = new Map<LimitName, number>();
  /** Set while a module body runs: objects made then live as long as the process. */
  evaluating: ModuleState | null = null;
  instances = new Map<TS.ClassLikeDeclaration, Value>();
  /** Instances that remembered calls have seen: they live as long as the machine. */
  readonly lasting = new Map<TS.ClassLikeDeclaration, Value>();
  /** The file of the current run; null outside of runs. */
  linted: TS.SourceFile | null = null;
  /** Something untrusted was written where other functions can read it: no call may be answered from memory. */
  dirty = false;
  /** Places with a smaller number existed before the current entry. */
  entryMark = 0;
  readonly allocated = new Map<TS.Node, Obj>();
  watcher: Watcher | null = null;
  /** Modules of circles that are run again, and what they were in the round before. */
  readonly settling = new Set<TS.SourceFile>();
  readonly earlier = new Map<TS.SourceFile, ModuleState>();
  /** Anything else that parts of the analysis keep for the time of this machine. */
  readonly notes = new Map<unknown, unknown>();
  /** Told when files are forgotten: what keeps notes of nodes in them lets go of these. */
  readonly forgetters = new Map<string, (isGone: (node: TS.Node) => boolean) => void>();
  /** Objects with a smaller number belong to other modules while a module body runs. */
  ownedFrom = 0;
  readonly foreign = new Set<number>();

  constructor(
    readonly project: Project,
    readonly semantics: Semantics,
  ) {}

  /** Forgets what belongs to one run: closures and results of repeated rounds. */
  forget(): void {
    for (const key of this.notes.keys()) if (typeof key === 'object') this.notes.delete(key);
  }

  /** Forgets what was learned from files, by their names: their modules, and everything that was remembered of calls. */
  forgetFiles(names: ReadonlySet<string>): void {
    for (const file of this.modules.keys()) if (names.has(file.fileName)) this.modules.delete(file);
    this.lasting.clear();
    for (const forget of [...this.forgetters.values()]) forget((node) => names.has(node.getSourceFile().fileName));
  }

  get dead(): boolean {
    return this.store.dead;
  }

  reached(limit: LimitName): void {
    this.limitsReached.set(limit, (this.limitsReached.get(limit) ?? 0) + 1);
  }

  get exhausted(): boolean {
    return this.steps > this.budget;
  }

  // ---- places -------------------------------------------------------------------------------------------------

  newPlace(): number {
    return nextPlace++;
  }

  read(place: number): Value | undefined {
    return this.store.read(place);
  }

  write(place: number, value: Value): void {
    if (value.labels.length > 0 && place < this.entryMark) this.dirty = true;
    const overwritten = this.catcher?.overwritten;
    if (overwritten) {
      const before = this.store.read(place);
      if (before !== undefined) overwritten.set(place, join(overwritten.get(place) ?? NOTHING, before));
    }
    this.store.set(place, value);
  }

  // ---- paths --------------------------------------------------------------------------------------------------

  /** Runs branches from the current store and joins what they leave. Each branch may end dead. */
  branch(branches: readonly (() => void)[]): void {
    const base = this.store;
    const floor = this.floor;
    const before = this.snapshots;
    const ends: Store[] = [];
    this.floor = base;
    for (const run of branches) {
      this.store = new Store(base);
      run();
      ends.push(this.store);
    }
    this.floor = floor;
    this.store = mergeStores(base, ends, this.snapshots === before);
    this.settle();
  }

  /** Flattens layers when too many have piled up. */
  settle(): void {
    if (this.store.depth - this.floor.depth <= LIMITS.layers || this.store.dead) return;
    let layer: Store | null = this.store;
    while (layer !== null && layer !== this.floor) layer = layer.parent;
    if (layer === null) return;
    const flat = new Store(this.floor);
    const chain: Store[] = [];
    layer = this.store;
    while (layer !== null && layer !== this.floor) {
      chain.push(layer);
      layer = layer.parent;
    }
    for (const each of chain.reverse()) {
      for (const [place, value] of each.writes) flat.set(place, value);
      if (each.facts !== null) for (const [id, refinement] of each.facts) flat.learn(id, refinement);
    }
    this.store = flat;
  }

  /** Ends the current path. */
  die(): void {
    const end = new Store(this.store);
    end.dead = true;
    this.store = end;
  }

  /** Learns in a layer of its own, so that stores below stay as they are. */
  learnAbove(facts: ReadonlyMap<number, Refinement> | null): void {
    if (facts === null || facts.size === 0 || this.store.dead) return;
    this.store = new Store(this.store);
    this.learn(facts);
  }

  learn(facts: ReadonlyMap<number, Refinement> | null | undefined): void {
    if (facts) for (const [id, refinement] of facts) this.store.learn(id, refinement);
  }

  throw(value: Value): void {
    if (this.store.dead) return;
    this.watcher?.thrown(this, value);
    if (this.catcher !== null) {
      this.snapshots++;
      this.catcher.throws.push({ value, store: this.store });
    }
    this.die();
  }

  // ---- heap ---------------------------------------------------------------------------------------------------

  /** Makes an object. The same node in a repeated round gives the same object, which then stands for many. */
  alloc(
    shape: ObjKind,
    node: TS.Node | null,
    extra: Partial<Pick<Obj, 'cls' | 'entity' | 'lazy' | 'proto'>> = {},
  ): Obj {
    if (this.repeating > 0 && node !== null) {
      const known = this.allocated.get(node);
      if (known?.shape === shape) {
        known.many = true;
        return known;
      }
    }
    const made: Obj = {
      kind: 'obj',
      id: nextObject++,
      shape,
      node,
      cells: new Map(),
      rest: 0,
      many: false,
      cls: extra.cls ?? null,
      entity: extra.entity ?? null,
      lazy: extra.lazy ?? null,
      proto: extra.proto ?? null,
      slots: new Map(),
      longLived: this.evaluating !== null && this.frames.length <= 1,
      born: null,
    };
    if (this.repeating > 0 && node !== null) this.allocated.set(node, made);
    return made;
  }

  object(shape: ObjKind, node: TS.Node | null, entries: readonly (readonly [string, Value])[] = []): Value {
    const made = this.alloc(shape, node);
    for (const [name, value] of entries) this.setCell(made, name, value);
    return refValue(made, shape === 'array' ? Form.Array : Form.Object);
  }

  array(elements: readonly Value[], node: TS.Node | null): Value {
    const made = this.alloc('array', node);
    elements.slice(0, LIMITS.elements).forEach((value, index) => {
      this.setCell(made, String(index), value);
    });
    for (const value of elements.slice(LIMITS.elements)) this.addRest(made, value);
    if (!made.many) made.slots.set('length', elements.length);
    return refValue(made, Form.Array);
  }

  cellOf(obj: Obj, name: string): number {
    let place = obj.cells.get(name);
    if (place === undefined) {
      place = this.newPlace();
      if (obj.id < this.ownedFrom) this.foreign.add(place);
      obj.cells.set(name, place);
    }
    return place;
  }

  /** Keeps what a property was found to be, which is no change that anybody could observe. */
  memo(obj: Obj, name: string, value: Value): void {
    let place = obj.cells.get(name);
    if (place === undefined) {
      place = this.newPlace();
      obj.cells.set(name, place);
    }
    this.store.set(place, value);
  }

  /** Reads a property's own cell; undefined when nothing was written on this path. */
  cell(obj: Obj, name: string): Value | undefined {
    const place = obj.cells.get(name);
    return place === undefined ? undefined : this.store.read(place);
  }

  /** Counts what was put on things of libraries, for those who pass them on: data, functions, objects. */
  keepsakes = 0;

  #putOn(obj: Obj, value: Value): void {
    if ((value.labels.length > 0 || value.refs.length > 0) && (obj.entity !== null || obj.slots.has('partial')))
      this.keepsakes++;
  }

  setCell(obj: Obj, name: string, value: Value): void {
    this.#putOn(obj, value);
    if (value.labels.length > 0 && obj.id < this.ownedFrom) this.dirty = true;
    if (!obj.cells.has(name) && obj.cells.size >= LIMITS.properties) {
      this.addRest(obj, value);
      return;
    }
    const place = this.cellOf(obj, name);
    const before = obj.many ? this.store.read(place) : undefined;
    this.write(place, before ? join(before, value) : value);
  }

  /** Returns what models' code has kept with an object on this path. */
  kept(obj: Obj, key: string): readonly unknown[] {
    const refs = this.cell(obj, `%${key}`)?.refs ?? [];
    const [only] = refs;
    if (refs.length <= 1) return only?.kind === 'data' ? only.items : [];
    return [...new Set(refs.flatMap((ref) => (ref.kind === 'data' ? ref.items : [])))];
  }

  keep(obj: Obj, key: string, item: unknown): void {
    this.setCell(obj, `%${key}`, refValue({ kind: 'data', items: [...this.kept(obj, key), item] }));
  }

  rest(obj: Obj): Value {
    return obj.rest === 0 ? NOTHING : (this.store.read(obj.rest) ?? NOTHING);
  }

  addRest(obj: Obj, value: Value): void {
    this.#putOn(obj, value);
    if (obj.rest === 0) {
      obj.rest = this.newPlace();
      if (obj.id < this.ownedFrom) this.foreign.add(obj.rest);
    }
    this.write(obj.rest, join(this.rest(obj), value));
  }

  setRest(obj: Obj, value: Value): void {
    if (obj.rest === 0) {
      obj.rest = this.newPlace();
      if (obj.id < this.ownedFrom) this.foreign.add(obj.rest);
    }
    this.write(obj.rest, value);
  }

  /** Every value that the object holds directly. */
  contents(obj: Obj, except: readonly string[] = []): Value {
    let sum = this.rest(obj);
    for (const [name, place] of obj.cells) {
      if (name.startsWith('%') || except.includes(name)) continue;
      const value = this.store.read(place);
      if (value !== undefined) sum = join(sum, value);
    }
    return sum;
  }

  /** Objects made from now on have a number of at least this. */
  objectMark(): number {
    return nextObject;
  }

  // ---- what is found ------------------------------------------------------------------------------------------

  callStack(): readonly TS.Node[] {
    return this.frames.flatMap((frame) => (frame.call ? [frame.call] : []));
  }

  /** Notes a sink that a value reaches, when one of its labels can do harm there. */
  sink(value: Value, node: TS.Node, call: Call, spec: Omit<SinkSpec, 'at'>, callee: string): void {
    if (this.store.dead) return;
    const seen = new Set<Ref>();
    const visit = (part: Value, depth: number): void => {
      this.#judge(part, spec.kind, node, call, spec, callee);
      if (depth > 5 || (!spec.deep && depth > 0 && !spec.shape)) return;
      for (const ref of part.refs) {
        if (ref.kind !== 'obj' || seen.has(ref)) continue;
        seen.add(ref);
        // The object behind a label holds parts of what was judged already.
        if (ref.slots.has('backs') && part.labels.some((label) => label.ids[0] === ref.slots.get('backs'))) continue;
        if (spec.deep || spec.shape) visit(this.cell(ref, '%spread') ?? NOTHING, depth + 1);
        if (spec.keys !== undefined)
          this.#judge(this.cell(ref, '%keys') ?? NOTHING, spec.keys, node, call, spec, callee);
        if (ref.shape === 'array' ? spec.deep || depth === 0 : spec.deep)
          visit(this.contents(ref, spec.except), depth + 1);
      }
    };
    for (const part of spec.named === undefined ? [value] : namedParts(this, value, spec.named)) visit(part, 0);
  }

  #judge(part: Value, kind: SinkKind, node: TS.Node, call: Call, spec: Omit<SinkSpec, 'at'>, callee: string): void {
    const policy = this.semantics.policy(kind);
    if (!policy) return;
    const what = spec.what ?? policy.what;
    const place = { kind, node, call: call.node, what, callee, stack: this.callStack() };
    if (policy.constants) this.log.constants.push(...constantsAt(part, place));
    for (const raw of arrivingLabels(part, node, spec.any === true)) {
      const label = this.store.refined(raw);
      if ((label.form & policy.fears) === 0 || clears(label, kind)) continue;
      if (!policy.dangerous(label, part)) continue;
      this.log.hits.push({ ...place, label: arrived(this, label), rewrite: spec.rewrite ?? null });
    }
  }

  record(entity: Entity, call: Call): void {
    if (!this.store.dead) this.log.records.push({ entity, call, stack: this.callStack() });
  }

  defer(node: TS.Node, run: (m: Machine) => void): void {
    if (this.deferred.length >= LIMITS.deferred) {
      this.reached('deferred');
      return;
    }
    this.deferred.push({ node, run });
  }
}
