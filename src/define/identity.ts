/** When a part of the request is taken for who its sender is, or for what the sender may do. */
import type { Finding } from '../analysis/analysis.js';
import { isPrincipalName, isRoleName } from '../analysis/sensitive.js';
import { ts, type TS } from '../lang/ts.js';

/** Words that a role is compared with. */
const GRANTED = /^(?:true|admin(?:istrator)?|superuser|super_?admin|root|owner|moderator|staff|manager|editor)$/i;

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
      return isPrincipalName(name);
    default:
      return false;
  }
}

/** The statement that a condition decides about. */
function decided(node: TS.Node): TS.IfStatement | null {
  for (let own = node; !ts.isSourceFile(own.parent) && !ts.isFunctionLike(own.parent); own = own.parent)
    if (ts.isIfStatement(own.parent)) return own.parent.expression === own ? own.parent : null;
  return null;
}

/** A denial by its status (RFC 9110, 15.5.2 and 15.5.4), as every framework writes it. */
function denies(branch: TS.Node | undefined): boolean {
  return (
    branch !== undefined &&
    /\b(?:401|403|FORBIDDEN|UNAUTHORIZED|UNAUTHENTICATED)\b|\b(?:[Ff]orbidden|[Uu]nauthorized)\w*\(/.test(
      branch.getText(),
    )
  );
}

/** One of the two branches turns the request away: what the condition asks decides about access. */
function decidesAccess({ thenStatement, elseStatement, parent }: TS.IfStatement): boolean {
  if (denies(thenStatement) || denies(elseStatement)) return true;
  if (!ts.isBlock(parent) || !leaves(thenStatement)) return false;
  return denies(parent.statements.at(-1));
}

function leaves(statement: TS.Statement): boolean {
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) return true;
  return ts.isBlock(statement) && statement.statements.some(leaves);
}

/** A role grants something where the branch does more than write a log: it awaits something, or turns the request away. */
function grants(statement: TS.IfStatement): boolean {
  let found = false;
  const visit = (node: TS.Node): void => {
    if (ts.isAwaitExpression(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node)) found = true;
    else ts.forEachChild(node, visit);
  };
  visit(statement.thenStatement);
  return found;
}

function claimsRole({ hit }: Finding): boolean {
  const { kind, path = [] } = hit.label.source;
  const name = path.at(-1) ?? '';
  const { words = [] } = hit;
  if (!isRoleName(name) || !['http.body', 'http.query', 'http.headers', 'http.cookies'].includes(kind)) return false;
  if (words.length > 0 && !words.some((word) => GRANTED.test(word))) return false;
  const statement = decided(hit.node);
  if (statement === null) return false;
  if (decidesAccess(statement)) return true;
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
function skipsGuard({ hit }: Finding): boolean {
  const { kind } = hit.label.source;
  const { words = [] } = hit;
  if (!['http.query', 'http.headers', 'http.cookies', 'http.body'].includes(kind) || words.length === 0) return false;
  const statement = decided(hit.node);
  const next = statement && nextOf(statement);
  if (!statement || !next || !onlyPasses(statement.thenStatement, next)) return false;
  const guard = functionOf(statement);
  return guard !== null && denies(guard.body);
}

function functionOf(node: TS.Node): TS.FunctionLikeDeclaration | null {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) if (ts.isFunctionLike(at)) return 'body' in at ? at : null;
  return null;
}

/** True when a finding takes the client's word for who it is or what it may do. */
export function isClaimedIdentity(finding: Finding): boolean {
  return finding.hit.kind === 'owner' ? claimsOwner(finding) : claimsRole(finding) || skipsGuard(finding);
}
