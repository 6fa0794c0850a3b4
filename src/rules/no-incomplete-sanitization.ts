import { sanitizerFault } from '../define/sanitizers.js';
import { textRule } from '../define/text-rule.js';

export default textRule({
  info: {
    name: 'no-incomplete-sanitization',
    description: 'Disallow replacements that leave some of what they are there to take',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/denylists', 'api10/validate-before-transform'],
    cwe: [116, 184],
  },
  judge: (check) => {
    const fault = sanitizerFault(check);
    return fault === null
      ? null
      : `This replacement in \`${check.source}\` is incomplete: ${fault}. Use the encoder of the place that the text goes to, or accept only texts that match an allow-list.`;
  },
});
