import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generate, sourceLoader } from '../../scripts/generate.js';
import { MissingBlockError, replaceBlock } from '../../scripts/generate/blocks.js';
import { identifierOf } from '../../scripts/generate/rule-index.js';
import { repoRoot } from '../../scripts/lib/repo.js';
import { newRuleFiles } from '../../scripts/new-rule/templates.js';
import type { ApiSecurityRule } from '../../src/meta/rule.js';
import type { RuleInfo } from '../../src/meta/types.js';

const info: RuleInfo = {
  name: 'no-x',
  description: 'Disallow a | b',
  kind: 'flow',
  preset: 'strict',
  owasp: 'API10',
  topics: ['api10/sql-injection'],
  cwe: [89],
};
const rule: ApiSecurityRule = {
  meta: {
    type: 'problem',
    schema: [],
    hasSuggestions: true,
    messages: { x: 'x' },
    docs: { description: info.description, info },
  },
  create: () => ({}),
};
const load = (): Promise<ApiSecurityRule> => Promise.resolve(rule);

let root = '';

function write(file: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'generate-'));
  for (const [file, text] of newRuleFiles({ name: 'no-x', kind: 'flow' })) write(file, text);
  const marks = (block: string): string => `<!-- begin generated ${block} -->\nold\n<!-- end generated ${block} -->\n`;
  write('docs/topics/api10/sql-injection.md', `${marks('head')}\nProse.\n\n${marks('rules')}`);
  write('README.md', `# Readme\n\n${marks('rules')}`);
  write('tests/repo/known-gaps.json', '["api1/idor", "api10/sql-injection"]');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const outputs = [
  'README.md',
  'docs/rules/index.md',
  'docs/rules/no-x.md',
  'docs/topics/api10/sql-injection.md',
  'docs/topics/index.md',
  'src/rules/index.ts',
  'tests/repo/known-gaps.json',
];

describe('generate', () => {
  it('names every stale file without touching it when it only checks', async () => {
    const before = read('README.md');
    expect(await generate({ root, check: true, load })).toEqual(outputs);
    expect(read('README.md')).toBe(before);
  });

  it('writes what it would miss, and then finds nothing', async () => {
    expect(await generate({ root, check: false, load })).toEqual(outputs);
    expect(await generate({ root, check: true, load })).toEqual([]);
    expect(read('src/rules/index.ts')).toContain("import noX from './no-x.js';");
    expect(read('docs/rules/no-x.md')).toContain('Presets: `strict`, `all`, `owasp-api10`');
    expect(read('docs/rules/no-x.md')).toContain('[SQL injection](../topics/api10/sql-injection.md)');
    expect(read('docs/rules/no-x.md')).toContain('Offers suggestions');
    expect(read('docs/rules/index.md')).toContain('Disallow a \\| b');
    expect(read('docs/topics/api10/sql-injection.md')).toContain('- [`no-x`](../../rules/no-x.md): Disallow a | b.');
    expect(read('docs/topics/api10/sql-injection.md')).toContain('Prose.');
    expect(read('README.md')).toContain('[`no-x`](docs/rules/no-x.md)');
    expect(JSON.parse(read('tests/repo/known-gaps.json'))).toEqual(['api1/idor']);
  });

  it.each(outputs)('notices an edit of %s', async (file) => {
    await generate({ root, check: false, load });
    write(file, file.endsWith('.json') ? '["api10/sql-injection"]' : read(file).replace(/no-x|Rules|Topics/, 'edited'));
    expect(await generate({ root, check: true, load })).toEqual([file]);
  });

  it('refuses a page without marks', async () => {
    write('docs/rules/no-x.md', '# no-x\n');
    await expect(generate({ root, check: true, load })).rejects.toThrow(MissingBlockError);
  });
});

describe('replaceBlock', () => {
  it('keeps what stands around the block', () => {
    const text = 'a\n<!-- begin generated b -->\nold\n<!-- end generated b -->\nz\n';
    const updated = replaceBlock('page', text, 'b', 'new');
    expect(updated).toBe('a\n<!-- begin generated b -->\n\nnew\n\n<!-- end generated b -->\nz\n');
    expect(replaceBlock('page', updated, 'b', 'new')).toBe(updated);
  });
});

describe('identifierOf', () => {
  it('turns kebab case into camel case', () => {
    expect(identifierOf('no-sql-injection')).toBe('noSqlInjection');
  });
});

describe('the generated files of this repository', () => {
  it('are up to date', async () => {
    expect(await generate({ root: repoRoot, check: true, load: sourceLoader(repoRoot) })).toEqual([]);
  });
});
