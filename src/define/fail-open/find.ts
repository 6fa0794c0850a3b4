/** Places where a check that fails, or is never made, lets the request pass. */
import { allowedBehind, openAnswer } from './authorizers.js';
import { letsInvoke, mayInvoke } from '../../lang/deployment/authorizers.js';
import { ts, type TS } from '../../lang/ts.js';
import {
  afterwards,
  calledFunction,
  callsOn,
  functionAround,
  isAsync,
  isOwnFunction,
  statementOf,
  within,
  type OwnFunction,
} from './code.js';
import type { Facts } from './facts.js';

export type Failing =
  | 'catch'
  | 'default'
  | 'denial'
  | 'not-thrown'
  | 'not-awaited'
  | 'swallowed'
  | 'promise-tested'
  | 'not-asked'
  | 'not-heeded'
  | 'not-used'
  | 'never-asks';

export interface Place {
  readonly node: TS.Node;
  readonly why: Failing;
}

/** Something is waited for in the block, and inside of it or behind it the function answers 401 or 403: that depends on it. */
function asksFirst(facts: Facts, fn: OwnFunction, { tryBlock, pos, catchClause }: TS.TryStatement): boolean {
  if (within(tryBlock, ts.isAwaitExpression).length === 0) return false;
  const isBehind = (each: TS.Node): boolean =>
    each.pos >= pos && !(catchClause && each.pos >= catchClause.pos && each.end <= catchClause.end);
  return within(fn, (each) => facts(each).denies && isBehind(each)).length > 0;
}

/** `next()`, `NextResponse.next()`. */
function passesOn(facts: Facts): (node: TS.Node) => boolean {
  return (node) => callsOn(node) || facts(node).passes;
}

/** True when a function answers 401 or 403, throws, or sends the visitor elsewhere on some path. */
function denies(facts: Facts, fn: TS.Node): boolean {
  return within(fn, (node) => facts(node).denies || facts(node).makesError).length > 0;
}

/** What calls do through the functions of the program that they call, in whatever file. */
export interface Asks {
  /** Credentials are verified there. */
  readonly verifies: (call: TS.Node) => boolean;
  /** An asynchronous function is called that turns somebody away by itself. */
  readonly deniesLate: (call: TS.Node) => boolean;
}

/** Says whether a class is a guard that stands, or might stand, before endpoints. */
export type IsGuard = (cls: TS.Node) => boolean;

/** `canActivate` of a guard: what NestJS asks (https://docs.nestjs.com/guards). */
function isGuardMethod(fn: OwnFunction | null, isGuard: IsGuard): boolean {
  return (
    fn !== null &&
    ts.isMethodDeclaration(fn) &&
    ts.isIdentifier(fn.name) &&
    fn.name.text === 'canActivate' &&
    isGuard(fn.parent)
  );
}

function returns(word: TS.SyntaxKind): (node: TS.Node) => boolean {
  return (node) => ts.isReturnStatement(node) && node.expression?.kind === word;
}

const returnsTrue = returns(ts.SyntaxKind.TrueKeyword);
const returnsFalse = returns(ts.SyntaxKind.FalseKeyword);

/** What the guard finds out is its answer: `return roles.includes(user.role)`; what it leaves to its parent is not its own. */
function returnsDecision(node: TS.Node): boolean {
  const answer = ts.isReturnStatement(node) ? node.expression : undefined;
  if (!answer || within(answer, (each) => each.kind === ts.SyntaxKind.SuperKeyword).length > 0) return false;
  return within(answer, (each) => ts.isBinaryExpression(each) || isMembership(each)).length > 0;
}

/** Asks whether something is in a list. */
function isMembership(node: TS.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:includes|some|every|has)$/.test(node.expression.name.text)
  );
}

function isFalse(node: TS.Node | undefined): boolean {
  return node?.kind === ts.SyntaxKind.FalseKeyword;
}

/** `done(null, user)`, beside a `done(null, false)` that turns away. */
function accepts(node: TS.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false;
  const [problem, user] = node.arguments;
  return problem?.kind === ts.SyntaxKind.NullKeyword && user !== undefined && !isFalse(user);
}

function refusesByCallback(fn: TS.Node): boolean {
  return within(fn, (node) => ts.isCallExpression(node) && isFalse(node.arguments[1])).length > 0;
}

