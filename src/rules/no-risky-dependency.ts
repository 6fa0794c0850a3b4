import { knownOptions } from '../define/options.js';
import { composedRule, packageOf } from '../define/composed-rule.js';
import { readingManifests } from '../define/manifest-rule.js';
import { describeRisk, manifestProblems, riskyPackage } from '../meta/manifest.js';

function allowed(options: readonly unknown[]): readonly string[] {
  const [first] = options as readonly ({ readonly allow?: readonly string[] } | undefined)[];
  return first?.allow ?? [];
}

const imports = composedRule({
  info: {
    name: 'no-risky-dependency',
    description: 'Disallow dependencies that are malicious, abandoned, unsafe by design or not pinned',
    kind: 'code',
    preset: 'recommended',
    owasp: 'API9',
    topics: ['api9/vulnerable-components', 'api9/malicious-packages'],
    cwe: [1104, 506, 1357],
  },
  schema: knownOptions({
    allow: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      description: 'Packages that are used all the same.',
    },
  }),
  defaultOptions: [{ allow: [] }],
  find: (view) =>
    view.imports().flatMap(({ specifier, node }) => {
      const name = packageOf(specifier);
      const known = allowed(view.options).includes(name) ? undefined : riskyPackage(name);
      return known ? [{ node, message: describeRisk(known) }] : [];
    }),
});

export default readingManifests(imports, 'problem', allowed, manifestProblems);
