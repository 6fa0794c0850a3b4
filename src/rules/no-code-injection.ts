import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-code-injection',
    description: 'Disallow untrusted data as code, as the name of a module or as the name of a function to call',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/code-injection'],
    cwe: [94, 95, 470],
  },
  sinks: ['code', 'module-name', 'function-name'],
  remedy: 'Choose from a fixed table by the value instead.',
  remedies: { code: 'Run no text of others: parse it, or choose from a fixed table by the value.' },
});
