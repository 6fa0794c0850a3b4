import { runsInBrowser } from '../define/browser.js';
import { guardsConnections, isCheckingHost, isHostChecked } from '../define/connections.js';
import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-ssrf',
    description: 'Disallow outgoing requests to addresses that untrusted data chooses',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API7',
    topics: ['api7/ssrf'],
    cwe: [918],
  },
  sinks: ['address', 'rewrite'],
  counts: ({ hit }, { result, importedExpression }) =>
    !guardsConnections(hit, importedExpression) &&
    !isCheckingHost(hit, result.log.records) &&
    !isHostChecked(hit, result.log.records) &&
    // What a page asks for, its visitor's own machine asks.
    ![hit.label.source.node, hit.node].some(runsInBrowser),
  remedy: 'Choose the host from a fixed list, and encode values that become part of the path.',
});
