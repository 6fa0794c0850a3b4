import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-ldap-xpath-injection',
    description: 'Disallow untrusted text in LDAP filters, distinguished names, XPath and XQuery',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/injection-principles'],
    cwe: [90, 643, 91],
  },
  sinks: ['ldap', 'xpath', 'xml-text'],
  remedy: 'Escape the value for this place, or pass it apart from the expression as a filter object or a variable.',
});
