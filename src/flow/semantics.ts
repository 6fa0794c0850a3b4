/**
 * What the engine asks of the world outside the language: the vocabulary in which models describe libraries, and the
 * interface by which the engine reaches them. The engine knows these words and no library.
 */
import type { TextFact } from '../lang/regex/language.js';
import type { Label, SinkKind, SourceKind } from './labels.js';
import type { TS } from '../lang/ts.js';
import type { Machine } from './machine.js';
import type { Call, FunctionNode } from './refs.js';
import type { Primitive, Value } from './value.js';

/**
 * A place in a call: `this`, `0` (an argument), `0.text` (a property of it), `0[]` (its elements), `*` (every argument),
 * `1+` (every argument from the second on), and properties of these to any depth: `0.options[].name`.
 */
export type Slot = string;

/**
 * The type of a result in short: the name of a type of the same library, `specifier:Name` of another one, `Promise<X>`,
 * `X[]`, `this`, `instance` (of the class that the static method was called on), or one of `string number boolean date void unknown never object`.
 */
export type TypeExpr = string;

export interface SourceSpec {
  readonly kind: SourceKind;
  /** What the value may be; any JSON value unless said. */
  readonly form?: number;
  /** What its properties may be, when that is less than its own form says: headers and route parameters are texts. */
  readonly child?: number;
  /** A regular expression of the names of properties that are of interest; others are values of the program's own. */
  readonly parts?: string;
  readonly facts?: readonly TextFact[];
  /** What it gives in other versions of its package; the first that holds counts, and none when the version is not known. */
  readonly variants?: readonly (VersionCondition & { readonly gives: Pick<SourceSpec, 'form' | 'child'> })[];
  /** The program's own data: followed, but nobody else's. */
  readonly own?: true;
  /** The sinks that it can do no harm at as it is. */
  readonly clears?: readonly SinkKind[];
  /** How many elements it has is limited by whoever delivers it. */
  readonly batch?: true;
}

/** A condition on arguments; every part must hold. An unknown value does not hold unless `maybe` is set. */
export interface Condition {
  readonly at: Slot;
  readonly is?: readonly Primitive[];
  readonly truthy?: boolean;
  readonly absent?: boolean;
  readonly form?: number;
  /** A regular expression that one of the constant texts must match: the path of a log file. */
  readonly matches?: string;
  /** The condition also holds when the value is not known. */
  readonly maybe?: boolean;
  readonly package?: never;
}

/**
 * A condition on the version of a package that the calling file gets: comparators such as `<4` or `>=3.1 <5`. A version
 * that is not known does not hold, unless `maybe` is set.
 */
export interface VersionCondition {
  readonly package: string;
  readonly versions: string;
  readonly maybe?: true;
}

export interface SinkSpec {
  readonly at: Slot;
  readonly kind: SinkKind;
  /** How the message names the place: "the SQL text". */
  readonly what?: string;
  /** The forms that do harm here, where these are fewer than the kind fears: Prisma has no meaning for a list of values. */
  readonly fears?: number;
  /** Untrusted data anywhere inside the object counts, not only the value itself. */
  readonly deep?: boolean;
  /** The object's own shape counts: the value itself and what was spread into it, not what its named properties hold. */
  readonly shape?: boolean;
  /** Names of properties under which nothing counts: `$eq`. */
  readonly except?: readonly string[];
  /** An object whose properties are all that the library takes of others: what has another name is dropped. */
  readonly listed?: Slot;
  /** Names of properties: only what stands under one of them counts, at any depth (with `deep`): `increment`. */
  readonly under?: readonly string[];
  /** The kind of sink that the names of its properties reach. */
  readonly keys?: SinkKind;
  /** Only what stands under names that this regular expression matches (case aside) counts. */
  readonly named?: string;
  /** Properties of the object itself that reach a kind of their own, by names that a regular expression matches (case aside). */
  readonly fields?: readonly { readonly named: string; readonly kind: SinkKind }[];
  /** Whatever is not constant counts, whether or not anybody knows it to be untrusted. */
  readonly any?: true;
  /** It is an error that the framework answers with once it is thrown: nobody is told when the program catches it before. */
  readonly thrown?: true;
  /** The text that the library puts in front of the value: `http://` before a host. */
  readonly within?: string;
  readonly when?: readonly (Condition | VersionCondition)[];
  /** What a comparison compares the value with: other values from outside, or constants. */
  readonly against?: readonly Label[];
  /** The calls that were under way when the thing was made whose use is the sink; those of the use unless given. */
  readonly stack?: readonly TS.Node[] | undefined;
  readonly words?: readonly string[];
  /** A safe form into which a call can be rewritten where nothing is left to guess. */
  readonly rewrite?: Rewrite;
}

