/** Programs of several files whose lines say at their end what rules must report there: `// report no-x, require-y`. */
import { expect, it } from 'vitest';
import { withProgram, type Files } from './project.js';

const MARK = /\/\/ report ([\w -]+(?:, [\w -]+)*)/;

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
  return withProgram(files, rules, (lint) =>
    Object.keys(files)
      .filter((file) => /\.[tj]s$/.test(file))
      .flatMap((file) =>
        lint(file).map(({ line, ruleId, message }) => ({
          file,
          line,
          rule: ruleId?.replace(/^.*\//, '') ?? '',
          message,
        })),
      ),
  );
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
