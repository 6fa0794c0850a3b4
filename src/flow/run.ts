/** Runs one file: its module body, what it deferred, and every function of it that nothing has called. */
import { isTestCode } from '../lang/environment.js';
import { isMinified } from '../lang/minified.js';
import { noteFailure } from '../lang/failures.js';
import { exportedExpression } from '../lang/exported.js';
import { ts, type TS } from '../lang/ts.js';
import { apart, outermost } from './apart.js';
import { callValue, entryCall } from './calls.js';
import { instanceOf, isStatic } from './classes.js';
import { forgetAsked } from './conditions.js';
import { decoratorsOf } from './decorators.js';
import { Form } from './forms.js';
import { bound, callFunction, makeFunction } from './functions.js';
import { LIMITS } from './limits.js';
import { copyLog, type Deferred, type Log, type Machine, type ModuleState } from './machine.js';
import { exportNames, moduleExport } from './imports.js';
import { moduleState } from './modules.js';
import type { ClassRef, FuncRef } from './refs.js';
import { Store } from './store.js';
import { join, refValue, UNKNOWN, type Value } from './value.js';

export interface FileResult {
  readonly file: TS.SourceFile;
  readonly state: ModuleState;
  readonly log: Log;
  /** Functions and methods that nothing in the file calls or registers: they were run with what they declare. */
  readonly alone: ReadonlySet<TS.Node>;
  /** All functions that were run, those of other files among them. */
  readonly visited: ReadonlySet<TS.Node>;
  /** A limit was reached: what was not found may be there all the same. */
  readonly bounded: boolean;
}

/** Analyses a file on its own: what other files do to it is no part of the result. */
export function runFile(m: Machine, file: TS.SourceFile): FileResult {
  const state = moduleState(m, file);
  return apart(m, () => {
    m.store = new Store(m.root);
    for (const [place, value] of state.effects) m.store.set(place, value);
    m.log = copyLog(state.log);
    m.created = [...state.created];
    m.classes = [...state.classes];
    m.visited = new Set(state.visited);
    m.deferred = [];
    m.evaluating = null;
    m.repeating = 0;
    m.heavy = new Set();
    m.instances = new Map();
    m.linted = file;
    m.dirty = false;
    m.forget();
    forgetAsked();
    const run = new FileRun(m, state);
    const reached = limits(m);
    run.all();
    return { file, state, log: m.log, alone: run.alone, visited: m.visited, bounded: limits(m) > reached };
  });
}

function limits(m: Machine): number {
  return [...m.limitsReached.values()].reduce((sum, count) => sum + count, 0);
}

class FileRun {
  readonly alone = new Set<TS.Node>();
  #spent = 0;
  #again = false;
  /** How many of the queue have seen all that other work left behind. */
  #settled = 0;
  readonly #known = new Set<TS.Node>();
  readonly #queue: Deferred[];
  /** The work during which a piece of the queue was registered. */
  readonly #parents = new Map<Deferred, Deferred>();
  readonly #ran = new Set<TS.Node>();
  readonly #isTest: boolean;

