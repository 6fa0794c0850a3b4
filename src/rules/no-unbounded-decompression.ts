import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-unbounded-decompression',
    description: 'Disallow decompression of untrusted data without a limit for its result',
    kind: 'flow',
    preset: 'strict',
    owasp: 'API4',
    topics: ['api4/algorithmic-complexity'],
    cwe: [409],
  },
  sinks: ['compressed'],
  remedy: 'Set `maxOutputLength`, or count the bytes of the result and stop at a limit.',
});
