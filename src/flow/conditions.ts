/** Conditions: what a comparison tells about the values in it, and how a branch narrows its variables. */
import { ts, type TS } from '../lang/ts.js';
import { provesBy } from '../lang/regex/facts.js';
import { writtenOut } from '../lang/regex/written-out.js';
import { excludes, type TextFact } from '../lang/regex/language.js';
import { factOfOneOf, factOfPrefix } from '../lang/regex/templates.js';
import { plainCall } from './calls.js';
import { formOfTypeof } from './forms.js';
import {
  addRefinements,
  derivedId,
  EVERY_KIND,
  isForeign,
  HOST_PARTS,
  RELATIVE_PART,
  State,
  type Label,
  type Refinement,
} from './labels.js';
import { placeOf, wholeOf } from './kin.js';
import { instanceOf, membership } from './memberships.js';
import { claimed, operandSink, TEXT_METHOD } from './language-sinks.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import {
  boundsNothing,
  type Const,
  constant,
  FALSE,
  isConst,
  isList,
  isMissing,
  negated,
  type Outcome,
  SOME_BOOLEAN,
  truthiness,
  type Value,
  withOutcome,
} from './value.js';

export type Facts = ReadonlyMap<number, Refinement>;
export const NO_FACTS: Facts = new Map();

/** Kinds of sources about which it matters that a decision hangs on them. */
const DECIDING_KINDS: ReadonlySet<string> = new Set(['http.address']);
/** Labels of such kinds that were compared, by id; ids are those of one run. */
const asked = new Map<number, Label>();

/** Forgets the comparisons of the run before: its labels hold the trees of files that may have changed since. */
export function forgetAsked(): void {
  asked.clear();
}

/** Returns the labels of such kinds of whose values an outcome says what they are. */
export function decidingLabels(outcome: Outcome | null): readonly Label[] {
  if (outcome === null || asked.size === 0) return [];
  const known = [...outcome.yes, ...outcome.no].filter(([, { clears }]) => clears?.includes(EVERY_KIND) === true);
  return known.flatMap(([id]) => asked.get(id) ?? []);
}

/** Returns facts that say the same of every label. */
export function factsFor(labels: readonly Label[], refinement: Refinement): Facts {
  if (labels.length === 0) return NO_FACTS;
  const facts = new Map<number, Refinement>();
  for (const label of labels) {
    const id = label.ids[0];
    if (id === undefined) continue;
    if (DECIDING_KINDS.has(label.source.kind)) asked.set(id, label);
    const known = facts.get(id);
    facts.set(id, known ? addRefinements(known, refinement) : refinement);
    const whole = label.ids[1];
    const told =
      whole === undefined || (label.state & (State.UrlHost | State.Relative)) === 0
        ? null
        : ofWhole(label, whole, refinement);
    if (whole !== undefined && told) facts.set(whole, told);
    const nearly = refinement.clears?.includes(EVERY_KIND) === true ? wholeOf(id) : undefined;
    if (nearly !== undefined) facts.set(nearly, { clears: refinement.clears ?? [] });
    const place = ((refinement.state ?? 0) & State.UnderPrefix) === 0 ? undefined : placeOf(id);
    if (place !== undefined) facts.set(place, { state: State.UnderPrefix | State.Normalized });
  }
  return facts;
}

/** What a check of a part proves of the whole: a host that is pinned down, a relative path that does not climb. */
function ofWhole(label: Label, whole: number, refinement: Refinement): Refinement | null {
  const known = refinement.clears?.includes(EVERY_KIND) === true;
  const is = (parts: readonly string[]): boolean => parts.some((part) => derivedId(whole, part) === label.ids[0]);
  if (is(HOST_PARTS))
    return known || provesBy(refinement.facts ?? [], pinsHost) ? { clears: ['address', 'redirect', 'rewrite'] } : null;
  if (!is([RELATIVE_PART])) return null;
  if (known) return { clears: [EVERY_KIND] };
  return provesBy(refinement.facts ?? [], (fact) => excludes([fact], CLIMBS) === true)
    ? { state: State.UnderPrefix }
    : null;
}

const CLIMBS: TextFact = { pattern: '^\\.\\.(?:[\\\\/]|$)', flags: '', matches: true };

/** True when every text that passes ends in a whole domain of the program's own: `.example.com`, or exactly `example.com`. */
export function pinsHost(fact: TextFact): boolean {
  if (!fact.matches || fact.flags.includes('m')) return false;
  return (
    writtenOut(fact.pattern)?.every(
      (part) =>
        /(?:\\\.|^\^(?:https?:\\?\/\\?\/)?)(?:[\w-]+\\\.)+[\w-]+\$$/.test(part) ||
        /^\^(?:https?:\\?\/\\?\/)?[\w-]+\$$/.test(part),
    ) === true
  );
}

