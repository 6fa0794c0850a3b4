/**
 * The machine: the state of one analysis (store, frames, heap, budget, what was found) and the small operations on it.
 * How the language moves values is in the modules beside it; what libraries mean comes through `Semantics`.
 */
import type { Project } from '../lang/project.js';
import type { TS } from '../lang/ts.js';
import { Form } from './forms.js';
import type { Catcher, Deferred, Frame, ModuleState, Watcher } from './frames.js';
import { isForeign, type Refinement } from './labels.js';
import { LIMITS, type LimitName } from './limits.js';
import { emptyLog, type CallRecord, type Comparison, type Log } from './log.js';
import { newPlace } from './places.js';
import { APART, type Call, type ClassRef, type FuncRef, type FunctionNode, type Obj, type ObjKind } from './refs.js';
import type { Entity, Semantics, SinkSpec } from './semantics.js';
import { reachSink } from './judging.js';
import { repeatedIn } from './repeated.js';
import { mergeStores } from './merging.js';
import { flattened, Store } from './store.js';
import { join, NOTHING, refValue, type Value } from './value.js';

export type { Catcher, Deferred, Frame, ModuleState, Throw, Watcher } from './frames.js';
export {
  copyLog,
  type CallRecord,
  type Comparison,
  type ConstantHit,
  type Hit,
  type Log,
  type RegexUse,
  type TextUse,
} from './log.js';

let nextObject = 1;
const NONE_GIVEN: CallRecord['given'] = new Map();

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
  heavy = new Set<FunctionNode>(); // functions that used up their share of the steps
  nesting = 0;
  undecided: readonly object[] = []; // the branches under way of which only one will be run
  /** How many loops (second round on) and deferred runs surround the current point. */
  repeating = 0;
  apartDepth = 0; // how deep remembered calls nest
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
  /** What stands for a declaration wherever only its type is known: the instance of a class, what a function makes. */
  instances = new Map<TS.Node, Value>();
  /** Instances that remembered calls have seen: they live as long as the machine. */
  readonly lasting = new Map<TS.Node, Value>();
  /** The file of the current run; null outside of runs. */
  linted: TS.SourceFile | null = null;
  /** Something untrusted was written where other functions can read it: no call may be answered from memory. */
  dirty = false;
  /** Places with a smaller number existed before the current entry. */
  entryMark = 0;
  watcher: Watcher | null = null;
  /** Modules of circles that are run again, and what they were in the round before. */
  readonly settling = new Set<TS.SourceFile>();
  readonly earlier = new Map<TS.SourceFile, ModuleState>();
  asked: Set<number> | null = null; // the variables that a call which is to be remembered has read
  foreignFailures = 0; // calls that may fail in the words of somebody else: of a library, or of what nobody knows
  /** Counts how often something was asked of a module that was still running. */
  unfinished = 0;
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

  /** Counts one step of work that a model does for a call; false when the entry has used up its steps. */
  step(): boolean {
    this.steps++;
    if (!this.exhausted) return true;
    this.reached('stepsPerEntry');
    return false;
  }

  /** Joining paths costs what they wrote: many writes count as steps, so that budgets bound time. */
  countMerge(paths: readonly Store[]): void {
    for (const { writes } of this.exhausted ? [] : paths) this.steps += Math.floor(writes.size / LIMITS.writesPerStep);
  }

  // ---- places -------------------------------------------------------------------------------------------------

  newPlace(): number {
    return newPlace();
  }

  read(place: number): Value | undefined {
    return this.store.read(place);
  }

  write(place: number, value: Value): void {
    if (place < this.entryMark && isForeign(value.labels)) this.dirty = true;
    const overwritten = this.catcher?.overwritten;
    const before = overwritten ? this.store.read(place) : undefined;
    if (overwritten && before) overwritten.set(place, join(overwritten.get(place) ?? NOTHING, before));
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
    this.countMerge(ends);
    this.settle();
  }

  /** Flattens the upper layers when too many have piled up. */
  settle(): void {
    if (this.store.depth - this.floor.depth <= LIMITS.layers || this.store.dead) return;
    this.store = flattened(this.store, this.floor);
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

  throw(value: Value, node?: TS.Node): void {
    if (this.store.dead) return;
    this.watcher?.thrown(this, value, node);
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
    const again = this.repeating > 0 && node !== null ? repeatedIn(this.frames) : null;
    const known = node === null ? undefined : again?.made.get(node);
    if (known?.shape === shape) {
      known.many = true;
      return known;
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
      module: this.evaluating?.file ?? null,
      longLived: this.evaluating !== null && this.frames.length <= 1,
      born: null,
    };
    if (node !== null) again?.made.set(node, made);
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
    if (place === undefined) obj.cells.set(name, (place = this.#placeIn(obj)));
    return place;
  }

  /** A new place in an object: that of another module stays one of its own, whoever fills it first. */
  #placeIn({ id, module }: Obj): number {
    const place = this.newPlace();
    const isOther = module !== null && this.evaluating !== null && module !== this.evaluating.file;
    if (isOther || id < this.ownedFrom) this.foreign.add(place);
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
    if (obj.id < this.ownedFrom && isForeign(value.labels)) this.dirty = true;
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
    obj.slots.delete(APART);
    if (obj.rest === 0) obj.rest = this.#placeIn(obj);
    this.write(obj.rest, join(this.rest(obj), value));
  }

  setRest(obj: Obj, value: Value): void {
    if (obj.rest === 0) obj.rest = this.#placeIn(obj);
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
    const frame = this.frames.at(-1);
    return frame ? (frame.stack ??= this.frames.flatMap(({ call }) => call ?? [])) : [];
  }

  /** Notes a sink that a value reaches, when one of its labels can do harm there. */
  sink(value: Value, node: TS.Node, call: Call, spec: Omit<SinkSpec, 'at'>, callee: string): void {
    if (!this.store.dead) reachSink(this, { node, call, spec, callee }, value);
  }

  record(entity: Entity, call: Call, given = NONE_GIVEN, parts: CallRecord['parts'] = {}): void {
    if (!this.store.dead) this.log.records.push({ entity, call, stack: this.callStack(), given, parts });
  }

  /** Notes a value that is given a name which says what it is for: `resetToken`. */
  named(name: string, value: Value, node: TS.Node): void {
    if (value.labels.length === 0) return;
    const kind = this.semantics.placeNamed(name);
    if (kind === null) return;
    const call: Call = {
      node,
      self: value,
      args: [],
      argNodes: [],
      restFrom: null,
      isNew: false,
      spec: null,
      entity: null,
    };
    this.sink(value, node, call, { kind, what: `\`${name}\`` }, name);
  }

  /** Notes that two values are compared, when something is known of where one of them comes from. */
  compared(how: Comparison['how'], left: Value, right: Value, node: TS.Node): void {
    if (this.store.dead || (left.labels.length === 0 && right.labels.length === 0)) return;
    const refined = (value: Value): Value => ({
      ...value,
      labels: value.labels.map((each) => this.store.refined(each)),
    });
    this.log.comparisons.push({ how, left: refined(left), right: refined(right), node, stack: this.callStack() });
  }

  defer(node: TS.Node, run: (m: Machine) => void): void {
    if (this.deferred.length >= LIMITS.deferred) {
      this.reached('deferred');
      return;
    }
    this.deferred.push({ node, run });
  }
}
