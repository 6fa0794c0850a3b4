import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-template-injection',
    description: 'Disallow templates and options of template engines that untrusted data chooses',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/code-injection'],
    cwe: [1336, 73],
  },
  sinks: ['template', 'template-options'],
  remedy: 'Keep the template constant and pass values as data, each under a name of its own.',
});