/**
 * numbered: `$1` with an array as second argument; question: `?` likewise; prepared: `?`, with the values as arguments of
 * the method that runs the prepared statement; program: another function that takes program and arguments apart; equality:
 * `{ $eq: value }` for a value in a filter.
 */
export type Rewrite =
  | { readonly to: 'numbered' | 'question' | 'equality' }
  | { readonly to: 'prepared'; readonly runs: readonly string[] }
  | { readonly to: 'program'; readonly callee: string };

export interface FlowSpec {
  readonly from: Slot;
  /** `return`, `return.x`, `return[]`, `this`, or a slot. */
  readonly to: Slot;
  /** same: the very value; part: a piece of it; text: as text inside a longer text; made: another value made of it. */
  readonly as?: 'same' | 'part' | 'text' | 'made';
  readonly clears?: readonly SinkKind[];
  readonly form?: number;
  readonly state?: number;
  readonly facts?: readonly TextFact[];
}

export interface GuardSpec {
  readonly at: Slot;
  /** The answer that promises it: the call returns truthy, falsy, or returns at all (does not throw, is not rejected). */
  readonly when: 'true' | 'false' | 'returns';
  /** What stands in the object counts, at any depth, except under these names: a filter, and its other comparisons. */
  readonly deep?: true;
  readonly except?: readonly string[];
  readonly clears?: readonly SinkKind[];
  readonly form?: number;
  readonly state?: number;
  readonly facts?: readonly TextFact[];
}

/** How a callback is called: with which arguments, and when. */
export interface CallbackSpec {
  readonly at: Slot;
  /** For each parameter a type, a slot of the outer call (`=0[]`), a source (`source:kind`), or null for something unknown. */
  readonly args: readonly (TypeExpr | null)[];
  /** What `this` is in it, when the library says so. */
  readonly self?: TypeExpr;
  /** What it returns reaches a sink: text that the library puts into a query. */
  readonly sink?: Omit<SinkSpec, 'at'>;
  readonly when?: 'now' | 'later';
  /** Where what it returns goes: the result of the call, or a promise of it. */
  readonly returns?: 'return' | 'promise';
}

/** A part that this call plays for rules about misuse: `jwt.sign` with its secret and options. */
export interface RoleSpec {
  readonly role: string;
  /** The package that plays it, where that adds the call to things of another one: a plugin. */
  readonly by?: string;
  /** The call plays the part only when all of these hold. */
  readonly when?: readonly (Condition | VersionCondition)[];
  /** Methods further on in a chain of calls after which the call no longer plays the part. */
  readonly until?: readonly string[];
  readonly parts?: Readonly<Record<string, Slot>>;
  /** What the library takes for options that are not given. */
  readonly defaults?: Readonly<Record<string, Primitive>>;
}

export interface CallSpec {
  readonly sinks?: readonly SinkSpec[];
  readonly flows?: readonly FlowSpec[];
  readonly guards?: readonly GuardSpec[];
  readonly callbacks?: readonly CallbackSpec[];
  readonly source?: SourceSpec;
  readonly returns?: TypeExpr;
  readonly roles?: readonly RoleSpec[];
  /** Control does not come back: `process.exit`. */
  readonly exits?: true;
  /** It never fails, or in words that are made for whoever sent the data: a validator. */
  readonly presents?: true;
  /** An argument becomes a record of the collection that the method is called on, and perhaps another one its key there. */
  readonly puts?: { readonly at: Slot; readonly under?: Slot };
  /** An argument is a function that chooses among the records of the collection that the method is called on. */
  readonly chooses?: Slot;
  /** It says something only of collections whose records are found by a key; any other may be cut, or is a cache. */
  readonly keyed?: true;
  /** Code beside the data, by name; it decides alone what the call means, after sinks and roles. */
  readonly native?: string;
}

