import { flowRule } from '../define/flow-rule.js';
import { UNTRACKED } from '../define/values.js';

export default flowRule({
  info: {
    name: 'no-archive-traversal',
    description: 'Disallow writing entries of archives where their names lead',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/path-traversal'],
    cwe: [22, 59],
  },
  sinks: ['path', 'archive-options'],
  from: (kind) => kind.startsWith('archive.') || kind === UNTRACKED,
  remedy: 'Resolve the path of each entry and check that it begins with the target folder and a separator.',
  remedies: { 'archive-options': 'Leave `preservePaths` off, so that absolute paths and `..` are left out.' },
});
