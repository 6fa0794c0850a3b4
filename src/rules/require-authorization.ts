import {
  endpointRule,
  guardOf,
  missingGuardMessage,
  oncePer,
  siblingsWith,
  titleOf,
  traitsOf,
  type Endpoint,
  type EndpointView,
} from '../define/endpoint-rule.js';
import { endsSession, takesCredentials } from '../define/entrances.js';
import { knownOptions, oneOf, optionOf } from '../define/options.js';
import { isForgottenRead, READS } from '../define/forgotten-reads.js';

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'SUBSCRIPTION']);

/** Some endpoint of the application turns strangers away, or somebody wrote a guard for it. */
const guardsOthers = oncePer(({ endpoints, spare }) => {
  if (spare.length > 0 || endpoints.some((each) => guardOf(each) !== null)) return true;
  return endpoints.some((each) => ['denies', 'verifies'].includes(each.handling().own));
});

/** The methods of which some endpoint has a guard. */
const guardedMethods = oncePer(
  ({ endpoints }): ReadonlySet<string> =>
    new Set(endpoints.flatMap((each) => (guardOf(each) === null ? [] : [each.method]))),
);

/** Messages of other services and of connections: whether their senders are known already is decided elsewhere. */
const MESSAGES: ReadonlySet<string> = new Set(['MESSAGE', 'EVENT', 'GRPC', 'SOCKET']);

/**
 * Whether an endpoint is one that needs a guard in an application that guards others. Queries of GraphQL change nothing,
 * but who guards half of them or more does so because of what they read: then the others that read what may be somebody's count, and
 * all of them where nearly all others are guarded. So do server actions of Next.js that change nothing. A query of tRPC is a GET, and no guard is forgotten there unless it
 * changes something: each procedure is made of the one or the other builder. A message counts where another one of its sort has a guard.
 */
function counts(endpoint: Endpoint, view: EndpointView): boolean {
  const { method } = endpoint;
  if (SAFE.has(method)) return false;
  if (traitsOf(endpoint).buildsQueries && method === 'QUERY') return endpoint.handling().effects.length > 0;
  if (MESSAGES.has(method)) return guardedMethods(view.application).has(method);
  if (method === 'ANY' || method === 'ALL') {
    const { changes, effects } = endpoint.handling();
    return changes || effects.length > 0;
  }
  if (!READS.has(method)) return true;
  const { acts, changes, effects } = endpoint.handling();
  if (changes || effects.length > 0) return true;
  return acts && isForgottenRead(endpoint, view.application);
}

/**
 * At least a quarter of the endpoints that change something are seen to turn strangers away, by a guard or by themselves; those that
 * begin or end a session are not asked. Where nearly none is, how the application guards them is more likely not understood.
 */
const guardsSome = oncePer((application): boolean => {
  const asked = application.endpoints.filter(
    (each) =>
      !SAFE.has(each.method) && !READS.has(each.method) && !takesCredentials(each, application) && !endsSession(each),
  );
  const kept = asked.filter((each) => guardOf(each) !== null || ['denies', 'verifies'].includes(each.handling().own));
  return kept.length * 4 >= asked.length;
});

/** What guards some endpoint. */
const guards = oncePer(
  ({ endpoints }): ReadonlySet<unknown> => new Set(endpoints.flatMap((each) => guardOf(each)?.node ?? [])),
);

/**
 * A guard of others lets everybody pass here, as a mark of the route tells it, and the handler answers a constant, or what it
 * has looked up: a search is sent by POST for the length of what it asks.
 */
function isOpenedRead({ steps, handling }: Endpoint, { application }: EndpointView): boolean {
  if (!steps.some((each) => each.verdict === 'open' && guards(application).has(each.node))) return false;
  const { acts, changes, effects, shown } = handling();
  if (shown === null) return false;
  return !acts || (!changes && effects.length === 0 && shown.calls.some(({ access }) => access !== null));
}

export default endpointRule({
  info: {
    name: 'require-authorization',
    description: 'Require a guard in force before every endpoint that changes state',
    kind: 'endpoint',
    preset: 'recommended',
    owasp: 'API5',
    topics: ['api5/missing-authorization', 'api5/access-control'],
    cwe: [862, 306],
    // Where hardly any guard of an application is understood, none of eight findings in two projects was right.
    inRecommended: { among: 'guarded' },
  },
  schema: knownOptions({
    scope: oneOf(['changes', 'all'], 'Which endpoints need a guard.'),
    among: oneOf(
      ['any', 'guarded'],
      'In which applications: in any that guards something, or where a quarter of the endpoints is seen to be guarded.',
    ),
  }),
  defaultOptions: [{ scope: 'changes', among: 'any' }],
  judge: (endpoint, view) => {
    if (!endpoint.understood || guardOf(endpoint)) return null;
    const { application } = view;
    if (
      (optionOf(view.options, 'scope') !== 'all' || MESSAGES.has(endpoint.method)) &&
      !(counts(endpoint, view) && guardsOthers(application))
    )
      return null;
    if (endpoint.handling().own !== 'open' || takesCredentials(endpoint, application) || endsSession(endpoint))
      return null;
    if (isOpenedRead(endpoint, view) || (optionOf(view.options, 'among') === 'guarded' && !guardsSome(application)))
      return null;
    const [spare = null] = application.spare;
    return missingGuardMessage({
      endpoint: titleOf(endpoint),
      siblings: siblingsWith(view, guardOf),
      spare: spare && { guard: spare.name, place: view.placeOf(spare.node) },
    });
  },
});