/** An answer of an authorizer that lets the request in, whatever went wrong with the check of its token. */
function allowedInCatch(node: TS.TryStatement, handler: TS.Block, asks: Asks): readonly Place[] {
  const inHandler = within(handler, ts.isReturnStatement).filter((each) => within(each, letsInvoke).length > 0);
  const allowing = [...inHandler, ...allowedBehind(node, handler)];
  if (allowing.length === 0 || within(node.tryBlock, (each) => asks.verifies(each)).length === 0) return [];
  return allowing.map((each) => ({ node: each, why: 'catch' }));
}

function inCatch(facts: Facts, isGuard: IsGuard, asks: Asks, node: TS.TryStatement): readonly Place[] {
  const handler = node.catchClause?.block;
  const fn = functionAround(node);
  if (!handler || !fn) return [];
  const allowed = allowedInCatch(node, handler, asks);
  if (allowed.length > 0) return allowed;
  const place = (each: TS.Node): Place => ({ node: each, why: 'catch' });
  const verifies = within(node.tryBlock, (each) => facts(each).verifies).length > 0;
  // A guard that turns away inside of the block lets its own denial be caught, and whatever fails on the way there.
  const decides = (): boolean =>
    within(node.tryBlock, (each) => facts(each).forbids || returnsFalse(each) || returnsDecision(each)).length > 0;
  if (isGuardMethod(fn, isGuard) && (verifies || decides())) return within(handler, returnsTrue).map(place);
  if ((verifies && denies(facts, fn)) || asksFirst(facts, fn, node)) return within(handler, passesOn(facts)).map(place);
  return refusesByCallback(fn) ? within(handler, accepts).map(place) : [];
}

/**
 * A default branch that passes beside others that refuse: what nobody thought of comes in. Where others name what passes,
 * too, the refusals must be denials of access: there is no need for a default that passes.
 */
function inDefault(facts: Facts, isGuard: IsGuard, node: TS.SwitchStatement): readonly Place[] {
  const { clauses } = node.caseBlock;
  const preset = clauses.find(ts.isDefaultClause);
  if (!preset) return [];
  const others = clauses.filter((each) => each !== preset);
  const some = (test: (each: TS.Node) => boolean): boolean => others.some((each) => within(each, test).length > 0);
  const place = (each: TS.Node): Place => ({ node: each, why: 'default' });
  if (isGuardMethod(functionAround(node), isGuard))
    return some(returnsFalse) && some(returnsTrue) ? within(preset, returnsTrue).map(place) : [];
  const passes = passesOn(facts);
  if (!some((each) => facts(each).refuses) || (some(passes) && !some((each) => facts(each).forbids))) return [];
  return within(preset, passes).map(place);
}

/** `return this.allowed[user.plan] ?? true`: what the table does not name comes in. */
function presetTrue(isGuard: IsGuard, node: TS.ReturnStatement): readonly Place[] {
  const { expression } = node;
  if (!expression || !ts.isBinaryExpression(expression) || expression.right.kind !== ts.SyntaxKind.TrueKeyword)
    return [];
  const { kind } = expression.operatorToken;
  if (kind !== ts.SyntaxKind.QuestionQuestionToken || !looksUp(expression.left)) return [];
  return isGuardMethod(functionAround(node), isGuard) ? [{ node: expression, why: 'default' }] : [];
}

/** A look into a table by a key that is not written down: `table[key]`, `table.get(key)`. */
function looksUp(node: TS.Expression): boolean {
  if (ts.isElementAccessExpression(node)) return !ts.isLiteralExpression(node.argumentExpression);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [key, ...others] = node.arguments;
  return (
    others.length === 0 && node.expression.name.text === 'get' && key !== undefined && !ts.isLiteralExpression(key)
  );
}

/** The expression without what stands around it in the same statement. */
function isWholeStatement(node: TS.Node): boolean {
  let each = node;
  while (
    ts.isPropertyAccessExpression(each.parent) ||
    (ts.isCallExpression(each.parent) && each.parent.expression === each) ||
    ts.isParenthesizedExpression(each.parent)
  )
    each = each.parent;
  // `ctx.status = 401`: the property that is written stands for the call.
  if (ts.isBinaryExpression(each.parent) && each.parent.left === each) each = each.parent;
  return ts.isExpressionStatement(each.parent);
}

/** Hands on in a function that a call is given: `store.find(key).then((user) => next())`. */
function handsOnLater(facts: Facts, statement: TS.Statement): boolean {
  const calls = within(statement, ts.isCallExpression).filter(ts.isCallExpression);
  return calls.some((call) =>
    call.arguments.some((each) => isOwnFunction(each) && within(each, passesOn(facts)).length > 0),
  );
}

