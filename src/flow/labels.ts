/**
 * Labels: where the untrusted part of a value came from, what it can still be, and which sinks it has been cleared for.
 * A label's ids name the runtime value that it stands for; what a guard learns is kept by id (facts.ts), so a check holds
 * for every copy of the value, in whichever variable, property, function or file the copy lives.
 */
import { eitherFacts, sameFacts, unionFacts } from '../lang/regex/facts.js';
import type { TextFact } from '../lang/regex/language.js';
import type { TS } from '../lang/ts.js';
import { ANY_FORM, Form, STRUCTURED } from './forms.js';
import type { Activation } from './trails.js';

/** The kind of a source, a dotted word chosen by models: `http.query`, `secret.literal`. */
export type SourceKind = string;
/** The kind of a sink, a word chosen by models: `sql`, `path`. */
export type SinkKind = string;
/** The forms in which the client's text arrives. */
const TEXTUAL = Form.String | STRUCTURED;
/** Cleared where a check has seen that an error is one of the program's own or of a kind whose text is meant for callers. */
export const ERROR_TEXT: SinkKind = 'error-text';
/** Stands for every sink kind in a list of cleared kinds. */
export const EVERY_KIND = '*';

/** The kinds of source that the language itself has: what anybody can predict. */
export const GUESSABLE_RANDOM: SourceKind = 'guessable.random';
export const GUESSABLE_TIME: SourceKind = 'guessable.time';
/** A remainder of a random byte: some remainders come up more often than others unless the divisor divides 256. */
export const GUESSABLE_BIASED: SourceKind = 'guessable.biased';
export const RANDOM_BYTES: SourceKind = 'random.bytes';

/** The kind of sink that a call by a chosen name is. */
export const FUNCTION_NAME: SinkKind = 'function-name';
/** The kind of sink that a write into an object that all others inherit from is, under a chosen name. */
export const PROPERTY_NAME: SinkKind = 'property-name';

export interface Source {
  readonly kind: SourceKind;
  /** The expression that reads the value. */
  readonly node: TS.Node;
  /** The expression as the message quotes it. */
  readonly text: string;
  /** What properties of it may be; its own form unless said. */
  readonly child?: number | undefined;
  /** The names of the properties that were read from it on the way, the first one first. */
  readonly path?: readonly string[] | undefined;
  /** The names that it is known to hold: columns of a row, fields of a declared body. */
  readonly fields?: readonly string[] | undefined;
  /** A regular expression of the names under which it holds something of interest; what other names hold is the program's own. */
  readonly parts?: string | undefined;
  /** Of these names, those that a serializer of its class leaves out, where one is in force. */
  readonly hidden?: readonly string[] | undefined;
  /** The names that were taken out of it or overwritten. */
  readonly omitted?: readonly string[] | undefined;
  /** The program's own data, which is followed for another reason than that somebody else wrote it. */
  readonly own?: true | undefined;
}

/** One step of the way, linked backwards. */
export interface Step {
  readonly name: string;
  readonly node: TS.Node;
  readonly before: Step | null;
  readonly length: number;
}

/** States that a text can be in, as bits; sinks and guards ask for them. */
export const State = {
  /** Resolved to an absolute, normalized path. */
  Resolved: 1,
  /** Normalized or joined, so that `..` stands at most in front. */
  Normalized: 2,
  /** A part of a parsed URL whose host was the question (host, hostname, origin). */
  UrlHost: 4,
  /** The text of a whole URL that was parsed. */
  ParsedUrl: 8,
  /** Has a number been bounded from above / from below; is it whole; is it not NaN. */
  BoundedAbove: 16,
  BoundedBelow: 32,
  Whole: 64,
  Finite: 128,
  /** The value's length has an upper bound. */
  BoundedLength: 256,
  /** Something follows the part in its text. */
  Followed: 512,
  /** Only the name of a property of the source. */
  Key: 1024,
  /** The client's text was decoded, parsed or otherwise transformed after it was read. */
  Transformed: 2048,
  /** Not missing: a check has seen that it is there. */
  Present: 4096,
  /** Begins with a trusted text that ends in a slash. */
  UnderPrefix: 8192,
  /** A path relative to a root. */
  Relative: 16384,
  /** A check had been made of the text that it was decoded or normalized from. */
  CheckedBefore: 32768,
  /** A few characters of a text, at a place that does not depend on it, or what introduces the rest: what is shown of a masked value. */
  Excerpt: 16777216,
  /** A schema has said what type it has. */
  Checked: 33554432,
} as const;

/** Names of derivation: the parts of an address that say where it leads, and the way from a root to a path. */
export const HOST_PARTS: readonly string[] = ['url.host', 'url.hostname', 'url.origin'];
export const RELATIVE_PART = 'path.relative';

export interface Label {
  /** The own id first, then those of the values that it is a part of. */
  readonly ids: readonly number[];
  readonly source: Source;
  readonly form: number;
  readonly cleared: readonly SinkKind[];
  readonly state: number;
  /** What is known of the untrusted text itself. */
  readonly facts: readonly TextFact[];
  /** The text in front of it in the value it stands in, holes marked; null when it is the whole value. */
  readonly lead: string | null;
  readonly via: Step | null;
  /** Where it was last seen; null when that was not noted. */
  readonly at: Activation | null;
}

