import { flowRule } from '../define/flow-rule.js';
import { remoteCodeIn } from '../define/remote-code.js';

const REMEDY = 'Install the code as a dependency with a fixed version, or check its hash before it runs.';

export default flowRule({
  info: {
    name: 'no-remote-code',
    description: 'Disallow code that is fetched while the service runs',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API9',
    topics: ['api9/untrusted-functionality'],
    cwe: [829, 494],
  },
  sinks: ['code', 'module-name', 'template', 'deserialize'],
  from: (kind) => kind.startsWith('third-party.'),
  remedy: REMEDY,
  more: (analysis) => remoteCodeIn(analysis).map(({ node, fault }) => ({ node, message: `${fault} ${REMEDY}` })),
});
