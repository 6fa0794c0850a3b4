/** What a condition leaves of the values at the places that it names. */
import { getProperty, constantKey } from './access.js';
import { skipWrappers } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { loosely } from './conditions.js';
import { evaluate } from './eval.js';
import { formOfTypeof } from './forms.js';
import type { Machine } from './machine.js';
import type { Ref } from './refs.js';
import type { Scope } from './scope.js';
import { truthiness, isConst, type Const, type Value, refValue } from './value.js';

// ---- narrowing of variables ---------------------------------------------------------------------------------------
type Keep = (ref: Ref) => boolean;
/** Narrows the variables and properties that a condition names, for the branch on which it has this truth. */
export function narrow(m: Machine, condition: TS.Expression, truth: boolean | 'nullish', scope: Scope): void {
  if (m.dead) return;
  const node = skipWrappers(condition);
  if (truth === 'nullish') {
    filterAt(
      m,
      node,
      scope,
      (each) => each.value === undefined || each.value === null,
      () => false,
      false,
    );
    return;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    narrow(m, node.operand, !truth, scope);
    return;
  }
  if (ts.isBinaryExpression(node)) {
    narrowBinary(m, node, truth, scope);
    return;
  }
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    filterAt(
      m,
      node,
      scope,
      (each) => Boolean(each.value) === truth,
      () => truth,
      truth,
    );
    if (ts.isPropertyAccessExpression(node)) discriminate(m, node, (value) => truthiness(value) !== !truth, scope);
    return;
  }
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'isArray'
  ) {
    const [argument] = node.arguments;
    if (argument) {
      filterAt(
        m,
        skipWrappers(argument),
        scope,
        () => !truth,
        (ref) =>
          (ref.kind === 'obj' && ref.shape === 'array') === truth || (ref.kind === 'obj' && ref.slots.has('backs')),
        true,
      );
    }
  }
}
function narrowBinary(m: Machine, node: TS.BinaryExpression, truth: boolean, scope: Scope): void {
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
    if (truth) {
      narrow(m, node.left, true, scope);
      narrow(m, node.right, true, scope);
    }
    return;
  }
  if (operator === ts.SyntaxKind.BarBarToken) {
    if (!truth) {
      narrow(m, node.left, false, scope);
      narrow(m, node.right, false, scope);
    }
    return;
  }
  if (operator === ts.SyntaxKind.InstanceOfKeyword) {
    narrowInstance(m, node, truth, scope);
    return;
  }
  const equal = operator === ts.SyntaxKind.EqualsEqualsEqualsToken || operator === ts.SyntaxKind.EqualsEqualsToken;
  const unequal =
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken || operator === ts.SyntaxKind.ExclamationEqualsToken;
  if (!equal && !unequal) return;
  const same = equal === truth;
  for (const [target, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const inner = skipWrappers(target);
    if (ts.isTypeOfExpression(inner)) {
      narrowTypeof(m, inner, other, same, scope);
      return;
    }
    if (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner)) continue;
    const value = quiet(m, other, scope);
    if (!value || !isConst(value)) continue;
    const loose = operator === ts.SyntaxKind.EqualsEqualsToken || operator === ts.SyntaxKind.ExclamationEqualsToken;
    const matches = (each: Const): boolean =>
      value.consts.some((known) => known.value === each.value || (loose && loosely(known, each)));
    const nothing = value.consts.every((each) => each.value === null || each.value === undefined);
    if (same) filterAt(m, inner, scope, matches, () => false, !nothing);
    else if (value.consts.length === 1 || nothing)
      filterAt(
        m,
        inner,
        scope,
        (each) => !matches(each),
        () => true,
        true,
      );
    if (ts.isPropertyAccessExpression(inner)) {
      discriminate(
        m,
        inner,
        (part) => (isConst(part) ? part.consts.some((each) => matches(each) === same) : true),
        scope,
      );
    }
  }
}
/** Evaluates an operand again where that has no effect. */
function quiet(m: Machine, node: TS.Expression, scope: Scope): Value | null {
  const inner = skipWrappers(node);
  if (
    ts.isCallExpression(inner) ||
    ts.isNewExpression(inner) ||
    ts.isAwaitExpression(inner) ||
    ts.isBinaryExpression(inner)
  )
    return null;
  return evaluate(m, inner, scope);
}
function narrowTypeof(m: Machine, node: TS.TypeOfExpression, other: TS.Expression, same: boolean, scope: Scope): void {
  const word = constantKey(evaluate(m, other, scope));
  const form = word === null ? null : formOfTypeof(word);
  if (form === null) return;
  const fits = (each: Const): boolean => {
    const own = typeof each.value === 'object' ? 'object' : typeof each.value;
    return (own === word) === same;
  };
  const callable = word === 'function';
  filterAt(
    m,
    skipWrappers(node.expression),
    scope,
    fits,
    (ref) => {
      const isFunction =
        ref.kind === 'func' ||
        ref.kind === 'class' ||
        ref.kind === 'native' ||
        ref.kind === 'bound' ||
        ref.kind === 'lib';
      if (ref.kind === 'lib') return true;
      return (callable ? isFunction : word === 'object' ? !isFunction : false) === same;
    },
    true,
  );
}
function narrowInstance(m: Machine, node: TS.BinaryExpression, truth: boolean, scope: Scope): void {
  const wanted = quiet(m, node.right, scope);
  if (wanted?.refs.length !== 1) return;
  const cls = wanted.refs[0];
  const isOne: Keep = (ref) => {
    if (ref.kind !== 'obj' || cls?.kind !== 'class') return true;
    for (let own = ref.cls; own !== null;) {
      if (own.node === cls.node) return truth;
      const parent: Ref | undefined = own.parent?.refs[0];
      own = parent?.kind === 'class' ? parent : null;
    }
    return ref.cls === null ? true : !truth;
  };
  filterAt(m, skipWrappers(node.left), scope, () => !truth, isOne, true);
}
/** Drops alternatives of the object whose property was tested. */
function discriminate(
  m: Machine,
  node: TS.PropertyAccessExpression,
  keeps: (value: Value) => boolean,
  scope: Scope,
): void {
  const base = skipWrappers(node.expression);
  if (!ts.isIdentifier(base) && !ts.isPropertyAccessExpression(base)) return;
  const value = evaluate(m, base, scope);
  if (value.refs.length < 2) return;
  const kept = value.refs.filter(
    (ref) => ref.kind !== 'obj' || keeps(getProperty(m, refValue(ref), node.name.text, node)),
  );
  if (kept.length === value.refs.length || kept.length === 0) return;
  replaceAt(m, base, { ...value, refs: kept }, scope);
  const [only] = kept;
  if (kept.length === 1 && only?.kind === 'obj' && only.born) m.learn(only.born);
}
/** Keeps the constants and references of a variable or property that fit; `open` tells whether anything else may stay. */
function filterAt(
  m: Machine,
  node: TS.Expression,
  scope: Scope,
  keepConst: (each: Const) => boolean,
  keepRef: Keep,
  open: boolean,
): void {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return;
  const value = placeValue(m, node, scope);
  if (!value) return;
  const consts = value.consts.filter(keepConst);
  const refs = value.refs.filter(keepRef);
  const nothingLeft = !open && value.labels.length > 0 && consts.length === 0 && refs.length === 0;
  if (consts.length === value.consts.length && refs.length === value.refs.length && open) return;
  if (open && consts.length === 0 && refs.length === 0 && !value.open && value.labels.length === 0) {
    m.die();
    return;
  }
  const labels = open ? value.labels : [];
  const left: Value = {
    ...value,
    consts,
    refs,
    labels,
    open: open ? value.open : nothingLeft || (value.open && consts.length === 0 && refs.length === 0),
  };
  replaceAt(m, node, left, scope);
  const [only] = refs;
  if (value.refs.length > 1 && refs.length === 1 && only?.kind === 'obj' && only.born) m.learn(only.born);
}
/** Reads what a name or property holds without running getters. */
function placeValue(m: Machine, node: TS.Identifier | TS.PropertyAccessExpression, scope: Scope): Value | null {
  const place = placeOf(m, node, scope);
  return place === null ? null : (m.read(place) ?? null);
}
function placeOf(m: Machine, node: TS.Expression, scope: Scope): number | null {
  if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) {
    const binding = scope.find(ts.isIdentifier(node) ? node.text : 'this');
    return typeof binding === 'number' ? binding : null;
  }
  if (!ts.isPropertyAccessExpression(node)) return null;
  const place = placeOf(m, skipWrappers(node.expression), scope);
  const base = place === null ? null : m.read(place);
  const [ref] = base?.refs ?? [];
  if (base?.refs.length !== 1 || ref?.kind !== 'obj') return null;
  return ref.cells.get(node.name.text) ?? null;
}
function replaceAt(m: Machine, node: TS.Expression, value: Value, scope: Scope): void {
  const place = placeOf(m, node, scope);
  if (place !== null) m.store.set(place, value);
}