/** Marks a part that is not constant in the skeleton of a text. */
export const HOLE = '\uFFFC';
const MAX_LEAD = 400;

let nextId = 1;
const derivedIds = new Map<string, number>();

/** Returns an id that was never used. */
export function freshId(): number {
  return nextId++;
}

/** Returns the id of a value derived from another in a named way; the same for the same derivation. */
export function derivedId(from: number, how: string): number {
  const key = `${String(from)}|${how}`;
  let id = derivedIds.get(key);
  if (id === undefined) {
    id = nextId++;
    if (derivedIds.size > 200_000) derivedIds.clear();
    derivedIds.set(key, id);
  }
  return id;
}

const pathIds = new Set<number>();

/** Returns an id for a value as one of two paths has left it. Whoever learns that it was the other path learns it of all that was made of the value, too. */
export function pathId(from: number, how: string): number {
  const id = derivedId(from, how);
  if (pathIds.size > 200_000) pathIds.clear();
  pathIds.add(id);
  return id;
}

/** True when somebody else had a part in the value. */
export function isForeign(labels: readonly Label[]): boolean {
  return labels.some(({ source }) => source.own !== true);
}

export function makeLabel(source: Source, form: number = ANY_FORM): Label {
  return { ids: [freshId()], source, form, cleared: [], state: 0, facts: [], lead: null, via: null, at: null };
}

const TEXT_OR_PARTS = 1 | 32 | 64;

/** A text that is made of a number is a number's text: it has no form that the number had not. */
function textFormOf(label: Label, form: number): number {
  return form === 1 && (label.form & TEXT_OR_PARTS) === 0 ? label.form : form;
}

/** Returns the label of a part of the value: a check of the whole holds for it, a check of it does not hold for the whole. */
export function partOf(label: Label, how: string, form: number = label.form): Label {
  const own = derivedId(label.ids[0] ?? 0, how);
  return { ...label, ids: [own, ...label.ids.slice(0, 6)], form: textFormOf(label, form), lead: null };
}

/** Returns the label of a name among those of the object's properties. */
export function keyOf(label: Label): Label {
  return { ...partOf(label, '%key', Form.String), state: label.state | State.Key };
}

/** Returns the label of another value made from this one: no check of either says anything of the other. */
export function madeFrom(label: Label, how: string, change: Partial<Label> = {}): Label {
  const made: Label = {
    ...label,
    ids: [derivedId(label.ids[0] ?? 0, how), ...label.ids.filter((id) => pathIds.has(id))],
    lead: null,
    facts: [],
    cleared: [],
    state: label.state & ~State.Resolved & ~State.Normalized,
    ...change,
  };
  const form = textFormOf(label, made.form);
  return form === made.form ? made : { ...made, form };
}

export function clears(label: Label, kind: SinkKind): boolean {
  return label.cleared.includes(kind) || (label.cleared.includes(EVERY_KIND) && !label.cleared.includes(except(kind)));
}

/** In a list that clears every kind: all but this one. */
export function except(kind: SinkKind): SinkKind {
  return `!${kind}`;
}

function unionKinds(a: readonly SinkKind[], b: readonly SinkKind[]): readonly SinkKind[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  if (a.includes(EVERY_KIND) && b.includes(EVERY_KIND))
    return [EVERY_KIND, ...a.filter((kind) => kind.startsWith('!') && b.includes(kind))];
  return b.every((kind) => a.includes(kind)) ? a : [...new Set([...a, ...b])];
}

function unionKeepingExceptions(a: readonly SinkKind[], b: readonly SinkKind[]): readonly SinkKind[] {
  return [...new Set([...a, ...b])];
}

function intersectKinds(a: readonly SinkKind[], b: readonly SinkKind[]): readonly SinkKind[] {
  if (a === b) return a;
  if (a.includes(EVERY_KIND) && b.includes(EVERY_KIND)) return unionKeepingExceptions(a, b);
  if (a.includes(EVERY_KIND)) return b.filter((kind) => !a.includes(except(kind)));
  if (b.includes(EVERY_KIND)) return a.filter((kind) => !b.includes(except(kind)));
  return a.filter((kind) => b.includes(kind));
}

/** What a guard or a conversion adds to a label. */
export interface Refinement {
  readonly clears?: readonly SinkKind[];
  /** The forms that stay possible. */
  readonly form?: number;
  readonly state?: number;
  readonly facts?: readonly TextFact[];
}

export function refineLabel(label: Label, refinement: Refinement): Label {
  const cleared = refinement.clears ? unionKinds(label.cleared, refinement.clears) : label.cleared;
  const form = label.form & (refinement.form ?? ANY_FORM);
  const state = label.state | (refinement.state ?? 0);
  const facts = refinement.facts ? unionFacts(label.facts, refinement.facts) : label.facts;
  if (cleared === label.cleared && form === label.form && state === label.state && facts === label.facts) return label;
  return { ...label, cleared, form, state, facts };
}

