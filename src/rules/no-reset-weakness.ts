import { endpointRule, reportedAt } from '../define/endpoint-rule.js';
import { weakPlaces, type Weakness } from '../define/recovery.js';

const MESSAGES: Readonly<Record<Weakness, string>> = {
  'given-away':
    'The secret of the recovery leaves with the answer, so whoever asks may set the password. Send it to the mailbox of the account only.',
  ageless:
    'The account is found by a recovery token, and nothing asks how old that is. Store when it expires, and ask for it in the query or right after it.',
  reusable:
    'The recovery token still works after the password was set. Remove it, or set it to null, together with the change.',
  'by-answer':
    'The answer to a question is enough to set a password, and others know or guess it. Ask for a token from the mailbox.',
};

export default endpointRule({
  info: {
    name: 'no-reset-weakness',
    description:
      'Disallow recovery by secrets that are given away, never expire or work twice, and by security questions',
    kind: 'endpoint',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/password-recovery', 'api2/password-change'],
    cwe: [640],
  },
  find: (endpoint) =>
    weakPlaces(endpoint).map(({ node, seen, why }) => ({
      node: reportedAt(endpoint, node, seen),
      message: MESSAGES[why],
    })),
});
