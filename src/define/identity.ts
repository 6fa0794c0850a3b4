/** When a part of the request is taken for who its sender is, or for what the sender may do. */
import type { FileAnalysis, Finding } from '../analysis/analysis.js';
import { isMakerName, isPrincipalName, isRoleName } from '../analysis/sensitive.js';
import { endsFunction } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { calledFunction, within } from './fail-open/code.js';
import { factsByNode, type Facts } from './fail-open/facts.js';

/**
 * Words of roles that may do more than others. They only make the rule quieter: what a branch does for any other word may
 * be no more than to choose what is shown, or to refuse that somebody is given it.
 */
const GRANTED =
  /^(?:true|yes|on|1|admin(?:istrator)?|superuser|super_?admin|root|owner|moderator|staff|manager|editor)$/i;

/** An owner out of a route's path names a resource; out of a cookie or a header of its own it claims who is calling. */
function claimsOwner({ hit }: Finding): boolean {
  const { kind, path = [] } = hit.label.source;
  const name = path.at(-1) ?? '';
  switch (kind) {
    case 'http.cookies':
      return true;
    case 'http.headers':
    case 'http.query':
    case 'http.body':
      return isPrincipalName(name) || (hit.kind === 'owned' && isMakerName(name));
    default:
      return false;
  }
}

/** The name that is asked for is the own key of what is looked up: `organizations.findOne({ orgId })`. People are who they are. */
function isOwnKey({ hit }: Finding, name: string): boolean {
  const stem = /^([a-z]{3,})_?id$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (stem === '' || /^(?:user|account|member|owner|author|customer|client|profile|person)$/.test(stem)) return false;
  const call = ts.findAncestor(hit.node, ts.isCallExpression);
  const object = call && ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : null;
  const last = object && ts.isPropertyAccessExpression(object) ? object.name : object;
  return last !== null && ts.isIdentifier(last) && last.text.toLowerCase().startsWith(stem);
}

function keysOf({ properties }: TS.ObjectLiteralExpression): readonly string[] {
  return properties.flatMap((each) => (each.name && ts.isIdentifier(each.name) ? [each.name.text] : []));
}

/**
 * The record is tied to an owner that the client has not chosen as well: `{ orgId: auth.orgId, userId: body.userId }` is about
 * a member of the caller's own organization.
 */
function isTiedBeside({ hit }: Finding, { findings }: FileAnalysis, name: string): boolean {
  const sent = new Set(
    findings.flatMap((each) =>
      each.hit.kind !== 'condition' && each.hit.node === hit.node ? [each.hit.label.source.path?.at(-1)] : [],
    ),
  );
  const objects = within(hit.node, (each) => ts.isObjectLiteralExpression(each) && keysOf(each).includes(name));
  return (
    objects.length > 0 &&
    objects.every(
      (each) =>
        ts.isObjectLiteralExpression(each) &&
        keysOf(each).some((key) => key !== name && !sent.has(key) && OWNING.test(key)),
    )
  );
}

/** Whom records belong to besides people. */
const OWNING = /^(?:org|organi[sz]ation|tenant)(?:_?id)?$/i;

function mentions(node: TS.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return !ts.isFunctionLike(node) && ts.forEachChild(node, (child) => mentions(child, name) || undefined) === true;
}

/** The statement further on in the block that asks for a constant: `const isAdmin = ...; if (!isAdmin) return`. */
function decidedByName(declaration: TS.VariableDeclaration): TS.IfStatement | null {
  const statement = declaration.parent.parent;
  if (!ts.isIdentifier(declaration.name) || !ts.isBlock(statement.parent)) return null;
  const { text } = declaration.name;
  return (
    statement.parent.statements.find(
      (each): each is TS.IfStatement =>
        each.pos >= statement.end && ts.isIfStatement(each) && mentions(each.expression, text),
    ) ?? null
  );
}

