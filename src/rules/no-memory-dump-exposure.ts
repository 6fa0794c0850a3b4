import { composedRule } from '../define/composed-rule.js';

const WHAT: Readonly<Record<string, string>> = {
  'memory.memory': 'writes everything that the process holds in memory: passwords, tokens, data of other users',
  'memory.report': 'writes a report with the environment variables of the process, secrets among them',
  'memory.inspector': 'opens the debugger: whoever reaches it reads the memory and runs code',
};

export default composedRule({
  info: {
    name: 'no-memory-dump-exposure',
    description: 'Disallow heap snapshots, diagnostic reports and the inspector in application code',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/secrets-in-memory'],
    cwe: [528, 316],
  },
  find: (view) =>
    view
      .uses(...Object.keys(WHAT))
      .filter((use) => !view.isDevelopmentOnly(use))
      .map((use) => ({
        node: use.node,
        message: `\`${use.callee}\` ${WHAT[use.role] ?? ''}. Take it out of the application, or let it run only where the environment says development.`,
      })),
});
