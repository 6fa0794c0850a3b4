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
  // A role in a body is data about somebody as well; a flag about the sender is not.
  if (kind === 'http.body' && /roles?|permissions?|privileges?/i.test(name)) return false;
  if (words.length > 0 && !words.some((word) => GRANTED.test(word))) return false;
  const statement = decided(hit.node);
  return statement !== null && grants(statement);
}

/** True when a finding takes the client's word for who it is or what it may do. */
export function isClaimedIdentity(finding: Finding): boolean {
  return finding.hit.kind === 'owner' ? claimsOwner(finding) : claimsRole(finding);
}
