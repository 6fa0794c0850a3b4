/** Values of the abstract interpretation: small, immutable, joined where paths meet. */
import type { TS } from '../lang/ts.js';
import { ANY_FORM, Form, formOf } from './forms.js';
import { HOLE, joinLabels, meetFacts, type Label, type Refinement } from './labels.js';
import type { Ref } from './refs.js';

export type Primitive = string | number | boolean | bigint | null | undefined;

export interface Const {
  readonly value: Primitive;
  /** The literal that it was written as; null for computed ones. */
  readonly origin: TS.Node | null;
}

/** What holds, by label id, when a value is truthy (`yes`) or falsy (`no`). */
export interface Outcome {
  readonly yes: ReadonlyMap<number, Refinement>;
  readonly no: ReadonlyMap<number, Refinement>;
}

/** What a value says about another one: the position or length of it, its type's name, a number read from it. */
export interface Hint {
  readonly kind: 'index' | 'typeof' | 'length' | 'numeric' | 'prefix' | 'count';
  readonly labels: readonly Label[];
  /** For an index: what holds when it is not negative. For a count (of problems): what holds when it is zero. */
  readonly found?: ReadonlyMap<number, Refinement>;
  /** For the index of a part of a text: what holds when it is negative, and what when it is zero. */
  readonly missing?: ReadonlyMap<number, Refinement>;
  readonly first?: ReadonlyMap<number, Refinement>;
  readonly values?: Value;
}

export interface Value {
  /** Every form that the value may have at run time. */
  readonly form: number;
  readonly labels: readonly Label[];
  readonly refs: readonly Ref[];
  readonly consts: readonly Const[];
  /** True when it may also be something that refs and consts do not say. */
  readonly open: boolean;
  /** The skeleton of the text that it is, with holes; null when there is no one text. */
  readonly shape: string | null;
  readonly outcome: Outcome | null;
  readonly hint?: Hint;
}

const NO_LABELS: readonly Label[] = [];
const NO_REFS: readonly Ref[] = [];
const NO_CONSTS: readonly Const[] = [];
const MAX_REFS = 16;
const MAX_CONSTS = 24;
const MAX_SHAPE = 400;

export const UNKNOWN: Value = {
  form: ANY_FORM,
  labels: NO_LABELS,
  refs: NO_REFS,
  consts: NO_CONSTS,
  open: true,
  shape: null,
  outcome: null,
};
/** No value at all: what an unreachable expression has. */
export const NOTHING: Value = {
  form: 0,
  labels: NO_LABELS,
  refs: NO_REFS,
  consts: NO_CONSTS,
  open: false,
  shape: null,
  outcome: null,
};

/** Returns an unknown value of a form: `someForm(Form.Number)` is any number. */
export function someForm(form: number): Value {
  return { ...UNKNOWN, form };
}

export const SOME_TEXT: Value = { ...UNKNOWN, form: Form.String, shape: HOLE };
export const SOME_NUMBER: Value = someForm(Form.Number);
export const SOME_BOOLEAN: Value = someForm(Form.Boolean);

export function constant(value: Primitive, origin: TS.Node | null = null): Value {
  return {
    form: formOf(value),
    labels: NO_LABELS,
    refs: NO_REFS,
    consts: [{ value, origin }],
    open: false,
    shape: value === undefined || value === null ? null : String(value).slice(0, MAX_SHAPE),
    outcome: null,
  };
}

export const UNDEFINED: Value = constant(undefined);
export const NULL: Value = constant(null);
export const TRUE: Value = constant(true);
export const FALSE: Value = constant(false);

export function refValue(ref: Ref, form: number = Form.Object): Value {
  return { form, labels: NO_LABELS, refs: [ref], consts: NO_CONSTS, open: false, shape: null, outcome: null };
}

/** Returns the value that holds these labels and nothing else that is known. */
export function labelled(labels: readonly Label[], form: number): Value {
  return {
    form,
    labels,
    refs: NO_REFS,
    consts: NO_CONSTS,
    open: true,
    shape: (form & ~Form.String) === 0 ? HOLE : null,
    outcome: null,
  };
}

export function withLabels(value: Value, labels: readonly Label[]): Value {
  return labels === value.labels ? value : { ...value, labels };
}

export function withOutcome(value: Value, outcome: Outcome | null): Value {
  return { ...value, outcome };
}

export function isConst(value: Value): boolean {
  return !value.open && value.refs.length === 0 && value.labels.length === 0 && value.consts.length > 0;
}

/** Returns the one constant that the value is, or null when it may be anything else. */
export function soleConst(value: Value): Const | null {
  if (value.open || value.refs.length > 0 || value.consts.length !== 1 || value.labels.length > 0) return null;
  return value.consts[0] ?? null;
}