/** Returns the statement that a condition decides about; what a helper returns decides where the helper was called (`calls`). */
export function decided(node: TS.Node, calls: readonly TS.Node[]): TS.IfStatement | null {
  const outer = (): TS.IfStatement | null => {
    const call = calls.at(-1);
    return call ? decided(call, calls.slice(0, -1)) : null;
  };
  for (let own = node; !ts.isSourceFile(own.parent); own = own.parent) {
    const { parent } = own;
    if (ts.isIfStatement(parent)) return parent.expression === own ? parent : null;
    if (ts.isVariableDeclaration(parent)) return parent.initializer === own ? decidedByName(parent) : null;
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === own)) return outer();
    if (ts.isFunctionLike(parent)) return null;
  }
  return null;
}

/** `{ status: 403 }`: an object of an answer or error that says so by itself. */
function saysForbidden(node: TS.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    /^(?:status|statusCode)$/.test(node.name.getText()) &&
    /^40[13]$/.test(node.initializer.getText())
  );
}

/** Some path of a branch, or of a function of the same file that it calls, denies by status or by such an error. */
function denies(facts: Facts, branch: TS.Node | undefined, depth = 0): boolean {
  if (!branch) return false;
  return (
    within(branch, (node) => {
      if (facts(node).forbids || saysForbidden(node)) return true;
      const own = depth < 2 && ts.isCallExpression(node) ? calledFunction(node) : null;
      return own !== null && denies(facts, own.body, depth + 1);
    }).length > 0
  );
}

/** One of the two branches turns the request away: what the condition asks decides about access. */
function decidesAccess(facts: Facts, { thenStatement, elseStatement, parent }: TS.IfStatement): boolean {
  if (denies(facts, thenStatement) || denies(facts, elseStatement)) return true;
  if (!ts.isBlock(parent) || !endsFunction(thenStatement)) return false;
  return denies(facts, parent.statements.at(-1));
}

/** `if (input.role === 'owner') throw forbidden()`: who claims the role is turned away, so claiming it grants nothing. */
function refusesTheClaim(facts: Facts, node: TS.Node, { thenStatement }: TS.IfStatement): boolean {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || !denies(facts, thenStatement)) return false;
  const { kind } = parent.operatorToken;
  if (kind !== ts.SyntaxKind.EqualsEqualsEqualsToken && kind !== ts.SyntaxKind.EqualsEqualsToken) return false;
  const negated = ts.findAncestor(parent, (each) => ts.isIfStatement(each) || ts.isPrefixUnaryExpression(each));
  return negated !== undefined && ts.isIfStatement(negated);
}

/** `if (input.isAdmin) throw forbidden()`: the same of a flag, where nothing else is asked and whoever has it not goes on. */
function refusesTheFlag(facts: Facts, node: TS.Node, { expression, thenStatement }: TS.IfStatement): boolean {
  return node === expression && denies(facts, thenStatement);
}

/** `return false`: whoever asks is told no. */
function saysNo(node: TS.Node): boolean {
  return ts.isReturnStatement(node) && node.expression?.kind === ts.SyntaxKind.FalseKeyword;
}

/** A role grants something where the branch does more than write a log: it awaits something, or turns the request away. */
function grants(statement: TS.IfStatement): boolean {
  let found = false;
  const visit = (node: TS.Node): void => {
    if (ts.isAwaitExpression(node) || (ts.isReturnStatement(node) && !saysNo(node)) || ts.isThrowStatement(node))
      found = true;
    else ts.forEachChild(node, visit);
  };
  visit(statement.thenStatement);
  return found;
}

