import { differencesIn, documentFor } from '../define/documented.js';
import { endpointRule, titleOf } from '../define/endpoint-rule.js';

interface Options {
  readonly document?: string;
}

export default endpointRule({
  info: {
    name: 'require-documented-endpoint',
    description:
      'Require that endpoints are in the OpenAPI document, with the parameters, body and security that they have',
    kind: 'endpoint',
    preset: 'all',
    owasp: 'API9',
    topics: ['api9/documentation-blindspots'],
    cwe: [1059],
  },
  schema: [
    {
      type: 'object',
      description: 'Where the document is.',
      additionalProperties: false,
      properties: {
        document: {
          type: 'string',
          minLength: 1,
          description: 'The OpenAPI document (JSON or YAML), relative to the working folder of ESLint.',
        },
      },
    },
  ],
  defaultOptions: [{}],
  judge: (endpoint, view) => {
    const [{ document } = {}] = view.options as readonly Options[];
    const found = documentFor(endpoint.node.getSourceFile().fileName, view.folder, document);
    if (found.kind === 'none') return null;
    if (found.kind === 'broken') return `The OpenAPI document \`${document ?? ''}\` cannot be used: ${found.message}`;
    const differences = differencesIn(view.application, found.operations).get(endpoint) ?? [];
    if (differences.length === 0) return null;
    const said = differences.map(({ what }) => what).join('; ');
    return `\`${titleOf(endpoint)}\` ${said} (${view.fileName(found.file)}). What nobody knows of is neither tested nor switched off. Bring the code and the document together.`;
  },
});