export function booleanWith(yes: Facts, no: Facts): Value {
  return yes.size === 0 && no.size === 0 ? SOME_BOOLEAN : withOutcome(SOME_BOOLEAN, { yes, no });
}

const MAX_WORDS = 8;

/**
 * What it proves of a text that it is one of these constants, in words that join with what another path knows of it: behind
 * `x === 'all' || /^\d+$/.test(x)` one of two patterns matches.
 */
export function beingOneOf(text: Value, constants: Value, is: Refinement): Refinement {
  const [label] = text.labels;
  if (text.labels.length !== 1 || label?.lead !== null || !isConst(constants)) return is;
  const words = constants.consts.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  if (words.length === 0 || words.length > MAX_WORDS || words.length < constants.consts.length) return is;
  return { ...is, facts: [factOfOneOf(words)] };
}

export const IS_CONSTANT: Refinement = { clears: [EVERY_KIND] };
/** What is equal to a text of ours is as good as below it: a folder, or what is in it. */
const IS_OURS: Refinement = { ...IS_CONSTANT, state: State.UnderPrefix };
const IS_SOMETHING: Refinement = { ...IS_CONSTANT, state: State.UnderPrefix | State.Present };

/** Returns the value's logical negation. */
export function negate(value: Value): Value {
  const truth = truthiness(value);
  const outcome = negated(value.outcome);
  if (truth !== null) return withOutcome(constant(!truth), outcome);
  return withOutcome(SOME_BOOLEAN, outcome ?? presenceOutcome(value));
}

/** What is not true-like, as a text (https://tc39.es/ecma262/#sec-toboolean). */
const FALSY: Refinement = {
  facts: [{ pattern: '^(?:|-?0|NaN|false|null|undefined)$', flags: '', matches: true }],
};

/** A truth test tells that the value is there, or that there is nothing that could do harm. */
export function presenceOutcome(value: Value): Outcome | null {
  if (value.labels.length === 0) return null;
  return { yes: factsFor(value.labels, FALSY), no: factsFor(value.labels, { state: State.Present }) };
}

const EQUALITIES: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** Notes that a value is compared with another one that came from outside, or with a constant that decides. */
function noteComparison(m: Machine, one: Value, other: Value, at: TS.Node, node: TS.Node): void {
  // Nodes that the engine makes stand in no file.
  if (one.labels.length === 0 || node.pos < 0 || at.pos < 0) return;
  const call = plainCall(node, one, []);
  if (other.labels.length > 0) m.sink(one, at, call, { kind: 'compared', against: other.labels }, 'the comparison');
  else if (isConst(other)) {
    const words = other.consts.map((each) => String(each.value));
    m.sink(one, at, call, { kind: 'condition', words }, 'the comparison');
  }
}

/** Notes that a value itself is the condition of a branch. */
export function noteDecision(m: Machine, value: Value, at: TS.Node): void {
  if (value.labels.length > 0)
    m.sink(value, at, plainCall(at, value, []), { kind: 'condition', words: [] }, 'the condition');
}

const RELATIONS: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/** A length that is compared with a number, of something that may be an object which claims any length. */
function noteClaimedLength(m: Machine, left: Value, right: Value, node: TS.BinaryExpression): void {
  if (ts.isIterationStatement(node.parent, false)) return;
  for (const [side, value, other] of [
    [node.left, left, right],
    [node.right, right, left],
  ] as const) {
    const limit = other.consts.length === 1 && isConst(other) ? other.consts[0]?.value : undefined;
    if (typeof limit === 'number' && limit > 0 && ts.isPropertyAccessExpression(side) && side.name.text === 'length')
      operandSink(m, claimed(m, value), side, TEXT_METHOD, 'length');
  }
}

/** `==` or `===` as whoever watches the run sees it. */
function watchedEquality(m: Machine, left: Value, right: Value, loose: boolean, node: TS.Node): Value {
  const answer = equality(left, right, loose);
  return m.watcher?.compared?.(m, node, left, right, answer) ?? answer;
}

