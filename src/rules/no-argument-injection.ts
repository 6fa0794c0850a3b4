import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-argument-injection',
    description: 'Disallow untrusted data as an option of a program or as the program itself',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/command-injection'],
    cwe: [88],
  },
  sinks: ['argument', 'program'],
  remedy: "Put '--' before the value, or refuse values that begin with a dash.",
  remedies: { program: 'Choose the program from a fixed list.' },
});
