/** What is under way while a program is interpreted: frames, what catches, modules, and work that is left for later. */
import type { TS } from '../lang/ts.js';
import type { Log } from './log.js';
import type { Machine } from './machine.js';
import type { Call, ClassRef, FuncRef, FunctionNode, Obj } from './refs.js';
import type { Repeated } from './repeated.js';
import type { Entity } from './semantics.js';
import type { Store } from './store.js';
import type { Activation } from './trails.js';
import type { Value } from './value.js';

export interface Throw {
  readonly value: Value;
  readonly store: Store;
}

/** What a try block, or a function as a whole, collects. */
export interface Catcher {
  readonly throws: Throw[];
  /** Every value that was overwritten since the try began: a throw may have come before. */
  readonly overwritten: Map<number, Value> | null;
  readonly outer: Catcher | null;
}

export interface Exit {
  readonly value: Value;
  readonly store: Store;
}

export interface Frame {
  readonly fn: FuncRef | null;
  readonly call: TS.Node | null;
  readonly entry: Store;
  readonly returns: Exit[];
  readonly jumps: Map<string, Store[]>;
  /** The count of steps when it began. */
  readonly from?: number;
  /** The places of its variables. */
  readonly locals?: number[];
  yielded: Value;
  sent: Value;
  /** See `Call.exit`. */
  readonly exit?: Call['exit'] | undefined;
  activation?: Activation;
  /** What repeated rounds have made in it, once they have made something. */
  repeated?: Repeated;
  /** What recursive calls of its function gave, by what they were given. */
  recursions?: Map<string, Value>;
  /** The calls that were under way as it ran, the outermost first, once somebody has asked. */
  stack?: readonly TS.Node[];
}

/** Work that the program does later: a handler, a listener, a timer. */
export interface Deferred {
  /** Tells one registration from another. */
  readonly node: TS.Node;
  readonly run: (m: Machine) => void;
}

/** Looks on while code runs: who asks what a function does, rather than where data goes, sets one for the time of the run. */
export interface Watcher {
  /** Nothing is reported of such a run: sinks need not be judged. */
  readonly onlyWatches?: true;
  /** Sees a call of a library thing; `run` executes it. */
  readonly called: (m: Machine, entity: Entity, call: Call, run: () => Value) => Value;
  /** Sees a call of which nothing is known. */
  readonly unknown?: (call: Call) => unknown;
  /** Sees what is thrown before the path ends, and the statement of the program that does it. */
  readonly thrown: (m: Machine, value: Value, node?: TS.Node) => void;
  /** Sees that the path goes on behind an `await` of what might have been rejected with a value. */
  readonly fulfilled?: (m: Machine, rejected: Value) => void;
  /** Sees that a named part of a source is read, or a thing of which a model says that reading it matters. */
  readonly read?: (kind: string, name: string) => void;
  /** Sees that a member is read of what is certainly `undefined` or `null`. */
  readonly missed?: (m: Machine, node: TS.Node) => void;
  /** Says whether requests are looked at that have no part of this kind: headers, cookies. */
  readonly isAbsent?: (kind: string) => boolean;
  /** Sees two values compared, by an operator or by a method (`list.includes(x)`), and the answer, which it may replace. */
  readonly compared?: (m: Machine, node: TS.Node, left: Value, right: Value, answer: Value) => Value;
  /** Sees a value that reaches a sink of any kind, dangerous or not. */
  readonly reached?: (m: Machine, kind: string, value: Value, node: TS.Node) => void;
  /** Sees a value given to a validator; `shape` is the models' description of what it lets pass. */
  readonly validated?: (m: Machine, shape: unknown, value: Value, node: TS.Node) => void;
  /** Sees the ends of the paths on which a function returns, before they meet; it may note there what each of them has shown. */
  readonly left?: (m: Machine, frame: Frame, exits: readonly Exit[]) => void;
  /** Sees what a handler answers. */
  readonly answered?: (m: Machine, value: Value, node: TS.Node) => void;
}

export interface ModuleState {
  readonly file: TS.SourceFile;
  status: 'running' | 'done';
  /** While it was running, another module needed something of it that was not there yet. */
  asked: boolean;
  /** Exported names and where their values are. */
  readonly exports: Map<string, () => Value>;
  readonly stars: TS.Expression[];
  exported: Obj | null;
  readonly deferred: Deferred[];
  readonly effects: Map<number, Value>;
  readonly created: FuncRef[];
  readonly classes: ClassRef[];
  readonly log: Log;
  readonly visited: Set<FunctionNode>;
}
