import { flowRule } from '../define/flow-rule.js';

export default flowRule({
  info: {
    name: 'no-credentials-in-url',
    description: 'Disallow passwords, tokens and API keys in the addresses of requests',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/password-in-transit'],
    cwe: [598],
  },
  sinks: ['url-credential', 'credential-sent', 'parameter-sent'],
  from: () => true,
  messages: {
    'url-credential': ({ source }) =>
      `The credential \`${source}\` arrives in the address of the request, which logs and histories keep.`,
    'credential-sent': ({ callee }) =>
      `\`${callee}\` sends a credential in the address, which logs and histories keep.`,
    'parameter-sent': ({ callee }) => `\`${callee}\` sends a credential in the address, which logs and histories keep.`,
  },
  calls: {
    'credential.from-url': () =>
      'The token arrives in the address of the request, which logs and histories keep. Take it from the field `Authorization`.',
  },
  remedy: 'Send it in a header or in the body.',
});
