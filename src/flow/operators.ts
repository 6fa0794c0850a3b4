/** Operators: arithmetic, comparison, the logical ones, and what they prove. */
import { ts, type TS } from '../lang/ts.js';
import { compare, presenceOutcome } from './conditions.js';
import { narrow } from './narrowing.js';
import { evaluate, assignTo, assume, withBranches } from './eval.js';
import { Form } from './forms.js';
import { GUESSABLE_BIASED, type Label, type Refinement, madeFrom, meetFacts, RANDOM_BYTES, State } from './labels.js';
import { CHANGED, COLLECTED, operandSink } from './language-sinks.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import { addAllFacts } from './store.js';
import { concat, toText } from './text.js';
import {
  type Value,
  constant,
  negated as negatedOutcome,
  SOME_NUMBER,
  soleConst,
  labelled,
  truthiness,
  withOutcome,
  NOTHING,
  type Outcome,
} from './value.js';
import { alternatively } from './undecided.js';

export const NO_FACTS: ReadonlyMap<number, Refinement> = new Map();
/** Returns the number that a value converts to, its bounds unknown. */
export function numberFrom(value: Value): Value {
  if (value.labels.length === 0) {
    const sole = value.consts.length === 1 && !value.open && value.refs.length === 0 ? value.consts[0] : undefined;
    if (sole !== undefined && typeof sole.value !== 'bigint') return constant(Number(sole.value), sole.origin);
    return SOME_NUMBER;
  }
  return {
    ...labelled(
      value.labels.map((label) => madeFrom(label, 'number', { form: Form.Number, lead: null })),
      Form.Number,
    ),
    hint: { kind: 'numeric', labels: value.labels },
  };
}
/** Returns a number with the other sign: what was checked of it was checked of its size. */
export function negated(value: Value): Value {
  if (value.labels.length > 0 && value.form === Form.Number)
    return arithmetic(constant(0), value, ts.SyntaxKind.MinusToken);
  const number = numberFrom(value);
  const sole = number.consts[0]?.value;
  return typeof sole === 'number' ? constant(-sole) : number;
}
function arithmetic(left: Value, right: Value, operator: TS.SyntaxKind): Value {
  const a = left.consts.length === 1 && !left.open ? left.consts[0]?.value : undefined;
  const b = right.consts.length === 1 && !right.open ? right.consts[0]?.value : undefined;
  if (typeof a === 'number' && typeof b === 'number') {
    switch (operator) {
      case ts.SyntaxKind.PlusToken:
        return constant(a + b);
      case ts.SyntaxKind.MinusToken:
        return constant(a - b);
      case ts.SyntaxKind.AsteriskToken:
        return constant(a * b);
      case ts.SyntaxKind.SlashToken:
        return constant(a / b);
      case ts.SyntaxKind.AsteriskAsteriskToken:
        return constant(a ** b);
      case ts.SyntaxKind.LessThanLessThanToken:
        return constant(a << b);
      case ts.SyntaxKind.PercentToken:
        return constant(a % b);
      // Flags are put together: `READ | WRITE`.
      case ts.SyntaxKind.BarToken:
        return constant(a | b);
      case ts.SyntaxKind.AmpersandToken:
        return constant(a & b);
      case ts.SyntaxKind.CaretToken:
        return constant(a ^ b);
      default:
        return SOME_NUMBER;
    }
  }
  const labels = [...left.labels, ...right.labels];
  if (labels.length === 0) return SOME_NUMBER;
  const state = right.labels.length === 0 && BOUNDING.has(operator) ? State.BoundedAbove : 0;
  return labelled(
    labels.map((each) => {
      const label = operator === ts.SyntaxKind.PercentToken ? remainderOf(each, left, right) : each;
      return { ...label, form: Form.Number, lead: null, state: label.state | state };
    }),
    Form.Number,
  );
}

