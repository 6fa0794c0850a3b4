/** Whose the stored things of an application are, as all of its endpoints together show. */
import type { Application, Endpoint, SeenCall } from '../analysis/analysis.js';
import { oncePer } from './endpoint-rule.js';

type Looked = NonNullable<SeenCall['looks']>;
type Access = NonNullable<SeenCall['access']>;

/** `Readers`, `reader_id` and `readerId` are about a reader. */
function stemOf(name: string): string {
  return name
    .replace(/(?:Entity|Model|Table|Schema)$/, '')
    .replace(/_?(?:id|uuid)$|(?:Id|Uuid)$/i, '')
    .replace(/ies$/i, 'y')
    .replace(/s$/i, '')
    .replace(/_/g, '')
    .toLowerCase();
}

interface Shown {
  /** The accounts: who signs in by a password, and in other tables owns what refers to her. */
  readonly accounts: ReadonlySet<string>;
  /** The fields by which endpoints tie a thing to somebody whom the client has not chosen. */
  readonly ties: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a login does: it holds a password or code of the request against a stored one. */
const LOGS_IN = ['auth.password', 'password.compared', 'password.hashed'];

function looksOf(endpoint: Endpoint): readonly Looked[] {
  return (endpoint.handling().shown?.calls ?? []).flatMap(({ looks }) => looks ?? []);
}

/** The things in which a login looks for whoever comes in. */
function signingIn(endpoint: Endpoint): readonly Looked[] {
  const roles = endpoint.handling().shown?.roles;
  return LOGS_IN.some((role) => roles?.has(role) === true)
    ? looksOf(endpoint).filter(({ access }) => access?.from === 'http.body')
    : [];
}

const shownBy = oncePer(({ endpoints }): Shown => {
  const looks = endpoints.flatMap(looksOf);
  const accounts = new Set(
    [...looks.filter(({ account }) => account), ...endpoints.flatMap(signingIn)].flatMap(({ named }) =>
      named === null ? [] : [stemOf(named)],
    ),
  );
  const ties = new Map<string, Set<string>>();
  for (const { named, boundOwners } of looks) {
    if (named === null) continue;
    const known = ties.get(named) ?? new Set();
    ties.set(named, known);
    for (const field of boundOwners) known.add(field);
  }
  return { accounts, ties };
});

/** Without a declaration a field that is called like another thing may as well be that thing's way back to this one. */
const KEY = /(?:_id|_uuid|Id|Uuid|UUID|ID)$/;

/** The fields of a thing that refer to an account: by their declaration, or by being called like its key. */
function referring({ named, columns }: Looked, accounts: ReadonlySet<string>): readonly string[] {
  const own = stemOf(named ?? '');
  return columns
    .filter(({ name, refers }) => {
      const stem = stemOf(refers ?? name);
      return stem !== own && accounts.has(stem) && (refers !== null || KEY.test(name));
    })
    .map(({ name }) => name);
}

/** Returns the fields that say whose a found thing is: by their names, by what they refer to, or as other endpoints ask for them. */
export function ownersOf(application: Application, access: Access, looked: Looked): readonly string[] {
  const { accounts, ties } = shownBy(application);
  return [...new Set([...access.owners, ...referring(looked, accounts), ...(ties.get(looked.named ?? '') ?? [])])];
}
