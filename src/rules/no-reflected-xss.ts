import { flowRule, isClientData } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-reflected-xss',
    description: 'Disallow untrusted data in HTML answers',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/same-origin-policy'],
    cwe: [79, 116],
  },
  sinks: ['html'],
  // Nobody can make a browser send another host: what a cache keeps of it is for no-host-header-link.
  from: (kind) => isClientData(kind) && kind !== 'http.host',
  remedy: 'Answer with JSON, or escape the value for HTML.',
});
