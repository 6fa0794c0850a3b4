import type { Finding } from '../define/evidence-rule.js';
import { flowRule } from '../define/flow-rule.js';
import { decided } from '../define/identity.js';
import { knownOptions, oneOf, optionOf } from '../define/options.js';
import { endsFunction } from '../define/places.js';
import { isCalled } from '../define/sources.js';
import { isCutAsText, isDocumented, isLengthOfList, isSearchOfList } from '../define/validated.js';

/** A check after which the function leaves: what passes it was meant to be refused. */
function refuses({ hit }: Finding): boolean {
  const statement = decided(hit.node, hit.stack);
  if (!statement) return false;
  const { thenStatement, elseStatement } = statement;
  return endsFunction(thenStatement) || (elseStatement !== undefined && endsFunction(elseStatement));
}

export default flowRule({
  info: {
    name: 'no-type-confusion',
    description: 'Disallow text checks of untrusted data that may be an array or an object',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/input-validation'],
    cwe: [843, 1287],
    // Of checks that only say how a text is cut or shown, more than half were no flaws on real projects.
    inRecommended: { checks: 'refusals' },
  },
  sinks: ['text-method'],
  mendedThere: true,
  options: {
    schema: knownOptions({
      checks: oneOf(['all', 'refusals'], 'Which checks count: all, or only those that turn the request away.'),
    }),
    defaults: [{ checks: 'all' }],
  },
  counts: (finding, { applicationAround }, options) =>
    (optionOf(options, 'checks') !== 'refusals' || refuses(finding)) &&
    !isCalled(finding) &&
    !isCutAsText(finding.hit.node) &&
    !isSearchOfList(finding.hit.node) &&
    !isLengthOfList(finding.hit.node) &&
    !isDocumented(applicationAround(), finding.hit.label.source.node),
  remedy:
    "Check `typeof value === 'string'` first, or parse the data with a schema: an array or an object passes this check and is another text later.",
});
