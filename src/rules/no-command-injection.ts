import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-command-injection',
    description: 'Disallow shell commands that are built from untrusted data',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/command-injection'],
    cwe: [78],
  },
  sinks: ['command'],
  remedy: 'Run the program without a shell and pass the value as an argument, as execFile and spawn do.',
});
