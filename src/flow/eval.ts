/** Expressions: what each gives, and what evaluating it does. */
import { skipWrappers } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { constantKey, getDynamic, getProperty, setProperty } from './access.js';
import { deletedUnder, writtenUnder } from './dictionaries.js';
import { allOf, elementsOf } from './elements.js';
import { evalCall, evalNew, evalTagged, plainCall } from './calls.js';
import { evalClass } from './classes.js';
import { earlierName } from './circles.js';
import { negate, noteDecision } from './conditions.js';
import { narrow } from './narrowing.js';
import { heldIn } from './filled.js';
import { Form } from './forms.js';
import { makeFunction } from './functions.js';
import { globalValue } from './globals.js';
import { LIMITS } from './limits.js';
import type { Machine } from './machine.js';
import { readImport } from './imports.js';
import { assignPattern } from './patterns.js';
import { settled } from './promises.js';
import type { Scope } from './scope.js';
import { factsAbove, type Store } from './store.js';
import { keptUnderOwnNames } from './own-names.js';
import { concat, toText } from './text.js';
import { arrivedValue } from './trails.js';
import { claimsType } from './types.js';
import { typedValue } from './library.js';
import {
  isMissing,
  constant,
  FALSE,
  join,
  NOTHING,
  NULL,
  refValue,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_TEXT,
  someForm,
  TRUE,
  truthiness,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './value.js';
import { evalBinary, negated, numberFrom, presentPart, NO_FACTS } from './operators.js';
import { withInherited } from './lookups.js';
import { lookedUpIn } from './memberships.js';
import { withoutShared, withShared, writeShared } from './prototypes.js';
import { evalObject, evalArray, noteKey } from './literals.js';
import { alternatively } from './undecided.js';
import { visitJsx } from './markup.js';
import { writtenAt } from './written.js';

/** Evaluates an expression on the current path. */
export function evaluate(m: Machine, node: TS.Expression, scope: Scope): Value {
  if (m.store.dead) return NOTHING;
  m.steps++;
  if (m.exhausted) {
    m.reached('stepsPerEntry');
    return UNKNOWN;
  }
  if (m.nesting > LIMITS.nesting) {
    m.reached('nesting');
    return UNKNOWN;
  }
  m.nesting++;
  const value = evaluateNode(m, node, scope);
  m.nesting--;
  return value;
}

function evaluateNode(m: Machine, node: TS.Expression, scope: Scope): Value {
  switch (node.kind) {
    case ts.SyntaxKind.Identifier:
      return readName(m, (node as TS.Identifier).text, scope, node);
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      return constant((node as TS.StringLiteral).text, node);
    case ts.SyntaxKind.NumericLiteral:
      return constant(Number((node as TS.NumericLiteral).text.replaceAll('_', '')), node);
    case ts.SyntaxKind.BigIntLiteral:
      return someForm(Form.BigInt);
    case ts.SyntaxKind.TrueKeyword:
      return TRUE;
    case ts.SyntaxKind.FalseKeyword:
      return FALSE;
    case ts.SyntaxKind.NullKeyword:
      return NULL;
    case ts.SyntaxKind.ThisKeyword:
      return readName(m, 'this', scope, node);
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.TypeAssertionExpression:
      return evalWrapped(m, node as TS.AsExpression, scope);
    case ts.SyntaxKind.TemplateExpression:
      return evalTemplate(m, node as TS.TemplateExpression, scope);
    case ts.SyntaxKind.BinaryExpression:
      return evalBinary(m, node as TS.BinaryExpression, scope);
    case ts.SyntaxKind.PropertyAccessExpression:
      return evalProperty(m, node as TS.PropertyAccessExpression, scope);
    case ts.SyntaxKind.ElementAccessExpression:
      return evalElement(m, node as TS.ElementAccessExpression, scope);
    case ts.SyntaxKind.CallExpression:
      return evalCall(m, node as TS.CallExpression, scope);
    case ts.SyntaxKind.NewExpression:
      return evalNew(m, node as TS.NewExpression, scope);
    case ts.SyntaxKind.TaggedTemplateExpression:
      return evalTagged(m, node as TS.TaggedTemplateExpression, scope);
    case ts.SyntaxKind.AwaitExpression:
      return arrivedValue(m, settled(m, evaluate(m, (node as TS.AwaitExpression).expression, scope), node));
    case ts.SyntaxKind.ConditionalExpression:
      return evalConditional(m, node as TS.ConditionalExpression, scope);
    case ts.SyntaxKind.ObjectLiteralExpression:
      return evalObject(m, node as TS.ObjectLiteralExpression, scope);
    case ts.SyntaxKind.ArrayLiteralExpression:
      return evalArray(m, node as TS.ArrayLiteralExpression, scope);
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.FunctionExpression:
      return makeFunction(m, node as TS.ArrowFunction, scope);
    case ts.SyntaxKind.ClassExpression:
      return evalClass(m, node as TS.ClassExpression, scope);
    case ts.SyntaxKind.PrefixUnaryExpression:
      return evalPrefix(m, node as TS.PrefixUnaryExpression, scope);
    case ts.SyntaxKind.PostfixUnaryExpression: {
      const operand = (node as TS.PostfixUnaryExpression).operand;
      const before = evaluate(m, operand, scope);
      assignTo(m, operand, numberFrom(before), scope);
      return numberFrom(before);
    }
    case ts.SyntaxKind.TypeOfExpression: {
      const value = evaluate(m, (node as TS.TypeOfExpression).expression, scope);
      return { ...SOME_TEXT, hint: { kind: 'typeof', labels: value.labels, values: value } };
    }
    case ts.SyntaxKind.VoidExpression:
      evaluate(m, (node as TS.VoidExpression).expression, scope);
      return UNDEFINED;
    case ts.SyntaxKind.DeleteExpression:
      return evalDelete(m, node as TS.DeleteExpression, scope);
    case ts.SyntaxKind.SpreadElement:
      return evaluate(m, (node as TS.SpreadElement).expression, scope);
    case ts.SyntaxKind.YieldExpression:
      return evalYield(m, node as TS.YieldExpression, scope);
    case ts.SyntaxKind.RegularExpressionLiteral: {
      const text = (node as TS.RegularExpressionLiteral).text;
      const end = text.lastIndexOf('/');
      const made = m.alloc('regexp', node);
      made.slots.set('pattern', { pattern: text.slice(1, end), flags: text.slice(end + 1) });
      return refValue(made);
    }
    case ts.SyntaxKind.SuperKeyword:
      return readName(m, 'super', scope, node);
    case ts.SyntaxKind.MetaProperty:
      return UNKNOWN;
    case ts.SyntaxKind.JsxElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
    case ts.SyntaxKind.JsxFragment:
      visitJsx(m, node, scope);
      return UNKNOWN;
    default:
      return UNKNOWN;
  }
}

export function readName(m: Machine, name: string, scope: Scope, node: TS.Node): Value {
  const binding = scope.find(name);
  if (binding === undefined) {
    if (name === 'undefined') return UNDEFINED;
    if (name === 'NaN') return SOME_NUMBER;
    if (name === 'Infinity') return constant(Infinity, node);
    const earlier = m.evaluating === null ? undefined : earlierName(m, scope.file, name);
    return earlier ?? globalValue(m, name, node, scope) ?? UNKNOWN;
  }
  if (typeof binding !== 'number') return readImport(m, scope.file, binding);
  m.asked?.add(binding);
  return heldIn(m, scope.file, name, binding);
}

function evalWrapped(m: Machine, node: TS.AsExpression, scope: Scope): Value {
  const value = evaluate(m, node.expression, scope);
  if (
    (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) &&
    value.open &&
    value.refs.every((ref) => ref.kind === 'obj' && ref.slots.has('backs'))
  ) {
    const claimed = claimsType(m, node.type, scope);
    // What a client has sent may be a thing of a library all the same: a file, which its parser has made.
    if (claimed !== null && claimed.refs.length > 0) return value.labels.length === 0 ? claimed : join(value, claimed);
  }
  return value;
}

function evalTemplate(m: Machine, node: TS.TemplateExpression, scope: Scope): Value {
  const parts: Value[] = [constant(node.head.text, node)];
  for (const span of node.templateSpans) {
    parts.push(toText(m, evaluate(m, span.expression, scope), span.expression));
    if (span.literal.text !== '') parts.push(constant(span.literal.text));
  }
  return concat(m, parts[0]?.consts[0]?.value === '' && parts.length > 1 ? parts.slice(1) : parts);
}

/** Takes the branch on which an expression is truthy or falsy. Ends the path when that cannot be. */
export function assume(m: Machine, node: TS.Expression, value: Value, truth: boolean, scope: Scope): void {
  const known = truthiness(value);
  if (known !== null && known !== truth && value.outcome === null) {
    m.die();
    return;
  }
  m.learn(truth ? value.outcome?.yes : value.outcome?.no);
  narrow(m, node, truth, scope);
}

function evalConditional(m: Machine, node: TS.ConditionalExpression, scope: Scope): Value {
  const condition = evaluate(m, node.condition, scope);
  let yes: Value = NOTHING;
  let no: Value = NOTHING;
  const base = m.store;
  const from = m.objectMark();
  return withBranches(m, (collect) => {
    const branches = [
      () => {
        assume(m, node.condition, condition, true, scope);
        yes = evaluate(m, node.whenTrue, scope);
        noteBirth(m, yes, from, base);
        collect(yes);
      },
      () => {
        assume(m, node.condition, condition, false, scope);
        no = evaluate(m, node.whenFalse, scope);
        noteBirth(m, no, from, base);
        collect(no);
      },
    ];
    if (truthiness(condition) === null) alternatively(m, branches);
    else m.branch(branches);
  });
}

/** An object that only one branch makes tells that this branch was taken. */
function noteBirth(m: Machine, value: Value, from: number, base: Store): void {
  if (m.dead) return;
  for (const ref of value.refs)
    if (ref.kind === 'obj' && ref.id >= from && ref.born === null && !ref.many) ref.born = factsAbove(m.store, base);
}

/** Joins the values that branches give through a place of the store, so that each carries what its branch had learned. */
export function withBranches(m: Machine, run: (collect: (value: Value) => void) => void): Value {
  const place = m.newPlace();
  run((value) => {
    if (!m.dead && value !== NOTHING) m.store.set(place, value);
  });
  return m.read(place) ?? NOTHING;
}

function evalProperty(m: Machine, node: TS.PropertyAccessExpression, scope: Scope): Value {
  const base = knownBy(m, node, evaluate(m, node.expression, scope), scope);
  if (isMissing(base)) {
    if (ts.isOptionalChain(node)) return UNDEFINED;
    m.watcher?.missed?.(m, node);
  }
  return arrivedValue(m, getProperty(m, node.questionDotToken ? presentPart(base) : base, node.name.text, node), node);
}

/**
 * With types: what the checker says of a value of which nothing else is known, when a member of it is read that some model
 * describes. A variable keeps the answer, so that two readings of it are readings of one thing.
 */
export function knownBy(m: Machine, node: TS.PropertyAccessExpression, base: Value, scope: Scope): Value {
  if (
    m.project.checker === null ||
    !base.open ||
    base.refs.length > 0 ||
    base.labels.length > 0 ||
    base.consts.length > 0 ||
    (base.form & (Form.Object | Form.Function)) === 0
  )
    return base;
  if (!m.semantics.describesMember(node.name.text, m.project.packages)) return base;
  const target = skipWrappers(node.expression);
  const typed = typedValue(m, target);
  if (!typed) return base;
  const binding = ts.isIdentifier(target) ? scope.find(target.text) : undefined;
  if (typeof binding === 'number') m.store.set(binding, typed);
  return typed;
}

function evalElement(m: Machine, node: TS.ElementAccessExpression, scope: Scope): Value {
  const base = evaluate(m, node.expression, scope);
  if (ts.isOptionalChain(node) && isMissing(base)) return UNDEFINED;
  const key = evaluate(m, node.argumentExpression, scope);
  const name = constantKey(key);
  const value = name === null ? dynamicPart(m, base, key, node) : getProperty(m, base, name, node);
  return arrivedValue(m, value, node);
}

function dynamicPart(m: Machine, base: Value, key: Value, node: TS.ElementAccessExpression): Value {
  const found = lookedUpIn(m, base, key, getDynamic(m, base, key, node));
  return withShared(m, base, key, withInherited(m, base, key, found, node), node);
}

function evalPrefix(m: Machine, node: TS.PrefixUnaryExpression, scope: Scope): Value {
  const value = evaluate(m, node.operand, scope);
  switch (node.operator) {
    case ts.SyntaxKind.ExclamationToken:
      noteDecision(m, value, node.operand);
      return negate(value);
    case ts.SyntaxKind.PlusPlusToken:
    case ts.SyntaxKind.MinusMinusToken:
      assignTo(m, node.operand, SOME_NUMBER, scope);
      return SOME_NUMBER;
    case ts.SyntaxKind.MinusToken:
      return negated(value);
    case ts.SyntaxKind.TildeToken:
      // `~index` is falsy exactly for -1.
      if (value.hint?.kind === 'index' && value.hint.found)
        return { ...SOME_NUMBER, outcome: { yes: value.hint.found, no: NO_FACTS } };
      return numberFrom(value);
    default:
      return numberFrom(value);
  }
}

function evalDelete(m: Machine, node: TS.DeleteExpression, scope: Scope): Value {
  const target = skipWrappers(node.expression);
  if (ts.isPropertyAccessExpression(target))
    setProperty(m, evaluate(m, target.expression, scope), target.name.text, UNDEFINED, node);
  else if (ts.isElementAccessExpression(target)) {
    const base = evaluate(m, target.expression, scope);
    const key = evaluate(m, target.argumentExpression, scope);
    const name = constantKey(key);
    if (name !== null) setProperty(m, base, name, UNDEFINED, node);
    else deletedUnder(m, base, key, target);
  }
  return SOME_BOOLEAN;
}

function evalYield(m: Machine, node: TS.YieldExpression, scope: Scope): Value {
  const value = node.expression ? evaluate(m, node.expression, scope) : UNDEFINED;
  const frame = m.frames.at(-1);
  if (!frame) return UNKNOWN;
  if (node.asteriskToken) {
    frame.yielded = join(frame.yielded, allOf(elementsOf(m, value, node)));
    let returned: Value = UNDEFINED;
    for (const ref of value.refs)
      if (ref.kind === 'obj') returned = join(returned, m.cell(ref, '%returned') ?? NOTHING);
    return returned;
  }
  frame.yielded = join(frame.yielded, value);
  return frame.sent === NOTHING ? UNDEFINED : frame.sent;
}

/** Assigns to any target: a name, a property, an element, a pattern. */
export function assignTo(m: Machine, target: TS.Expression, value: Value, scope: Scope): void {
  const node = skipWrappers(target);
  if (ts.isIdentifier(node)) {
    const binding = scope.find(node.text);
    m.named(node.text, value, target);
    if (typeof binding === 'number') m.write(binding, value);
    return;
  }
  if (ts.isPropertyAccessExpression(node)) {
    m.named(node.name.text, value, target);
    setProperty(m, evaluate(m, node.expression, scope), node.name.text, value, node);
    return;
  }
  if (ts.isElementAccessExpression(node)) {
    const base = evaluate(m, node.expression, scope);
    const key = evaluate(m, node.argumentExpression, scope);
    const name = constantKey(key);
    if (name === null && keptUnderOwnNames(m, base, value, node, scope)) return;
    setProperty(m, base, name, name === null ? withoutShared(value) : value, node);
    if (name === null) {
      writtenUnder(m, base, key, value, { target: node, written: writtenAt(node) });
      for (const ref of base.refs) if (ref.kind === 'obj') noteKey(m, ref, key);
      for (const ref of base.refs) {
        const assigned = ref.kind === 'obj' ? ref.entity?.type?.assigned : undefined;
        if (assigned?.keys !== undefined)
          m.sink(key, node, plainCall(node, base, [value]), { ...assigned, kind: assigned.keys }, 'assignment');
      }
      writeShared(m, base, key, node, node.expression.getText());
    }
    return;
  }
  assignPattern(m, node, value, scope);
}
