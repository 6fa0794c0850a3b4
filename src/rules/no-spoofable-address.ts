import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-spoofable-address',
    description: 'Disallow decisions and limits by an address that the client writes into a header',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/spoofing'],
    cwe: [290, 348],
  },
  sinks: ['decision', 'limit-key'],
  from: (kind) => kind === 'http.address',
  messages: {
    decision: ({ source }) => `\`${source}\` is an address that the client wrote, and access depends on it.`,
    'limit-key': ({ source, callee }) =>
      `\`${source}\` is an address that the client wrote, and \`${callee}\` counts by it.`,
  },
  remedy: 'Use the address of the connection, or that of the framework with the number of proxies it stands behind.',
});
