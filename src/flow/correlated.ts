/**
 * What is asked twice is answered alike: after `if (a) check(x);`, a later `if (a)` is only entered where `x` was checked.
 * The variable that was asked keeps, as the outcome of its truth, what each branch has learned.
 */
import { outermostFunction, skipWrappers } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { presenceOutcome } from './conditions.js';
import type { Refinement } from './labels.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import { addAllFacts } from './store.js';
import { truthiness, withOutcome } from './value.js';

type Facts = ReadonlyMap<number, Refinement>;

const NONE: Facts = new Map();
const assigned = new WeakMap<TS.Node, ReadonlySet<string>>();

function isAssignment(kind: TS.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** The names that a function, or a file, assigns to anywhere, its declarations aside. */
function assignedNames(root: TS.Node): ReadonlySet<string> {
  const known = assigned.get(root);
  if (known) return known;
  const names = new Set<string>();
  const take = (target: TS.Node): void => {
    if (ts.isIdentifier(target)) names.add(target.text);
    else ts.forEachChild(target, take);
  };
  const visit = (node: TS.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) take(node.left);
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
        take(node.operand);
    } else if (
      (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    )
      take(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(root);
  assigned.set(root, names);
  return names;
}

/** Keeps what the branches of a condition have learned, where it is the truth of a variable that nothing assigns to. */
export function keepBranches(
  m: Machine,
  condition: TS.Expression,
  scope: Scope,
  whenTrue: Facts | null,
  whenFalse: Facts | null,
): void {
  let node = skipWrappers(condition);
  let [yes, no] = [whenTrue ?? NONE, whenFalse ?? NONE];
  while (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    node = skipWrappers(node.operand);
    [yes, no] = [no, yes];
  }
  if ((yes.size === 0 && no.size === 0) || !ts.isIdentifier(node)) return;
  const place = scope.find(node.text);
  const value = typeof place === 'number' ? m.read(place) : undefined;
  if (typeof place !== 'number' || !value || truthiness(value) !== null) return;
  if (assignedNames(outermostFunction(node)).has(node.text)) return;
  const outcome = value.outcome ?? presenceOutcome(value) ?? { yes: NONE, no: NONE };
  m.store.set(place, withOutcome(value, { yes: addAllFacts(outcome.yes, yes), no: addAllFacts(outcome.no, no) }));
}