/** An answer of 401 or 403 after which the request is handed on all the same. */
function afterDenial(facts: Facts, node: TS.Node): readonly Place[] {
  const statement = statementOf(node);
  if (!facts(node).denies || facts(node).leaves || !statement || !isWholeStatement(node)) return [];
  const goesOn = afterwards(statement).some(
    (each) => within(each, passesOn(facts)).length > 0 || handsOnLater(facts, each),
  );
  return goesOn ? [{ node: statement, why: 'denial' }] : [];
}

function throwsOrDenies(facts: Facts, fn: TS.Node): boolean {
  return within(fn, ts.isThrowStatement).length > 0 || denies(facts, fn);
}

/** A check that gives a promise which nobody waits for. */
function notAwaited(facts: Facts, asks: Asks, node: TS.ExpressionStatement): readonly Place[] {
  const call = node.expression;
  if (!ts.isCallExpression(call)) return [];
  // What is given a function calls it with the answer, and what that does next waits for it.
  if (call.arguments.some((each) => ts.isArrowFunction(each) || ts.isFunctionExpression(each))) return [];
  const fn = functionAround(node);
  const place: Place = { node: call, why: 'not-awaited' };
  if (fn !== null && isAsync(fn) && afterwards(node).length > 0 && asks.deniesLate(call)) return [place];
  const own = calledFunction(call);
  const checks =
    (facts(call).verifies && facts(call).promises) || (own !== null && isAsync(own) && throwsOrDenies(facts, own));
  if (!checks) return [];
  const goesOn =
    afterwards(node).some((each) => within(each, passesOn(facts)).length > 0) ||
    (facts(call).verifies && fn !== null && isAsync(fn));
  return goesOn ? [place] : [];
}

/** `verify().catch(log)`: the failure is handled by a function that turns nobody away. */
function swallowed(facts: Facts, node: TS.CallExpression): readonly Place[] {
  const target = node.expression;
  const [handler] = node.arguments;
  if (!ts.isPropertyAccessExpression(target) || target.name.text !== 'catch' || !facts(target.expression).verifies)
    return [];
  if (!handler || !isOwnFunction(handler) || throwsOrDenies(facts, handler)) return [];
  // What is done with the result is somebody else's check: `const user = await verify().catch(() => null)`.
  const used = ts.isAwaitExpression(node.parent) ? node.parent.parent : node.parent;
  return ts.isExpressionStatement(used) ? [{ node, why: 'swallowed' }] : [];
}

/** The call that a variable of a function was given, where nothing waits for it. */
function givenTo(name: TS.Identifier): TS.Expression | null {
  const fn = functionAround(name);
  const declared = fn
    ? within(fn, (each) => ts.isVariableDeclaration(each) && ts.isIdentifier(each.name) && each.name.text === name.text)
    : [];
  const [only, ...others] = declared;
  return only && others.length === 0 && ts.isVariableDeclaration(only) ? (only.initializer ?? null) : null;
}

/** `if (!this.isMember(...)) throw`, `if (isMember(...)) return next()`, where the answer is a promise. */
function promiseTested(facts: Facts, isGuard: IsGuard, node: TS.IfStatement): readonly Place[] {
  let test: TS.Expression = node.expression;
  let isNegated = false;
  while (ts.isPrefixUnaryExpression(test) || ts.isParenthesizedExpression(test)) {
    if (ts.isPrefixUnaryExpression(test)) isNegated = !isNegated;
    test = ts.isPrefixUnaryExpression(test) ? test.operand : test.expression;
  }
  const call = ts.isIdentifier(test) ? givenTo(test) : test;
  if (!call || !ts.isCallExpression(call)) return [];
  const place: Place = { node: test, why: 'promise-tested' };
  // Of a library the answer is known to be a promise, and that it is the check: whoever comes in by it need be no guard.
  if (facts(call).promises && facts(call).checks) return [place];
  const own = calledFunction(call);
  if (own === null || !isAsync(own)) return [];
  const fn = functionAround(node);
  const letsIn = (): boolean =>
    fn !== null &&
    within(node.thenStatement, isGuardMethod(fn, isGuard) ? returnsTrue : passesOn(facts)).length > 0 &&
    // What stands behind it is for whoever is not let in, and is never reached.
    (node.elseStatement !== undefined || afterwards(node).length > 0);
  // What turns away is never reached, so nobody has seen what it answers: it leaves a function that lets pass elsewhere.
  const turnsAway = (): boolean =>
    throwsOrDenies(facts, node.thenStatement) ||
    (fn !== null &&
      within(node.thenStatement, ts.isReturnStatement).length > 0 &&
      within(node.thenStatement, passesOn(facts)).length === 0 &&
      within(fn, passesOn(facts)).length > 0);
  return (isNegated ? turnsAway() : letsIn()) ? [place] : [];
}

