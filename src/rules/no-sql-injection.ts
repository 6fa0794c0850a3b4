import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-sql-injection',
    description: 'Disallow SQL text that is built from untrusted data',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/sql-injection'],
    cwe: [89, 564],
  },
  sinks: ['sql'],
  remedy:
    'Use a placeholder and pass the value as a parameter, or choose names of tables and columns from a fixed list.',
});
