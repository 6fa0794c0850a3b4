import { flowRule, isClientData } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-open-redirect',
    description: 'Disallow redirects to addresses that untrusted data chooses',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/open-redirects'],
    cwe: [601],
  },
  sinks: ['redirect'],
  // Nobody can make a browser send another host, which is for no-host-header-link to look at, or another cookie.
  from: (kind) => isClientData(kind) && kind !== 'http.host' && kind !== 'http.cookies',
  remedy: 'Redirect to a fixed path or to an entry of a list, or compare the origin of the parsed address.',
});
