/** Answers of logins and recoveries: what is said for an account that does not exist, and what for a wrong password. */
import { guardOf, stepPlaying, type Check, type Endpoint, type SeenCall } from '../analysis/analysis.js';
import { ts, type TS } from '../lang/ts.js';
import { functionAround, isOwnFunction, within, type OwnFunction } from './fail-open/code.js';

export interface TellingAnswer {
  /** The answer for the unknown account. */
  readonly node: TS.Node;
  /** What led there. */
  readonly seen: Check;
  readonly of: 'login' | 'recovery';
}

/** Words of a path by which a service says that a route is for recovery. */
const RECOVERY = /(?:^|[/.-])(?:forgot|forgotten|recover|recovery|reset)(?=[/.-]|$)|forgot-?password|reset-?password/i;

const FORGOTTEN = /(?:^|[/.-])(?:forgot|forgotten)(?=[/.-]|$)|forgot-?password/i;

interface Leaving {
  readonly test: TS.Expression;
  /** What is answered or thrown. */
  readonly answer: TS.Node;
  readonly otherwise: TS.Statement | null;
}

function lastOf(statement: TS.Statement): TS.Statement | null {
  return ts.isBlock(statement) ? (statement.statements.at(-1) ?? null) : statement;
}

/** Calls that never come back: `ctx.throw(401)`. */
type Exits = ReadonlySet<TS.Node>;

const NO_EXITS: Exits = new Set();

function exitsIn(calls: readonly SeenCall[]): Exits {
  return new Set(
    calls.flatMap(({ call }) =>
      call.spec?.native === 'shared.throws' || call.spec?.returns === 'never' ? [call.node] : [],
    ),
  );
}

/** What a branch answers before it leaves: the returned or thrown expression, or the statement in front of a bare return. */
function answerOf(branch: TS.Statement, exits: Exits): TS.Node | null {
  const last = lastOf(branch);
  if (last && ts.isExpressionStatement(last) && exits.has(last.expression)) return last.expression;
  if (!last || !(ts.isReturnStatement(last) || ts.isThrowStatement(last))) return null;
  if (last.expression) return last.expression;
  const before = ts.isBlock(branch) ? branch.statements.at(-2) : undefined;
  return before && ts.isExpressionStatement(before) ? before.expression : null;
}

/** Returns the branches of a function that leave it with an answer or error. */
export function leavings(fn: OwnFunction, exits: Exits = NO_EXITS): readonly Leaving[] {
  if (!fn.body) return [];
  return within(fn.body, ts.isIfStatement).flatMap((node) => {
    const answer = ts.isIfStatement(node) ? answerOf(node.thenStatement, exits) : null;
    return ts.isIfStatement(node) && answer
      ? [{ test: node.expression, answer, otherwise: node.elseStatement ?? null }]
      : [];
  });
}

/** Returns whether a test asks for what was not found: `!user`, `!rows[0]`, `user === null`. Only such tests, joined by nothing else. */
export function asksForAbsence(test: TS.Expression): boolean {
  if (ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken) {
    const { operand } = test;
    return ts.isIdentifier(operand) || ts.isElementAccessExpression(operand) || ts.isPropertyAccessExpression(operand);
  }
  if (!ts.isBinaryExpression(test)) return false;
  const { kind } = test.operatorToken;
  const equal = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  return equal && /^(?:null|undefined|0)$/.test(test.right.getText());
}

/** Returns whether it asks for what was found: `user`, `rows.length > 0`, `user !== null`; the other branch knows nothing of it. */
export function asksForPresence(test: TS.Expression): boolean {
  if (ts.isIdentifier(test) || ts.isPropertyAccessExpression(test) || ts.isElementAccessExpression(test)) return true;
  if (!ts.isBinaryExpression(test)) return false;
  const { kind } = test.operatorToken;
  if (kind === ts.SyntaxKind.GreaterThanToken) return test.right.getText() === '0';
  const unequal = kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  return unequal && /^(?:null|undefined|0)$/.test(test.right.getText());
}

