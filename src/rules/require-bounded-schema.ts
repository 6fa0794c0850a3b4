import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'require-bounded-schema',
    description: 'Require upper bounds in request schemas',
    kind: 'misuse',
    preset: 'all',
    owasp: 'API4',
    topics: ['zero-trust/parameters-and-payloads', 'api4/big-payloads', 'api10/numbers'],
    cwe: [770, 1284],
  },
  sinks: ['unbounded'],
  remedy: 'Give texts and lists a maximum length and numbers a minimum and a maximum.',
});
