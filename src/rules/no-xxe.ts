import { flowRule, isClientData } from '../define/flow-rule.js';
import { UNTRACKED } from '../define/values.js';

export default flowRule({
  info: {
    name: 'no-xxe',
    description: 'Disallow parsers that load the entities and document types of XML',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/xxe', 'api8/xml-dtd', 'api8/entity-expansion'],
    cwe: [611, 776, 827],
  },
  sinks: ['xml', 'xml-options'],
  messages: { 'xml-options': ({ callee }) => `\`${callee}\` substitutes the entities of XML that is not constant.` },
  from: (kind) => isClientData(kind) || kind === UNTRACKED,
  remedy:
    'Parse XML without entities and document types, with a parser that has no support for them or with these options off.',
});
