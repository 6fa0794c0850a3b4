/** Which endpoints that only read something lack a guard: those that others of their sort, or what they read, tell of. */
import type { Application, Endpoint, SeenCall } from '../analysis/analysis.js';
import { isKeeperName, isPersonalName, isSecretName } from '../analysis/sensitive.js';
import { guardOf, oncePer } from './endpoint-rule.js';

type Column = NonNullable<SeenCall['looks']>['columns'][number];

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

/** A field of what is kept for somebody: it names whom, or holds a secret or what tells who somebody is. */
function isSomebodys({ name }: Column): boolean {
  return isKeeperName(name) || isSecretName(name) || isPersonalName(name);
}

/** All that is read is known by its fields, and none of them says that it is kept for somebody: a catalogue, a calendar. */
function readsNobodys({ handling }: Endpoint): boolean {
  const looks = (handling().shown?.calls ?? []).flatMap((each) => each.looks ?? []);
  return (
    looks.length > 0 &&
    looks.every(({ account, columns }) => !account && columns.length > 0 && !columns.some(isSomebodys))
  );
}

/** Whoever guards half of what reads has forgotten what may be somebody's; whoever guards nearly all has forgotten the others. */
const HALF = 0.5;
const NEARLY_ALL = 0.8;

/**
 * True for a reading endpoint without a guard in an application that guards at least half of its sort, unless what it reads is
 * for everybody, as far as its fields tell, and others of its sort are open as well.
 */
export function isForgottenRead(endpoint: Endpoint, application: Application): boolean {
  const share = shareGuarded(application).get(endpoint.method) ?? 0;
  return share >= NEARLY_ALL || (share >= HALF && !readsNobodys(endpoint));
}
