/** An editor lints one file again and again: only what a change concerns is analysed anew, and nothing goes stale. */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workDone } from '../../src/analysis/analysis.js';
import plugin from '../../src/index.js';
import { writeProject } from '../../scripts/bench/project.js';

const SIZE = 500;
let folder = '';
let files: readonly string[] = [];

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'api-security-editor-')));
  files = writeProject(folder, SIZE, path.join(import.meta.dirname, '../../node_modules'));
});

afterAll(() => {
  parser.clearCaches();
  rmSync(folder, { recursive: true, force: true });
});

function named(ending: string): string {
  const file = files.find((each) => each.endsWith(ending));
  if (file === undefined) throw new RangeError(ending);
  return file;
}

/** Lints a text as an editor does, with the project service of typescript-eslint. */
function reports(file: string, text: string): readonly string[] {
  const linter = new Linter({ configType: 'flat', cwd: folder });
  const messages = linter.verify(
    text,
    {
      files: ['**/*.ts'],
      plugins: { 'api-security': plugin as never },
      languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
      rules: {
        'api-security/no-sql-injection': 'error',
        'api-security/require-authorization': ['error', { scope: 'all' }],
      },
    },
    { filename: file },
  );
  return messages.map((each) => `${each.ruleId ?? each.message}:${String(each.line)}`);
}

describe('one file of many, linted again and again', () => {
  test('a flaw comes and goes with the text, and only what depends on it is analysed again', () => {
    const service = named('Item1.service.ts');
    const clean = readFileSync(service, 'utf8');
    const flawed = clean.replace('.toLowerCase(), column,', '.toLowerCase(), sort,');
    expect(flawed).not.toBe(clean);
    const repository = named('Item1.repository.ts');
    const query = readFileSync(repository, 'utf8');
    expect(reports(repository, query)).toEqual([]);
    expect(reports(service, clean)).toEqual([]);
    const controller = named('Item1.controller.ts');
    const handlers = readFileSync(controller, 'utf8');
    expect(reports(controller, handlers)).toEqual([]);
    for (let round = 0; round < 5; round++) {
      const before = workDone();
      expect(reports(service, `${flawed}\n// ${String(round)}\n`)).toEqual([]);
      expect(reports(controller, handlers)).toHaveLength(1);
      expect(reports(service, `${clean}\n// ${String(round)}\n`)).toEqual([]);
      expect(reports(controller, handlers)).toEqual([]);
      const after = workDone();
      // Two texts of the service, each with the controller above it; what they call and the other features stay known.
      expect(after.files - before.files).toBeLessThanOrEqual(8);
      expect(after.applications - before.applications).toBe(0);
    }
  }, 120_000);

  test('a guard that is taken away elsewhere is missed at once', () => {
    const routes = named('Item2.routes.ts');
    const guarded = readFileSync(routes, 'utf8');
    expect(reports(routes, guarded)).toEqual([]);
    const open = guarded.replace('router.use(requireUser);\n', '');
    expect(reports(routes, open)).toHaveLength(4);
    expect(reports(routes, guarded)).toEqual([]);
    const guard = named('guard.ts');
    const checks = readFileSync(guard, 'utf8');
    const toothless = checks.replaceAll('    res.sendStatus(401);\n    return;\n', '');
    expect(toothless).not.toBe(checks);
    expect(reports(guard, toothless)).toEqual([]);
    expect(reports(routes, guarded)).toHaveLength(4);
    expect(reports(guard, checks)).toEqual([]);
    expect(reports(routes, guarded)).toEqual([]);
  }, 120_000);
});
