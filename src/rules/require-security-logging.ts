import { endpointRule } from '../define/endpoint-rule.js';
import { checksCredentials, silentPlaces } from '../define/silence.js';

const MESSAGES = {
  'sign-in': 'A wrong password is answered here and nothing logs it, so nobody sees that somebody is guessing.',
  refusal: 'Credentials are refused here and nothing logs why, so nobody sees that somebody is trying.',
};

export default endpointRule({
  info: {
    name: 'require-security-logging',
    description: 'Require that failed sign-ins and refused credentials are logged',
    kind: 'endpoint',
    preset: 'all',
    owasp: 'API8',
    topics: ['api6/insufficient-logging'],
    cwe: [778, 390],
  },
  // A guard mostly has a file of its own.
  reaches: checksCredentials,
  find: (endpoint) =>
    silentPlaces(endpoint).map(({ node, why }) => ({
      node,
      message: `${MESSAGES[why]} Log who, from where and why, without the password or token.`,
    })),
});
