/**
 * Programs of several files for the rules about endpoints and for those about untrusted data, in the layouts that the
 * documentation of each framework shows:
 * `// report: RULE` at the end of a line, and `// quiet: RULE` on its twin. A rule that a program names reports nothing else.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';

const roots = ['endpoints', 'data'].map((name) => path.join(import.meta.dirname, 'fixtures', name));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return filesBelow(file);
    return /\.(?:tsx?|js)$/.test(name) ? [file] : [];
  });
}

/** The rules that a line names behind a word. */
function named(line: string, word: 'report' | 'quiet'): readonly string[] {
  return new RegExp(`// ${word}: ([\\w, -]+)`).exec(line)?.[1]?.split(', ') ?? [];
}

function reportsIn(folder: string, file: string, text: string, rules: readonly string[]): readonly string[] {
  const config = {
    files: ['**/*.{ts,tsx,js}'],
    plugins: plugin.configs.all.plugins,
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: Object.fromEntries(rules.map((name) => [`api-security/${name}`, 'error' as const])),
  };
  return new Linter({ cwd: folder })
    .verify(text, [config], { filename: file })
    .map(({ line, ruleId }) => `${path.relative(folder, file)}:${String(line)} ${ruleId?.split('/')[1] ?? 'failed'}`);
}

const folders = roots.flatMap((root) => readdirSync(root).map((name) => [name, path.join(root, name)] as const));

describe.each(folders)('%s', (_, folder) => {
  const files = filesBelow(folder).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const lines = files.flatMap(({ text }) => text.split('\n'));
  const rules = [...new Set(lines.flatMap((line) => [...named(line, 'report'), ...named(line, 'quiet')]))];

  it('is reported where its marks say so, and nowhere else', () => {
    const wanted = files.flatMap(({ file, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          named(line, 'report').map((rule) => `${path.relative(folder, file)}:${String(index + 1)} ${rule}`),
        ),
    );
    const found = files.flatMap(({ file, text }) => reportsIn(folder, file, text, rules));
    expect([...new Set(found)].sort()).toEqual([...wanted].sort());
  });
});