/** True when a test contains a call, or the variable that its result was given to. */
export function isAbout(test: TS.Expression, call: TS.Node): boolean {
  let variable: string | null = null;
  for (let each = call.parent; !ts.isStatement(each); each = each.parent)
    if (ts.isVariableDeclaration(each) && ts.isIdentifier(each.name)) variable = each.name.text;
  return within(test, (each) => each === call || (ts.isIdentifier(each) && each.text === variable)).length > 0;
}

/** Returns whether two nodes are the same code, apart from space. */
export function sameCode(a: TS.Node, b: TS.Node): boolean {
  const bare = (node: TS.Node): string => node.getText().replace(/\s+/g, '');
  return bare(a) === bare(b);
}

/** What a function answers at its end. */
function finalAnswer(fn: OwnFunction): TS.Node | null {
  return fn.body && ts.isBlock(fn.body) ? endOf(fn.body) : null;
}

/** The function that a call, or one of those before it in its chain, is given: `user.save(function () { … })`, `save().then(() => …).catch(next)`. */
function handedOn(answer: TS.Node): OwnFunction | null {
  for (let at = answer; ;) {
    if (ts.isCallExpression(at)) {
      const own = at.arguments.findLast((each) => isOwnFunction(each));
      if (own && isOwnFunction(own)) return own;
      at = at.expression;
    } else if (ts.isPropertyAccessExpression(at) || ts.isAwaitExpression(at)) at = at.expression;
    else return null;
  }
}

/** The same, where the last that a function does is to hand the rest to another one. */
function lastAnswer(fn: OwnFunction): TS.Node | null {
  const final = fn.body && !ts.isBlock(fn.body) ? fn.body : finalAnswer(fn);
  const behind = final && handedOn(final);
  return (behind && lastAnswer(behind)) ?? final;
}

/** What a branch answers at its end, whether or not it leaves there: callbacks end by themselves. */
function endOf(branch: TS.Statement): TS.Node | null {
  const last = lastOf(branch);
  if (!last) return null;
  return ts.isReturnStatement(last) || ts.isThrowStatement(last)
    ? (last.expression ?? null)
    : ts.isExpressionStatement(last)
      ? last.expression
      : null;
}

/** `if (right) return token;`: the test lets in, and what is said of a wrong password stands elsewhere. */
function letsIn(test: TS.Expression): boolean {
  if (ts.isParenthesizedExpression(test)) return letsIn(test.expression);
  if (ts.isBinaryExpression(test)) {
    const { kind } = test.operatorToken;
    return kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  }
  return ts.isIdentifier(test) || ts.isAwaitExpression(test) || ts.isCallExpression(test);
}

/** The answer for a wrong password: of a test that turns away, otherwise of the other branch or of the end. */
function wrongAnswer(fn: OwnFunction, compare: TS.Node, exits: Exits): { test: TS.Node; answer: TS.Node } | null {
  for (const node of fn.body ? within(fn.body, ts.isIfStatement) : []) {
    if (!ts.isIfStatement(node) || !isAbout(node.expression, compare)) continue;
    const { expression: test, thenStatement, elseStatement } = node;
    const answer = !letsIn(test)
      ? answerOf(thenStatement, exits)
      : elseStatement
        ? (answerOf(elseStatement, exits) ?? endOf(elseStatement))
        : answerOf(thenStatement, exits) && finalAnswer(fn);
    if (answer) return { test, answer };
  }
  return null;
}

/** The functions around a node, the innermost first: callbacks hand the result of a look-up on. */
function functionsAround(node: TS.Node): readonly OwnFunction[] {
  const fn = functionAround(node);
  return fn ? [fn, ...functionsAround(fn)] : [];
}

