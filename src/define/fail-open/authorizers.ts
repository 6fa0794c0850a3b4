/**
 * Authorizers of a gateway that let everybody in: the gateway believes whatever they answer
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html).
 */
import { asksWhetherToInvoke, letsInvoke } from '../../lang/deployment/authorizers.js';
import { endsFunction } from '../../lang/places.js';
import { ts, type TS } from '../../lang/ts.js';
import { afterwards, isOwnFunction, within } from './code.js';

/** Anything that may turn somebody away, or choose between two answers. */
function decides(node: TS.Node): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isConditionalExpression(node) ||
    ts.isSwitchStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isTryStatement(node) ||
    ts.isAwaitExpression(node) ||
    ts.isNewExpression(node) ||
    (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind)) ||
    (ts.isCallExpression(node) && !/^(?:console|JSON)\./.test(node.expression.getText()))
  );
}

const LOGICAL: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

function answers(body: TS.ConciseBody): readonly TS.Node[] {
  return ts.isBlock(body) ? within(body, ts.isReturnStatement) : [body];
}

/** Returns the answer of an authorizer that looks at nothing and lets everybody in; null for every other function. */
export function openAnswer(node: TS.Node): TS.Node | null {
  if (!isOwnFunction(node) || !node.body || !asksWhetherToInvoke(node)) return null;
  if (within(node.body, decides).length > 0) return null;
  const all = answers(node.body);
  const [first] = all;
  return first && all.every((each) => within(each, letsInvoke).length > 0) ? first : null;
}

/** Returns the answers behind a failed check that let the request in all the same: the catch block goes on to them. */
export function allowedBehind(node: TS.TryStatement, handler: TS.Block): readonly TS.Node[] {
  const last = handler.statements.at(-1);
  if (last && endsFunction(last)) return [];
  return afterwards(node).filter(
    (each) =>
      ts.isReturnStatement(each) &&
      within(each, letsInvoke).length > 0 &&
      within(each, (one) => ts.isConditionalExpression(one)).length === 0,
  );
}