/** A callback that is told who is calling, or that nobody is, and passes without looking. */
function notAsked(facts: Facts, node: TS.CallExpression): readonly Place[] {
  if (!facts(node).decidesByCallback) return [];
  const callback = node.arguments.find((each): each is TS.ArrowFunction | TS.FunctionExpression => isOwnFunction(each));
  const user = callback?.parameters[1]?.name;
  if (!callback || !user || !ts.isIdentifier(user)) return [];
  const asks = within(callback, (each) => {
    const test = ts.isIfStatement(each)
      ? each.expression
      : ts.isConditionalExpression(each)
        ? each.condition
        : ts.isBinaryExpression(each) && each.operatorToken.kind !== ts.SyntaxKind.EqualsToken
          ? each
          : null;
    return test !== null && within(test, (inner) => ts.isIdentifier(inner) && inner.text === user.text).length > 0;
  });
  return asks.length > 0 ? [] : within(callback, callsOn).map((each) => ({ node: each, why: 'not-asked' }));
}

/** `if (error) log(error);`: what is noted turns nobody away. */
function isOnlyNoted(facts: Facts, { thenStatement, elseStatement }: TS.IfStatement): boolean {
  const leaves = (each: TS.Node): boolean =>
    ts.isReturnStatement(each) || ts.isThrowStatement(each) || facts(each).denies || facts(each).refuses;
  return !elseStatement && within(thenStatement, leaves).length === 0;
}

/** A check that calls back, in a guard: the callback hands the request on, whatever it is told of the check. */
function unheeded(facts: Facts, node: TS.CallExpression): readonly Place[] {
  const callback = node.arguments.at(-1);
  const guard = functionAround(node);
  if (!callback || !isOwnFunction(callback) || !facts(node).verifies || !guard || !denies(facts, guard)) return [];
  const names = new Set(callback.parameters.slice(0, 2).map(({ name }) => name.getText()));
  const tells = (each: TS.Node): boolean => ts.isIdentifier(each) && names.has(each.text);
  const noted = within(
    callback,
    (each) => ts.isIfStatement(each) && tells(each.expression) && isOnlyNoted(facts, each),
  );
  const isNoted = (each: TS.Node): boolean => noted.some(({ pos, end }) => each.pos >= pos && each.end <= end);
  // Whoever else is told of it may turn the caller away, and so may whatever is asked of it.
  const heeds = (each: TS.Node): boolean =>
    !isNoted(each) &&
    ((ts.isCallExpression(each) && each.arguments.some(tells)) ||
      (ts.isIfStatement(each) && within(each.expression, tells).length > 0) ||
      (ts.isConditionalExpression(each) && within(each.condition, tells).length > 0) ||
      (ts.isBinaryExpression(each) &&
        each.operatorToken.kind !== ts.SyntaxKind.EqualsToken &&
        within(each, tells).length > 0));
  if (within(callback, heeds).length > 0) return [];
  return within(callback, callsOn).map((each) => ({ node: each, why: 'not-heeded' }));
}

/** Returns every such place of a file. */
export function failingPlaces(file: TS.SourceFile, facts: Facts, isGuard: IsGuard, asks: Asks): readonly Place[] {
  const found: Place[] = [];
  const mayHoldAuthorizers = mayInvoke(file);
  const visit = (node: TS.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    const open = mayHoldAuthorizers ? openAnswer(node) : null;
    if (open) found.push({ node: open, why: 'never-asks' });
    if (ts.isTryStatement(node)) found.push(...inCatch(facts, isGuard, asks, node));
    if (ts.isSwitchStatement(node)) found.push(...inDefault(facts, isGuard, node));
    if (ts.isReturnStatement(node)) found.push(...presetTrue(isGuard, node));
    if (ts.isIfStatement(node)) found.push(...promiseTested(facts, isGuard, node));
    if (ts.isCallExpression(node))
      found.push(...swallowed(facts, node), ...notAsked(facts, node), ...unheeded(facts, node));
    if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) found.push(...afterDenial(facts, node));
    if (ts.isExpressionStatement(node)) {
      found.push(...notAwaited(facts, asks, node));
      if (ts.isNewExpression(node.expression) && facts(node.expression).makesError)
        found.push({ node: node.expression, why: 'not-thrown' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
