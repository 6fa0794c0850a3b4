import { flowRule } from '../define/flow-rule.js';
import { isPlainPassword } from '../define/sensitive.js';

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
  sinks: ['stored', 'matched', 'compared'],
  counts: isPlainPassword,
  origin: () => 'A password',
  remedy: 'Hash it with argon2, scrypt or bcrypt, and check it with their verify function.',
});
