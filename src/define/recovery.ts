/** Weak places of password recovery: who may set a new password, how long, and how often. */
import type { Endpoint, SeenCall } from '../analysis/analysis.js';
import { ts, type TS } from '../lang/ts.js';
import { functionAround, statementOf, within, type OwnFunction } from './fail-open/code.js';

export type Weakness = 'given-away' | 'ageless' | 'reusable' | 'by-answer';

export interface WeakPlace {
  readonly node: TS.Node;
  /** The call that led there. */
  readonly seen: SeenCall;
  readonly why: Weakness;
}

/** Names by which programs call what a recovery mail carries, and the answers to personal questions. */
const TOKEN = /reset|recover|token|digest|verification|otp|code/i;
const ANSWER = /answer|question/i;
const RECOVERY = /(?:^|[/.-])(?:forgot|forgotten|recover|recovery|reset)(?=[/.-]|$)|(?:forgot|reset)-?password/i;

type Shown = NonNullable<ReturnType<Endpoint['handling']>['shown']>;

function plays({ call }: SeenCall, role: string): boolean {
  return (call.spec?.roles ?? []).some((each) => each.role === role);
}

/** The variable that the result of a call is given to, as it is or changed. */
function variableOf(call: TS.Node): string | null {
  const statement = statementOf(call);
  if (!statement || !ts.isVariableStatement(statement)) return null;
  const [declaration] = statement.declarationList.declarations;
  return declaration && ts.isIdentifier(declaration.name) ? declaration.name.text : null;
}

function isProperty(node: TS.Node): node is TS.PropertyAssignment | TS.ShorthandPropertyAssignment {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
}

/** `res.json({ token })`, `return { token }`: an object of an answer that holds the variable itself. */
function answersWith(fn: OwnFunction, name: string): readonly TS.Node[] {
  const holds = (node: TS.Node): boolean =>
    isProperty(node) &&
    (ts.isShorthandPropertyAssignment(node)
      ? node.name.text === name
      : ts.isIdentifier(node.initializer) && node.initializer.text === name);
  return within(fn, ts.isObjectLiteralExpression).flatMap((node) => {
    if (!ts.isObjectLiteralExpression(node) || !node.properties.some(holds)) return [];
    const { parent } = node;
    if (ts.isReturnStatement(parent)) return [node];
    const method =
      ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression) ? parent.expression : null;
    return method && /^(?:json|send|jsonp)$/.test(method.name.text) ? [parent] : [];
  });
}

/** A secret that was made here, for an account that is found in a store, leaves with the answer. */
function givenAway(endpoint: Endpoint, { calls, roles }: Shown): readonly WeakPlace[] {
  if (!RECOVERY.test(endpoint.path ?? '') || !roles.has('secret.answered')) return [];
  if (!calls.some((each) => plays(each, 'store.key'))) return [];
  const made = calls.filter((each) => plays(each, 'random.strong') || plays(each, 'random.weak'));
  // What the language itself draws is no call of a library.
  const [looked] = calls.filter((each) => plays(each, 'store.key'));
  if (made.length === 0 && looked) return [{ node: endpoint.node, seen: looked, why: 'given-away' }];
  return made.slice(0, 1).map((seen) => {
    const fn = functionAround(seen.call.node);
    const name = variableOf(seen.call.node);
    const [answer] = fn && name !== null ? answersWith(fn, name) : [];
    return { node: answer ?? seen.call.node, seen, why: 'given-away' };
  });
}

