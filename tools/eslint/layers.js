import path from 'node:path';

/**
 * The import table of docs/internals/architecture.md: a layer is a folder of src (or the file src/index.ts), and its row
 * names the layers that it may import. `types` may only be imported with `import type`.
 * @type {Readonly<Record<string, { values: readonly string[], types?: readonly string[] }>>}
 */
const table = {
  index: { values: ['rules', 'configs', 'meta'] },
  rules: { values: ['define', 'meta'] },
  configs: { values: ['meta'] },
  define: { values: ['meta', 'analysis', 'report', 'lang', 'inventory'], types: ['flow'] },
  inventory: { values: ['analysis', 'endpoints', 'meta', 'report'] },
  analysis: { values: ['lang', 'flow', 'models', 'endpoints'] },
  endpoints: { values: ['lang', 'flow', 'models'] },
  models: { values: ['lang', 'flow'] },
  flow: { values: ['lang'] },
  lang: { values: [] },
  report: { values: ['meta'] },
  meta: { values: [] },
  cli: { values: ['index', 'rules', 'configs', 'analysis', 'endpoints', 'inventory', 'report', 'meta', 'lang'] },
};

/** Packages that carry the compiler API: one layer decides which copy is used, so no other may import them. */
const compilerPackages = new Set(['typescript', 'ts-morph', '@ts-morph/common']);
const compilerLayer = 'lang';

/** The layer of a path below src, or undefined outside of it. */
function layerOf(src, file) {
  const relative = path.relative(src, file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return undefined;
  const [first = ''] = relative.split(path.sep);
  return first.replace(/\.[cm]?[jt]s$/, '');
}

/** A local rule: imports between the layers of src follow the table. */
export const layers = {
  meta: {
    type: 'problem',
    docs: { description: 'Disallow imports that the layer table does not name' },
    schema: [],
    messages: {
      unknownLayer: "'{{layer}}' is no layer of src: add it to tools/eslint/layers.js and to the architecture page.",
      layer: "The layer '{{from}}' must not import '{{to}}'. It may import: {{allowed}}.",
      typesOnly: "The layer '{{from}}' may import only types of '{{to}}': write 'import type'.",
      compiler: "Only src/lang imports '{{to}}'.",
    },
  },
  create(context) {
    const src = path.join(context.cwd, 'src');
    const from = layerOf(src, context.filename);
    if (from === undefined) return {};
    const row = table[from];

    function check(node, source, typeOnly) {
      if (typeof source !== 'string') return;
      const name = source.startsWith('@') ? source.split('/').slice(0, 2).join('/') : source.split('/')[0];
      if (compilerPackages.has(name) && from !== compilerLayer) {
        context.report({ node, messageId: 'compiler', data: { to: name } });
        return;
      }
      if (!source.startsWith('.')) return;
      const to = layerOf(src, path.resolve(path.dirname(context.filename), source));
      if (to === undefined || to === from || row === undefined || row.values.includes(to)) return;
      if (row.types?.includes(to) === true) {
        if (!typeOnly) context.report({ node, messageId: 'typesOnly', data: { from, to } });
        return;
      }
      const allowed = [...row.values, ...(row.types ?? []).map((layer) => `${layer} (types)`)].join(', ') || 'nothing';
      context.report({ node, messageId: 'layer', data: { from, to, allowed } });
    }

    return {
      Program(node) {
        if (row === undefined) context.report({ node, messageId: 'unknownLayer', data: { layer: from } });
      },
      ImportDeclaration: (node) => check(node.source, node.source.value, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.source.value, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => {
        if (node.source) check(node.source, node.source.value, node.exportKind === 'type');
      },
      ImportExpression: (node) => check(node.source, node.source.value, false),
      TSImportType: (node) => check(node.source, node.source.value, true),
      TSExternalModuleReference: (node) => check(node.expression, node.expression.value, false),
      'CallExpression[callee.name="require"]': (node) => check(node, node.arguments[0]?.value, false),
    };
  },
};
