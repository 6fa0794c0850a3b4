import { flowRule } from '../define/flow-rule.js';
import { outsideProduction } from '../define/secrets.js';

export default flowRule({
  info: {
    name: 'no-log-injection',
    description: 'Disallow line breaks and formats of untrusted data in log lines',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API6',
    topics: ['api6/log-forging'],
    cwe: [117, 134],
  },
  sinks: ['log', 'log-format'],
  mendedThere: true,
  counts: ({ hit }) => !outsideProduction(hit.node),
  remedy: 'Log the value as a structured field, or remove its line breaks.',
  remedies: { 'log-format': 'Put a constant text first and the value behind it.' },
});
