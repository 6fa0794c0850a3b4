import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-mass-assignment',
    description: 'Disallow stored records whose fields untrusted data chooses',
    kind: 'flow',
    // Measured on real projects: schemas behind composed decorators and compiled maps are not read yet, so it stays out of the smaller presets.
    preset: 'all',
    owasp: 'API3',
    topics: ['api3/mass-assignment'],
    cwe: [915],
  },
  sinks: ['record', 'record-key'],
  remedy: 'Name the fields that may be set, or parse the data with a schema that drops all others.',
});