/**
 * True for numbers beyond which a client's own are hardly ever: Infinity, `Number.MAX_VALUE`, and what whole numbers are exact
 * up to (ECMA-262, 21.1.2.6). Held against one of them, a number may still be as large as anybody likes.
 */
export function boundsNothing(value: Value): boolean {
  return (
    isConst(value) &&
    value.consts.length > 0 &&
    value.consts.every((each) => typeof each.value === 'number' && Math.abs(each.value) >= Number.MAX_SAFE_INTEGER)
  );
}

export function soleText(value: Value): string | null {
  const sole = soleConst(value);
  return typeof sole?.value === 'string' ? sole.value : null;
}

/** Returns whether the value is certainly truthy (true), certainly falsy (false) or either (null). */
export function truthiness(value: Value): boolean | null {
  if (value.open || value.labels.length > 0) return null;
  let answer: boolean | null = value.refs.length > 0 ? true : null;
  for (const each of value.consts) {
    const truthy = Boolean(each.value);
    if (answer === null) answer = truthy;
    else if (answer !== truthy) return null;
  }
  return answer;
}

function joinRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  if (a.length >= MAX_REFS) return a;
  let all: Ref[] | null = null;
  for (const ref of b) if (!a.includes(ref)) (all ??= [...a]).push(ref);
  return all === null ? a : all.slice(0, MAX_REFS);
}

function isAmong(consts: readonly Const[], { value }: Const): boolean {
  for (const each of consts) if (Object.is(each.value, value)) return true;
  return false;
}

function joinConsts(a: readonly Const[], b: readonly Const[]): readonly Const[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  let all: Const[] | null = null;
  for (const each of b) if (!isAmong(a, each)) (all ??= [...a]).push(each);
  return all ?? a;
}

/** Keeps what both outcomes promise; null when that is nothing. */
function joinOutcome(a: Outcome | null, b: Outcome | null): Outcome | null {
  if (a === b || a === null || b === null) return a === b ? a : null;
  const yes = meetFacts(a.yes, b.yes);
  const no = meetFacts(a.no, b.no);
  return yes.size === 0 && no.size === 0 ? null : { yes, no };
}

export function join(a: Value, b: Value): Value {
  if (a === b || b === NOTHING) return a;
  if (a === NOTHING) return b;
  const labels = joinLabels(a.labels, b.labels);
  const refs = joinRefs(a.refs, b.refs);
  let consts = joinConsts(a.consts, b.consts);
  let open = a.open || b.open || refs.length > MAX_REFS;
  if (consts.length > MAX_CONSTS) {
    consts = a.consts.length === MAX_CONSTS ? a.consts : consts.slice(0, MAX_CONSTS);
    open = true;
  }
  const form = a.form | b.form;
  const shape = a.shape === b.shape ? a.shape : null;
  const outcome = joinOutcome(a.outcome, b.outcome);
  if (
    labels === a.labels &&
    refs === a.refs &&
    consts === a.consts &&
    open === a.open &&
    form === a.form &&
    shape === a.shape &&
    outcome === a.outcome
  )
    return a;
  return { form, labels, refs, consts, open, shape, outcome };
}

export function joinAll(values: readonly Value[]): Value {
  return values.reduce<Value>((sum, value) => join(sum, value), NOTHING);
}

/** True when joining `b` into `a` would add nothing. */
export function covers(a: Value, b: Value): boolean {
  if (a === b || b === NOTHING) return true;
  if (b.open && !a.open) return false;
  if ((b.form & ~a.form) !== 0) return false;
  return (
    joinLabels(a.labels, b.labels) === a.labels &&
    joinRefs(a.refs, b.refs) === a.refs &&
    joinConsts(a.consts, b.consts) === a.consts
  );
}

/** Returns the text skeleton of a value for a longer text: its own, or a hole. */
export function shapeOf(value: Value): string {
  return value.shape ?? HOLE;
}

export function cutShape(shape: string): string {
  return shape.length > MAX_SHAPE ? shape.slice(0, MAX_SHAPE) : shape;
}

/** Returns the outcome with both sides exchanged. */
export function negated(outcome: Outcome | null): Outcome | null {
  return outcome === null ? null : { yes: outcome.no, no: outcome.yes };
}

/** Certainly `undefined` or `null`. */
export function isMissing(value: Value): boolean {
  return isConst(value) && value.consts.every((each) => each.value === undefined || each.value === null);
}

/** Certainly a list, whatever it holds. */
export function isList({ open, consts, labels, refs }: Value): boolean {
  return (
    !open &&
    consts.length === 0 &&
    labels.length === 0 &&
    refs.length > 0 &&
    refs.every((ref) => ref.kind === 'obj' && ref.shape === 'array')
  );
}
