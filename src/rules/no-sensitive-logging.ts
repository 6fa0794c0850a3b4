import { flowRule } from '../define/flow-rule.js';
import { sensitivityOf } from '../define/sensitive.js';

export default flowRule({
  info: {
    name: 'no-sensitive-logging',
    description: 'Disallow passwords, tokens and other secrets in logs',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API6',
    topics: ['api6/plaintext-passwords-in-logs'],
    cwe: [532, 312],
  },
  sinks: ['logged'],
  from: () => true,
  counts: (finding) => sensitivityOf(finding) !== null,
  origin: (finding) => sensitivityOf(finding)?.words ?? 'A secret',
  remedy: 'Log an id, a length or a masked value, or let the logger redact the field.',
});
