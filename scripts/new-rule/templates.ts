import type { RuleKind } from '../../src/meta/types.js';
import { beginMark, endMark } from '../generate/blocks.js';

/** What a new rule is called and what it asks. */
export interface NewRule {
  readonly name: string;
  readonly kind: RuleKind;
}

const kinds = ['flow', 'endpoint', 'misuse', 'code'] as const satisfies readonly RuleKind[];

/** Returns the kind with this name, or undefined when there is none. */
export function findKind(text: string): RuleKind | undefined {
  return kinds.find((kind) => kind === text);
}

/** True for a name that fits ESLint's habit: `no-<weakness>` or `require-<protection>` in kebab case. */
export function isRuleName(text: string): boolean {
  return /^(?:no|require)(?:-[a-z][a-z0-9]*)+$/.test(text);
}

/** Returns the source of the rule: metadata to fill in, and the factory of its kind. */
function source({ name, kind }: NewRule): string {
  const factory = `${kind}Rule`;
  const verb = name.startsWith('no-') ? 'Disallow' : 'Require';
  const words = name.replace(/^(?:no|require)-/, '').replaceAll('-', ' ');
  return `import { ${factory} } from '../define/${kind}-rule.js';
import type { RuleInfo } from '../meta/types.js';

const info: RuleInfo = {
  name: '${name}',
  description: '${verb} ${words}',
  kind: '${kind}',
  preset: 'all',
  owasp: 'API8',
  topics: [],
  cwe: [],
};

export default ${factory}({ info });
`;
}

/** Returns a test that fails until cases are written: RuleTester demands at least one invalid case that reports. */
function test({ name }: NewRule): string {
  return `import rule from '../../src/rules/${name}.js';
import { ruleTester } from './tester.js';

ruleTester.run('${name}', rule, {
  valid: [],
  invalid: [],
});
`;
}

/** Returns the page: the headings that the tests of the repository require, between the generated head and foot. */
function page(): string {
  return `${beginMark('head')}
${endMark('head')}

## What it does

## Why it matters

## Incorrect

\`\`\`ts

\`\`\`

## Correct

\`\`\`ts

\`\`\`

## Options

This rule has no options.

## Limits

## When not to use it

${beginMark('foot')}
${endMark('foot')}
`;
}

/** Returns the files of a new rule by their path from the root. */
export function newRuleFiles(rule: NewRule): ReadonlyMap<string, string> {
  return new Map([
    [`src/rules/${rule.name}.ts`, source(rule)],
    [`tests/rules/${rule.name}.test.ts`, test(rule)],
    [`docs/rules/${rule.name}.md`, page()],
  ]);
}
