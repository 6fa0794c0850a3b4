import { textRule } from '../define/text-rule.js';
import { urlFault } from '../define/url-checks.js';

export default textRule({
  info: {
    name: 'no-incomplete-url-check',
    description: 'Disallow tests of addresses that addresses of other hosts pass',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/denylists', 'api7/ssrf'],
    cwe: [20, 184],
  },
  judge: (check) => {
    const fault = urlFault(check);
    return fault === null
      ? null
      : `This test of \`${check.source}\` is no check of its host: ${fault}. Parse it by new URL and compare \`hostname\` with whole names.`;
  },
});
