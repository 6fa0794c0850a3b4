/** What a run has seen: sinks that were reached, calls of library things, constants, regular expressions. */
import type { TS } from '../lang/ts.js';
import type { Given } from './given.js';
import type { Label, SinkKind } from './labels.js';
import type { Call } from './refs.js';
import type { Entity, Rewrite, Slot } from './semantics.js';

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

/** A constant regular expression that was applied to a text with untrusted parts. */
export interface RegexUse {
  readonly pattern: string;
  readonly flags: string;
  /** The literal or the call that made it. */
  readonly regex: TS.Node | null;
  readonly label: Label;
  readonly call: TS.Node;
  readonly stack: readonly TS.Node[];
}

/** What a run has seen. */
export interface Log {
  readonly hits: Hit[];
  readonly records: CallRecord[];
  readonly constants: ConstantHit[];
  readonly regexes: RegexUse[];
}

export function emptyLog(): Log {
  return { hits: [], records: [], constants: [], regexes: [] };
}

export function copyLog(log: Log): Log {
  return { hits: [...log.hits], records: [...log.records], constants: [...log.constants], regexes: [...log.regexes] };
}
