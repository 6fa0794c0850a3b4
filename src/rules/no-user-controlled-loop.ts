import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-user-controlled-loop',
    description: 'Disallow loops and timers whose bounds untrusted data chooses',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API4',
    topics: ['api4/infinite-loop', 'api4/resource-exhaustion'],
    cwe: [834, 606],
  },
  sinks: ['count', 'delay', 'fan-out'],
  remedy: 'Refuse numbers above a limit before the loop or the timer starts.',
});
