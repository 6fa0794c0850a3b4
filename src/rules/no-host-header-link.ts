import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-host-header-link',
    description: 'Disallow links that begin with a host which the request names',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/password-recovery', 'api2/spoofing'],
    cwe: [640, 644],
  },
  sinks: ['mail-text', 'redirect'],
  from: (kind) => kind === 'http.host',
  remedy: 'Begin the link with a configured address, or compare the host with a list of your own.',
});
