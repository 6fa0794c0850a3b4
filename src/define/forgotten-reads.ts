/** Which endpoints that only read something lack a guard: those that others of their sort, or what they read, tell of. */
import type { Application, Endpoint } from '../analysis/analysis.js';
import { isKeeperName, isPersonalName, isSecretName } from '../analysis/sensitive.js';
import { guardOf, oncePer } from './endpoint-rule.js';

/** Functions that browsers call by name, for reading as well as for changing. */
export const READS: ReadonlySet<string> = new Set(['QUERY', 'ACTION']);

/** The share of the endpoints of each method, as far as they read something, that ask who is calling. */
const shareGuarded = oncePer(({ endpoints }): ReadonlyMap<string, number> => {
  const tally = new Map<string, { readonly asking: number; readonly all: number }>();
  for (const each of endpoints) {
    if (!READS.has(each.method)) continue;
    const { own, acts } = each.handling();
    const asks = guardOf(each) !== null || own === 'denies' || own === 'verifies';
    const { asking, all } = tally.get(each.method) ?? { asking: 0, all: 0 };
    if (asks || acts) tally.set(each.method, { asking: asking + (asks ? 1 : 0), all: all + 1 });
  }
  return new Map([...tally].map(([method, { asking, all }]) => [method, asking / all]));
});

/** What is read is somebody's: it has an owner, a password, or what tells who somebody is. */
function readsSomebodys({ handling }: Endpoint): boolean {
  const calls = handling().shown?.calls ?? [];
  return calls.some(
    ({ looks }) =>
      looks !== null &&
      (looks.account ||
        looks.columns.some(({ name }) => isKeeperName(name) || isSecretName(name) || isPersonalName(name))),
  );
}

/** Whoever guards half of what reads has forgotten what is somebody's; whoever guards nearly all has forgotten the others. */
const HALF = 0.5;
const NEARLY_ALL = 0.8;

/**
 * True for a reading endpoint without a guard in an application that guards at least half of its sort, when what it reads is
 * somebody's, or when nearly all others are guarded.
 */
export function isForgottenRead(endpoint: Endpoint, application: Application): boolean {
  const share = shareGuarded(application).get(endpoint.method) ?? 0;
  return share >= NEARLY_ALL || (share >= HALF && readsSomebodys(endpoint));
}