/** One byte of several that were drawn: only a divisor of 256 leaves all of its remainders equally likely. */
function remainderOf(label: Label, { hint }: Value, divisor: Value): Label {
  const by = soleConst(divisor)?.value;
  const isOneOfSeveral = hint?.kind === 'numeric' && hint.labels.some(({ ids }) => ids.length > 1);
  return label.source.kind === RANDOM_BYTES && isOneOfSeveral && typeof by === 'number' && 256 % by !== 0
    ? { ...label, source: { ...label.source, kind: GUESSABLE_BIASED } }
    : label;
}

/** A remainder is smaller than its divisor, a masked number not larger than its mask. */
const BOUNDING: ReadonlySet<TS.SyntaxKind> = new Set([ts.SyntaxKind.PercentToken, ts.SyntaxKind.AmpersandToken]);
const ASSIGNMENTS: ReadonlyMap<TS.SyntaxKind, TS.SyntaxKind> = new Map([
  [ts.SyntaxKind.PlusEqualsToken, ts.SyntaxKind.PlusToken],
  [ts.SyntaxKind.MinusEqualsToken, ts.SyntaxKind.MinusToken],
  [ts.SyntaxKind.AsteriskEqualsToken, ts.SyntaxKind.AsteriskToken],
  [ts.SyntaxKind.SlashEqualsToken, ts.SyntaxKind.SlashToken],
  [ts.SyntaxKind.PercentEqualsToken, ts.SyntaxKind.PercentToken],
  [ts.SyntaxKind.AmpersandEqualsToken, ts.SyntaxKind.AmpersandToken],
  [ts.SyntaxKind.BarEqualsToken, ts.SyntaxKind.BarToken],
  [ts.SyntaxKind.CaretEqualsToken, ts.SyntaxKind.CaretToken],
  [ts.SyntaxKind.LessThanLessThanEqualsToken, ts.SyntaxKind.LessThanLessThanToken],
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken, ts.SyntaxKind.GreaterThanGreaterThanToken],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken, ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, ts.SyntaxKind.AsteriskAsteriskToken],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, ts.SyntaxKind.AmpersandAmpersandToken],
  [ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.BarBarToken],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.QuestionQuestionToken],
]);
export function evalBinary(m: Machine, node: TS.BinaryExpression, scope: Scope): Value {
  const operator = node.operatorToken.kind;
  switch (operator) {
    case ts.SyntaxKind.EqualsToken: {
      const value = evaluate(m, node.right, scope);
      if (value.labels.length > 0 && ts.isBinaryExpression(node.right) && isSame(node.left, node.right.left))
        noteChange(m, node, node.right.operatorToken.kind, value, scope);
      assignTo(m, node.left, value, scope);
      return value;
    }
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return evalLogical(m, node.left, operator, () => evaluate(m, node.right, scope), scope);
    case ts.SyntaxKind.CommaToken:
      evaluate(m, node.left, scope);
      return evaluate(m, node.right, scope);
    default:
      break;
  }
  const assigned = ASSIGNMENTS.get(operator);
  if (assigned !== undefined) {
    if (
      assigned === ts.SyntaxKind.AmpersandAmpersandToken ||
      assigned === ts.SyntaxKind.BarBarToken ||
      assigned === ts.SyntaxKind.QuestionQuestionToken
    ) {
      return evalLogical(
        m,
        node.left,
        assigned,
        () => {
          const right = evaluate(m, node.right, scope);
          assignTo(m, node.left, right, scope);
          return right;
        },
        scope,
      );
    }
    const left = evaluate(m, node.left, scope);
    const right = evaluate(m, node.right, scope);
    if (assigned === ts.SyntaxKind.PlusToken) operandSink(m, right, node, COLLECTED, node.left.getText());
    if (right.labels.length > 0) noteChange(m, node, assigned, right, scope);
    const value = operate(m, assigned, left, right, node, scope);
    assignTo(m, node.left, value, scope);
    return value;
  }
  const left = evaluate(m, node.left, scope);
  return operate(m, operator, left, evaluate(m, node.right, scope), node, scope);
}

