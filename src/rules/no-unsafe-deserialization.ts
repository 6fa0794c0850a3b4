import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-unsafe-deserialization',
    description: 'Disallow readers that build functions and instances from untrusted data',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/code-injection'],
    cwe: [502],
  },
  sinks: ['deserialize'],
  remedy: 'Read it with JSON.parse or a safe loader, and validate what comes out.',
});
