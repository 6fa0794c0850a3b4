import { isForAdministrators } from '../define/administration.js';
import { endpointRule, guardOf, placeIn, type Endpoint, type Problem } from '../define/endpoint-rule.js';

/** Who is calling is known: a guard is in force, or the handler finds it out. */
function knowsCaller(endpoint: Endpoint): boolean {
  return guardOf(endpoint) !== null || ['denies', 'verifies'].includes(endpoint.handling().own);
}

/** A role, or a check of the owner on the way, decides instead of the query. */
function decidedBefore({ steps }: Endpoint): boolean {
  return steps.some(({ shown }) => shown?.asksRole === true || shown?.owned === true);
}

function list(words: readonly string[]): string {
  return words.map((each) => `\`${each}\``).join(', ');
}

const CHANGES: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

type Seen = NonNullable<ReturnType<Endpoint['handling']>['shown']>['calls'][number];
type Access = NonNullable<Seen['access']>;

/** An account is its own owner: whoever may change one by a key that the request names may change everybody's. */
function isOthersAccount({ method }: Endpoint, { account, changes, fields }: Access): boolean {
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

function problems(endpoint: Endpoint): readonly Problem[] {
  // Whose things they are does not matter to administrators: what such an endpoint may lack is a role.
  if (!endpoint.understood || isForAdministrators(endpoint) || decidedBefore(endpoint) || !knowsCaller(endpoint))
    return [];
  const { shown } = endpoint.handling();
  if (!shown || shown.owned || shown.asksRole) return [];
  return shown.calls.flatMap((seen) => {
    const { access, entity } = seen;
    if (!access || access.tied) return [];
    // Who may change roles is a question of roles, and asked there.
    if (access.owners.length === 0)
      return isOthersAccount(endpoint, access) && !shown.roles.has('role.granted')
        ? [accountProblem(endpoint, seen, access)]
        : [];
    return [
      {
        node: placeIn(seen, endpoint.node.getSourceFile()) ?? endpoint.node,
        message: `\`${entity.name}\` finds \`${access.thing}\` by \`${access.key}\` from the request, and nothing asks for its owner (${list(access.owners)}): neither the query nor a comparison that leaves. Put the caller into the query, or compare before anything is given away or changed.`,
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
