import { isBehindGuards } from '../define/callers.js';
import { flowRule } from '../define/flow-rule.js';
import { isSystemInformation } from '../define/sensitive.js';

export default flowRule({
  info: {
    name: 'no-system-info-exposure',
    description: 'Disallow the environment, versions and facts of the machine in answers',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/system-information'],
    cwe: [497, 200],
  },
  sinks: ['answer', 'answer-serialized', 'answer-mapped'],
  from: (kind) => kind.startsWith('system.') || kind === 'process.env',
  // Who is known may be shown what a status page is for; the environment holds what nobody should see.
  counts: (finding, analysis) =>
    isSystemInformation(finding) &&
    !(finding.hit.label.source.kind.startsWith('system.') && isBehindGuards(finding, analysis)),
  origin: () => 'System information',
  remedy: 'Answer a fixed text, and leave such facts to metrics that only operators can read.',
});