/** Nothing is compared with it: it is a condition, or one of several. */
function isAskedAlone({ parent }: TS.Node): boolean {
  if (!ts.isBinaryExpression(parent)) return true;
  const { kind } = parent.operatorToken;
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

/** `if (!role)`: the branch is for those who have not sent it. */
function isNegated(node: TS.Node, statement: TS.IfStatement): boolean {
  for (let at = node.parent; at !== statement && !ts.isSourceFile(at); at = at.parent)
    if (ts.isPrefixUnaryExpression(at) && at.operator === ts.SyntaxKind.ExclamationToken) return true;
  return false;
}

/** The branch does something with what was sent: `if (role) await setRole(role)` asks whether there is one, and grants nothing. */
function isUsedIn(node: TS.Node, branch: TS.Statement): boolean {
  const text = node.getText();
  return within(branch, (each) => ts.isExpression(each) && each.getText() === text).length > 0;
}

function claimsRole({ hit }: Finding, facts: Facts): boolean {
  const { kind, path = [] } = hit.label.source;
  // What is read out of a cookie's text has lost its way there; its name stands in the condition.
  const read = kind === 'http.cookies' && ts.isPropertyAccessExpression(hit.node) ? hit.node.name.text : undefined;
  const name = read ?? path.at(-1) ?? '';
  const { words = [] } = hit;
  if (!isRoleName(name) || !['http.body', 'http.query', 'http.headers', 'http.cookies'].includes(kind)) return false;
  if (words.length > 0 && !words.some((word) => GRANTED.test(word))) return false;
  const statement = decided(hit.node, hit.stack);
  if (statement === null || (words.length > 0 && refusesTheClaim(facts, hit.node, statement))) return false;
  if (words.length === 0 && refusesTheFlag(facts, hit.node, statement)) return false;
  if (decidesAccess(facts, statement)) return true;
  // `if (role)` and `if (!role)` ask whether one was sent, a flag is asked for what it says, and then no longer needed.
  const isPresence = isNegated(hit.node, statement) || isUsedIn(hit.node, statement.thenStatement);
  if (words.length === 0 && isAskedAlone(hit.node) && isPresence) return false;
  // A role in a body is data about somebody as well; a flag about the sender is not.
  if (kind === 'http.body' && /roles?|permissions?|privileges?/i.test(name)) return false;
  return grants(statement);
}

/** The function that a request passes on its way, by the `next` that it is given. */
function nextOf(node: TS.Node): string | null {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isFunctionLike(at)) continue;
    const last = at.parameters.at(-1);
    return at.parameters.length >= 2 && last && ts.isIdentifier(last.name) ? last.name.text : null;
  }
  return null;
}

/** `return next();`: nothing else, so the request goes on as it is. */
function onlyPasses(branch: TS.Statement, next: string): boolean {
  const statement = ts.isBlock(branch) ? branch.statements.at(-1) : branch;
  const call =
    statement && (ts.isReturnStatement(statement) || ts.isExpressionStatement(statement)) ? statement.expression : null;
  return call != null && ts.isCallExpression(call) && call.expression.getText() === next && call.arguments.length === 0;
}

/** A header or parameter with a fixed word lets a request pass a guard that turns others away: `?debug=true`, `x-internal: 1`. */
function skipsGuard({ hit }: Finding, facts: Facts): boolean {
  const { kind } = hit.label.source;
  const { words = [] } = hit;
  if (!['http.query', 'http.headers', 'http.cookies', 'http.body'].includes(kind) || words.length === 0) return false;
  const statement = decided(hit.node, hit.stack);
  const next = statement && nextOf(statement);
  if (!statement || !next || !onlyPasses(statement.thenStatement, next)) return false;
  const guard = functionOf(statement);
  return guard !== null && 'body' in guard && denies(facts, guard.body);
}

function functionOf(node: TS.Node): TS.FunctionLikeDeclaration | null {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) if (ts.isFunctionLike(at)) return 'body' in at ? at : null;
  return null;
}

/** True when a finding takes the client's word for who it is or what it may do. */
export function isClaimedIdentity(finding: Finding, analysis: FileAnalysis): boolean {
  if (finding.hit.kind !== 'condition') {
    const name = finding.hit.label.source.path?.at(-1) ?? '';
    return claimsOwner(finding) && !isOwnKey(finding, name) && !isTiedBeside(finding, analysis, name);
  }
  // A guard of another file answers there; what this file's run has seen of it tells what its branches do.
  const isOwn = finding.hit.node.getSourceFile() === analysis.file;
  const facts = factsByNode(isOwn ? analysis.calls : analysis.result.log.records);
  return claimsRole(finding, facts) || skipsGuard(finding, facts);
}
