import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-nosql-injection',
    description: 'Disallow query objects and query code of document stores that untrusted data can shape',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/nosql-injection'],
    cwe: [943],
  },
  sinks: ['document-query', 'document-key', 'query-code', 'query-text', 'filter-shape'],
  remedy: 'Convert the value to a string or check it with a schema, so that it cannot be an operator object.',
  remedies: {
    'filter-shape': 'Name the columns that may be asked for, and take each value from the request by itself.',
    'query-code': 'Keep the code constant: use operators of the query, or pass the value as an argument.',
  },
});
