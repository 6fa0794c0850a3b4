import { flowRule } from '../define/flow-rule.js';
import { ts, type TS } from '../lang/ts.js';

/** `import(`./messages/${locale}.json`)`: what is read there is data, whatever the name. */
function namesData(node: TS.Node): boolean {
  return ts.isTemplateExpression(node) && /^\.{1,2}\//.test(node.head.text) && endsInData(node);
}

function endsInData({ templateSpans }: TS.TemplateExpression): boolean {
  return /\.(?:json5?|ya?ml|mdx?|txt|css|svg)$/.test(templateSpans.at(-1)?.literal.text ?? '');
}

export default flowRule({
  info: {
    name: 'no-code-injection',
    description: 'Disallow untrusted data as code, as the name of a module or as the name of a function to call',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/code-injection'],
    cwe: [94, 95, 470],
  },
  sinks: ['code', 'module-name', 'function-name'],
  counts: ({ hit }) => hit.kind !== 'module-name' || !namesData(hit.node),
  remedy: 'Look the value up in a fixed table instead.',
  remedies: { code: 'Parse the text instead of running it, or look it up in a fixed table.' },
});