function isSame(target: TS.Expression, read: TS.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(target) &&
    ts.isPropertyAccessExpression(read) &&
    target.name.text === read.name.text &&
    target.getText() === read.getText()
  );
}

/** `account.balance -= amount`, of a record that a store gave: a text may be added to others. */
function noteChange(m: Machine, node: TS.BinaryExpression, operator: TS.SyntaxKind, by: Value, scope: Scope): void {
  const target = node.left;
  if (!ts.isPropertyAccessExpression(target)) return;
  const isNumber = (by.form & ~Form.Number) === 0 && by.refs.length === 0;
  if (!(operator === ts.SyntaxKind.MinusToken || (operator === ts.SyntaxKind.PlusToken && isNumber))) return;
  const record = evaluate(m, target.expression, scope);
  const isStored =
    record.labels.some(({ source }) => source.kind === 'store.row') ||
    record.refs.some((ref) => ref.kind === 'obj' && ref.entity?.type?.assigned !== undefined);
  if (isStored) operandSink(m, by, node, CHANGED, target.getText());
}

function operate(
  m: Machine,
  operator: TS.SyntaxKind,
  left: Value,
  right: Value,
  node: TS.BinaryExpression,
  scope: Scope,
): Value {
  switch (operator) {
    case ts.SyntaxKind.PlusToken: {
      const textual = Form.String | Form.Object | Form.Array | Form.Function;
      if ((left.form & textual) === 0 && (right.form & textual) === 0) return arithmetic(left, right, operator);
      return concat(m, [toText(m, left, node.left), toText(m, right, node.right)]);
    }
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.LessThanToken:
    case ts.SyntaxKind.LessThanEqualsToken:
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken:
    case ts.SyntaxKind.InKeyword:
    case ts.SyntaxKind.InstanceOfKeyword:
      return compare(m, operator, left, right, node, scope);
    default:
      return arithmetic(numberOperand(left), numberOperand(right), operator);
  }
}
function numberOperand(value: Value): Value {
  return (value.form & ~Form.Number) === 0 ? value : numberFrom(value);
}
function evalLogical(
  m: Machine,
  leftNode: TS.Expression,
  operator: TS.SyntaxKind,
  right: () => Value,
  scope: Scope,
): Value {
  const left = evaluate(m, leftNode, scope);
  const truth = operator === ts.SyntaxKind.QuestionQuestionToken ? presence(left) : truthiness(left);
  const whenRight = operator === ts.SyntaxKind.AmpersandAmpersandToken;
  if (truth !== null && truth !== whenRight && left.labels.length === 0) return left;
  if (truth === whenRight) {
    if (operator !== ts.SyntaxKind.QuestionQuestionToken) {
      assume(m, leftNode, left, whenRight, scope);
    }
    const value = right();
    return withOutcome(
      value,
      operator === ts.SyntaxKind.AmpersandAmpersandToken ? andOutcome(left, value) : value.outcome,
    );
  }
  let rightValue: Value = NOTHING;
  const value = withBranches(m, (collect) => {
    alternatively(m, [
      () => {
        if (operator === ts.SyntaxKind.QuestionQuestionToken) narrow(m, leftNode, 'nullish', scope);
        else assume(m, leftNode, left, whenRight, scope);
        rightValue = right();
        if (m.dead) rightValue = NOTHING;
        collect(rightValue);
      },
      () => {
        if (operator !== ts.SyntaxKind.QuestionQuestionToken) assume(m, leftNode, left, !whenRight, scope);
        const isPresent = operator === ts.SyntaxKind.QuestionQuestionToken;
        // What gives way to null is null as before.
        const staysMissing = !whenRight && rightValue.consts.some((each) => each.value === null);
        if (staysMissing) collect(left);
        else collect(isPresent ? presentPart(left) : whenRight ? falsyPart(left) : truthyPart(left));
      },
    ]);
  });
  if (operator === ts.SyntaxKind.QuestionQuestionToken) return value;
  return withOutcome(value, whenRight ? andOutcome(left, rightValue) : orOutcome(left, rightValue));
}
/** True when the value is certainly not null or undefined, false when it certainly is. */
function presence(value: Value): boolean | null {
  if (value.open || value.labels.length > 0) return null;
  const missing = value.consts.filter((each) => each.value === undefined || each.value === null).length;
  if (missing === 0) return value.refs.length > 0 || value.consts.length > 0 ? true : null;
  return missing === value.consts.length && value.refs.length === 0 ? false : null;
}

