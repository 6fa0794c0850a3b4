/** What a run has seen: sinks that were reached, calls of library things, constants, regular expressions. */
import type { TS } from '../lang/ts.js';
import type { Given } from './given.js';
import type { Label, SinkKind } from './labels.js';
import { LIMITS } from './limits.js';
import type { Call } from './refs.js';
import type { Entity, Rewrite, Slot } from './semantics.js';
import type { Value } from './value.js';

/** A sink that was reached. The caller of the machine decides where it is reported. */
export interface Hit {
  readonly kind: SinkKind;
  readonly label: Label;
  /** The expression at the sink. */
  readonly node: TS.Node;
  /** The call that is the sink. */
  readonly call: TS.Node;
  readonly what: string;
  readonly callee: string;
  readonly rewrite: Rewrite | null;
  /** The sink counts whatever reaches it, from wherever. */
  readonly any: boolean;
  /** What a comparison compared the value with. */
  readonly against?: readonly Label[] | undefined;
  readonly words?: readonly string[] | undefined;
  /** The calls that were under way, the outermost first. */
  readonly stack: readonly TS.Node[];
}

/** A call of a library entity with its arguments as they were. */
export interface CallRecord {
  readonly entity: Entity;
  readonly call: Call;
  readonly stack: readonly TS.Node[];
  /** What stood at the slots that the model names as parts of a role. */
  readonly given: ReadonlyMap<Slot, Given>;
  /** What stood at the places that the roles of the call name, at the time of the call; null for no such argument. */
  readonly parts: Readonly<Record<string, Value | null>>;
}

/** Two values that were asked to be equal. */
export interface Comparison {
  /** `loose`: null and undefined are equal. `list`: one of several, `method`: by a method of one of the two, `constant-time`: by a function made for secrets. */
  readonly how: 'strict' | 'loose' | 'list' | 'method' | 'constant-time';
  readonly left: Value;
  readonly right: Value;
  readonly node: TS.Node;
  readonly stack: readonly TS.Node[];
}

/** A constant that stands where a sink wants a secret, or another value that must not be written down. */
export interface ConstantHit {
  readonly kind: SinkKind;
  readonly text: string;
  /** The literal it was written as; null for computed ones. */
  readonly origin: TS.Node | null;
  /** True when the value may also come from the environment or a configuration: the constant is its default. */
  readonly fallback: boolean;
  readonly node: TS.Node;
  readonly call: TS.Node;
  readonly what: string;
  readonly callee: string;
  readonly stack: readonly TS.Node[];
}

/** A constant regular expression that was made, or applied to a text with untrusted parts. */
export interface RegexUse {
  readonly pattern: string;
  readonly flags: string;
  /** The literal or the call that made it. */
  readonly regex: TS.Node | null;
  /** The untrusted text; null where only the making is noted. */
  readonly label: Label | null;
  /** A library runs it: the call is not that of a method of texts or patterns. */
  readonly inside: boolean;
  /** A schema demands it of a text. */
  readonly demanded?: boolean;
  readonly call: TS.Node;
  readonly stack: readonly TS.Node[];
}

/** A text with untrusted parts that was tested for a constant part, or in which a constant part was replaced. */
export interface TextUse {
  readonly method: string;
  /** The constant that was looked for; a pattern stands in `regex` instead. */
  readonly text: string | null;
  readonly regex: { readonly pattern: string; readonly flags: string } | null;
  /** The constant that takes its place. */
  readonly into: string | null;
  readonly label: Label;
  readonly call: TS.Node;
  readonly stack: readonly TS.Node[];
}

/**
 * Counts the ways on which the same thing was met at the same place: loops, and functions that are called from everywhere,
 * meet it again and again, and the first few tell all that a report says.
 */
export class Ways {
  readonly #met = new Map<TS.Node, Map<TS.Node, Map<string, number>>>();

  /** Returns true for the first `LIMITS.ways` times that data of a source was met at a place in the same state. */
  isNew(place: TS.Node, what: string, { source, state, form, cleared, facts, lead }: Label): boolean {
    let sources = this.#met.get(place);
    if (!sources) this.#met.set(place, (sources = new Map<TS.Node, Map<string, number>>()));
    let counts = sources.get(source.node);
    if (!counts) sources.set(source.node, (counts = new Map<string, number>()));
    const path = source.path?.join('.') ?? '';
    const key = [what, source.kind, path, state, form, cleared.length, facts.length, lead].join('|');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= LIMITS.ways;
  }
}

/** What a use of a text is told apart by: one check of a list of names asks for each of them. */
export function textKey({ method, text, regex, into }: Pick<TextUse, 'method' | 'text' | 'regex' | 'into'>): string {
  return [method, text, regex?.pattern, into].join(' ');
}

/** What a run has seen. */
export interface Log {
  readonly ways: Ways;
  readonly hits: Hit[];
  readonly records: CallRecord[];
  readonly constants: ConstantHit[];
  readonly regexes: RegexUse[];
  readonly comparisons: Comparison[];
  readonly texts: TextUse[];
}

export function emptyLog(): Log {
  return { ways: new Ways(), hits: [], records: [], constants: [], regexes: [], comparisons: [], texts: [] };
}

export function copyLog(log: Log): Log {
  return {
    ways: new Ways(),
    hits: [...log.hits],
    records: [...log.records],
    constants: [...log.constants],
    regexes: [...log.regexes],
    comparisons: [...log.comparisons],
    texts: [...log.texts],
  };
}
