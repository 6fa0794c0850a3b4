/** What must be missing, or over, for code to be reached, as the conditions around it say. */
import { skipWrappers } from './places.js';
import { leaves } from './branches.js';
import { ts, type TS } from './ts.js';

/** Something that a condition asks for: it is missing, or it names a time that is over. */
export interface Lacking {
  readonly node: TS.Expression;
  readonly over: boolean;
}

type Missing = readonly Lacking[];

function missing(node: TS.Expression): Missing {
  return [{ node, over: false }];
}

const EQUAL: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
]);
const UNEQUAL: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const LESS: ReadonlySet<TS.SyntaxKind> = new Set([ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken]);
const MORE: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/** `null`, `undefined`, and the length of an empty list. */
function isNothing(node: TS.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(node) && node.text === 'undefined') ||
    (ts.isNumericLiteral(node) && node.text === '0')
  );
}

const CLOCK = /\bDate\s*\.\s*now\s*\(|\bnew\s+Date\s*\(\s*\)/;

/** A time that is read now, or made of a variable that holds one. */
function tellsTime(node: TS.Expression): boolean {
  if (CLOCK.test(node.getText())) return true;
  const visit = (each: TS.Node): boolean => {
    if (ts.isIdentifier(each)) {
      const made = declaredAs(each)?.initializer;
      return made !== undefined && CLOCK.test(made.getText());
    }
    return ts.isPropertyAccessExpression(each) ? visit(each.expression) : ts.forEachChild(each, visit) === true;
  };
  return visit(node);
}

/** Returns the declaration of a name in the blocks around it, parameters included; null for those of a module. */
export function declaredAs(name: TS.Identifier): TS.VariableDeclaration | TS.ParameterDeclaration | null {
  const binds = (target: TS.BindingName): boolean =>
    ts.isIdentifier(target)
      ? target.text === name.text
      : target.elements.some((each) => ts.isBindingElement(each) && binds(each.name));
  for (let at: TS.Node = name.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isBlock(at))
      for (const each of at.statements)
        if (ts.isVariableStatement(each))
          for (const one of each.declarationList.declarations) if (binds(one.name)) return one;
    if (ts.isFunctionLike(at)) for (const each of at.parameters) if (binds(each.name)) return each;
  }
  return null;
}

/** `expires < Date.now()`: what is over when the comparison has this answer. */
function over(left: TS.Expression, right: TS.Expression, leftIsLess: boolean): Missing | null {
  const [earlier, later] = leftIsLess ? [left, right] : [right, left];
  return tellsTime(later) && !tellsTime(earlier) ? [{ node: earlier, over: true }] : null;
}

function compared({ left, right, operatorToken: { kind } }: TS.BinaryExpression, truth: boolean): Missing | null {
  if (truth ? EQUAL.has(kind) : UNEQUAL.has(kind))
    return isNothing(right) ? missing(left) : isNothing(left) ? missing(right) : null;
  if (LESS.has(kind)) return over(left, right, truth);
  if (!MORE.has(kind)) return null;
  // `rows.length > 0` has failed.
  return !truth && isNothing(right) ? missing(left) : over(left, right, !truth);
}

/** Returns what is missing or over when a condition has an answer; null when the answer may have another reason. */
function lacking(condition: TS.Expression, truth: boolean): Missing | null {
  const node = skipWrappers(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return lacking(node.operand, !truth);
  if (!ts.isBinaryExpression(node)) return truth || ts.isCallExpression(node) ? null : missing(node);
  const isAnd = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  if (!isAnd && node.operatorToken.kind !== ts.SyntaxKind.BarBarToken) return compared(node, truth);
  const left = lacking(node.left, truth);
  const right = lacking(node.right, truth);
  // Both sides are as they are where `a && b` holds or `a || b` does not; otherwise one of them is, and nobody knows which.
  if (isAnd === truth) return left === null && right === null ? null : [...(left ?? []), ...(right ?? [])];
  return left === null || right === null ? null : [...left, ...right];
}

/** Returns what is missing, or over, whenever a node is reached within its function. */
export function missingAround(node: TS.Node): Missing {
  const found: Lacking[] = [];
  for (let child = node; !ts.isSourceFile(child) && !ts.isFunctionLike(child); child = child.parent) {
    const { parent } = child;
    if (ts.isIfStatement(parent) && child !== parent.expression)
      found.push(...(lacking(parent.expression, child === parent.thenStatement) ?? []));
    else if (ts.isConditionalExpression(parent) && child !== parent.condition)
      found.push(...(lacking(parent.condition, child === parent.whenTrue) ?? []));
    else if (ts.isBinaryExpression(parent) && child === parent.right) found.push(...behindLogical(parent));
    else if (ts.isBlock(parent)) found.push(...behindLeaving(parent, child));
  }
  return found;
}

function behindLogical({ left, operatorToken: { kind } }: TS.BinaryExpression): Missing {
  if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken)
    return missing(left);
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return lacking(left, true) ?? [];
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.BarBarEqualsToken
    ? (lacking(left, false) ?? [])
    : [];
}

/** `if (row) return row;` in front of a node. */
function behindLeaving(block: TS.Block, child: TS.Node): Missing {
  return block.statements.flatMap((each) =>
    each.end <= child.pos && ts.isIfStatement(each) && !each.elseStatement && leaves(each.thenStatement)
      ? (lacking(each.expression, false) ?? [])
      : [],
  );
}
