import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { filesBelow, repoRoot } from '../../scripts/lib/repo.js';
import plugin from '../../src/index.js';
import { isExternal, linkTargets, sections, type CodeBlock } from './markdown.js';

const rulePages = filesBelow(repoRoot, 'docs/rules', '.md').filter((file) => file !== 'docs/rules/index.md');
const requiredHeadings = [
  'What it does',
  'Why it matters',
  'Incorrect',
  'Correct',
  'Options',
  'Limits',
  'When not to use it',
];
const languages = ['ts', 'tsx', 'js', 'jsx'];

function read(file: string): string {
  return readFileSync(path.join(repoRoot, file), 'utf8');
}

/**
 * Lints a code block with one rule, without types. A first line `// file: app/users/route.ts` names the file where the
 * name matters; options are set by ESLint's own comment, `/* eslint api-security/x: ["error", {}] *\/`.
 */
function lint(rule: string, { code, language }: CodeBlock): readonly Linter.LintMessage[] {
  const name = /^\/\/ file: (\S+)/.exec(code)?.[1] ?? `src/example.${language}`;
  const config = {
    ...plugin.configs.all,
    files: ['**/*.{ts,tsx,js,jsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: { [`api-security/${rule}`]: 'error' as const },
  };
  return new Linter({ cwd: repoRoot }).verify(code, [config], { filename: path.join(repoRoot, name) });
}

interface Example {
  readonly page: string;
  readonly rule: string;
  readonly block: CodeBlock;
}

function examples(title: string): readonly Example[] {
  return rulePages.flatMap((page) =>
    sections(read(page))
      .filter((section) => section.title === title)
      .flatMap((section) =>
        section.blocks.filter((block) => languages.includes(block.language) && block.code.trim() !== ''),
      )
      .map((block) => ({ page, rule: path.basename(page, '.md'), block })),
  );
}

describe('rule pages', () => {
  it('have every heading, in order and with text below it', () => {
    const faults = rulePages.flatMap((page) => {
      const found = sections(read(page));
      const titles = found.map((section) => section.title).filter((title) => requiredHeadings.includes(title));
      const empty = found.filter((section) => !section.filled).map((section) => `${page}: '${section.title}' is empty`);
      return titles.join() === requiredHeadings.join()
        ? empty
        : [...empty, `${page}: headings are ${titles.join(', ')}`];
    });
    expect(faults).toEqual([]);
  });

  it('show at least one incorrect and one correct example', () => {
    const missing = rulePages.flatMap((page) =>
      ['Incorrect', 'Correct']
        .filter((title) => !examples(title).some((example) => example.page === page))
        .map((title) => `${page}: ${title}`),
    );
    expect(missing).toEqual([]);
  });

  it('report every incorrect example', () => {
    const faults = examples('Incorrect').flatMap(({ page, rule, block }) => {
      const messages = lint(rule, block);
      const ids = messages.map((message) => message.ruleId ?? message.message);
      const fine = ids.length > 0 && ids.every((id) => id === `api-security/${rule}`);
      return fine ? [] : [`${page}:${block.line}: ${ids.join(', ') || 'no report'}`];
    });
    expect(faults).toEqual([]);
  });

  it('are quiet on every correct example', () => {
    const faults = examples('Correct').flatMap(({ page, rule, block }) =>
      lint(rule, block).map((message) => `${page}:${block.line + message.line}: ${message.message}`),
    );
    expect(faults).toEqual([]);
  });
});

describe('links', () => {
  const pages = ['README.md', ...filesBelow(repoRoot, 'docs', '.md')];

  it('inside the repository lead to files', () => {
    const dead = pages.flatMap((page) =>
      linkTargets(read(page))
        .filter((target) => target !== '' && !isExternal(target))
        .filter((target) => !existsSync(path.resolve(repoRoot, path.dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('that leave the repository use https', () => {
    const plain = pages.flatMap((page) => linkTargets(read(page)).filter((target) => isExternal(target)));
    expect(plain.filter((target) => !target.startsWith('https://'))).toEqual([]);
    expect(plain.length).toBeGreaterThan(0);
  });
});
