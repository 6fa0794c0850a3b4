import { regexRule } from '../define/regex-rule.js';

export default regexRule({
  info: {
    name: 'no-redos',
    description: 'Disallow regular expressions that a chosen text can keep busy for long',
    kind: 'code',
    preset: 'recommended',
    owasp: 'API4',
    topics: ['api4/redos', 'api4/algorithmic-complexity'],
    cwe: [1333],
  },
});
