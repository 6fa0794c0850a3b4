/** Programs of several files: what rules say of one may depend on those that import it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../src/index.js';

/** Texts by file names; a package.json that declares nothing is added where there is none. */
export type Files = Readonly<Record<string, string>>;

/** What rules report in one file of a program; without types. */
export type Lint = (name: string) => readonly Linter.LintMessage[];

/** Writes a program to a folder of its own, which is gone afterwards, and returns what `ask` makes of linting its files. */
export function withProgram<T>(files: Files, rules: readonly string[], ask: (lint: Lint) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rules-'));
  try {
    for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const config = {
      ...plugin.configs.all,
      files: ['**/*.{ts,js}'],
      languageOptions: { parser },
      rules: Object.fromEntries(rules.map((rule) => [`api-security/${rule}`, 'error' as const])),
    };
    const linter = new Linter({ cwd: folder });
    return ask((name) => linter.verify(files[name] ?? '', [config], { filename: path.join(folder, name) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the lines that a rule reports in one of the files of a program, without types. */
export function linesIn(rule: string, name: string, files: Files): readonly number[] {
  return withProgram(files, [rule], (lint) => lint(name).map(({ line }) => line));
}
