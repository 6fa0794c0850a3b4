/** References: what a value may point to. Heap objects have identity; their contents live in the store (store.ts). */
import type { TS } from '../lang/ts.js';
import type { CallSpec, Entity } from './semantics.js';
import type { Refinement } from './labels.js';
import type { Scope } from './scope.js';
import type { Value } from './value.js';
import type { Machine } from './machine.js';

export type FunctionNode =
  | TS.FunctionDeclaration
  | TS.FunctionExpression
  | TS.ArrowFunction
  | TS.MethodDeclaration
  | TS.ConstructorDeclaration
  | TS.GetAccessorDeclaration
  | TS.SetAccessorDeclaration;

export type ObjKind =
  'object' | 'array' | 'map' | 'set' | 'instance' | 'error' | 'regexp' | 'iterator' | 'date' | 'url' | 'typed';

/** A slot of lists: the elements with places of their own are not among those that share one. */
export const APART = 'apart';

/** A heap object. `cells` names the place in the store of each property; `rest` is the place of all unnamed ones. */
export interface Obj {
  readonly kind: 'obj';
  readonly id: number;
  readonly shape: ObjKind;
  readonly node: TS.Node | null;
  readonly cells: Map<string, number>;
  rest: number;
  /** True when one object stands for several at run time: writes join instead of replacing. */
  many: boolean;
  /** The class of an instance of the project's own. */
  readonly cls: ClassRef | null;
  /** The library type of an instance. */
  readonly entity: Entity | null;
  /** Properties that are made on first use: the declared type, or the object a library describes. */
  lazy: ((m: Machine, name: string) => Value | null) | null;
  readonly proto: Value | null;
  /** Facts of models and natives, by a key of their own (a router's routes, a schema's description). */
  readonly slots: Map<string, unknown>;
  /** The module during whose evaluation it was made; null when it was made later. */
  readonly module: TS.SourceFile | null;
  /** Allocated while a module was evaluated: lives as long as the process. */
  readonly longLived: boolean;
  /** What was known when it was made, relative to the call that made it. */
  born: ReadonlyMap<number, Refinement> | null;
}

export interface FuncRef {
  readonly kind: 'func';
  readonly node: FunctionNode;
  readonly scope: Scope;
  readonly self: Value | null;
  readonly home: ClassRef | null;
  readonly statics: Obj;
}

export interface ClassRef {
  readonly kind: 'class';
  readonly node: TS.ClassLikeDeclaration;
  readonly scope: Scope;
  readonly statics: Obj;
  readonly parent: Value | null;
  readonly methods: Map<string, TS.ClassElement>;
}

/** A function, namespace or class of a library. */
export interface LibRef {
  readonly kind: 'lib';
  readonly entity: Entity;
  readonly self: Value | null;
}

/** A function of the engine or of a model's code. */
export interface NativeRef {
  readonly kind: 'native';
  readonly name: string;
  readonly call: (m: Machine, call: Call) => Value;
  readonly props: Obj | null;
  /** The language's own: what it fails with tells nothing that its caller did not give it. */
  readonly presents?: true;
}

/** A promise: what it is fulfilled and rejected with, and what holds once it is awaited. */
export interface PromiseRef {
  readonly kind: 'promise';
  readonly value: Value;
  readonly rejected: Value | null;
  readonly facts: ReadonlyMap<number, Refinement> | null;
  /** It can only be rejected. */
  readonly fails: boolean;
}

/** A module's exports. */
export interface ModuleRef {
  readonly kind: 'module';
  readonly file: TS.SourceFile;
}

/** A function with leading arguments and `this` already given. */
export interface BoundRef {
  readonly kind: 'bound';
  readonly target: Value;
  readonly self: Value;
  readonly args: readonly Value[];
  /** A method read from an object: another `this` may be given by call, apply and bind. */
  readonly weak?: boolean;
}

/** Facts of models' code that live in the store like any value: a router's routes, a schema. */
export interface DataRef {
  readonly kind: 'data';
  readonly items: readonly unknown[];
}

export type Ref = Obj | FuncRef | ClassRef | LibRef | NativeRef | PromiseRef | ModuleRef | BoundRef | DataRef;

/** A call as the callee sees it. */
export interface Call {
  /** The call, new, tagged template, decorator or other expression that makes the call. */
  readonly node: TS.Node;
  readonly self: Value;
  readonly args: readonly Value[];
  /** The expressions of the arguments, where they were written one for one. */
  readonly argNodes: readonly (TS.Expression | undefined)[];
  /** A spread of unknown length stands at this index and after it. */
  readonly restFrom: number | null;
  readonly isNew: boolean;
  /** Called from outside, as an entry: parameters that are not given have their declared types. */
  readonly isEntry?: boolean;
  /** What `next` sends into a generator. */
  readonly sent?: Value;
  readonly spec: CallSpec | null;
  readonly entity: Entity | null;
  /** Sees each path on which the callee returns; a path for which it answers true does not come back to the caller. */
  readonly exit?: (m: Machine, value: Value, node: TS.Node) => boolean;
}
