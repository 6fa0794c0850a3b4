import { flowRule } from '../define/flow-rule.js';
import { isForPagesOnly } from '../define/functions.js';
import { namesData } from '../define/modules.js';

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
  counts: ({ hit }) =>
    hit.kind === 'function-name' ? !isForPagesOnly(hit) : hit.kind !== 'module-name' || !namesData(hit.node),
  remedy: 'Look the value up in a fixed table instead.',
  remedies: { code: 'Parse the text instead of running it, or look it up in a fixed table.' },
});