/** Compares two values; the answer tells what the comparison proves of each. */
export function compare(
  m: Machine,
  operator: TS.SyntaxKind,
  left: Value,
  right: Value,
  node: TS.BinaryExpression,
  _scope: Scope,
): Value {
  if (EQUALITIES.has(operator)) {
    noteComparison(m, left, right, node.left, node);
    noteComparison(m, right, left, node.right, node);
  }
  if (RELATIONS.has(operator)) noteClaimedLength(m, left, right, node);
  switch (operator) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      m.compared(operator === ts.SyntaxKind.EqualsEqualsToken ? 'loose' : 'strict', left, right, node);
      return watchedEquality(m, left, right, operator === ts.SyntaxKind.EqualsEqualsToken, node);
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      m.compared(operator === ts.SyntaxKind.ExclamationEqualsToken ? 'loose' : 'strict', left, right, node);
      return negateSure(watchedEquality(m, left, right, operator === ts.SyntaxKind.ExclamationEqualsToken, node));
    case ts.SyntaxKind.LessThanToken:
      return order(left, right, false);
    case ts.SyntaxKind.LessThanEqualsToken:
      return order(left, right, true);
    case ts.SyntaxKind.GreaterThanToken:
      return order(right, left, false);
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return order(right, left, true);
    case ts.SyntaxKind.InstanceOfKeyword:
      return instanceOf(m, left, right);
    case ts.SyntaxKind.InKeyword:
      return membership(m, left, right);
    default:
      return SOME_BOOLEAN;
  }
}

function negateSure(value: Value): Value {
  const truth = truthiness(value);
  const outcome = negated(value.outcome);
  return truth === null ? withOutcome(SOME_BOOLEAN, outcome) : withOutcome(constant(!truth), outcome);
}

export function loosely(a: Const, b: Const): boolean {
  if ((a.value === null || a.value === undefined) && (b.value === null || b.value === undefined)) return true;
  return a.value === b.value || (typeof a.value !== typeof b.value && String(a.value) === String(b.value));
}

/** Constants all of which are truthy: what equals one of them is there. */
function isSomething(value: Value): boolean {
  return isConst(value) && value.consts.every((each) => Boolean(each.value));
}

/** What a comparison with constants tells where it asks for nothing else than the truth of a value, or its opposite. */
function toldByTruth({ consts, outcome }: Value, equals: (each: Const) => boolean): Outcome | null {
  if (consts.every((each) => equals(each) === Boolean(each.value))) return outcome;
  return consts.every((each) => equals(each) !== Boolean(each.value)) ? negated(outcome) : null;
}

function equality(left: Value, right: Value, loose: boolean): Value {
  if (isConst(left) && isConst(right)) {
    const same = (a: Const, b: Const): boolean => (loose ? loosely(a, b) : a.value === b.value);
    const some = left.consts.some((a) => right.consts.some((b) => same(a, b)));
    if (!some) return constant(false);
    const told =
      left.outcome && (right.consts.length === 1 || isMissing(right))
        ? toldByTruth(left, (each) => right.consts.some((other) => same(each, other)))
        : null;
    if (told) return withOutcome(SOME_BOOLEAN, told);
    if (left.consts.length === 1 && right.consts.length === 1 && left.consts[0]?.origin !== undefined)
      return constant(true);
    return withOutcome(SOME_BOOLEAN, null);
  }
  if ((isList(left) && isMissing(right)) || (isList(right) && isMissing(left))) return FALSE;
  for (const [hinted, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const answer = hintedEquality(hinted, other);
    if (answer) return answer;
    const flag = other.consts.length === 1 && !other.open ? other.consts[0]?.value : undefined;
    if (hinted.outcome && typeof flag === 'boolean')
      return withOutcome(SOME_BOOLEAN, flag ? hinted.outcome : negated(hinted.outcome));
    if (hinted.outcome && (flag === null || (flag === undefined && isConst(other))))
      return withOutcome(SOME_BOOLEAN, negated(hinted.outcome));
  }
  const yes = new Map<number, Refinement>();
  const no = new Map<number, Refinement>();
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.labels.length === 0 || isForeign(other.labels)) continue;
    const missing = isMissing(other);
    const is = isSomething(other) ? IS_SOMETHING : IS_OURS;
    for (const [id, refinement] of factsFor(one.labels, beingOneOf(one, other, is))) yes.set(id, refinement);
    const absent = isConst(other) && other.consts.length === 1 ? inheritedName(other.consts[0]?.value) : null;
    if (absent) for (const [id, refinement] of factsFor(one.labels, { facts: [absent] })) no.set(id, refinement);
    if (missing) for (const [id, refinement] of factsFor(one.labels, { state: State.Present })) no.set(id, refinement);
  }
  return booleanWith(yes, no);
}

/** Names that every object inherits: to know that a text is none of them is worth a fact. */
const INHERITED_NAMES: ReadonlySet<unknown> = new Set(['__proto__', 'constructor', 'prototype']);

