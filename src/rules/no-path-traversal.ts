import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-path-traversal',
    description: 'Disallow file paths that untrusted data can lead out of their folder',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/path-traversal'],
    cwe: [22, 23, 36, 73],
  },
  sinks: ['path', 'object-key'],
  remedy: 'Resolve the path and check that it begins with the folder and a separator, or choose the file from a list.',
  remedies: {
    'object-key': 'Put a prefix of the program in front of the key, or look the key up in what the caller may read.',
  },
});
