import { runsInBrowser } from '../define/browser.js';
import { isCaughtHere } from '../define/caught.js';
import { flowRule } from '../define/flow-rule.js';
import { isUnchecked } from '../define/sensitive.js';

export default flowRule({
  info: {
    name: 'require-response-validation',
    description: 'Require a schema for answers of other services that are stored or answered',
    kind: 'flow',
    preset: 'strict',
    owasp: 'API10',
    topics: ['api10/third-party-data', 'zero-trust/validate-all-flows'],
    cwe: [20, 1287],
  },
  sinks: ['stored', 'answer', 'answer-serialized', 'answer-mapped', 'sql', 'command', 'path', 'html', 'redirect'],
  from: (kind) => kind === 'third-party.response' || kind === 'third-party.piece',
  counts: (finding) => isUnchecked(finding) && !isCaughtHere(finding) && !runsInBrowser(finding.hit.label.source.node),
  stands: 'source',
  remedy: 'Parse it with a schema where it comes in: a type argument or an assertion checks nothing.',
});
