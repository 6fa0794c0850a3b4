/** Programs of several files whose lines say at their end what rules must report there: `// report no-x, require-y`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import plugin from '../../src/index.js';

const MARK = /\/\/ report ([\w -]+(?:, [\w -]+)*)/;

type Files = Readonly<Record<string, string>>;

function wantedIn(files: Files): readonly string[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) =>
      (MARK.exec(line)?.[1] ?? '')
        .split(',')
        .map((rule) => rule.trim())
        .filter((rule) => rule !== '')
        .map((rule) => `${file}:${String(index + 1)} ${rule}`),
    ),
  );
}

interface Report {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** Returns what rules report in the files of a program, without types. */
export function reportsIn(files: Files, rules: readonly string[]): readonly Report[] {
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
    return Object.entries(files)
      .filter(([file]) => /\.[tj]s$/.test(file))
      .flatMap(([file, text]) =>
        linter
          .verify(text, [config], { filename: path.join(folder, file) })
          .map(({ line, ruleId, message }) => ({ file, line, rule: ruleId?.replace(/^.*\//, '') ?? '', message })),
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Declares a test: exactly the marked lines carry reports, of the rules that marks name anywhere in the program. */
export function markedFiles(name: string, files: Files): void {
  it(name, () => {
    const wanted = wantedIn(files);
    const rules = [...new Set(wanted.map((each) => each.replace(/^\S+ /, '')))];
    expect(wanted.length).toBeGreaterThan(0);
    const found = reportsIn(files, rules).map(({ file, line, rule }) => `${file}:${String(line)} ${rule}`);
    expect([...new Set(found)].sort()).toEqual([...wanted].sort());
  });
}
