import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { expectedReports } from './expected.js';
import type { ExampleName } from './service.js';

const SLOW = { timeout: 120_000 };

/** How the parser is set up: with type information by the example's own compiler settings, or without any. */
const MODES = ['typed', 'untyped'] as const;

/** What the `strict` preset reports in an example, each as `rule file:line`, sorted. */
async function reports(example: ExampleName, mode: (typeof MODES)[number]): Promise<readonly string[]> {
  const folder = fileURLToPath(new URL(`../../examples/${example}`, import.meta.url));
  const parserOptions = mode === 'typed' ? { projectService: true, tsconfigRootDir: folder } : {};
  const files = ['**/*.ts'];
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { files, languageOptions: { parser: typescriptParser, parserOptions } },
      { files, ...(plugin.configs.strict as Linter.Config) },
    ],
  });
  const results = await eslint.lintFiles(['src/**/*.ts']);
  expect(results.length).toBeGreaterThan(30);
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message, line }) => {
        const file = relative(folder, filePath).split(sep).join('/');
        return `${ruleId?.replace(/^.*\//, '') ?? message} ${file}:${String(line)}`;
      }),
    )
    .toSorted();
}

describe.each(MODES)('the examples, linted with the strict preset, %s', (mode) => {
  it('reports exactly the flaws of the table in the first one', SLOW, async () => {
    const table = await expectedReports();
    const expected = table.flatMap(({ rule, file, lines }) => lines.map((line) => `${rule} ${file}:${String(line)}`));
    expect(await reports('orders-api', mode)).toEqual(expected.toSorted());
  });

  it('reports nothing in the second one', SLOW, async () => {
    expect(await reports('orders-api-fixed', mode)).toEqual([]);
  });
});
