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
  counts: isSystemInformation,
  origin: () => 'System information',
  remedy: 'Answer a fixed text, and leave such facts to metrics that only operators can read.',
});
