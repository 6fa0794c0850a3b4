/** Handlers of several methods: which of their code is for GET alone. */
import { ts, type TS } from '../lang/ts.js';
import { endsFunction } from './places.js';

/** `req.method === 'GET'`: 1; `req.method !== 'GET'`: -1; anything else: 0. */
function asksForGet(test: TS.Expression): 1 | -1 | 0 {
  if (ts.isParenthesizedExpression(test)) return asksForGet(test.expression);
  if (!ts.isBinaryExpression(test)) return 0;
  const sides = [test.left, test.right];
  const isMethod = sides.some(
    (each) => ts.isPropertyAccessExpression(each) && /^(?:method|httpMethod)$/.test(each.name.text),
  );
  const isGet = sides.some((each) => ts.isStringLiteralLike(each) && /^(?:GET|HEAD)$/.test(each.text));
  if (!isMethod || !isGet) return 0;
  const { kind } = test.operatorToken;
  if (kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken) return 1;
  return kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken ? -1 : 0;
}

function isCaseOfGet(clause: TS.Node): boolean {
  return (
    ts.isCaseClause(clause) &&
    ts.isStringLiteralLike(clause.expression) &&
    clause.expression.text === 'GET' &&
    ts.isPropertyAccessExpression(clause.parent.parent.expression) &&
    /^(?:method|httpMethod)$/.test(clause.parent.parent.expression.name.text)
  );
}

/** Leaves in front of a statement when the method is another: `if (req.method !== 'GET') return res.status(405).end();`. */
function othersHaveLeft(node: TS.Node): boolean {
  const { parent } = node;
  return (
    ts.isBlock(parent) &&
    parent.statements.some(
      (each) =>
        each.end <= node.pos &&
        ts.isIfStatement(each) &&
        asksForGet(each.expression) === -1 &&
        endsFunction(each.thenStatement),
    )
  );
}

/** True when code is reached by GET alone, as its function itself says. */
export function isForGetOnly(node: TS.Node): boolean {
  for (let at = node; !ts.isSourceFile(at) && !ts.isFunctionLike(at); at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) && parent.thenStatement === at && asksForGet(parent.expression) === 1) return true;
    if (isCaseOfGet(at) || othersHaveLeft(at)) return true;
  }
  return false;
}