  constructor(
    readonly m: Machine,
    readonly state: ModuleState,
  ) {
    this.#isTest = isTestCode(state.file) || isMinified(state.file);
    this.#queue = [...state.deferred];
    for (const each of this.#queue) this.#known.add(each.node);
  }

  all(): void {
    this.#rounds();
    this.#exports();
    this.#entries();
    this.#rounds();
  }

  /** Runs deferred work until it no longer changes what the others see. */
  #rounds(): void {
    for (let round = 0; round < LIMITS.deferredRounds; round++) {
      const from = this.#settled;
      let changed = false;
      // The queue grows while it is worked off.
      for (let index = from; index < this.#queue.length; index++) {
        const work = this.#queue[index];
        if (
          this.#entry(() => {
            work?.run(this.m);
          })
        )
          changed = true;
        this.#collect(work);
      }
      this.#settled = this.#queue.length;
      if (!changed) return;
      this.#settled = 0;
      this.#again = true;
    }
  }

  #collect(during?: Deferred): void {
    for (const each of this.m.deferred) {
      if (this.#known.has(each.node) && (this.#again || this.#repeats(each.node, during))) continue;
      this.#known.add(each.node);
      if (this.#queue.length >= LIMITS.deferred) continue;
      this.#queue.push(each);
      if (during) this.#parents.set(each, during);
    }
    this.m.deferred = [];
  }

  /** A timer that starts itself again is followed as a recursive function is, and not for ever. */
  #repeats(node: TS.Node, during: Deferred | undefined): boolean {
    let count = 0;
    for (let work = during; work !== undefined; work = this.#parents.get(work)) if (work.node === node) count++;
    return count >= LIMITS.recursion - 1;
  }

  /** Runs one entry on a store of its own and joins what escapes from it. Returns whether anything did. */
  #entry(run: () => void, from: TS.Node | null = null): boolean {
    const { m } = this;
    const bound = this.#isTest ? 'stepsPerTestFile' : 'stepsPerFile';
    if (this.#spent > LIMITS[bound]) {
      m.reached(bound);
      return false;
    }
    const base = m.store;
    const mark = m.newPlace();
    m.entryMark = mark;
    const instances = m.instances.size;
    const entry = new Store(base);
    m.store = entry;
    m.floor = entry;
    m.catcher = null;
    m.steps = 0;
    m.budget = this.#isTest ? LIMITS.stepsPerTest : LIMITS.stepsPerEntry;
    m.nesting = 0;
    m.ownedFrom = m.objectMark();
    m.frames.splice(0, m.frames.length, { ...outermost(entry), call: from });
    contained(m, this.state, run);
    this.#spent += m.steps;
    // What was deferred, and instances that stand for a class, are seen by later entries as this one left them.
    const kept = m.deferred.length > 0 || m.instances.size > instances;
    const escaped = escapes(m, m.store, base, mark, kept);
    if (escaped) this.#settled = 0;
    m.store = base;
    m.ownedFrom = 0;
    return escaped;
  }

  /** Calls exports that a framework calls by the file's name, a directive or their own name. */
  #exports(): void {
    const { m } = this;
    const { file } = this.state;
    for (const name of exportNames(m, file)) {
      const value = moduleExport(m, file, name);
      if (!value) continue;
      const own = value.refs.find((ref): ref is FuncRef => ref.kind === 'func');
      const made = own && own.scope.file !== file ? madeHere(file, name, own) : null;
      if (own && own.scope.file !== file && !made) continue;
      const run = m.semantics.entry(m, { file, name, kind: 'export', node: own?.node ?? null });
      if (!run) continue;
      if (own) this.#ran.add(own.node);
      this.#entry(() => {
        const from = m.created.length;
        run(m, value);
        // Whoever is handed what it has made calls it, also where it ends by an answer that nothing follows.
        m.store.dead = false;
        this.#closures(from);
      }, made);
      this.#collect();
    }
  }

  /** Calls every function and method of the file that nothing has called, with what its declaration says. */
  #entries(): void {
    const { m } = this;
    for (const cls of m.classes) {
      if (cls.node.getSourceFile() === this.state.file) this.#class(cls);
    }
    for (const fn of m.created) {
      if (fn.scope.file !== this.state.file || m.visited.has(fn.node) || !fn.node.body) continue;
      if (fn.home !== null && ts.isClassElement(fn.node)) continue;
      this.#function(fn);
    }
  }

  #function(fn: FuncRef): void {
    if (this.#ran.has(fn.node)) return;
    this.#ran.add(fn.node);
    const { m } = this;
    const run = m.semantics.entry(m, { file: this.state.file, name: null, kind: 'function', node: fn.node });
    const from = m.created.length;
    this.#entry(() => {
      if (!run) this.alone.add(fn.node);
      if (run) run(m, refValue(fn, Form.Function));
      else callFunction(m, fn, entryCall(fn.node, UNKNOWN));
      if (m.store.dead) m.store.dead = false;
      this.#closures(from);
    });
    this.#collect();
  }

  /** Calls closures that an entry made and nobody called, while the store still holds what they captured. */
  #closures(from: number): void {
    const { m } = this;
    for (let index = from; index < m.created.length; index++) {
      const fn = m.created[index];
      if (fn?.scope.file !== this.state.file || m.visited.has(fn.node) || this.#ran.has(fn.node) || !fn.node.body)
        continue;
      if (fn.home !== null && ts.isClassElement(fn.node)) continue;
      this.#ran.add(fn.node);
      // A field that holds a function is a method in all but name: those who use the class know its arguments.
      if (ts.isPropertyDeclaration(holderOf(fn.node))) this.alone.add(fn.node);
      const run = m.semantics.entry(m, { file: this.state.file, name: null, kind: 'closure', node: fn.node });
      m.branch([
        () => {
          if (run) run(m, refValue(fn, Form.Function));
          else callFunction(m, fn, entryCall(fn.node, UNKNOWN));
        },
        () => undefined,
      ]);
    }
  }

  #class(cls: ClassRef): void {
    const { m } = this;
    for (const member of cls.node.members) {
      if (
        !(
          ts.isMethodDeclaration(member) ||
          ts.isGetAccessorDeclaration(member) ||
          ts.isSetAccessorDeclaration(member)
        ) ||
        !member.body
      )
        continue;
      const decorators = [member, ...('parameters' in member ? member.parameters : [])].flatMap((each) =>
        decoratorsOf(m, each),
      );
      if ((decorators.length === 0 && m.visited.has(member)) || this.#ran.has(member)) continue;
      this.#ran.add(member);
      // A decorator of the program's own registers nothing with a framework: the files that use the class know its arguments.
      if (!decorators.some(({ lib }) => lib !== null)) this.alone.add(member);
      this.#entry(() => {
        const self: Value = isStatic(member) ? refValue(cls, Form.Function) : instanceOf(m, cls);
        const fn = makeFunction(m, member, cls.scope, self, cls);
        const run = ts.isMethodDeclaration(member)
          ? m.semantics.entry(m, { file: this.state.file, name: member.name.getText(), kind: 'method', node: member })
          : null;
        const from = m.created.length;
        if (run) run(m, bound(fn, self));
        else callValue(m, fn, entryCall(member, self));
        // Whoever is handed what it has made calls it, also where it ends by an answer that nothing follows.
        m.store.dead = false;
        this.#closures(from);
      });
      this.#collect();
    }
    const fields = cls.node.members.filter(
      (member) =>
        ts.isPropertyDeclaration(member) && member.initializer !== undefined && ts.isArrowFunction(member.initializer),
    );
    if (
      fields.length > 0 ||
      cls.node.members.some((member) => ts.isConstructorDeclaration(member) && !m.visited.has(member))
    ) {
      this.#entry(() => {
        const from = m.created.length;
        instanceOf(m, cls);
        this.#closures(from);
      });
    }
  }
}

