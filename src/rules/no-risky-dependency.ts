import { composedRule, packageOf } from '../define/composed-rule.js';
import { RISKY_PACKAGES, type RiskyPackage } from '../meta/risky-packages.js';

const BY_NAME: ReadonlyMap<string, RiskyPackage> = new Map(RISKY_PACKAGES.map((each) => [each.name, each]));

function allowed(options: readonly unknown[]): readonly string[] {
  const [first] = options as readonly ({ readonly allow?: readonly string[] } | undefined)[];
  return first?.allow ?? [];
}

export default composedRule({
  info: {
    name: 'no-risky-dependency',
    description: 'Disallow imports of packages that are malicious, abandoned or unsafe by design',
    kind: 'code',
    preset: 'recommended',
    owasp: 'API9',
    topics: ['api9/vulnerable-components', 'api9/malicious-packages'],
    cwe: [1104, 506, 1357],
  },
  schema: [
    {
      type: 'object',
      properties: {
        allow: { type: 'array', items: { type: 'string' }, description: 'Packages that are imported all the same.' },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{ allow: [] }],
  find: (view) =>
    view.imports().flatMap(({ specifier, node }) => {
      const name = packageOf(specifier);
      const known = allowed(view.options).includes(name) ? undefined : BY_NAME.get(name);
      return known
        ? [{ node, message: `\`${name}\` is ${known.kind}: ${known.why} (${known.source}). ${known.instead}` }]
        : [];
    }),
});
