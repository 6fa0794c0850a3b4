import { flowRule } from '../define/flow-rule.js';
import { isThrownAway } from '../define/places.js';

export default flowRule({
  info: {
    name: 'no-dynamic-regexp',
    description: 'Disallow regular expressions that are built from untrusted data',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API4',
    topics: ['api4/redos', 'api10/regex-validation'],
    cwe: [730, 625, 1333],
  },
  sinks: ['pattern'],
  // Who only asks whether it is a pattern at all (`try { new RegExp(text) }`) has nothing matched by it.
  counts: ({ hit }) => !isThrownAway(hit.call),
  remedy: 'Escape the value or search for it as plain text.',
});