/** What holds a function, or what calls have made of it: `create = caught(async (req, res) => …)`. */
function holderOf(fn: TS.Node): TS.Node {
  let holder = fn.parent;
  while (ts.isCallExpression(holder) || ts.isParenthesizedExpression(holder)) holder = holder.parent;
  return holder;
}

/** The call in a file that makes what it exports of a closure of another file; null when that file exports it itself. */
function madeHere(file: TS.SourceFile, name: string, { scope }: FuncRef): TS.Node | null {
  // A function of another module's top level is an export of that module.
  if (scope.atModuleLevel()) return null;
  const made = exportedExpression(file, name);
  return made && ts.isCallExpression(made) ? made : null;
}

/** Runs a part of the analysis; a failure ends that part alone, is counted, and shows under DEBUG=api-security. */
export function contained(m: Machine, state: ModuleState, run: () => void): void {
  try {
    run();
  } catch (error) {
    m.failures++;
    noteFailure(state.file.fileName, error);
  }
}

/** Joins into `base` what a run wrote to places that existed before it. */
function escapes(m: Machine, end: Store, base: Store, mark: number, kept: boolean): boolean {
  const layers: Store[] = [];
  for (let layer: Store | null = end; layer !== null && layer !== base; layer = layer.parent) layers.push(layer);
  let escaped = false;
  for (const layer of layers) {
    for (const place of layer.writes.keys()) {
      if (place < mark || m.foreign.has(place)) {
        escaped = true;
        break;
      }
    }
  }
  if (!escaped && !kept) return false;
  let changed = false;
  const seen = new Set<number>();
  for (const layer of layers) {
    for (const [place, value] of layer.writes) {
      if (seen.has(place)) continue;
      seen.add(place);
      const before = base.read(place);
      const after = before === undefined ? value : join(before, value);
      if (after === before) continue;
      if (before !== undefined || m.foreign.has(place)) changed = true;
      base.set(place, after);
    }
  }
  return changed;
}