export interface MemberSpec {
  /** The property's type, when it is no function. */
  readonly type?: TypeExpr;
  readonly source?: SourceSpec;
  /** What reading it means to those who watch a run: `session` for what only the session of the caller can say. */
  readonly reads?: string;
  readonly call?: CallSpec;
  readonly construct?: CallSpec;
  /** Used as a parameter decorator, the parameter is this. */
  readonly decorates?: { readonly source?: SourceSpec; readonly native?: string };
  readonly members?: Readonly<Record<string, MemberSpec>>;
  /** A value known without running anything. */
  readonly value?: Primitive;
  /** What writing the property does: argument 0 is the value, `this` the object. */
  readonly assigned?: CallSpec;
}

export interface TypeSpec {
  readonly extends?: TypeExpr;
  /** The member `[]` is what iterating an instance gives. */
  readonly members?: Readonly<Record<string, MemberSpec>>;
  /** Every other member: model clients with a property per table. */
  readonly anyMember?: MemberSpec;
  /** Instances are thenable: what awaiting one gives. */
  readonly awaits?: TypeExpr;
  /** What properties copied or written into an instance under names that are not constant reach: `Object.assign(row, ...)`. */
  readonly assigned?: Omit<SinkSpec, 'at'>;
  /** What iterating an instance gives. */
  readonly elements?: MemberSpec;
  /** Instances can be called. */
  readonly call?: CallSpec;
  /** The type of a function: what its parameters are when an arrow is declared to be one; `<0>` is its first type argument. */
  readonly parameters?: readonly (TypeExpr | null)[];
  /** Instances are plain data whose members are data again: what a schema's type says, `z.infer<typeof schema>`. */
  readonly data?: boolean;
  /** It is what the function makes that its first type argument names: `ConfigType<typeof settings>`. */
  readonly made?: true;
  /** Instances are collections of the language of this shape, in which a program may keep records. */
  readonly keeps?: 'array' | 'map' | 'object';
  /** Programs add members to it, and declare them where they augment its module. */
  readonly augmented?: true;
  /** The names under which the library's own declarations know it, when they differ: `@types/x#Name`. */
  readonly declared?: readonly string[];
}

/** A thing of a library: a module, a function, a class, a type. */
export interface Entity {
  readonly id: string;
  /** How messages call it: `Pool.query`. */
  readonly name: string;
  readonly specifier: string;
  readonly spec: MemberSpec;
  /** The type whose members instances have; null for functions and namespaces. */
  readonly type: TypeSpec | null;
  readonly member: (name: string) => Entity | null;
  /** Finds a type by expression name as seen from this library. */
  readonly typeNamed: (name: string) => Entity | null;
  /** The entity's own call, with inherited ones. */
  readonly call: CallSpec | null;
  readonly construct: CallSpec | null;
}

export interface SinkPolicy {
  readonly kind: SinkKind;
  /** The forms that can do harm there. */
  readonly fears: number;
  /** How messages name the place when the sink does not. */
  readonly what: string;
  /** Decides by lead, facts and state whether the label can still do harm; form and clearance were looked at before. */
  readonly dangerous: (label: Label, whole: Value) => boolean;
  /** Constants that arrive there are of interest as well: credentials. */
  readonly constants?: true;
  /** And what texts certainly begin with: addresses. */
  readonly leads?: true;
  /** The sources that the sink is about; every one unless said. */
  readonly from?: (kind: SourceKind) => boolean;
  /** Numbers among them as well, written as texts: limits. */
  readonly numbers?: true;
  /** The kind of which it is a milder form: whoever asks for this kind asks for that one, too. */
  readonly milder?: SinkKind;
  /** A kind of its own that parts of what arrives there may be: the page size in a text of SQL. */
  readonly also?: SinkKind;
}

/** What a part of a source is by its name: a source of another kind (the `Host` among headers), or one whose reading is a finding. */
export interface PartSpec {
  readonly kind?: SourceKind;
  /** What it can be at the most, whatever the whole may hold. */
  readonly form?: number;
  /** Reading it reaches this kind of sink. */
  readonly sink?: SinkKind;
  /** It is the program's own, whatever the rest is. */
  readonly own?: true;
}

