import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-unvalidated-number',
    description: 'Disallow amounts and quantities from untrusted data whose sign nothing has checked',
    kind: 'flow',
    preset: 'strict',
    owasp: 'API10',
    topics: ['api10/numbers'],
    cwe: [1284, 190, 681],
  },
  sinks: ['quantity', 'amount'],
  remedy:
    'Check that it is an integer in the allowed range, or parse it with a schema that has a minimum and a maximum.',
});
