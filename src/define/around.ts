/** The endpoints whose handlers lead to a finding: what stands before them decides whether it is one. */
import { guardOf, type Endpoint, type FileAnalysis, type Finding } from '../analysis/analysis.js';
import { functionsOf } from './functions.js';
import { isWithin } from './places.js';

/** Returns the endpoints whose handlers a finding goes through. */
export function endpointsAround(analysis: FileAnalysis, { hit }: Finding): readonly Endpoint[] {
  const way = [hit.node, hit.label.source.node, ...hit.stack];
  return analysis
    .applicationAround()
    .endpoints.filter(({ handler }) => functionsOf(handler).some((node) => way.some((each) => isWithin(each, node))));
}

/** True when every endpoint that leads to a finding asks for a role: whoever has it may name others. */
export function asksRoleBefore(analysis: FileAnalysis, finding: Finding): boolean {
  const endpoints = endpointsAround(analysis, finding);
  return (
    endpoints.length > 0 &&
    endpoints.every(
      (each) => each.steps.some(({ shown }) => shown?.asksRole === true) || each.handling().shown?.asksRole === true,
    )
  );
}

/** True when an endpoint that leads to a finding lets everybody in. */
export function isOpenToAll(analysis: FileAnalysis, finding: Finding): boolean {
  return endpointsAround(analysis, finding).some(
    (each) => each.understood && guardOf(each) === null && !['denies', 'verifies'].includes(each.handling().own),
  );
}

/** True when what is stored at a finding is nobody's account or membership: a role in it lets nobody do anything. */
export function isRoleOfNobody(analysis: FileAnalysis, finding: Finding): boolean {
  const seen = endpointsAround(analysis, finding)
    .flatMap((each) => each.handling().shown?.calls ?? [])
    .filter(({ call }) => call.node === finding.hit.call);
  return seen.length > 0 && seen.every(({ storesNobody }) => storesNobody);
}

/** True when every endpoint that leads to a finding drops the keys of a body that its schema does not list. */
export function dropsUnlistedBefore(analysis: FileAnalysis, finding: Finding): boolean {
  const endpoints = endpointsAround(analysis, finding);
  return endpoints.length > 0 && endpoints.every((each) => each.dropsUnlisted === true);
}

/**
 * True when a finding is a read in endpoints that let everybody in, of an application that guards others: nobody is known
 * there, so a list of somebody's public things is no list of the caller's. Whether a guard is missing is another question.
 */
export function isPublicRead(analysis: FileAnalysis, finding: Finding): boolean {
  // Headers and cookies say who is asking; what a query or a body names may be anybody.
  if (/^http\.(?:headers|cookies)$/.test(finding.hit.label.source.kind)) return false;
  const { endpoints } = analysis.applicationAround();
  if (!endpoints.some((each) => guardOf(each) !== null)) return false;
  const around = endpointsAround(analysis, finding);
  return (
    around.length > 0 &&
    around.every(
      (each) => each.understood && guardOf(each) === null && each.handling().own === 'open' && !each.handling().changes,
    )
  );
}
