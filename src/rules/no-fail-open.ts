import { failOpenRule } from '../define/fail-open-rule.js';

export default failOpenRule({
  info: {
    name: 'no-fail-open',
    description: 'Disallow guards that let the request pass when their check fails or is never made',
    kind: 'code',
    preset: 'recommended',
    owasp: 'API5',
    topics: ['api6/fail-safe-defaults', 'api5/access-control'],
    cwe: [636, 755, 390],
  },
  messages: {
    catch:
      'The request passes although its check has failed: this is the catch branch. Turn it away here, or hand the error on.',
    default:
      'Whatever the other branches do not name passes here, while they turn requests away. Name what may pass, and turn away by default.',
    denial: 'The request is turned away here and handed on afterwards. Return after the denial.',
    'not-thrown': 'This error is made and not thrown, so the request passes. Throw it.',
    'not-awaited': 'Nobody waits for this check: its failure comes after the request has passed. Await it.',
    swallowed:
      'The failure of this check ends in a function that turns nobody away, so the request passes. Deny there, or let it fail.',
    'not-used':
      'The request passes whatever this check finds out, and nobody behind it asks. Turn it away here when nobody has been found.',
    'promise-tested': 'A promise is always truthy, so this condition never turns anybody away. Await the answer.',
    'never-asks':
      'This authorizer looks at nothing and lets everybody in. Verify the token, and deny whoever has none.',
    'not-heeded':
      'The request passes whatever the check tells this callback, so a wrong credential comes in. Turn it away when there is an error.',
    'not-asked':
      'The request passes without a look at who is calling: for bad credentials the second argument is false. Turn it away when there is no user.',
  },
});
