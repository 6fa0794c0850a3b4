/** Which endpoints that only read something lack a guard: those that others of their sort, or what they read, tell of. */
import type { Application, Endpoint, SeenCall } from '../analysis/analysis.js';
import { isKeeperName, isPersonalName, isSecretName } from '../analysis/sensitive.js';
import { guardOf, oncePer } from './endpoint-rule.js';
import { looksOf } from './owners.js';

type Column = NonNullable<SeenCall['looks']>['columns'][number];

/** Functions that browsers call by name, for reading as well as for changing. */
export const READS: ReadonlySet<string> = new Set(['QUERY', 'ACTION']);

function asksCaller(endpoint: Endpoint): boolean {
  const { own } = endpoint.handling();
  return guardOf(endpoint) !== null || own === 'denies' || own === 'verifies';
}

/** The share of the endpoints of each method, as far as they read something, that ask who is calling. */
const shareGuarded = oncePer(({ endpoints }): ReadonlyMap<string, number> => {
  const tally = new Map<string, { readonly asking: number; readonly all: number }>();
  for (const each of endpoints) {
    if (!READS.has(each.method)) continue;
    const asks = asksCaller(each);
    const { asking, all } = tally.get(each.method) ?? { asking: 0, all: 0 };
    if (asks || each.handling().acts) tally.set(each.method, { asking: asking + (asks ? 1 : 0), all: all + 1 });
  }
  return new Map([...tally].map(([method, { asking, all }]) => [method, asking / all]));
});

function thingsIn(endpoint: Endpoint): readonly string[] {
  return looksOf(endpoint).flatMap(({ named }) => named ?? []);
}

/** The things that reading endpoints look for: all endpoints that do. */
const readersOf = oncePer(({ endpoints }): ReadonlyMap<string, readonly Endpoint[]> => {
  const readers = new Map<string, Endpoint[]>();
  for (const each of endpoints)
    if (READS.has(each.method))
      for (const thing of new Set(thingsIn(each))) readers.set(thing, [...(readers.get(thing) ?? []), each]);
  return readers;
});

/** There are other ways to the same thing, and whoever takes one of them is asked who she is. */
function isOnlyOpenWay(endpoint: Endpoint, application: Application): boolean {
  return thingsIn(endpoint).some((thing) => {
    const others = (readersOf(application).get(thing) ?? []).filter((each) => each !== endpoint);
    return others.length > 0 && others.every(asksCaller);
  });
}

/** A field of what is kept for somebody: it names whom, or holds a secret or what tells who somebody is. */
function isSomebodys({ name }: Column): boolean {
  return isKeeperName(name) || isSecretName(name) || isPersonalName(name);
}

/** All that is read is known by its fields, and none of them says that it is kept for somebody: a catalogue, a calendar. */
function readsNobodys(endpoint: Endpoint): boolean {
  const looks = looksOf(endpoint);
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
 * for everybody, as far as its fields and the other ways to it tell.
 */
export function isForgottenRead(endpoint: Endpoint, application: Application): boolean {
  const share = shareGuarded(application).get(endpoint.method) ?? 0;
  if (share >= NEARLY_ALL) return true;
  return share >= HALF && (!readsNobodys(endpoint) || isOnlyOpenWay(endpoint, application));
}
