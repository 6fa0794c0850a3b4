import { dropsUnlistedBefore, isOpenToAll, isRoleOfNobody } from '../define/around.js';
import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-mass-assignment',
    description: 'Disallow stored records whose fields untrusted data chooses',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/mass-assignment'],
    cwe: [915],
  },
  sinks: ['record', 'record-key', 'privilege'],
  // Whoever registers may not say what she may do; those who know the caller have rules of their own for that.
  counts: (finding, analysis) => {
    if (finding.hit.kind === 'privilege') return isOpenToAll(analysis, finding) && !isRoleOfNobody(analysis, finding);
    return finding.hit.label.source.kind !== 'http.body' || !dropsUnlistedBefore(analysis, finding);
  },
  messages: {
    privilege: ({ source, callee }) =>
      `Everybody can choose the role of a new record of \`${callee}\` by \`${source}\`.`,
  },
  remedies: { privilege: 'Set the role yourself, and let only administrators change it.' },
  remedy: 'Name the fields that may be set, or parse the data with a schema that drops all others.',
});