/** Joins what two guards know: only what both know stays, and of the text that it is one or the other. */
export function meetRefinements(a: Refinement, b: Refinement): Refinement {
  return {
    clears: intersectKinds(a.clears ?? [], b.clears ?? []),
    form: (a.form ?? ANY_FORM) | (b.form ?? ANY_FORM),
    state: (a.state ?? 0) & (b.state ?? 0),
    facts: commonFacts(a.form ?? ANY_FORM, a.facts ?? [], b.form ?? ANY_FORM, b.facts ?? []),
  };
}

/** Adds what two guards know of the same value. */
export function addRefinements(a: Refinement, b: Refinement): Refinement {
  return {
    clears: unionKinds(a.clears ?? [], b.clears ?? []),
    form: (a.form ?? ANY_FORM) & (b.form ?? ANY_FORM),
    state: (a.state ?? 0) | (b.state ?? 0),
    facts: unionFacts(a.facts ?? [], b.facts ?? []),
  };
}

export function isEmptyRefinement(refinement: Refinement): boolean {
  return (
    (refinement.clears ?? []).length === 0 &&
    (refinement.form ?? ANY_FORM) === ANY_FORM &&
    (refinement.state ?? 0) === 0 &&
    (refinement.facts ?? []).length === 0
  );
}

/** Returns what both know. */
export function addAllFacts(
  a: ReadonlyMap<number, Refinement>,
  b: ReadonlyMap<number, Refinement>,
): ReadonlyMap<number, Refinement> {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  const all = new Map(a);
  for (const [id, refinement] of b) {
    const known = all.get(id);
    all.set(id, known ? addRefinements(known, refinement) : refinement);
  }
  return all;
}

export function meetFacts(
  a: ReadonlyMap<number, Refinement>,
  b: ReadonlyMap<number, Refinement>,
): ReadonlyMap<number, Refinement> {
  if (a === b) return a;
  const both = new Map<number, Refinement>();
  for (const [id, refinement] of a) {
    const other = b.get(id);
    if (!other) continue;
    const met = meetRefinements(refinement, other);
    if (!isEmptyRefinement(met)) both.set(id, met);
  }
  return both;
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]));
}

/** True when two labels stand for the same value at the same place of a text. */
export function sameOrigin(a: Label, b: Label): boolean {
  if (a === b) return true;
  // The own ids differ nearly always.
  return a.ids[0] === b.ids[0] && a.source.kind === b.source.kind && a.lead === b.lead && sameIds(a.ids, b.ids);
}

/** What is known of the text of one of two sides. A side that can be no text holds no text to know anything of. */
function commonFacts(
  formA: number,
  a: readonly TextFact[],
  formB: number,
  b: readonly TextFact[],
): readonly TextFact[] {
  const textA = (formA & TEXTUAL) !== 0;
  const textB = (formB & TEXTUAL) !== 0;
  if (textA !== textB) return textA ? a : b;
  return eitherFacts(a, b);
}

function joinLabel(a: Label, b: Label): Label {
  if (a === b) return a;
  const form = a.form | b.form;
  const cleared = intersectKinds(a.cleared, b.cleared);
  const state = a.state & b.state;
  const facts = commonFacts(a.form, a.facts, b.form, b.facts);
  if (
    form === a.form &&
    state === a.state &&
    cleared.length === a.cleared.length &&
    cleared.every((kind) => a.cleared.includes(kind)) &&
    sameFacts(facts, a.facts)
  )
    return a;
  return { ...a, form, cleared, state, facts };
}

const MAX_LABELS = 24;

function originIn(list: readonly Label[], label: Label): number {
  for (let index = 0; index < list.length; index++) {
    const each = list[index];
    if (each !== undefined && sameOrigin(each, label)) return index;
  }
  return -1;
}

export function joinLabels(a: readonly Label[], b: readonly Label[]): readonly Label[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  let result: Label[] | null = null;
  for (const label of b) {
    const list: readonly Label[] = result ?? a;
    const index = originIn(list, label);
    if (index < 0) {
      if (list.length >= MAX_LABELS) continue;
      result ??= [...a];
      result.push(label);
      continue;
    }
    const present = list[index];
    if (present === undefined) continue;
    const joined = joinLabel(present, label);
    if (joined !== present) {
      result ??= [...a];
      result[index] = joined;
    }
  }
  return result ?? a;
}

/** Returns the label moved behind a text. */
export function ledBy(label: Label, lead: string): Label {
  const whole = lead + (label.lead ?? '');
  return { ...label, lead: whole.length > MAX_LEAD ? whole.slice(0, MAX_LEAD) : whole };
}

const MAX_STEPS = 12;

/** Returns the way after one more step of it. */
export function stepAfter(via: Step | null, name: string, node: TS.Node): Step | null {
  if (isFull(via) || via?.node === node) return via;
  return { name, node, before: via, length: (via?.length ?? 0) + 1 };
}

/** True when a way takes no further steps. */
export function isFull(via: Step | null): boolean {
  return (via?.length ?? 0) >= MAX_STEPS;
}
