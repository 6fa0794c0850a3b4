import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-mass-assignment',
    description: 'Disallow stored records whose fields untrusted data chooses',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/mass-assignment'],
    cwe: [915],
  },
  sinks: ['record', 'record-key'],
  remedy: 'Name the fields that may be set, or parse the data with a schema that drops all others.',
});
