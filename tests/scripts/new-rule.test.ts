import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newRule } from '../../scripts/new-rule.js';
import { isRuleName } from '../../scripts/new-rule/templates.js';
import { sections } from '../repo/markdown.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'new-rule-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('newRule', () => {
  it('writes source, test and page', () => {
    const files = newRule(root, ['require-body-limit', '--kind', 'misuse']);
    expect(files).toEqual([
      'src/rules/require-body-limit.ts',
      'tests/rules/require-body-limit.test.ts',
      'docs/rules/require-body-limit.md',
    ]);
    const [source = '', , page = ''] = files.map((file) => readFileSync(path.join(root, file), 'utf8'));
    expect(source).toContain("import { misuseRule } from '../define/misuse-rule.js';");
    expect(source).toContain("description: 'Require body limit'");
    expect(sections(page).map(({ title }) => title)).toContain('When not to use it');
  });

  it('asks for data flow unless told otherwise', () => {
    const [source = ''] = newRule(root, ['no-thing']);
    expect(readFileSync(path.join(root, source), 'utf8')).toContain("kind: 'flow'");
  });

  it('overwrites nothing', () => {
    newRule(root, ['no-thing']);
    expect(() => newRule(root, ['no-thing'])).toThrow(/Already there/);
  });

  it.each([[[]], [['sql']], [['no-x', 'no-y']], [['no-x', '--kind', 'magic']], [['no-../x']]])(
    'refuses %j',
    (args: readonly string[]) => {
      expect(() => newRule(root, args)).toThrow(/Usage/);
    },
  );
});

describe('isRuleName', () => {
  it.each(['no-sql-injection', 'require-graphql-limits'])('accepts %s', (name) => {
    expect(isRuleName(name)).toBe(true);
  });

  it.each(['sql-injection', 'no-', 'no-SQL', 'no--x', 'no-x/y'])('rejects %s', (name) => {
    expect(isRuleName(name)).toBe(false);
  });
});
