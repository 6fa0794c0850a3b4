import { asksRoleBefore, isPublicRead } from '../define/around.js';
import { flowRule } from '../define/flow-rule.js';
import { isClaimedIdentity } from '../define/identity.js';

export default flowRule({
  info: {
    name: 'no-client-supplied-identity',
    description: 'Disallow identities and roles that the request itself claims',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API1',
    topics: ['api1/confused-deputy', 'api1/user-controlled-keys', 'api5/access-control'],
    cwe: [639, 290, 807],
  },
  sinks: ['owner', 'owned', 'condition'],
  counts: (finding, analysis) =>
    isClaimedIdentity(finding, analysis) &&
    !(finding.hit.kind !== 'condition' && asksRoleBefore(analysis, finding)) &&
    !(finding.hit.kind === 'owner' && isPublicRead(analysis, finding)),
  remedy: 'Take it from the session or from a verified token.',
});
