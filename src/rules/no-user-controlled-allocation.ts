import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-user-controlled-allocation',
    description: 'Disallow memory sizes and costs that untrusted data chooses without an upper bound',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API4',
    topics: ['api4/resource-exhaustion'],
    cwe: [789, 770],
  },
  sinks: ['size'],
  remedy: 'Refuse numbers above a limit, or take the smaller one by Math.min, before memory is reserved.',
});
