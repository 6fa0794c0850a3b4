import { endpointRule, type EndpointView } from '../define/endpoint-rule.js';
import { guardOf, type Endpoint } from '../endpoints/index.js';
import { missingGuardMessage, type Sibling } from '../report/guard.js';

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'SUBSCRIPTION']);

/**
 * Queries of GraphQL and tRPC change nothing either, but who guards one query does so because of what it reads: then
 * the others that read something count.
 */
function readsOpenly({ method, acts }: Endpoint, { application }: EndpointView): boolean {
  return (
    method === 'QUERY' &&
    acts &&
    application.endpoints.some((each) => each.method === 'QUERY' && guardOf(each) !== null)
  );
}

function title({ method, path }: Endpoint): string {
  return path === null ? method : `${method} ${path === '' ? '/' : path}`;
}

/** Endpoints with a guard, those with the most frequent guard first and alone. */
function siblings({ application, placeOf }: EndpointView): readonly Sibling[] {
  const byGuard = new Map<unknown, Sibling[]>();
  for (const endpoint of application.endpoints) {
    const guard = guardOf(endpoint);
    if (!guard) continue;
    const list = byGuard.get(guard.name) ?? [];
    list.push({ endpoint: title(endpoint), guard: guard.name, place: placeOf(guard.node) });
    byGuard.set(guard.name, list);
  }
  return [...byGuard.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

function scopeOf(options: readonly unknown[]): 'changes' | 'all' {
  const [first] = options as readonly ({ readonly scope?: 'changes' | 'all' } | undefined)[];
  return first?.scope ?? 'changes';
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
  },
  schema: [
    {
      type: 'object',
      properties: { scope: { type: 'string', enum: ['changes', 'all'], description: 'Which endpoints need a guard.' } },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{ scope: 'changes' }],
  judge: (endpoint, view) => {
    if (!endpoint.understood || endpoint.own !== 'open' || guardOf(endpoint)) return null;
    const { application } = view;
    const spare = application.spare[0] ?? null;
    const others = siblings(view);
    if (scopeOf(view.options) === 'changes') {
      if (SAFE.has(endpoint.method) || (endpoint.method === 'ANY' && !endpoint.changes) || (endpoint.method === 'QUERY' && !readsOpenly(endpoint, view))) return null;
      const guarded =
        others.length > 0 ||
        spare !== null ||
        application.endpoints.some(({ own }) => own === 'denies' || own === 'verifies');
      if (!guarded) return null;
    }
    return missingGuardMessage({
      endpoint: title(endpoint),
      siblings: others,
      spare: spare && { guard: spare.name, place: view.placeOf(spare.node) },
    });
  },
});
