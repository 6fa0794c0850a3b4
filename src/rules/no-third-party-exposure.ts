import { flowRule } from '../define/flow-rule.js';
import { sharedSecret } from '../define/sensitive.js';

export default flowRule({
  info: {
    name: 'no-third-party-exposure',
    description: 'Disallow credentials and personal data in requests to other companies',
    kind: 'flow',
    preset: 'strict',
    owasp: 'API9',
    topics: ['api9/dataflow-blindspots'],
    cwe: [359, 201],
  },
  sinks: ['sent-out'],
  from: () => true,
  counts: (finding) => sharedSecret(finding) !== null,
  origin: (finding) => sharedSecret(finding)?.words ?? 'A secret',
  remedy: 'Send a pseudonym, a masked value or only the fields that the other side needs.',
});
