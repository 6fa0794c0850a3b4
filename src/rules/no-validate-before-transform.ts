import { flowRule } from '../define/flow-rule.js';
import { State } from '../define/values.js';

export default flowRule({
  info: {
    name: 'no-validate-before-transform',
    description: 'Disallow checks of untrusted data before it is decoded or normalized',
    kind: 'flow',
    preset: 'strict',
    owasp: 'API10',
    topics: ['api10/validate-before-transform'],
    cwe: [179, 180],
  },
  sinks: [
    'sql',
    'command',
    'program',
    'argument',
    'path',
    'address',
    'redirect',
    'html',
    'code',
    'module-name',
    'header',
    'log',
    'template',
    'xml',
    'xpath',
    'ldap',
  ],
  state: State.CheckedBefore,
  remedy:
    'The check has seen the text before it was decoded or normalized: decode and normalize first, then check what is used.',
});