/** `user.expires < new Date()`, `{ expires: { $gt: new Date() } }`, `MoreThan(new Date())`, `expires > now()`, `isExpired(user)`. */
function asksForAge(fn: OwnFunction): boolean {
  const isNow = (node: TS.Node): boolean =>
    (ts.isNewExpression(node) && node.expression.getText() === 'Date') ||
    (ts.isCallExpression(node) && node.expression.getText() === 'Date.now');
  const compares = within(fn, (node) => {
    if (ts.isBinaryExpression(node))
      return /^[<>]=?$/.test(node.operatorToken.getText()) && within(node, isNow).length > 0;
    if (ts.isPropertyAssignment(node))
      return /^\$?(?:gte?|lte?)$/.test(node.name.getText()) && within(node, isNow).length > 0;
    if (ts.isCallExpression(node))
      return (
        /(?:is|has|assertNot|ensureNot)Expired$/.test(node.expression.getText()) ||
        (/^(?:MoreThan|MoreThanOrEqual|gte?)$/.test(node.expression.getText()) && within(node, isNow).length > 0)
      );
    return ts.isStringLiteralLike(node) && /[<>]\s*(?:now\s*\(|current_timestamp|\$\d|\?)/i.test(node.text);
  });
  return compares.length > 0;
}

/** The field is written, taken out, or its thing removed. */
function consumes(fn: OwnFunction, look: SeenCall, fields: readonly string[], calls: readonly SeenCall[]): boolean {
  const [filter] = look.call.argNodes;
  const inFilter = (node: TS.Node): boolean =>
    filter !== undefined &&
    node.pos >= filter.pos &&
    node.end <= filter.end &&
    node.getSourceFile() === filter.getSourceFile();
  const written = within(fn, (node) => {
    if (isProperty(node)) return !inFilter(node) && fields.includes(node.name.getText());
    if (ts.isDeleteExpression(node)) return fields.some((field) => node.expression.getText().endsWith(`.${field}`));
    if (ts.isStringLiteralLike(node)) return /\b(?:delete\s+from|set\b.*=\s*null)/is.test(node.text);
    return (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      fields.includes(node.left.name.text)
    );
  });
  return written.length > 0 || calls.some(({ entity }) => /\.(?:\w*delete\w*|destroy|remove)$/i.test(entity.name));
}

/** `user.securityAnswer !== req.body.answer`: what is stored of an answer is compared by hand with what was sent. */
function comparesAnswer(node: TS.Node): boolean {
  if (!ts.isBinaryExpression(node) || !/^[!=]==?$/.test(node.operatorToken.getText())) return false;
  const nameOf = (side: TS.Expression): string =>
    ts.isPropertyAccessExpression(side) ? side.name.text : ts.isIdentifier(side) ? side.text : '';
  const [left, right] = [nameOf(node.left), nameOf(node.right)];
  return left !== '' && right !== '' && [left, right].some((each) => /answer$/i.test(each));
}

/** Somebody without credentials sets a password for what a look into the store has found. */
function inReset(endpoint: Endpoint, calls: readonly SeenCall[]): readonly WeakPlace[] {
  const hashes = calls.some((each) => plays(each, 'auth.password') && !plays(each, 'auth.checked'));
  const proved = calls.some((each) => plays(each, 'auth.checked') || plays(each, 'auth.verified'));
  const known = endpoint.steps.some(({ verdict }) => verdict === 'guard');
  if (!hashes || proved || known) return [];
  return calls.flatMap((look): readonly WeakPlace[] => {
    const { node } = look.call;
    const fn = functionAround(node);
    if (!fn || look.asked.length === 0) return [];
    const isRecovery = RECOVERY.test(endpoint.path ?? '');
    const tokens = look.asked.filter((field) => /reset|recover/i.test(field) || (isRecovery && TOKEN.test(field)));
    if (tokens.length === 0) {
      const [compared = null] = within(fn, comparesAnswer);
      const isByAnswer = compared !== null || look.asked.some((field) => ANSWER.test(field));
      return isByAnswer ? [{ node: compared ?? node, seen: look, why: 'by-answer' }] : [];
    }
    // What one function of a repository finds, its callers ask, and another one takes out.
    const callers = look.stack.flatMap((each) => functionAround(each) ?? []);
    if (![fn, ...callers].some(asksForAge)) return [{ node, seen: look, why: 'ageless' }];
    const others = calls.flatMap(({ call }) => functionAround(call.node) ?? []);
    const isConsumed = [...new Set([fn, ...callers, ...others])].some((each) => consumes(each, look, tokens, calls));
    return isConsumed ? [] : [{ node, seen: look, why: 'reusable' }];
  });
}

/** Returns the weak places of an endpoint that has to do with recovery. */
export function weakPlaces(endpoint: Endpoint): readonly WeakPlace[] {
  const { shown } = endpoint.handling();
  return shown ? [...givenAway(endpoint, shown), ...inReset(endpoint, shown.calls)] : [];
}
