import { isForAdministrators } from '../define/administration.js';
import {
  endpointRule,
  guardOf,
  missingGuardMessage,
  oncePer,
  siblingsWith,
  titleOf,
  type Application,
  type ChainStep,
  type Endpoint,
  type EndpointView,
} from '../define/endpoint-rule.js';
import { ownersOf } from '../define/owners.js';

function asksRole(endpoint: Endpoint): ChainStep | null {
  return endpoint.steps.find(({ shown }) => shown?.asksRole === true) ?? null;
}

/**
 * The things that an endpoint changes by a key which the client chose, and that nobody owns: what the others may lack is an owner, and a
 * session that ends by its own token is none.
 */
function changedThings(endpoint: Endpoint, application: Application): readonly string[] {
  const calls = endpoint.handling().shown?.calls ?? [];
  return calls.flatMap(({ access, looks }) =>
    access?.changes === true &&
    !access.bySecret &&
    looks &&
    !looks.own &&
    ownersOf(application, endpoint, access, looks).length === 0
      ? [access.thing]
      : [],
  );
}

/** The things that endpoints of an application which ask for a role change by a key. */
const needingRole = oncePer(
  (application): ReadonlySet<string> =>
    new Set(
      application.endpoints
        .filter((each) => asksRole(each) !== null)
        .flatMap((each) => changedThings(each, application)),
    ),
);

/** All that it looks into the store for is the caller's own, and it changes nothing: `/admin/me`. */
function readsOnlyOwn({ effects, shown }: ReturnType<Endpoint['handling']>): boolean {
  const looks = shown?.calls.filter(({ looks }) => looks !== null) ?? [];
  return effects.length === 0 && looks.length > 0 && looks.every(({ looks: each }) => each?.own === true);
}

/** Others of its sort, things of the same name changed by a key, ask for a role. The endpoint itself asks for none. */
function changesWhatNeedsRole(endpoint: Endpoint, { application }: EndpointView): boolean {
  return changedThings(endpoint, application).some((thing) => needingRole(application).has(thing));
}

export default endpointRule({
  info: {
    name: 'require-role-check',
    description: 'Require that routes of administration ask for a role, not only for a signed-in user',
    kind: 'endpoint',
    preset: 'strict',
    owasp: 'API5',
    topics: ['api5/access-control', 'api6/least-privilege'],
    cwe: [863, 285],
  },
  judge: (endpoint, view) => {
    if (!endpoint.understood || guardOf(endpoint) === null || asksRole(endpoint) !== null) return null;
    const handling = endpoint.handling();
    const { acts, shown } = handling;
    if (!shown || !acts || shown.asksRole || shown.owned || shown.seesByRole || readsOnlyOwn(handling)) return null;
    const grants = shown.roles.has('role.granted');
    if (!grants && !isForAdministrators(endpoint) && !changesWhatNeedsRole(endpoint, view)) return null;
    return missingGuardMessage({
      endpoint: titleOf(endpoint),
      siblings: siblingsWith(view, asksRole),
      spare: null,
      lack: {
        what: 'lets every signed-in user in and asks for no role',
        remedy: 'Put it, or another check of the role, before this handler.',
        alone: 'Compare the role of the caller before this handler, and turn everybody else away.',
      },
    });
  },
});
