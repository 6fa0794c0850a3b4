import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'require-strict-schema',
    description: 'Require request schemas that list every key and type',
    kind: 'misuse',
    preset: 'strict',
    owasp: 'API3',
    topics: ['zero-trust/parameters-and-payloads', 'api3/mass-assignment'],
    cwe: [915, 20],
  },
  sinks: ['open-keys', 'any-value'],
  // Whoever asks for one header gets it among many that browsers and proxies add.
  counts: ({ hit }) => hit.kind !== 'open-keys' || hit.label.source.kind !== 'http.headers',
  calls: {
    'schema.keeps-keys': ({ entity }) =>
      `\`${entity.name}\` without \`whitelist: true\` lets properties through that the class does not declare. Set it, and \`forbidNonWhitelisted\` to refuse them.`,
  },
  remedy:
    'List the keys that the endpoint knows and give each of them a type; let the schema drop or refuse all others.',
});
