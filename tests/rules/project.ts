/** Programs of several files, of which one is linted: what a rule says of it may depend on those that import it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../src/index.js';

/** Returns the lines that a rule reports in one of the files of a program, without types. */
export function linesIn(rule: string, name: string, files: Readonly<Record<string, string>>): readonly number[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rules-'));
  try {
    for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const config = {
      ...plugin.configs.all,
      files: ['**/*.ts'],
      languageOptions: { parser },
      rules: { [`api-security/${rule}`]: 'error' as const },
    };
    const filename = path.join(folder, name);
    return new Linter({ cwd: folder }).verify(files[name] ?? '', [config], { filename }).map(({ line }) => line);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
