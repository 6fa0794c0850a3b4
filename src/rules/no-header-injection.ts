import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-header-injection',
    description: 'Disallow untrusted data in header names, cookies, mail headers and messages written as text',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/injection-principles'],
    cwe: [113, 93],
  },
  sinks: ['header-name', 'cookie', 'mail-header', 'raw-head'],
  remedy: 'Keep names constant, and encode the value for its place.',
});
