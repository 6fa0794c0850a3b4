import { isDocumented, unvalidatedMessage } from '../define/validated.js';
import { flowRule } from '../define/flow-rule.js';

const REMEDY = 'Parse it with a schema that refuses wrong types, and use what the schema returns.';

export default flowRule({
  info: {
    name: 'require-input-validation',
    description: 'Require that bodies, queries and messages are validated before they are stored',
    kind: 'flow',
    preset: 'strict',
    owasp: 'API10',
    topics: ['api10/input-validation', 'zero-trust/validate-all-flows'],
    cwe: [20, 1287],
  },
  sinks: ['stored-value'],
  stands: 'source',
  counts: ({ hit }, { applicationAround }) => !isDocumented(applicationAround(), hit.label.source.node),
  remedy: REMEDY,
  advice: ({ hit }, { application, placeOf }) =>
    unvalidatedMessage(application(), hit.label.source.node, placeOf, REMEDY),
});
