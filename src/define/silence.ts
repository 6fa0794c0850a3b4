/** Failed sign-ins and refused credentials that leave no trace. */
import {
  stepPlaying,
  traitsOf,
  type ChainStep,
  type Endpoint,
  type FileAnalysis,
  type SeenCall,
} from '../analysis/analysis.js';
import { ts, type TS } from '../lang/ts.js';
import { isAbout, leavings } from './accounts.js';
import { functionAround, isOwnFunction, within } from './fail-open/code.js';

export interface SilentPlace {
  readonly node: TS.Node;
  readonly why: 'sign-in' | 'refusal';
}

const WRITES: readonly string[] = ['log.write', 'log.request'];

function logs(roles: ReadonlySet<string> | undefined): boolean {
  return WRITES.some((role) => roles?.has(role) === true);
}

/** Whoever is given the error may log it: it is thrown, or an argument of some call. */
function handsOn(block: TS.Block, name: string | null): boolean {
  if (within(block, ts.isThrowStatement).length > 0) return true;
  return (
    name !== null &&
    within(block, (node) => ts.isCallExpression(node) && node.arguments.some((each) => each.getText() === name))
      .length > 0
  );
}

/** A wrong password that is answered, not thrown. */
function wrongPassword({ call }: SeenCall): readonly SilentPlace[] {
  const roles = (call.spec?.roles ?? []).map(({ role }) => role);
  const fn = roles.includes('auth.password') && roles.includes('auth.checked') ? functionAround(call.node) : null;
  if (!fn) return [];
  return leavings(fn)
    .filter(({ test, answer }) => isAbout(test, call.node) && !ts.isThrowStatement(answer.parent))
    .map(({ answer }) => ({ node: answer, why: 'sign-in' }));
}

/** The catch branch of a guard that verifies credentials. */
function refusals(step: ChainStep): readonly SilentPlace[] {
  const { node, shown } = step;
  if (!isOwnFunction(node) || !shown?.roles.has('auth.verified') || logs(shown.roles)) return [];
  return within(node, ts.isTryStatement).flatMap((each): readonly SilentPlace[] => {
    const clause = ts.isTryStatement(each) ? each.catchClause : undefined;
    if (!clause) return [];
    const name = clause.variableDeclaration?.name.getText() ?? null;
    return handsOn(clause.block, name) ? [] : [{ node: clause, why: 'refusal' }];
  });
}

/** Returns the places on the way to an endpoint, and in it, where a failure of authentication leaves no trace. */
export function silentPlaces(endpoint: Endpoint): readonly SilentPlace[] {
  const { steps, understood } = endpoint;
  // What is not understood may log.
  if (!understood) return [];
  if (traitsOf(endpoint).logsRequests || stepPlaying(endpoint, 'log.request')) return [];
  const { shown } = endpoint.handling();
  const own = shown && !logs(shown.roles) ? shown.calls.flatMap(wrongPassword) : [];
  return [...steps.filter(({ verdict }) => verdict === 'guard').flatMap(refusals), ...own];
}

/** True for a file in which credentials are verified. */
export function checksCredentials({ result }: FileAnalysis): boolean {
  return result.log.records.some(({ call }) =>
    (call.spec?.roles ?? []).some(({ role }) => role === 'auth.verified' || role === 'auth.checked'),
  );
}
