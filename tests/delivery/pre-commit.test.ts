/** Follows docs/pre-commit.md to the letter: what the page shows is what is installed. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryWith, type Repository } from './repository.js';
import { cleanSource, flawedSource, packageRoot, ruleId } from './subject.js';

const page = fs.readFileSync(path.join(packageRoot, 'docs/pre-commit.md'), 'utf8');

/** Returns the fenced blocks of one language below a heading of the page. */
function recipe(heading: string, language: string): readonly string[] {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? '');
}

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly entry: string;
  readonly files: string;
  readonly require_serial: boolean;
}

const ownHooks = parse(fs.readFileSync(path.join(packageRoot, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];

/** The essence of what the pre-commit framework does: the staged files whose name matches, as arguments of the entry. */
function asPreCommitRunsIt({ entry, files }: Hook): string {
  return `#!/bin/sh
PATH="$PWD/node_modules/.bin:$PATH"
git diff --cached --name-only -z --diff-filter=ACMRT | grep -zE '${files}' | xargs -0 -r ${entry}
`;
}

function expectGuarded(repository: Repository): void {
  const clean = repository.commit('src/with space/clean.ts', cleanSource);
  expect(clean.accepted, clean.output).toBe(true);
  const text = repository.commit('notes.md', flawedSource);
  expect(text.accepted, text.output).toBe(true);
  expect(repository.commits()).toBe(3);

  const refused = repository.commit('src/flawed.ts', flawedSource);
  expect(refused.accepted, refused.output).toBe(false);
  expect(refused.output).toContain(ruleId);
  expect(refused.output).toContain('src/flawed.ts:7:');
  expect(repository.commits()).toBe(3);

  const mended = repository.commit('src/flawed.ts', cleanSource);
  expect(mended.accepted, mended.output).toBe(true);
  expect(repository.commits()).toBe(4);
}

describe('a commit that adds a flaw is refused and a clean one passes', () => {
  it('by the plain git hook', () => {
    const [hook = ''] = recipe('Plain git hook', 'sh');
    expectGuarded(repositoryWith(hook));
  }, 60_000);

  it('by lint-staged', () => {
    const [hook = ''] = recipe('lint-staged', 'sh');
    const [settings = ''] = recipe('lint-staged', 'json');
    expectGuarded(repositoryWith(hook, JSON.parse(settings) as object));
  }, 60_000);

  it('by the hook that this repository offers to pre-commit', () => {
    const [hook] = ownHooks;
    expect(hook).toBeDefined();
    if (hook !== undefined) expectGuarded(repositoryWith(asPreCommitRunsIt(hook)));
  }, 60_000);

  it('by the local hook of pre-commit', () => {
    const [settings = ''] = recipe('pre-commit', 'yaml');
    const { repos } = parse(settings) as { readonly repos: readonly { readonly hooks: readonly Hook[] }[] };
    const [hook] = repos.flatMap(({ hooks }) => hooks);
    expect(hook).toBeDefined();
    if (hook !== undefined) expectGuarded(repositoryWith(asPreCommitRunsIt(hook)));
  }, 60_000);
});

describe('.pre-commit-hooks.yaml', () => {
  it('offers one hook whose entry is a binary of this package, by the id that the page names', () => {
    const { bin } = JSON.parse(fs.readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as {
      readonly bin: Readonly<Record<string, string>>;
    };
    expect(ownHooks).toHaveLength(1);
    expect(ownHooks[0]).toMatchObject({ id: 'api-security', language: 'node', require_serial: true });
    expect(Object.keys(bin)).toContain(ownHooks[0]?.entry);
    expect(recipe('pre-commit', 'yaml').at(-1)).toContain(`- id: ${ownHooks[0]?.id}\n`);
  });

  it.each(['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.js', 'a.jsx', 'a.mjs', 'a.cjs'])('is given %s', (file) => {
    expect(file).toMatch(new RegExp(ownHooks[0]?.files ?? '(?!)'));
  });

  it.each(['a.json', 'a.tsv', 'ts', 'a.md', 'a.tsx.snap'])('is not given %s', (file) => {
    expect(file).not.toMatch(new RegExp(ownHooks[0]?.files ?? ''));
  });
});