/** What was answered before a comparison, or is answered instead of it, to who asked for something that is not there. */
function absentAnswers(fn: OwnFunction, compare: TS.Node, exits: Exits): readonly Leaving[] {
  const before = leavings(fn, exits).filter(({ test }) => asksForAbsence(test) && test.end <= compare.pos);
  const instead: Leaving[] = [];
  for (let each = compare.parent; each !== fn; each = each.parent) {
    const { parent } = each;
    if (!ts.isIfStatement(parent) || parent.thenStatement !== each || !asksForPresence(parent.expression)) continue;
    const answer = parent.elseStatement ? endOf(parent.elseStatement) : null;
    if (answer) instead.push({ test: parent.expression, answer, otherwise: null });
  }
  return [...before, ...instead];
}

/** What a comparison tells apart: in the function that makes it, or in one that is called to make it. */
function inLogin(seen: Check, exits: Exits): readonly TellingAnswer[] {
  const places = [seen.call.node, ...[...seen.stack].reverse()];
  for (const [index, compare] of places.entries()) {
    const around = functionsAround(compare);
    const wrong = around[0] ? wrongAnswer(around[0], compare, exits) : null;
    if (!wrong) continue;
    return around
      .flatMap((fn) => absentAnswers(fn, compare, exits).map((each) => ({ fn, ...each })))
      .filter((each) => each.test !== wrong.test)
      .filter(({ fn, test }) => (index === 0 && isLookedUp(fn, test)) || isReadIn(fn, compare, test))
      .filter((each) => !sameCode(each.answer, wrong.answer))
      .map((each) => ({ node: each.answer, seen, of: 'login' as const }));
  }
  return [];
}

/** The variable that a property is read from: `rows` of `rows[0].hash`. */
function rootOf(node: TS.Expression): string {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
    ? rootOf(node.expression)
    : node.getText();
}

/** The comparison reads a property of the variable of a test that a call with arguments gave: `find(email)`. */
function isReadIn(fn: OwnFunction, compare: TS.Node, test: TS.Expression): boolean {
  const names = new Set(within(test, ts.isIdentifier).map((each) => each.getText()));
  const read = within(compare, (each) => ts.isPropertyAccessExpression(each) && names.has(rootOf(each)));
  return (
    read.length > 0 &&
    (isGivenToCallback(fn, names) ||
      within(fn, ts.isVariableDeclaration).some(
        (each) =>
          ts.isVariableDeclaration(each) &&
          names.has(each.name.getText()) &&
          each.initializer !== undefined &&
          within(each.initializer, (call) => ts.isCallExpression(call) && call.arguments.length > 0).length > 0,
      ))
  );
}

/** `find(email).then((user) => …)`, `find(email, (err, user) => …)`: a call with arguments hands it to this callback. */
function isGivenToCallback(fn: OwnFunction, names: ReadonlySet<string>): boolean {
  const call = fn.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments.some((each) => each === fn) &&
    fn.parameters.some(({ name }) => names.has(name.getText())) &&
    within(
      call,
      (each) =>
        ts.isCallExpression(each) &&
        each.arguments.some((given) => !ts.isFunctionLike(given)) &&
        (each === call || each.end <= fn.end),
    ).length > 0
  );
}

/** The variable of a test is what a look-up gave. */
function isLookedUp(fn: OwnFunction, test: TS.Expression): boolean {
  const names = new Set(within(test, ts.isIdentifier).map((each) => each.getText()));
  return within(fn, ts.isVariableDeclaration).some(
    (each) =>
      ts.isVariableDeclaration(each) &&
      each.initializer !== undefined &&
      within(each.initializer, ts.isAwaitExpression).length > 0 &&
      within(each.name, ts.isIdentifier).some((name) => names.has(name.getText())),
  );
}

/** Returns whether the variable of a test is what a look-up gave, or handed to this callback. */
export function isGiven(fn: OwnFunction, test: TS.Expression): boolean {
  return (
    isLookedUp(fn, test) || isGivenToCallback(fn, new Set(within(test, ts.isIdentifier).map((each) => each.getText())))
  );
}