/** Returns the fact that a text is not this inherited name; null for every other constant. */
export function inheritedName(value: unknown): TextFact | null {
  return INHERITED_NAMES.has(value) ? { pattern: `^${String(value)}$`, flags: '', matches: false } : null;
}

/** What it proves of labels that they are none of these constants: which inherited names they are not. */
export function noneOf(labels: readonly Label[], constants: Value): Facts {
  const facts = constants.consts.flatMap((each) => inheritedName(each.value) ?? []);
  return facts.length === 0 ? NO_FACTS : factsFor(labels, { facts });
}

/** Comparisons of a type's name, an index or a length with a constant. */
function hintedEquality(hinted: Value, other: Value): Value | null {
  const hint = hinted.hint;
  if (!hint || !isConst(other)) return null;
  if (hint.kind === 'typeof') {
    const form = other.consts.reduce((sum, each) => sum | (formOfTypeof(String(each.value)) ?? 0), 0);
    const values = hint.values;
    if (values?.labels.length === 0 && !values.open && values.form !== 0) {
      if ((values.form & form) === 0) return constant(false);
      if ((values.form & ~form) === 0) return constant(true);
    }
    return booleanWith(factsFor(hint.labels, { form }), factsFor(hint.labels, { form: 255 & ~form }));
  }
  if (hint.kind === 'index' && hint.found && other.consts.length === 1) {
    const index = other.consts[0]?.value;
    return index === -1
      ? booleanWith(hint.missing ?? NO_FACTS, hint.found)
      : booleanWith(index === 0 && hint.first?.size ? hint.first : hint.found, NO_FACTS);
  }
  if (hint.kind === 'count' && hint.found && other.consts.length === 1)
    return other.consts[0]?.value === 0 ? booleanWith(hint.found, NO_FACTS) : SOME_BOOLEAN;
  if (hint.kind === 'length') return booleanWith(factsFor(hint.labels, { state: State.BoundedLength }), NO_FACTS);
  if (
    hint.kind === 'prefix' &&
    other.consts.length === 1 &&
    typeof other.consts[0]?.value === 'string' &&
    other.consts[0].value !== ''
  ) {
    return booleanWith(factsFor(hint.labels, { facts: [factOfPrefix(other.consts[0].value)] }), NO_FACTS);
  }
  return null;
}

/** `low < high` or `low <= high`. */
function order(low: Value, high: Value, orEqual: boolean): Value {
  const a = low.consts.length === 1 && isConst(low) ? low.consts[0]?.value : undefined;
  const b = high.consts.length === 1 && isConst(high) ? high.consts[0]?.value : undefined;
  if (typeof a === 'number' && typeof b === 'number') return constant(orEqual ? a <= b : a < b);
  if (high.hint?.kind === 'index' && high.hint.found && typeof a === 'number' && (a > -1 || (a === -1 && !orEqual)))
    return booleanWith(high.hint.found, a <= 0 && (a < 0 || orEqual) ? (high.hint.missing ?? NO_FACTS) : NO_FACTS);
  if (low.hint?.kind === 'index' && low.hint.found && b === 0 && !orEqual)
    return booleanWith(low.hint.missing ?? NO_FACTS, low.hint.found);
  // A count of problems that is not above zero is zero.
  if (high.hint?.kind === 'count' && high.hint.found && typeof a === 'number' && (orEqual ? a === 1 : a === 0))
    return booleanWith(NO_FACTS, high.hint.found);
  if (low.hint?.kind === 'count' && low.hint.found && typeof b === 'number' && (orEqual ? b === 0 : b === 1))
    return booleanWith(low.hint.found, NO_FACTS);
  const yes = new Map<number, Refinement>();
  const no = new Map<number, Refinement>();
  const note = (value: Value, other: Value, whenYes: number, whenNo: number): void => {
    if (isForeign(other.labels)) return;
    const length = value.hint?.kind === 'length' ? value.hint.labels : null;
    const labels = length ?? value.labels;
    const isVast = boundsNothing(other);
    const state = (bit: number): number =>
      isVast
        ? length
          ? 0
          : State.Finite
        : length
          ? bit === State.BoundedAbove
            ? State.BoundedLength
            : 0
          : bit | State.Finite;
    if (state(whenYes) !== 0) for (const [id, each] of factsFor(labels, { state: state(whenYes) })) yes.set(id, each);
    if (state(whenNo) !== 0)
      for (const [id, each] of factsFor(labels, { state: length || isVast ? state(whenNo) & ~State.Finite : whenNo }))
        no.set(id, each);
  };
  note(low, high, State.BoundedAbove, State.BoundedBelow);
  note(high, low, State.BoundedBelow, State.BoundedAbove);
  return booleanWith(yes, no);
}
