/** Whose the stored things of an application are, as all of its endpoints together show. */
import type { Application, Endpoint, SeenCall } from '../analysis/analysis.js';
import type { TS } from '../lang/ts.js';
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

/** What a login does: it holds a password or code of the request against a stored one. */
const LOGS_IN = ['auth.password', 'password.compared', 'password.hashed'];

/** Returns the looks that an endpoint takes into a store. */
export function looksOf(endpoint: Endpoint): readonly Looked[] {
  return (endpoint.handling().shown?.calls ?? []).flatMap(({ looks }) => looks ?? []);
}

/** The things in which a login looks for whoever comes in. */
function signingIn(endpoint: Endpoint): readonly Looked[] {
  const roles = endpoint.handling().shown?.roles;
  return LOGS_IN.some((role) => roles?.has(role) === true)
    ? looksOf(endpoint).filter(({ access }) => access?.from === 'http.body')
    : [];
}

/** The accounts: who signs in by a password, and in other tables owns what refers to her. */
const accountsOf = oncePer(({ endpoints }): ReadonlySet<string> => {
  const accounts = endpoints.flatMap(looksOf).filter(({ account }) => account);
  return new Set(
    [...accounts, ...endpoints.flatMap(signingIn)].flatMap(({ named }) => (named === null ? [] : [stemOf(named)])),
  );
});

const byFile = oncePer(({ endpoints }): ReadonlyMap<TS.SourceFile, readonly Endpoint[]> => {
  const found = new Map<TS.SourceFile, Endpoint[]>();
  for (const each of endpoints) {
    const file = each.node.getSourceFile();
    const known = found.get(file);
    if (known) known.push(each);
    else found.set(file, [each]);
  }
  return found;
});

/** What the endpoints of a file look for, for each list of them. */
const looked = new WeakMap<readonly Endpoint[], readonly Looked[]>();

/** The fields by which the endpoints of a file tie a thing to somebody whom the client has not chosen. */
function tiesBeside(application: Application, { node }: Endpoint, thing: string): readonly string[] {
  const beside = byFile(application).get(node.getSourceFile()) ?? [];
  let looks = looked.get(beside);
  if (!looks) looked.set(beside, (looks = beside.flatMap(looksOf)));
  return looks.flatMap(({ named, boundOwners }) => (named === thing ? boundOwners : []));
}

/** Without a declaration a field that is called like another thing may as well be that thing's way back to this one. */
const KEY = /(?:_id|_uuid|Id|Uuid|UUID|ID)$/;

/** The fields of a thing that refer to an account: by their declaration, or by being called like its key. */
function referring(application: Application, { named, columns }: Looked): readonly string[] {
  const own = stemOf(named ?? '');
  const others = columns
    .filter(({ name, refers }) => refers !== null || KEY.test(name))
    .map(({ name, refers }) => ({ name, stem: stemOf(refers ?? name) }))
    .filter(({ stem }) => stem !== own && stem !== '');
  // To know who signs in, all endpoints are run: only where something refers to another thing.
  if (others.length === 0) return [];
  const accounts = accountsOf(application);
  return others.filter(({ stem }) => accounts.has(stem)).map(({ name }) => name);
}

/** Returns the fields that say whose a found thing is: by their names, by what they refer to, or as endpoints beside ask for them. */
export function ownersOf(
  application: Application,
  endpoint: Endpoint,
  access: Access,
  look: Looked,
): readonly string[] {
  const said = access.owners.length > 0 ? access.owners : referring(application, look);
  const beside = look.named === null ? [] : tiesBeside(application, endpoint, look.named);
  return [...new Set([...said, ...beside])];
}