function functionOf(endpoint: Endpoint): OwnFunction | null {
  for (const ref of endpoint.handler.refs) {
    const own = ref.kind === 'bound' ? ref.target.refs[0] : ref;
    if (own?.kind === 'func' && !ts.isConstructorDeclaration(own.node) && !ts.isAccessor(own.node)) return own.node;
  }
  return null;
}

function inRecovery(endpoint: Endpoint, seen: SeenCall | undefined, exits: Exits): readonly TellingAnswer[] {
  const fn = functionOf(endpoint);
  if (!seen) return [];
  const own = fn ? [fn, ...callbacksIn(fn)].flatMap((each) => recoveryAnswers(each, lastAnswer(each), exits)) : [];
  // What a helper throws for an unknown account is answered as an error; what it returns may be treated alike. The path
  // must tell that an account is asked for: behind other words it may be the token of a recovery that is looked up.
  const calls = FORGOTTEN.test(endpoint.path ?? '') ? [...seen.stack, seen.call.node] : [];
  const helpers = new Set(calls.flatMap((call) => functionAround(call) ?? []));
  const thrown = [...helpers]
    .filter((each) => each !== fn)
    .flatMap((each) =>
      recoveryAnswers(each, finalAnswer(each), exits).filter((answer) => ts.isThrowStatement(answer.parent)),
    );
  return [...own, ...thrown].map((node) => ({ node, seen, of: 'recovery' as const }));
}

/** Functions that a function hands to calls, and those within them: what comes after a look-up stands there. */
function callbacksIn(fn: OwnFunction): readonly OwnFunction[] {
  const found: OwnFunction[] = [];
  const visit = (node: TS.Node): void => {
    if (isOwnFunction(node) && ts.isCallExpression(node.parent)) found.push(node);
    ts.forEachChild(node, visit);
  };
  if (fn.body) visit(fn.body);
  return found;
}

/** What a function answers for an unknown account, when that is not what it answers at its end. */
function recoveryAnswers(fn: OwnFunction, final: TS.Node | null, exits: Exits): readonly TS.Node[] {
  if (!final) return [];
  return leavings(fn, exits)
    .filter((each) => asksForAbsence(each.test) && isGiven(fn, each.test) && !sameCode(each.answer, final))
    .map((each) => each.answer);
}

/** Whoever a guard has let in is asked for a password of her own account; a guard that takes the password is a login. */
function isSignedIn(endpoint: Endpoint): boolean {
  return guardOf(endpoint) !== null && stepPlaying(endpoint, 'auth.login') === null;
}

/** Returns the answers of an endpoint that tell whether an account exists. */
export function tellingAnswers(endpoint: Endpoint): readonly TellingAnswer[] {
  const { shown } = endpoint.handling();
  if (!shown || isSignedIn(endpoint)) return [];
  const compares = shown.calls.filter(
    ({ call }) =>
      (call.spec?.roles ?? []).some(({ role }) => role === 'auth.password') &&
      (call.spec?.roles ?? []).some(({ role }) => role === 'auth.checked'),
  );
  const checks = compares.length > 0 ? compares : shown.checks;
  if (checks.length > 0) return checks.flatMap((each) => inLogin(each, exitsIn(shown.calls)));
  // A token of the recovery itself is no account: it cannot be guessed.
  const asks =
    RECOVERY.test(endpoint.path ?? '') && !shown.roles.has('auth.password') && !shown.roles.has('auth.verified');
  const seen = asks ? shown.calls.find(({ access }) => access !== null) : undefined;
  // What the path of a reset names is the token that the mailbox was sent; accounts are asked for by what is sent along.
  const isByToken = seen?.access?.from === 'http.params' && !FORGOTTEN.test(endpoint.path ?? '');
  return isByToken ? [] : inRecovery(endpoint, seen, exitsIn(shown.calls));
}
