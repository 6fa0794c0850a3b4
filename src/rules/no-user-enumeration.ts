import { tellingAnswers } from '../define/accounts.js';
import { endpointRule, reportedAt } from '../define/endpoint-rule.js';
import { tellingRefusals } from '../define/verdicts.js';

const MESSAGES = {
  login:
    'This answer for an unknown account differs from the one for a wrong password, so it tells which accounts exist.',
  recovery:
    'This answer for an unknown account differs from the one for a known one, so it tells which accounts exist.',
};

const REMEDY = 'Give the same status and text in both cases.';

export default endpointRule({
  info: {
    name: 'no-user-enumeration',
    description: 'Disallow logins and recoveries whose answers tell which accounts exist',
    kind: 'endpoint',
    preset: 'strict',
    owasp: 'API2',
    topics: ['api2/password-recovery', 'api2/brute-force'],
    cwe: [204],
  },
  more: (analysis) =>
    tellingRefusals(analysis).map((node) => ({
      node,
      message: `${MESSAGES.login} ${REMEDY}`,
    })),
  find: (endpoint) =>
    tellingAnswers(endpoint).map(({ node, seen, of }) => ({
      node: reportedAt(endpoint, node, seen),
      message: `${MESSAGES[of]} ${REMEDY}`,
    })),
});
