/** Programs whose lines say at their end what a rule must do with them: `// report`, or `// quiet`. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import plugin from '../../src/index.js';

/** Returns the reports of one rule for a program, without types; `cwd` is the folder of a project that stands elsewhere. */
export function reportsOf(
  rule: string,
  code: string,
  filename: string,
  cwd = process.cwd(),
): readonly Linter.LintMessage[] {
  const config = {
    ...plugin.configs.all,
    files: ['**/*.ts'],
    languageOptions: { parser },
    rules: { [`api-security/${rule}`]: 'error' as const },
  };
  return new Linter({ cwd }).verify(code, [config], { filename });
}

/** Declares a test: exactly the marked lines carry a report, and the program marks lines of both sorts. */
export function marked(rule: string, name: string, code: string, filename = 'src/app.ts'): void {
  it(`${rule}: ${name}`, () => {
    const lines = code.split('\n');
    const wanted = lines.flatMap((line, index) => (/\/\/ report\b/.test(line) ? [index + 1] : []));
    expect(wanted.length).toBeGreaterThan(0);
    expect(lines.some((line) => /\/\/ quiet\b/.test(line))).toBe(true);
    const found = reportsOf(rule, code, filename).map((each) => each.line);
    expect([...new Set(found)].sort((a, b) => a - b)).toEqual(wanted);
  });
}