export type Native = (m: Machine, call: Call) => Value;

/** A function that nothing in the program calls: an export of a file, or a method of a class. */
export interface EntryQuestion {
  readonly file: TS.SourceFile;
  /** The name it is exported by, or the method's; null for functions that are neither. */
  readonly name: string | null;
  /** A closure is one that a function of the file has made and nobody has called: the answer of a wrapper. */
  readonly kind: 'export' | 'function' | 'method' | 'closure';
  /** The function; null when an export is something else that can be called. */
  readonly node: FunctionNode | null;
}

/** Calls an entry as the world outside does; null when the model knows nothing of it. */
export type EntryReader = (m: Machine, question: EntryQuestion) => ((machine: Machine, callee: Value) => void) | null;

/** Returns what a parameter is of a function that nothing in the program calls and no annotation describes; null when nothing tells. */
export type ParameterReader = (m: Machine, node: FunctionNode, index: number) => Value | null;

/** Returns what a name stands for that a file imports from a module that is not there; null when nothing tells. */
export type MissingReader = (m: Machine, name: string, node: TS.Node) => Value | null;

/** Returns what a call gives of a function that nobody describes, by what it is handed; null when that tells nothing. */
export type UndescribedReader = (m: Machine, call: Call) => Value | null;

/** Returns what a name stands for that code uses without declaring or importing it; null when the model knows nothing of it. */
export type ImpliedReader = (m: Machine, name: string, node: TS.Node) => Value | null;

/** An attribute whose value, or a part of it, a renderer of elements takes as it is. */
export interface MarkupSink {
  readonly part: string | null;
  readonly spec: Omit<SinkSpec, 'at'>;
}

export interface Semantics {
  readonly moduleEntity: (specifier: string) => Entity | null;
  readonly globalEntity: (name: string) => Entity | null;
  /** Finds a type by the module that exports it. */
  readonly typeEntity: (specifier: string, name: string) => Entity | null;
  /** Finds a type by the package that declares it, as the checker names it. */
  readonly declaredEntity: (packageName: string, name: string) => Entity | null;
  /** Whether any model describes a member of this name. */
  readonly isMember: (name: string) => boolean;
  /** Whether a model of one of the packages describes a member of this name: others need no question to the checker. */
  readonly describesMember: (name: string, packages: ReadonlySet<string>) => boolean;
  readonly native: (name: string) => Native | null;
  /** The kind of sink that a variable or property of this name is; null for names that say nothing. */
  readonly placeNamed: (name: string) => SinkKind | null;
  /** The kind of sink that the result of a function of this name is; null for names that say nothing. */
  readonly resultNamed: (name: string) => SinkKind | null;
  /** What an attribute of an element takes for markup: it, or a property of it. */
  readonly attribute: (name: string) => MarkupSink | null;
  /** The type whose members say what is done with records that the program keeps in collections of a shape. */
  readonly keptType: (shape: string) => Entity | null;
  /** What a whole object that becomes a record with these fields reaches; null where nobody minds who chooses them. */
  readonly recordSink: (fields: readonly string[]) => Omit<SinkSpec, 'at'> | null;
  /** The labels of a record with these fields that the program keeps by itself; none where no field matters. */
  readonly rowLabels: (fields: readonly string[], node: TS.Node) => readonly Label[];
  readonly policy: (kind: SinkKind) => SinkPolicy | null;
  /** Says what a named part of a source of a kind is when it differs from the whole. */
  readonly part: (kind: SourceKind, name: string) => PartSpec | null;
  /** Says how a function is called that nothing in the program calls; null: with what its declaration says. */
  readonly entry: EntryReader;
  /** Says what the parameters of a function are that only the world outside calls. */
  readonly parameter: ParameterReader;
  /** Says what the file does with a name whose module is not there. */
  readonly missing: MissingReader;
  /** Says what a build imports by itself. */
  readonly implied: ImpliedReader;
  /** Says what a function makes of which nothing is known, by what it is handed. */
  readonly undescribed: UndescribedReader;
}
