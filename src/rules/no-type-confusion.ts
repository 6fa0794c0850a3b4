import { flowRule } from '../define/flow-rule.js';
import { isCalled } from '../define/sources.js';
import { isCutAsText, isDocumented, isLengthOfList, isSearchOfList } from '../define/validated.js';

export default flowRule({
  info: {
    name: 'no-type-confusion',
    description: 'Disallow text checks of untrusted data that may be an array or an object',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/input-validation'],
    cwe: [843, 1287],
  },
  sinks: ['text-method'],
  mendedThere: true,
  counts: (finding, { applicationAround }) =>
    !isCalled(finding) &&
    !isCutAsText(finding.hit.node) &&
    !isSearchOfList(finding.hit.node) &&
    !isLengthOfList(finding.hit.node) &&
    !isDocumented(applicationAround(), finding.hit.label.source.node),
  remedy:
    "Check `typeof value === 'string'` first, or parse the data with a schema: an array or an object passes this check and is another text later.",
});
