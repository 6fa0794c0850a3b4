import type { Rule } from 'eslint';
import type { CliPlugin } from '../../src/cli/plugin.js';
import { noteFailure } from '../../src/lang/failures.js';
import type { OwaspCategory, RuleInfo } from '../../src/meta/types.js';
import { displayPath } from '../../src/report/place.js';
import { formatMessage } from '../../src/report/trail.js';

type Check = Pick<Rule.RuleModule, 'create'>;

function makeRule(name: string, owasp: OwaspCategory, cwe: readonly number[], check: Check): Rule.RuleModule {
  const info: RuleInfo = {
    name,
    description: `Disallow ${name}`,
    kind: 'code',
    preset: 'recommended',
    owasp,
    topics: [],
    cwe,
  };
  const docs = { info, url: `https://example.test/rules/${name}` };
  return { meta: { type: 'problem', hasSuggestions: true, schema: [], docs }, ...check };
}

/** Reports `sink(x)` with a flow and a quick fix; `farSink(x)` leads to a place of another file. */
const flow = makeRule('no-flow', 'API8', [89, 20], {
  create: (context) => ({
    'CallExpression[callee.name=/^(?:sink|farSink)$/]'(node: Rule.Node) {
      const argument = node.type === 'CallExpression' ? node.arguments[0] : undefined;
      if (argument?.loc == null) return;
      const { line, column } = argument.loc.start;
      const place = { file: displayPath(context.cwd, context.filename), line, column: column + 1 };
      const message = formatMessage({
        source: { kind: 'User input', text: context.sourceCode.getText(argument), place },
        steps: [{ name: 'findUser', place: { file: 'src/db.ts', line: 4, column: 3 } }],
        sink: 'the SQL text of `Pool.query`',
        sinkPlace: context.sourceCode.getText(node).startsWith('far')
          ? { file: 'src/db.ts', line: 9, column: 1 }
          : null,
        remedy: 'Use a placeholder.',
      });
      const fix = (fixer: Rule.RuleFixer): Rule.Fix => fixer.replaceText(argument, "'safe'");
      context.report({ node: argument, message, suggest: [{ desc: 'Use a constant', fix }] });
    },
  }),
});

/** Reports `flaw()` with a plain message. */
const plain = makeRule('no-plain', 'API2', [], {
  create: (context) => ({
    'CallExpression[callee.name="flaw"]'(node: Rule.Node) {
      context.report({ node, message: 'The pattern `\\d+` is a flaw.' });
    },
  }),
});

/** Reports every program that has types. */
const typed = makeRule('no-types', 'API9', [1059], {
  create: (context) => ({
    Program(node) {
      const services = context.sourceCode.parserServices as { readonly program?: unknown } | undefined;
      if (services?.program != null) context.report({ node, message: 'This file has types.' });
    },
  }),
});

/** Throws on an identifier named `explode`. */
const crashing = makeRule('no-crash', 'API1', [], {
  create: () => ({
    'Identifier[name="explode"]'() {
      throw new Error('boom');
    },
  }),
});

/** Fails on an identifier named `stumble`, as an analysis does that is contained. */
const failing = makeRule('no-failure', 'API1', [], {
  create: (context) => ({
    'Identifier[name="stumble"]'() {
      noteFailure(context.filename, new Error('lost'));
    },
  }),
});

const config = (...names: readonly string[]): object => ({
  get plugins() {
    return { 'api-security': toyPlugin };
  },
  rules: Object.fromEntries(names.map((name) => [`api-security/${name}`, 'error'])),
});

/** Stands for the real plugin, so that the CLI is tested without its rules. */
const toyPlugin: CliPlugin = {
  meta: { name: 'toy', version: '1.2.3' },
  rules: { 'no-flow': flow, 'no-plain': plain, 'no-types': typed, 'no-crash': crashing, 'no-failure': failing },
  configs: {
    recommended: config('no-flow', 'no-plain', 'no-crash', 'no-failure'),
    all: [config('no-flow', 'no-plain'), config('no-types')],
    'owasp-api2': config('no-plain'),
    'owasp-api9': config('no-types'),
  },
};

export default toyPlugin;