/** Labels of a value that is there: their data is neither null nor undefined. */
function presentLabels(labels: readonly Label[]): readonly Label[] {
  if (!labels.some((each) => (each.form & Form.Nullish) !== 0)) return labels;
  return labels.flatMap((each) => {
    const form = each.form & ~Form.Nullish;
    return form === 0 ? [] : [form === each.form ? each : { ...each, form }];
  });
}

export function presentPart(value: Value): Value {
  const labels = presentLabels(value.labels);
  if (!value.consts.some((each) => each.value === undefined || each.value === null))
    return labels === value.labels ? value : { ...value, labels };
  const consts = value.consts.filter((each) => each.value !== undefined && each.value !== null);
  return { ...value, labels, consts, form: value.form & ~Form.Nullish };
}
function union(
  a: ReadonlyMap<number, Refinement>,
  b: ReadonlyMap<number, Refinement>,
): ReadonlyMap<number, Refinement> {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  return addAllFacts(a, b);
}
/** What a side tells by being true-like or not: what is not holds no text that could do harm. */
function outcomeOf(value: Value): Outcome {
  return value.outcome ?? negatedOutcome(presenceOutcome(value)) ?? { yes: NO_FACTS, no: NO_FACTS };
}
/** What `left && right` tells. What is false about it is false about one of the two. */
function andOutcome(left: Value, right: Value): Outcome | null {
  const a = outcomeOf(left);
  const b = outcomeOf(right);
  if (left.outcome === null && right.outcome === null) return null;
  const rightFails = right === NOTHING || truthiness(right) === true ? null : union(a.yes, b.no);
  const leftFails = truthiness(left) === true ? null : a.no;
  const no =
    leftFails === null ? (rightFails ?? NO_FACTS) : rightFails === null ? leftFails : meetFacts(leftFails, rightFails);
  return { yes: union(a.yes, b.yes), no };
}
function orOutcome(left: Value, right: Value): Outcome | null {
  if (left.outcome === null && right.outcome === null) return null;
  const a = outcomeOf(left);
  const b = outcomeOf(right);
  const rightHolds = right === NOTHING || truthiness(right) === false ? null : union(a.no, b.yes);
  const leftHolds = truthiness(left) === false ? null : a.yes;
  const yes =
    leftHolds === null ? (rightHolds ?? NO_FACTS) : rightHolds === null ? leftHolds : meetFacts(leftHolds, rightHolds);
  return { yes, no: union(a.no, b.no) };
}
/** What a value can be when it is falsy: none of the client's text is in it. */
export function falsyPart(value: Value): Value {
  const consts = value.consts.filter((each) => !each.value);
  if (!value.open && value.labels.length === 0) return consts.length === 0 ? NOTHING : { ...value, refs: [], consts };
  return {
    ...value,
    labels: [],
    refs: [],
    consts: consts.length > 0 ? consts : [{ value: false, origin: null }],
    open: false,
    shape: null,
  };
}

export function truthyPart(value: Value): Value {
  const labels = presentLabels(value.labels);
  if (!value.consts.some((each) => !each.value)) return labels === value.labels ? value : { ...value, labels };
  const consts = value.consts.filter((each) => Boolean(each.value));
  if (consts.length === 0 && !value.open && value.refs.length === 0 && labels.length === 0) return NOTHING;
  return { ...value, labels, consts };
}
