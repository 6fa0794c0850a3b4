import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-prototype-pollution',
    description: 'Disallow names that untrusted data chooses in objects that all others inherit from',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/mass-assignment'],
    cwe: [1321],
  },
  sinks: ['property-name', 'property-path', 'merged-names'],
  remedy:
    'Keep chosen names in a Map or in an object made by Object.create(null), or refuse `__proto__`, `constructor` and `prototype` at every level.',
});
