import { isOnlyWrapped, isOwnError } from '../define/caught.js';
import { onlyInDevelopment, wasLookedAt } from '../define/circumstances.js';
import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-error-leak',
    description: 'Disallow answers that hold a caught error, its message or its stack',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/error-pages'],
    cwe: [209, 550],
  },
  sinks: ['answer', 'answer-serialized', 'answer-mapped'],
  mendedThere: true,
  from: (kind) => kind.startsWith('error.'),
  counts: (finding) =>
    !onlyInDevelopment(finding) &&
    !isOnlyWrapped(finding) &&
    (finding.hit.label.source.path?.includes('stack') === true || !(isOwnError(finding) || wasLookedAt(finding))),
  remedy: 'Answer a fixed text with a reference, and log the error itself.',
});
