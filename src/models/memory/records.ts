/** What is put into collections that a program keeps, and what their records are asked for. */
import { evaluate } from '../../flow/eval.js';
import { HELD, recordFields } from '../../flow/kept.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, FuncRef, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { UNDEFINED, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { isOwnerName } from '../sensitive.js';
import { record } from '../stores/parts.js';
import { recordSink } from './fields.js';
import type { FieldCondition } from '../../flow/equalities.js';

function resultOf({ node }: FuncRef): TS.Expression | null {
  const { body } = node;
  if (!body) return null;
  if (!ts.isBlock(body)) return body;
  const [only] = body.statements;
  return body.statements.length === 1 && only && ts.isReturnStatement(only) ? (only.expression ?? null) : null;
}

const EQUAL: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
]);

const UNEQUAL: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** Equations that all hold when the expression does. */
function equations(node: TS.Expression, kept = true): readonly Equation[] {
  if (ts.isParenthesizedExpression(node)) return equations(node.expression, kept);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return equations(node.operand, !kept);
  // `ids.includes(record.id)`
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [right] = node.arguments;
    return right && node.expression.name.text === 'includes' ? [{ left: node.expression.expression, right }] : [];
  }
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  if (kind === (kept ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken))
    return [...equations(node.left, kept), ...equations(node.right, kept)];
  return (kept ? EQUAL : UNEQUAL).has(kind) ? [node] : [];
}

type Equation = Pick<TS.BinaryExpression, 'left' | 'right'>;

/** What a function that chooses records asks of those that it chooses, or of those that it leaves out. */
function asks(result: TS.Expression): readonly Equation[] {
  const chosen = equations(result);
  return chosen.length > 0 ? chosen : equations(result, false);
}

/** The field of the record that a side reads: `u.id`, `String(u.id)`, `u.owner.id`; null for another side. */
function fieldOf(side: TS.Expression, record: TS.BindingName): string | null {
  if (ts.isIdentifier(record)) {
    let found: string | null = null;
    const visit = (node: TS.Node): void => {
      if (
        ts.isPropertyAccessExpression(node) &&
        ts.isIdentifier(node.expression) &&
        node.expression.text === record.text
      )
        found ??= node.name.text;
      else ts.forEachChild(node, visit);
    };
    visit(side);
    return found;
  }
  if (!ts.isObjectBindingPattern(record) || !ts.isIdentifier(side)) return null;
  const element = record.elements.find((each) => ts.isIdentifier(each.name) && each.name.text === side.text);
  return element ? (element.propertyName ?? element.name).getText() : null;
}

/** Returns what a function that chooses records asks of their fields. */
export function conditionsAsked(m: Machine, predicate: Value): readonly FieldCondition[] {
  const [ref] = predicate.refs;
  const record = ref?.kind === 'func' ? ref.node.parameters[0]?.name : undefined;
  const result = ref?.kind === 'func' ? resultOf(ref) : null;
  if (ref?.kind !== 'func' || !record || !result || m.dead) return [];
  return asks(result).flatMap(({ left, right }) => {
    const ofLeft = fieldOf(left, record);
    const field = ofLeft ?? fieldOf(right, record);
    if (field === null || (ofLeft !== null && fieldOf(right, record) !== null)) return [];
    return [{ field, value: evaluate(m, ofLeft === null ? left : right, ref.scope) }];
  });
}

function collectionOf(call: Call): Obj | null {
  return call.self.refs.find((ref): ref is Obj => ref.kind === 'obj') ?? null;
}

/** Owners that records are chosen by. */
const ask: Native = (m, call) => {
  for (const { field, value } of conditionsAsked(m, call.args[0] ?? UNDEFINED))
    if (isOwnerName(field))
      m.sink(
        value,
        call.argNodes[0] ?? call.node,
        call,
        { kind: 'owner', what: `the owner \`${field}\`` },
        call.entity?.name ?? 'find',
      );
  return UNDEFINED;
};

const put: Native = (m, call) => {
  const at = Number(call.spec?.puts?.at ?? 0);
  const value = call.args[at] ?? UNDEFINED;
  const collection = collectionOf(call);
  const fields = collection ? recordFields(m, collection) : [];
  for (const ref of value.refs)
    if (ref.kind === 'obj' && ref.shape === 'object' && !ref.slots.has('backs')) ref.slots.set(HELD, collection);
  if (recordSink(fields)) m.sink(value, call.argNodes[at] ?? call.node, call, record('0'), call.entity?.name ?? 'push');
  return UNDEFINED;
};

export const memoryNatives: Natives = { 'memory.ask': ask, 'memory.put': put };
