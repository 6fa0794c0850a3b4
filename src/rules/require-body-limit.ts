import { limitRule } from '../define/limit-rule.js';

export default limitRule({
  info: {
    name: 'require-body-limit',
    description: 'Require a limit for the size of request bodies',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API4',
    topics: ['api4/big-payloads', 'api4/resource-exhaustion'],
    cwe: [770, 400],
  },
  limit: 'body-limit',
  kept: 'collected',
  defaultMaximum: '10mb',
  remedy:
    'Keep the limit of the parser near what the largest honest request needs, and count the bytes of what is collected by hand.',
});
