import { isForAdministrators } from '../define/administration.js';
import { isOnlyAsked } from '../define/asked.js';
import {
  endpointRule,
  guardOf,
  oncePer,
  placeIn,
  type Application,
  type Endpoint,
  type EndpointView,
  type Problem,
} from '../define/endpoint-rule.js';
import { takesCredentials } from '../define/entrances.js';
import { ownersOf } from '../define/owners.js';

/** Who is calling is known: a guard is in force, or the handler finds it out. A login lets in whoever has the password. */
function knowsCaller(endpoint: Endpoint, application: Application): boolean {
  if (guardOf(endpoint) !== null) return true;
  return ['denies', 'verifies'].includes(endpoint.handling().own) && !takesCredentials(endpoint, application);
}

/** A role, or a check of the owner on the way, decides instead of the query. */
function decidedBefore({ steps }: Endpoint): boolean {
  return steps.some(({ shown }) => shown?.asksRole === true || shown?.owned === true);
}

function list(words: readonly string[]): string {
  return words.map((each) => `\`${each}\``).join(', ');
}

const READS: ReadonlySet<string> = new Set(['GET', 'QUERY', 'HEAD']);
const CHANGES: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

type Seen = NonNullable<ReturnType<Endpoint['handling']>['shown']>['calls'][number];
type Access = NonNullable<Seen['access']>;

/** An account is its own owner: whoever may change one by a key that the request names may change everybody's. */
function isOthersAccount({ method }: Endpoint, { account, fields }: Access, changes: boolean): boolean {
  return (
    account &&
    (changes || CHANGES.has(method)) &&
    fields.every((field) => /^(?:_?id|uuid|user_?(?:name|id)|)$/i.test(field))
  );
}

function accountProblem(endpoint: Endpoint, seen: Seen, access: Access): Problem {
  return {
    node: placeIn(seen, endpoint.node.getSourceFile()) ?? endpoint.node,
    message: `\`${seen.entity.name}\` finds the account in \`${access.thing}\` by \`${access.key}\` from the request, and nothing asks whether it is the caller's own. Take the id from the session or token, or compare the two before anything is changed.`,
  };
}

/** What everybody may read by a key without being known: that it has an author makes it nobody's secret. */
const publicThings = oncePer(
  ({ endpoints }): ReadonlySet<string> =>
    new Set(
      endpoints
        .filter((each) => each.understood && guardOf(each) === null && READS.has(each.method))
        .filter((each) => each.handling().own === 'open')
        .flatMap((each) => each.handling().shown?.calls ?? [])
        .flatMap(({ access }) => (access && !access.changes && !access.bySecret ? [access.thing] : [])),
    ),
);

/** Who asks by a secret, or by what a cookie names, has been handed the key: a session is its holder's. */
function isHanded({ bySecret, from }: Access): boolean {
  return bySecret || from === 'http.cookies';
}

function problems(endpoint: Endpoint, { application }: EndpointView): readonly Problem[] {
  // Whose things they are does not matter to administrators: what such an endpoint may lack is a role.
  if (
    !endpoint.understood ||
    isForAdministrators(endpoint) ||
    decidedBefore(endpoint) ||
    !knowsCaller(endpoint, application)
  )
    return [];
  const { shown } = endpoint.handling();
  if (!shown || shown.owned || shown.asksRole) return [];
  const entering = takesCredentials(endpoint, application);
  return shown.calls.flatMap((seen) => {
    const { access, entity, looks } = seen;
    if (!access || !looks || access.tied || isHanded(access)) return [];
    const changes = access.changes || shown.effects.some(({ found }) => found.includes(seen.call.node));
    // A login reads the account that somebody says is hers: what she sends with it decides.
    if (!changes && (entering || isOnlyAsked(seen.call.node))) return [];
    if (!changes && !CHANGES.has(endpoint.method) && publicThings(application).has(access.thing)) return [];
    const owners = ownersOf(application, endpoint, access, looks);
    if (owners.some((each) => looks.bound.includes(each))) return [];
    // Who may change roles is a question of roles, and asked there.
    if (owners.length === 0)
      return isOthersAccount(endpoint, access, changes) && !shown.roles.has('role.granted')
        ? [accountProblem(endpoint, seen, access)]
        : [];
    return [
      {
        node: placeIn(seen, endpoint.node.getSourceFile()) ?? endpoint.node,
        message: `\`${entity.name}\` finds \`${access.thing}\` by \`${access.key}\` from the request, and nothing asks for its owner (${list(owners)}): neither the query nor a comparison that leaves. Put the caller into the query, or compare before anything is given away or changed.`,
      },
    ];
  });
}

export default endpointRule({
  info: {
    name: 'require-object-ownership',
    description: 'Require that stored objects found by a key of the client are tied to the caller',
    kind: 'endpoint',
    preset: 'strict',
    owasp: 'API1',
    topics: ['api1/idor', 'api1/user-controlled-keys', 'api1/horizontal-authorization'],
    cwe: [639, 566],
  },
  find: problems,
});
