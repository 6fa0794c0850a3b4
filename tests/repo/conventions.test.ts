import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { filesBelow, repoRoot } from '../../scripts/lib/repo.js';

/** The files that Git holds, without the acceptance cases, which are kept as they came. */
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: repoRoot, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && !file.startsWith('tests/cases/') && existsSync(path.join(repoRoot, file)));

/** The lines of tracked files that match, as `file:line`. */
function linesWith(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(path.join(repoRoot, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

/** The lines of the directives that disable a lint rule and say not why. */
function bareDirectives(text: string, jsx: boolean): readonly number[] {
  const { comments } = parse(text, { comment: true, loc: true, jsx });
  return comments
    .filter(({ value }) => /^\s*eslint-disable/.test(value) && !/ -- \S/.test(value))
    .map(({ loc }) => loc.start.line);
}

const code = tracked.filter((file) => /\.[cm]?[jt]sx?$/.test(file));

describe('the repository', () => {
  it('holds files', () => {
    expect(code.length).toBeGreaterThan(10);
  });

  it('has no download address in its lock file', () => {
    const lock = readFileSync(path.join(repoRoot, 'package-lock.json'), 'utf8');
    expect(lock).toContain('"lockfileVersion"');
    expect(lock.match(/"resolved"/g) ?? []).toEqual([]);
  });

  it('names no folder of a machine', () => {
    const machine = new RegExp(['', 'work', '(?:main|wt|shared)'].join('/') + '|' + ['', 'home', '\\w+'].join('/'));
    expect(linesWith(tracked, machine)).toEqual([]);
  });

  it('gives a reason with every directive that disables a lint rule', () => {
    const bare = code.flatMap((file) =>
      bareDirectives(readFileSync(path.join(repoRoot, file), 'utf8'), file.endsWith('x')).map(
        (line) => `${file}:${line}`,
      ),
    );
    expect(bare).toEqual([]);
  });

  it('would notice a directive without a reason, and only in a comment', () => {
    const name = ['eslint', 'disable'].join('-');
    const text = [`// ${name}-next-line no-x`, `/* ${name} no-x -- because */`, `const text = '// ${name}';`].join(
      '\n',
    );
    expect(bareDirectives(text, false)).toEqual([1]);
  });

  it('has no test that is skipped or alone', () => {
    const tests = code.filter((file) => file.endsWith('.test.ts'));
    expect(linesWith(tests, /^\s*(?:describe|it|test)\.(?:skip|only|todo)\b/)).toEqual([]);
  });
});

describe('the acceptance cases', () => {
  const origin = ['../shared/cases', '../../shared/cases']
    .map((folder) => path.resolve(repoRoot, folder))
    .find((folder) => existsSync(folder));

  it('are unchanged from where they came, as long as that is at hand', () => {
    // What is disputed is said here and not where the cases come from.
    const copies = filesBelow(repoRoot, 'tests/cases', '').filter((file) => file !== 'tests/cases/disputed.json');
    expect(copies).toContain('tests/cases/README.md');
    if (origin === undefined) return;
    const originals = filesBelow(path.dirname(origin), 'cases', '').map((file) => `tests/${file}`);
    expect(copies).toEqual(originals);
    const changed = copies.filter(
      (file) =>
        !readFileSync(path.join(repoRoot, file)).equals(
          readFileSync(path.join(path.dirname(origin), file.slice('tests/'.length))),
        ),
    );
    expect(changed).toEqual([]);
  });
});
