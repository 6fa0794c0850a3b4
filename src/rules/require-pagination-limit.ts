import { pagingRule } from '../define/paging-rule.js';

export default pagingRule({
  info: {
    name: 'require-pagination-limit',
    description: 'Require an upper bound for the number of rows that a list answers with',
    kind: 'endpoint',
    preset: 'strict',
    owasp: 'API4',
    topics: ['api4/pagination'],
    cwe: [770],
  },
  sinks: ['page-size', 'page-in-sql'],
  remedy: 'Accept only whole numbers from one to a maximum, by a schema or by Math.min and Math.max.',
  missing: (callee, endpoint) =>
    `\`${endpoint}\` lists by \`${callee}\` without a limit: its answer grows with the table. Give it a page size with a maximum.`,
});
