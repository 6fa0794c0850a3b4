import { flowRule } from '../define/flow-rule.js';
import { isPartOfCommand } from '../define/commands-of-others.js';
import { isPlainPassword, plainComparisons } from '../define/sensitive.js';

const REMEDY = 'Hash it with argon2, scrypt or bcrypt, and check it with their verify function.';

export default flowRule({
  info: {
    name: 'no-plaintext-password',
    description: 'Disallow passwords that are stored or compared without a password hash',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/storing-passwords', 'api2/password-migration'],
    cwe: [256, 257],
  },
  sinks: ['stored', 'matched', 'compared', 'lookup'],
  counts: (finding, analysis) => isPlainPassword(finding) && !isPartOfCommand(finding, analysis.result.log.records),
  origin: () => 'A password',
  remedy: REMEDY,
  more: ({ comparisons }) =>
    plainComparisons(comparisons).map(({ node, sent, stored }) => ({
      node,
      message: `The password \`${sent}\` is compared with \`${stored}\` as it is, so it is stored as it is. ${REMEDY}`,
    })),
});
