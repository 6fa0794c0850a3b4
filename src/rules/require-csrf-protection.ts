import { ambientCredential, refusesForgeries, takesOnlyJson } from '../define/ambient.js';
import {
  endpointRule,
  missingGuardMessage,
  siblingsWith,
  stepPlaying,
  titleOf,
  traitsOf,
  type ChainStep,
  type Endpoint,
} from '../define/endpoint-rule.js';

/** Methods that a page of another site can use without asking (Fetch standard, 4.1); the others need a preflight. */
const FORGEABLE: ReadonlySet<string> = new Set(['POST', 'ALL', 'ANY']);

function protection(endpoint: Endpoint): ChainStep | null {
  return stepPlaying(endpoint, 'csrf.check');
}

export default endpointRule({
  info: {
    name: 'require-csrf-protection',
    description: 'Require that state changes which a cookie authenticates cannot be begun by other sites',
    kind: 'endpoint',
    preset: 'strict',
    owasp: 'API5',
    topics: ['api5/csrf'],
    cwe: [352],
  },
  judge: (endpoint, view) => {
    if (!endpoint.understood || !FORGEABLE.has(endpoint.method) || traitsOf(endpoint).refusesForgeries) return null;
    const { own, effects } = endpoint.handling();
    if (own === 'issues' || effects.length === 0) return null;
    if (refusesForgeries(endpoint) || takesOnlyJson(endpoint)) return null;
    const ambient = ambientCredential(endpoint, view.application);
    if (!ambient) return null;
    const { file, line } = view.placeOf(ambient.node);
    const by = ambient.kind === 'session' ? `the session of \`${ambient.name}\`` : `the cookie \`${ambient.name}\``;
    return missingGuardMessage({
      endpoint: titleOf(endpoint),
      siblings: siblingsWith(view, protection),
      spare: null,
      lack: {
        what: `knows its caller by ${by} (${file}:${String(line)}), which browsers send with requests of every site, and nothing checks where the request comes from`,
        remedy: "Put it before this handler, or set `sameSite: 'lax'`.",
        alone: "Set `sameSite: 'lax'` or `'strict'`, or check a token or the Origin header before this handler.",
      },
    });
  },
});
